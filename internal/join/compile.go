package join

import (
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
)

// join makes one sort of evidence out of others.
type join struct {
	id     source.Text
	title  string
	from   []input
	parts  []part // of the body, by key
	whole  *part  // in place of parts: all of the body
	cyclic bool
}

// input is one sort of evidence that a join is made of.
type input struct {
	id     source.Text
	merged bool // it comes as a list of pieces
}

// part is one key of a body: an expression, or a list that is joined by key.
type part struct {
	key   string
	value *rule.Program // with an expression alone
	each  *rule.Program
	where *rule.Program
	by    *rule.Program
	with  []with
	set   []field
}

// with joins records to items of the same key.
type with struct {
	each, key, take *rule.Program
	as              string
	many, required  bool
	span            source.Span
}

// field is a further key of an item.
type field struct {
	key   string
	value *rule.Program
}

func (p *Plan) addJoin(f *joinFile, list *diag.List) {
	if !validID(f.ID, list) {
		return
	}
	if i := slices.IndexFunc(p.joins, func(j *join) bool { return j.id.Value == f.ID.Value }); i >= 0 {
		list.Add(diag.Errorf(diag.JoinInvalid, f.ID.Span, "the join %s exists already", f.ID.Value).
			Hinted("rename one of the two").Also(p.joins[i].id.Span, "the first is here"))
		return
	}
	j := &join{id: f.ID, title: f.Title}
	for _, id := range f.From {
		if validID(id, list) && !slices.ContainsFunc(j.from, func(s input) bool { return s.id.Value == id.Value }) {
			j.from = append(j.from, input{id: id})
		}
	}
	for _, id := range f.Merge {
		i := slices.IndexFunc(j.from, func(s input) bool { return s.id.Value == id.Value })
		if i < 0 {
			list.Add(diag.Errorf(diag.JoinInvalid, id.Span, "the join %s merges %q, which is not among its from", f.ID.Value, id.Value).Hinted("add it to from"))
			continue
		}
		j.from[i].merged = true
	}
	c := &compiler{join: j, list: list}
	forms := 0
	if len(f.Body) > 0 {
		forms++
		for i := range f.Body {
			e := &f.Body[i]
			j.parts = append(j.parts, c.part(e.Key.Value, e.Value.text, e.Value.form))
		}
	}
	if given(f.Value) || f.Items != nil {
		whole := c.part("", f.Value, f.Items)
		j.whole = &whole
	}
	for _, has := range []bool{given(f.Value), f.Items != nil} {
		if has {
			forms++
		}
	}
	switch {
	case forms != 1:
		list.Add(diag.Errorf(diag.JoinInvalid, f.ID.Span, "the join %s has %d of body, value and items, expected one", f.ID.Value, forms))
	case len(j.from) == 0 && len(f.From) == 0:
		list.Add(diag.Errorf(diag.JoinInvalid, f.ID.Span, "the join %s is made of nothing", f.ID.Value).Hinted("name evidence under from"))
	case !c.failed && len(j.from) > 0:
		p.joins = append(p.joins, j)
	}
}

// compiler compiles the expressions of one join.
type compiler struct {
	join   *join
	list   *diag.List
	failed bool
}

// expression compiles an expression, and checks that it reads nothing but what
// the join is made of. One that is not there is nil.
func (c *compiler) expression(text source.Text) *rule.Program {
	if !given(text) {
		return nil
	}
	program, bad := rule.CompileItem(text)
	c.list.Add(bad...)
	if program == nil {
		c.failed = true
		return nil
	}
	var from []string
	for _, s := range c.join.from {
		from = append(from, s.id.Value)
	}
	for _, id := range program.Reads() {
		if slices.Contains(from, id) {
			continue
		}
		d := diag.Errorf(diag.JoinInvalid, text.Span, "the join %s reads evidence %q, which is not among its from", c.join.id.Value, id)
		if hint := diag.DidYouMean(id, from); hint != "" {
			d = d.Hinted("%s", hint)
		} else {
			d = d.Hinted("add it to from")
		}
		c.list.Add(d)
		c.failed = true
	}
	if names := program.ReadsParameters(); len(names) > 0 {
		c.refuse(text, "the parameter "+names[0])
	}
	if ids := program.ReadsControls(); len(ids) > 0 {
		c.refuse(text, "the control "+ids[0])
	}
	return program
}

func (c *compiler) refuse(text source.Text, what string) {
	c.list.Add(diag.Errorf(diag.JoinInvalid, text.Span, "the join %s reads %s, and a join belongs to no control", c.join.id.Value, what).
		Hinted("compare in the assertion of the control"))
	c.failed = true
}

func (c *compiler) part(key string, text source.Text, form *partFile) part {
	if form == nil {
		return part{key: key, value: c.expression(text)}
	}
	out := part{key: key, each: c.expression(form.Each), where: c.expression(form.Where), by: c.expression(form.Key)}
	for i := range form.With {
		w := &form.With[i]
		out.with = append(out.with, with{
			each: c.expression(w.Each), key: c.expression(w.Key), take: c.expression(w.Take),
			as: w.As.Value, many: w.Many, required: w.Missing == "error", span: w.Each.Span,
		})
	}
	if len(form.With) > 0 && out.by == nil && !c.failed {
		c.list.Add(diag.Errorf(diag.KeyMissing, form.Span, "the list %s joins others, and has no key to join by", key).
			Hinted("add key, such as it.Name"))
		c.failed = true
	}
	for _, e := range form.Set {
		out.set = append(out.set, field{e.Key.Value, c.expression(e.Value)})
	}
	c.failed = c.failed || out.each == nil
	return out
}
