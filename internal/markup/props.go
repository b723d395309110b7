package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// resolveProps reads and checks the props of a component.
func (p *page) resolveProps(e *tree.Element) {
	for i := range e.Tag.Attrs {
		a := &e.Tag.Attrs[i]
		switch {
		case a.Form == tag.Spread:
			p.Fault(diag.ExprUnsupported, a.At, a.Stop, "the spread %s is not supported", p.Written(a.At, a.Stop)).Hint = "write the props one by one"
			continue
		case e.Decl.Find(a.Name) != nil:
		case a.Name == "key" || strings.HasPrefix(a.Name, "client:") || e.Decl.Ignores(a.Name):
			continue
		case p.eatsSiblings(e, a):
			continue
		case a.Name == "slot" && a.Form == tag.Quoted:
			e.Slot = a.Text
			continue
		case allow.IsHandler(a.Name):
			p.handler(a)
			continue
		}
		d := e.Decl.Find(a.Name)
		if d == nil && e.Decl != nil && !e.Decl.Any {
			p.unknownProp(e, a)
			continue
		}
		v, ok := p.propValue(e.Tag, a)
		if !ok {
			continue
		}
		if d != nil {
			v.Name = d.Name
			if !p.checkProp(e.Tag.Name, d, &v) {
				continue
			}
		}
		e.Props = append(e.Props, v)
	}
	p.missingProps(e)
}

// unknownProp reports an attribute that a component does not declare. What only
// says how it looks is left out with a warning.
func (p *page) unknownProp(e *tree.Element, a *tag.Attr) {
	if p.ignoredHook(e.Tag, a) {
		return
	}
	if name := allow.AttributeName(a.Name); name == "class" || name == "style" {
		p.Report(diag.Warning, diag.HTMLForbidden, a.At, a.At+len(a.Name), "%s takes no %s, so it is left out", e.Tag.Label(), a.Name).
			Hint = "remove it; the theme sets how components look"
		return
	}
	r := p.Report(diag.Error, diag.PropUnknown, a.At, a.At+len(a.Name), "%s has no prop %s", e.Tag.Label(), a.Name)
	if r.Hint = diag.DidYouMean(a.Name, e.Decl.Spellings()); r.Hint == "" && len(e.Decl.Props) > 0 {
		r.Hint = "its props are " + strings.Join(e.Decl.PropNames(), ", ")
	}
}

// checkSlot reports content for a slot that the component around it does not
// have, and leaves it among the content.
func (p *page) checkSlot(n ast.Node, e *tree.Element) {
	around, ok := n.Parent().(tree.ElementNode)
	if e.Slot == "" || !ok {
		e.Slot = ""
		return
	}
	c := around.Elem().Decl
	if c == nil || c.Any || c.HasSlot(e.Slot) {
		return
	}
	r := p.Fault(diag.PropUnknown, e.Tag.From, e.Tag.To, "%s has no slot %s", around.Elem().Tag.Label(), e.Slot)
	if r.Hint = diag.DidYouMean(e.Slot, c.SlotNames()); r.Hint == "" {
		r.Hint = "remove slot, or declare it: slots: [{name: " + e.Slot + "}] in components/" + c.Name + ".yaml"
	}
	e.Slot = ""
}

func (p *page) missingProps(e *tree.Element) {
	if e.Decl == nil || e.Tag.Broken {
		return
	}
	for _, d := range e.Decl.Props {
		if d.Required && !p.given(e, &d) && !misspelt(e, d.Name) {
			p.Report(diag.Error, diag.PropMissing, e.Tag.From, e.Tag.To, "%s needs the prop %s", e.Tag.Label(), d.Name).
				Hint = fmt.Sprintf("add %s=%s", d.Name, d.Example())
		}
	}
}

// given reports whether a prop is written, under its name or an alias. One that
// passes on a prop which the part was not given is not.
func (p *page) given(e *tree.Element, d *component.Prop) bool {
	for i := range e.Tag.Attrs {
		a := &e.Tag.Attrs[i]
		if a.Name == d.Name || slices.Contains(d.Aliases, a.Name) {
			return !p.isAbsent(a)
		}
	}
	return false
}

// isAbsent reports whether an attribute is nothing but a prop that the part was
// not given.
func (p *page) isAbsent(a *tag.Attr) bool {
	if p.scope.Args == nil || a.Form != tag.Braced || !bytes.HasPrefix(bytes.TrimSpace(a.Expr.Text), []byte("props.")) {
		return false
	}
	e, faults := p.scope.Parse(a.Expr)
	return len(faults) == 0 && expr.IsAbsent(e)
}

