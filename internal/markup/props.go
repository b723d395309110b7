package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/candor-site/candor/internal/diag"
)

// resolveProps reads and checks the props of a component.
func (p *page) resolveProps(n elementNode, e *element) {
	for i := range e.tag.attrs {
		a := &e.tag.attrs[i]
		switch {
		case a.kind == attrSpread:
			p.fault(diag.ExprUnsupported, a.at, a.stop, "spreading props is not supported").Hint = "write the props one by one"
			continue
		case a.name == "key" || strings.HasPrefix(a.name, "client:"):
			continue
		case a.name == "slot" && a.kind == attrString && (e.decl == nil || e.decl.prop("slot") == nil):
			e.slot = a.text
			continue
		case isHandler(a.name) && (e.decl == nil || e.decl.prop(a.name) == nil):
			p.handler(a)
			continue
		}
		var d *Prop
		if e.decl != nil {
			if d = e.decl.prop(a.name); d == nil && !e.decl.Any {
				if p.ignoredHook(e.tag, a) {
					continue
				}
				r := p.report(diag.Error, diag.PropUnknown, a.at, a.at+len(a.name), "%s has no prop %s", e.tag.label(), a.name)
				if r.Hint = diag.DidYouMean(a.name, e.decl.propNames()); r.Hint == "" && len(e.decl.Props) > 0 {
					r.Hint = "its props are " + strings.Join(e.decl.propNames(), ", ")
				}
				continue
			}
		}
		v, ok := p.propValue(e.tag, a)
		if !ok {
			continue
		}
		if d != nil && !p.checkProp(e.tag.name, d, &v) {
			continue
		}
		e.props = append(e.props, v)
	}
	p.missingProps(e)
}

func (p *page) missingProps(e *element) {
	if e.decl == nil || e.tag.broken {
		return
	}
	for _, d := range e.decl.Props {
		if d.Required && e.tag.attr(d.Name) == nil && !misspelt(e, d.Name) {
			p.report(diag.Error, diag.PropMissing, e.tag.from, e.tag.to, "%s needs the prop %s", e.tag.label(), d.Name).
				Hint = fmt.Sprintf("add %s=%s", d.Name, d.example())
		}
	}
}

// misspelt reports whether an unknown attribute was probably meant as a prop.
func misspelt(e *element, name string) bool {
	for i := range e.tag.attrs {
		a := &e.tag.attrs[i]
		if e.decl.prop(a.name) == nil && diag.Suggest(a.name, e.decl.propNames()) == name {
			return true
		}
	}
	return false
}

var hookCall = regexp.MustCompile(`^\s*use[A-Z]\w*\(`)

// ignoredHook reports whether an attribute computes its value by a hook of
// another generator; the component has its own way.
func (p *page) ignoredHook(t *tag, a *attr) bool {
	if a.kind != attrExpr || !hookCall.Match(a.expr.text) {
		return false
	}
	p.report(diag.Warning, diag.ExprUnsupported, a.from, a.to, "the prop %s of %s is computed by a hook, so it is ignored", a.name, t.label()).
		Hint = "remove it"
	return true
}

// handler reports an event handler.
func (p *page) handler(a *attr) {
	p.fault(diag.HTMLForbidden, a.at, a.stop, "the event handler %s is not allowed, so it is left out", a.name).
		Hint = "remove it; no page may run code"
}

// propValue computes the value of an attribute as far as it is known.
func (p *page) propValue(t *tag, a *attr) (prop, bool) {
	v := prop{name: a.name, from: a.from, to: a.to}
	switch a.kind {
	case attrFlag:
		v.value = true
		return v, true
	case attrString:
		v.value = a.text
		return v, true
	}
	if p.ignoredHook(t, a) {
		return v, false
	}
	e, faults := p.scope.parse(a.expr)
	for _, f := range faults {
		p.blame(p.severity(), f)
	}
	if len(faults) > 0 {
		return v, false
	}
	if e == nil {
		p.fault(diag.AttrSyntax, a.from, a.to, "the prop %s has no value between its braces", a.name)
		return v, false
	}
	p.noteReads(e)
	if x, ok := static(e); ok {
		v.value = x
		return v, true
	}
	v.expr = e
	if path, ok := e.(*pathExpr); ok {
		v.value = p.read(path)
	} else {
		v.value = Expr{source: string(bytes.TrimSpace(a.expr.text))}
	}
	return v, true
}

// checkProp checks a value against its declaration and brings it into the
// declared type. Bound values are checked when the page is rendered.
func (p *page) checkProp(name string, d *Prop, v *prop) bool {
	if v.expr != nil {
		if m, ok := v.expr.(markupExpr); ok && d.Type != PropNode {
			_ = m
			p.report(diag.Error, diag.PropType, v.from, v.to, "the prop %s of <%s> takes %s, not markup", d.Name, name, d.Type.words())
			return false
		}
		return true
	}
	x, why := d.convert(v.value)
	if why != "" {
		r := p.report(diag.Error, diag.PropType, v.from, v.to, "the prop %s of <%s> %s", d.Name, name, why)
		if s, ok := v.value.(string); ok && d.Type == PropEnum {
			r.Hint = diag.DidYouMean(s, d.Allowed)
		}
		return false
	}
	v.value = x
	return true
}
