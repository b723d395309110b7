package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
)

// resolveProps reads and checks the props of a component.
func (p *page) resolveProps(n elementNode, e *element) {
	for i := range e.tag.Attrs {
		a := &e.tag.Attrs[i]
		switch {
		case a.Form == tag.Spread:
			p.fault(diag.ExprUnsupported, a.At, a.Stop, "spreading props is not supported").Hint = "write the props one by one"
			continue
		case a.Name == "key" || strings.HasPrefix(a.Name, "client:"):
			continue
		case a.Name == "slot" && a.Form == tag.Quoted && (e.decl == nil || e.decl.Find("slot") == nil):
			e.slot = a.Text
			continue
		case allow.IsHandler(a.Name) && (e.decl == nil || e.decl.Find(a.Name) == nil):
			p.handler(a)
			continue
		}
		var d *component.Prop
		if e.decl != nil {
			if d = e.decl.Find(a.Name); d == nil && !e.decl.Any {
				if p.ignoredHook(e.tag, a) {
					continue
				}
				r := p.report(diag.Error, diag.PropUnknown, a.At, a.At+len(a.Name), "%s has no prop %s", e.tag.Label(), a.Name)
				if r.Hint = diag.DidYouMean(a.Name, e.decl.PropNames()); r.Hint == "" && len(e.decl.Props) > 0 {
					r.Hint = "its props are " + strings.Join(e.decl.PropNames(), ", ")
				}
				continue
			}
		}
		v, ok := p.propValue(e.tag, a)
		if !ok {
			continue
		}
		if d != nil && !p.checkProp(e.tag.Name, d, &v) {
			continue
		}
		e.props = append(e.props, v)
	}
	p.missingProps(e)
}

func (p *page) missingProps(e *element) {
	if e.decl == nil || e.tag.Broken {
		return
	}
	for _, d := range e.decl.Props {
		if d.Required && e.tag.Attr(d.Name) == nil && !misspelt(e, d.Name) {
			p.report(diag.Error, diag.PropMissing, e.tag.From, e.tag.To, "%s needs the prop %s", e.tag.Label(), d.Name).
				Hint = fmt.Sprintf("add %s=%s", d.Name, d.Example())
		}
	}
}

// misspelt reports whether an unknown attribute was probably meant as a prop.
func misspelt(e *element, name string) bool {
	for i := range e.tag.Attrs {
		a := &e.tag.Attrs[i]
		if e.decl.Find(a.Name) == nil && diag.Suggest(a.Name, e.decl.PropNames()) == name {
			return true
		}
	}
	return false
}

var hookCall = regexp.MustCompile(`^\s*use[A-Z]\w*\(`)

// ignoredHook reports whether an attribute computes its value by a hook of
// another generator; the component has its own way.
func (p *page) ignoredHook(t *tag.Tag, a *tag.Attr) bool {
	if a.Form != tag.Braced || !hookCall.Match(a.Expr.Text) {
		return false
	}
	p.report(diag.Warning, diag.ExprUnsupported, a.From, a.To, "the prop %s of %s is computed by a hook, so it is ignored", a.Name, t.Label()).
		Hint = "remove it"
	return true
}

// handler reports an event handler.
func (p *page) handler(a *tag.Attr) {
	p.fault(diag.HTMLForbidden, a.At, a.Stop, "the event handler %s is not allowed, so it is left out", a.Name).
		Hint = "remove it; no page may run code"
}

// propValue computes the value of an attribute as far as it is known.
func (p *page) propValue(t *tag.Tag, a *tag.Attr) (prop, bool) {
	v := prop{name: a.Name, from: a.From, to: a.To}
	switch a.Form {
	case tag.Flag:
		v.value = true
		return v, true
	case tag.Quoted:
		v.value = a.Text
		return v, true
	}
	if p.ignoredHook(t, a) {
		return v, false
	}
	e, faults := p.scope.Parse(a.Expr)
	for _, f := range faults {
		p.blame(p.severity(), f)
	}
	if len(faults) > 0 {
		return v, false
	}
	if e == nil {
		p.fault(diag.AttrSyntax, a.From, a.To, "the prop %s has no value between its braces", a.Name)
		return v, false
	}
	p.noteReads(e)
	if x, ok := expr.Static(e); ok {
		v.value = x
		return v, true
	}
	v.expr = e
	if path, ok := e.(*expr.Path); ok {
		v.value = p.read(path)
	} else {
		v.value = Expr{source: string(bytes.TrimSpace(a.Expr.Text))}
	}
	return v, true
}

// checkProp checks a value against its declaration and brings it into the
// declared type. Bound values are checked when the page is rendered.
func (p *page) checkProp(name string, d *component.Prop, v *prop) bool {
	if v.expr != nil {
		if m, ok := v.expr.(expr.Markup); ok && d.Type != component.PropNode {
			_ = m
			p.report(diag.Error, diag.PropType, v.from, v.to, "the prop %s of <%s> takes %s, not markup", d.Name, name, d.Type.Words())
			return false
		}
		return true
	}
	x, why := d.Convert(v.value)
	if why != "" {
		r := p.report(diag.Error, diag.PropType, v.from, v.to, "the prop %s of <%s> %s", d.Name, name, why)
		if s, ok := v.value.(string); ok && d.Type == component.PropEnum {
			r.Hint = diag.DidYouMean(s, d.Allowed)
		}
		return false
	}
	v.value = x
	return true
}