// misspelt reports whether an unknown attribute was probably meant as a prop.
func misspelt(e *tree.Element, name string) bool {
	for i := range e.Tag.Attrs {
		a := &e.Tag.Attrs[i]
		if e.Decl.Find(a.Name) != nil {
			continue
		}
		if d := e.Decl.Find(diag.Suggest(a.Name, e.Decl.Spellings())); d != nil && d.Name == name {
			return true
		}
	}
	return false
}

var hookCall = regexp.MustCompile(`^\s*use[A-Z]\w*\(`)

// ignoredHook reports whether an attribute computes its value by a hook of
// another generator; the component has its own way.
func (p *page) ignoredHook(t *tag.Tag, a *tag.Attr) bool {
	if a.Form != tag.Braced || !hookCall.Match(a.Expr.Text) || bytes.HasPrefix(bytes.TrimSpace(a.Expr.Text), []byte("useBaseUrl(")) {
		return false
	}
	p.Report(diag.Warning, diag.ExprUnsupported, a.From, a.To, "the prop %s of %s is computed by a hook, so it is ignored", a.Name, t.Label()).
		Hint = "remove it"
	return true
}

// handler reports an event handler.
func (p *page) handler(a *tag.Attr) {
	p.Report(p.Habit(), diag.HTMLForbidden, a.At, a.Stop, "the event handler %s is not allowed, so it is left out", a.Name).
		Hint = "remove it; no page may run code"
}

// propValue computes the value of an attribute as far as it is known.
func (p *page) propValue(t *tag.Tag, a *tag.Attr) (tree.Prop, bool) {
	v := tree.Prop{Name: a.Name, From: a.From, To: a.To}
	switch a.Form {
	case tag.Flag:
		v.Value = true
		return v, true
	case tag.Quoted:
		v.Value = a.Text
		return v, true
	}
	if p.ignoredHook(t, a) {
		return v, false
	}
	e, faults := p.scope.Parse(a.Expr)
	for _, f := range faults {
		p.blame(p.Severity(), f)
	}
	if len(faults) > 0 {
		return v, false
	}
	if e == nil {
		p.Fault(diag.AttrSyntax, a.From, a.To, "the prop %s has no value between its braces", a.Name).
			Hint = "write the value, or remove the prop"
		return v, false
	}
	if expr.IsAbsent(e) {
		return v, false
	}
	p.noteReads(e)
	if x, home, ok := expr.Known(e); ok {
		v.Value = x
		if t, ok := home.(*tree.Tree); ok && t != p.doc.tree {
			v.Home = t.File.Path
		}
		return v, true
	}
	v.Expr = e
	if path, ok := e.(*expr.Path); ok {
		v.Value = p.read(path)
	} else {
		v.Value = Expr{source: string(bytes.TrimSpace(a.Expr.Text))}
	}
	return v, true
}

// checkProp checks a value against its declaration and brings it into the
// declared type. Bound values are checked when the page is rendered.
func (p *page) checkProp(name string, d *component.Prop, v *tree.Prop) bool {
	if v.Expr != nil {
		if _, ok := v.Expr.(expr.Markup); ok && d.Type != component.PropNode {
			p.Report(diag.Error, diag.PropType, v.From, v.To, "the prop %s of <%s> takes %s, not markup", d.Name, name, d.Type.Words()).
				Hint = "write " + d.Name + "=" + d.Example()
			return false
		}
		return true
	}
	x, why := d.Convert(v.Value)
	if why != "" {
		r := p.Report(diag.Error, diag.PropType, v.From, v.To, "the prop %s of <%s> %s", d.Name, name, why)
		if s, ok := v.Value.(string); ok && d.Type == component.PropEnum {
			r.Hint = diag.DidYouMean(s, d.Allowed)
		}
		if r.Hint == "" {
			r.Hint = "write " + d.Name + "=" + d.Example()
		}
		return false
	}
	v.Value = x
	if s, ok := x.(string); ok && len(d.Known) > 0 && !slices.Contains(d.Known, strings.ToLower(s)) {
		if near := diag.DidYouMean(strings.ToLower(s), d.Known); near != "" {
			p.Report(diag.Warning, diag.PropType, v.From, v.To, "the prop %s of <%s> is %q, which means nothing", d.Name, name, s).Hint = near
		}
	}
	return true
}
