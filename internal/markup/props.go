package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
)

// prop is one prop of a component as given and checked.
type prop struct {
	name     string
	value    any  // as in PropValue
	expr     expr // of a value that is known only when the page is rendered
	from, to int
}

// prop returns the declaration of a prop, or nil.
func (c *Component) prop(name string) *Prop {
	for i := range c.Props {
		if c.Props[i].Name == name {
			return &c.Props[i]
		}
	}
	return nil
}

// propNames returns the declared props.
func (c *Component) propNames() []string {
	names := make([]string, len(c.Props))
	for i := range c.Props {
		names[i] = c.Props[i].Name
	}
	return names
}

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
		if d.Required && e.tag.attr(d.Name) == nil && !e.misspelt(d.Name) {
			p.report(diag.Error, diag.PropMissing, e.tag.from, e.tag.to, "%s needs the prop %s", e.tag.label(), d.Name).
				Hint = fmt.Sprintf("add %s=%s", d.Name, example(d))
		}
	}
}

// misspelt reports whether an unknown attribute was probably meant as a prop.
func (e *element) misspelt(name string) bool {
	for i := range e.tag.attrs {
		a := &e.tag.attrs[i]
		if e.decl.prop(a.name) == nil && diag.Suggest(a.name, e.decl.propNames()) == name {
			return true
		}
	}
	return false
}

// example returns a value of a prop for hints.
func example(d Prop) string {
	switch d.Type {
	case PropBool:
		return "{true}"
	case PropInt:
		return "{1}"
	case PropList:
		return "{[…]}"
	case PropObject:
		return "{{…}}"
	case PropEnum:
		if len(d.Allowed) > 0 {
			return strconv.Quote(d.Allowed[0])
		}
	case PropDate:
		return `"2030-01-31"`
	}
	return `"…"`
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

func isHandler(name string) bool {
	return len(name) > 2 && strings.EqualFold(name[:2], "on") && (name[2] >= 'A' && name[2] <= 'Z' || eventNames[lower(name)])
}

// eventNames are the event handlers in lower case, as HTML writes them.
var eventNames = set(`onclick ondblclick onmousedown onmouseup onmouseover onmousemove onmouseout onmouseenter onmouseleave
	onload onerror onfocus onblur onchange oninput onsubmit onreset onkeydown onkeyup onkeypress onscroll onresize ontoggle
	onanimationstart onanimationend onpointerdown onpointerup onpointerover ontouchstart ontouchend onwheel oncopy oncut onpaste onbegin`)

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
	e, faults := p.parseExpr(a.expr)
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
		v.value = Expr{root: e, source: string(bytes.TrimSpace(a.expr.text))}
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

// words says what a type takes, for messages.
func (t PropType) words() string {
	switch t {
	case PropBool:
		return "true or false"
	case PropInt:
		return "a whole number"
	case PropEnum:
		return "one of its listed values"
	case PropURL:
		return "a URL"
	case PropAsset:
		return "the path of a file"
	case PropDate:
		return "a date"
	case PropList:
		return "a list"
	case PropObject:
		return "an object"
	case PropNode:
		return "text or markup"
	case PropControl:
		return "the id of a control"
	case PropEvidence:
		return "the id of a piece of evidence"
	case PropFramework:
		return "a framework reference"
	}
	return "text"
}

// convert returns a value in the declared type, or why it cannot.
func (d *Prop) convert(v any) (any, string) {
	wrong := fmt.Sprintf("takes %s, not %s", d.Type.words(), kindOf(v))
	s, isText := v.(string)
	switch d.Type {
	case PropBool:
		if isText && (s == "true" || s == "false") {
			return s == "true", ""
		}
		if _, ok := v.(bool); !ok {
			return nil, wrong
		}
	case PropInt:
		if isText {
			if n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64); err == nil {
				return n, ""
			}
		}
		if _, ok := v.(int64); !ok {
			return nil, wrong
		}
	case PropList:
		if _, ok := v.([]any); !ok {
			return nil, wrong
		}
	case PropObject:
		if _, ok := v.(map[string]any); !ok {
			return nil, wrong
		}
	case PropNode:
		if n, ok := number(v); ok && !isText {
			return textOf(n), ""
		}
		if !isText {
			return nil, wrong
		}
	default:
		if !isText {
			return nil, wrong
		}
		return v, d.textFault(s)
	}
	return v, ""
}

// textFault says why text does not fit a type that is written as text, or "".
func (d *Prop) textFault(s string) string {
	switch d.Type {
	case PropEnum:
		if !slices.Contains(d.Allowed, s) {
			return fmt.Sprintf("is %q, expected one of %s", s, strings.Join(d.Allowed, ", "))
		}
	case PropURL:
		if !safeLink(s) {
			return fmt.Sprintf("has the scheme %s:, which is not allowed", scheme(s))
		}
	case PropAsset:
		if !safeImage(s) {
			return fmt.Sprintf("has the scheme %s:, which is not allowed", scheme(s))
		}
		if s == "" {
			return "is empty, expected the path of a file"
		}
	case PropDate:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return fmt.Sprintf("is %q, expected a date such as 2030-01-31", s)
		}
	case PropControl, PropEvidence, PropFramework:
		if strings.TrimSpace(s) == "" {
			return "is empty, expected " + d.Type.words()
		}
	}
	return ""
}
