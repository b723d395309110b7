package resolve

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
	"github.com/candor-site/candor/internal/trust"
)

// bindSentence checks a template over the parameters of a control: a claim,
// which must not change with what is found.
func (b *binder) bindSentence(text source.Text, c *trust.Control, who string) {
	b.template(text, c, nil, who, false)
}

// bindReply checks a text of an answer; own may be nil where it has no control
// of its own.
func (b *binder) bindReply(text source.Text, own *trust.Control, a *trust.Answer) {
	b.template(text, own, a.Scope(), "answer "+a.ID, true)
}

// template checks what a sentence reads, and that it fits.
func (b *binder) template(text source.Text, c *trust.Control, scope trust.Scope, who string, reply bool) {
	if text.Value == "" {
		return
	}
	t, list := b.site.Sentences.Parse(text)
	before := len(b.list)
	b.list.Add(list...)
	if t == nil {
		return
	}
	for _, r := range t.Own() {
		if c == nil {
			b.list.Add(diag.Errorf(diag.TemplateUnbound, r.Span, "%s reads .%s, but names no control of its own", who, r.Parameter).
				Hinted(`write {{ control "ID" "%s" }}`, r.Parameter))
			continue
		}
		b.parameter(c, r.Parameter, r.Span, who)
	}
	whole := c == nil || len(c.Unread) == 0
	for _, r := range t.Far() {
		other, ok := b.control(r.Control, r.Span, who)
		if ok && r.Parameter != "" {
			b.parameter(other, r.Parameter, r.Span, who)
		}
		whole = whole && ok && len(other.Unread) == 0
	}
	b.asks(t, who, reply)
	if len(b.list) > before || !whole {
		return // what does not fit follows from that
	}
	var own statement.Values
	if c != nil {
		own = values(c, scope)
	}
	far := func(id string) (statement.Values, bool) {
		other, ok := b.controls[id]
		if !ok {
			return nil, false
		}
		return values(other, scope), true
	}
	b.list.Add(t.Check(own, far, b.standing)...)
}

// asks checks where a sentence reads how controls stand.
func (b *binder) asks(t *statement.Template, who string, reply bool) {
	for _, a := range t.Asks() {
		if !reply {
			b.list.Add(diag.Errorf(diag.TemplateInvalid, a.Span, "%s reads the %s of a control, which only answers can", who, a.Function).
				Hinted("a claim must not change with what is found: state it as it is meant to hold"))
			continue
		}
		if a.Axis != "" && b.Config.Scope[a.Axis] == nil {
			b.list.Add(diag.Errorf(diag.ScopeUnknown, a.AxisSpan, "the scope axis %q does not exist", a.Axis).About(a.Axis).
				Hinted("%s", diag.DidYouMean(a.Axis, trust.Scope(b.Config.Scope).Axes())))
		}
	}
}

// standing stands for how a control stands before anything is judged: it has
// the shape, and says nothing.
func (b *binder) standing(id string) (statement.Standing, bool) {
	_, ok := b.controls[id]
	return statement.Standing{Scope: b.Config.Scope}, ok
}

// values are the parameters of a control in a scope.
func values(c *trust.Control, scope trust.Scope) statement.Values {
	out := statement.Values{}
	for _, p := range c.Effective(scope) {
		out[p.Name] = p.Value
	}
	return out
}
