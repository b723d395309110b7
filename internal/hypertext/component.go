package hypertext

import (
	"errors"
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// renderElement writes a component, an HTML element or a fragment.
func renderElement(r *renderer, n ast.Node) {
	e := n.(tree.ElementNode).Elem()
	switch {
	case e.Tag == nil || e.Role == tree.RoleFragment:
		renderChildren(r, n)
	case e.Part != nil:
		r.part(n, e)
	case e.Shown:
		r.text(e.Tag.Raw.String())
		renderChildren(r, n)
		if strings.EqualFold(e.Tag.Name, "iframe") && !e.Tag.Void {
			r.text("</" + e.Tag.Name + ">")
		}
	case e.Role == tree.RoleComponent:
		r.component(n, e)
	case r.plain:
		r.plainElement(n, e)
	default:
		r.element(n, e)
	}
}

// flows reports whether an element stands where blocks stand.
func flows(n ast.Node) bool {
	if e, ok := n.(*tree.InlineElement); ok {
		return e.Flow
	}
	return true
}

// component calls the theme for one component.
func (r *renderer) component(n ast.Node, e *tree.Element) {
	call := &Call{Name: e.Name(), Props: map[string]any{}, Inline: !flows(n) || r.inline > 0, span: r.Span(e.Tag.From, e.Tag.To), Parent: r.around}
	if call.Parent != nil {
		call.Index = call.Parent.parts
		call.Parent.parts++
	}
	if r.env.ID != nil {
		call.ID = r.env.ID(call.Name)
	}
	r.props(call, e.Decl, e.Props)
	inline := r.inline
	if call.Inline || e.Decl != nil && e.Decl.Words {
		r.inline++
	} else {
		r.inline = 0
	}
	r.content(call, n, e.Decl)
	r.inline = inline
	r.call(call, e.Decl != nil)
	r.last = call
}

// content renders what stands inside a component: the children, and the
// content of each slot.
func (r *renderer) content(call *Call, n ast.Node, decl *component.Component) {
	around := call
	if decl != nil && decl.Bare {
		around = call.Parent
	}
	code := r.plain && decl != nil && decl.Code && !call.Inline // is put in a fence, and not escaped before
	if code {
		r.verbatim++
	}
	call.Pieces = r.gather(n, around, func(c ast.Node) bool { return slotOf(c) == "" })
	if code {
		r.verbatim--
	}
	call.Children = joined(call.Pieces)
	call.Pieces = shown(call.Pieces)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if name := slotOf(c); name != "" {
			if call.Slots == nil {
				call.Slots = map[string]template.HTML{}
			}
			call.Slots[name] += joined(r.gather(n, nil, func(x ast.Node) bool { return x == c }))
		}
	}
	if decl != nil && decl.Outline {
		call.Outline = r.outline(n)
	}
	if decl != nil && decl.Code && !call.Inline {
		r.codeContent(call, n)
	}
}

// slotOf returns the slot that a node fills, or "".
func slotOf(n ast.Node) string {
	if s, ok := n.(tree.ElementNode); ok {
		return s.Elem().Slot
	}
	return ""
}

// props fills in the props of a call, with defaults.
func (r *renderer) props(call *Call, decl *component.Component, props []tree.Prop) {
	if decl != nil {
		for _, d := range decl.Props {
			if d.Default != nil {
				call.Props[d.Name] = d.Default
			}
		}
	}
	for _, v := range props {
		value, home := v.Value, v.Home
		if v.Expr != nil {
			x, from, ok := r.eval(v.Expr, v.From, v.To)
			if !ok {
				continue
			}
			value, home = x, from
			if decl != nil {
				if d := decl.Find(v.Name); d != nil {
					if value, ok = r.convert(call.Name, d, x, v); !ok {
						continue
					}
				}
			}
		}
		call.Props[v.Name] = value
		if home != "" {
			if call.homes == nil {
				call.homes = map[string]string{}
			}
			call.homes[v.Name] = home
		}
	}
	if decl == nil {
		return
	}
	for _, d := range decl.Props {
		switch v := call.Props[d.Name].(type) {
		case nil:
			call.Props[d.Name] = empty(d.Type)
		case string:
			if d.Type == component.PropNode {
				call.Props[d.Name] = template.HTML(r.escaped(v))
			}
		}
	}
	for _, slot := range decl.Slots {
		if call.Slots == nil {
			call.Slots = map[string]template.HTML{}
		}
		call.Slots[slot.Name] = ""
	}
}

// empty returns the value of a prop that was left out.
func empty(t component.PropType) any {
	switch t {
	case component.PropBool:
		return false
	case component.PropInt:
		return int64(0)
	case component.PropList, component.PropControls:
		return []any(nil)
	case component.PropObject:
		return map[string]any(nil)
	case component.PropNode:
		return template.HTML("")
	}
	return ""
}

// convert checks a bound value against the declared type.
func (r *renderer) convert(name string, d *component.Prop, x any, v tree.Prop) (any, bool) {
	if h, ok := x.(template.HTML); ok && d.Type == component.PropNode {
		return h, true
	}
	if n, ok := value.Number(x); ok && d.Type == component.PropInt && n == float64(int64(n)) {
		return int64(n), true
	}
	converted, why := d.Convert(x)
	if why != "" && d.Type == component.PropString {
		switch x.(type) {
		case nil, bool, map[string]any:
		default:
			return value.Text(x), true
		}
	}
	if why != "" {
		r.diags.Add(diag.Errorf(diag.PropType, r.Span(v.From, v.To), "the prop %s of <%s> %s", d.Name, name, why))
		return nil, false
	}
	return converted, true
}

// call renders a component, or a stub when the theme does not know it.
func (r *renderer) call(call *Call, known bool) {
	if !call.Inline {
		r.line()
	}
	if r.env.Component == nil || !known && call.Name != tree.Callout {
		if r.plain {
			r.plainStub(call)
		} else {
			r.stub(call)
		}
	} else {
		out, err := r.env.Component(call)
		if err != nil {
			r.fail(call, err)
			out = call.Children
		}
		r.raw(string(out))
	}
	if !call.Inline {
		r.line()
	}
}

// fail turns the error of a component into a diagnostic at its tag.
func (r *renderer) fail(call *Call, err error) {
	var d diag.Diagnostic
	if errors.As(err, &d) {
		if d.Span.IsZero() {
			d.Span = call.span
		}
		r.diags.Add(d)
		return
	}
	r.diags.Add(diag.Errorf(diag.TemplateInvalid, call.span, "component %s failed: %v", call.Name, err))
}

func renderAdmonition(r *renderer, node ast.Node) {
	n := node.(*tree.Admonition)
	call := &Call{Name: tree.Callout, Props: map[string]any{}, Inline: r.inline > 0, span: r.Span(n.From, n.To)}
	if r.env.ID != nil {
		call.ID = r.env.ID(call.Name)
	}
	r.props(call, n.Decl, n.Props)
	inline := r.inline
	if !call.Inline {
		r.inline = 0
	}
	r.content(call, n, n.Decl)
	r.inline = inline
	r.call(call, true)
}

// element writes an HTML element.
func (r *renderer) element(n ast.Node, e *tree.Element) {
	name := strings.ToLower(e.Tag.Name)
	phrasing := allow.IsPhrasing(name)
	if n == r.title {
		r.heard(r.IDs[n], string(r.html(n, nil)))
		return
	}
	if name == "h1" && r.env.SkipTitle {
		name = "h2"
	}
	if name == "p" && hasBlocks(n) {
		name = "div"
	}
	if name == "img" && e.Value("src") == "" && !e.Bound("src") {
		r.text(e.Value("alt"))
		return
	}
	if flows(n) && !phrasing {
		r.line()
	}
	if name == "table" {
		r.raw(`<div class="table-scroll" tabindex="0" role="group" aria-label="Table">`)
	}
	r.raw("<" + name)
	r.attributes(n, e, name)
	r.raw(">")
	if !allow.IsVoid(name) {
		start := r.out.Len()
		r.inside(n, name)
		if id := r.IDs[n]; id != "" {
			r.heard(id, string(r.out.Bytes()[start:]))
		}
		r.raw("</" + name + ">")
	}
	if name == "table" {
		r.raw("</div>")
	}
	if flows(n) && !phrasing {
		r.raw("\n")
	}
}

// inside writes what is inside an element. Elements that hold words only lose
// the paragraphs in them.
func (r *renderer) inside(n ast.Node, name string) {
	inline := r.inline
	switch {
	case allow.HoldsWords(name):
		r.inline++
	case flows(n):
		r.inline = 0
	}
	if _, ok := n.(*tree.BlockElement); ok && r.inline == 0 && n.FirstChild() != nil && n.FirstChild().Kind() != ast.KindTextBlock {
		r.raw("\n")
	}
	renderChildren(r, n)
	r.inline = inline
}

// hasBlocks reports whether a node holds blocks that no paragraph may hold.
func hasBlocks(n ast.Node) bool {
	paragraphs := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			paragraphs++
		case *tree.InlineElement:
			if c.Flow || c.Role == tree.RoleElement && !allow.IsPhrasing(strings.ToLower(c.Tag.Name)) {
				return true
			}
		default:
			if c.Type() == ast.TypeBlock && c.Kind() != tree.KindRemark {
				return true
			}
		}
	}
	return paragraphs > 1
}

// attributes writes the attributes of an HTML element.
func (r *renderer) attributes(n ast.Node, e *tree.Element, name string) {
	external := false
	seen := map[string]bool{}
	for _, a := range e.Attrs {
		text, home := a.Value, a.Home
		if a.Expr != nil {
			x, from, ok := r.eval(a.Expr, a.From, a.To)
			if b, isBool := x.(bool); !ok || x == nil || isBool && !b {
				continue
			}
			text, home = value.Text(x), from
		}
		if a.Flag {
			r.raw(" " + a.Name)
			continue
		}
		ok := !allow.IsDrawing(name) || allow.Paint(text)
		switch a.Name {
		case "href":
			external = allow.IsExternal(text)
			text, ok = r.href(home, text)
		case "cite":
			text, ok = r.href(home, text)
		case "src", "poster":
			if name != "iframe" {
				text, ok = r.src(home, text)
			}
		case "srcset":
			text, ok = r.srcset(home, text)
		case "rel":
			text = strings.TrimSpace(text + " noopener")
		case "class":
			kept, _ := allow.Classes(text)
			text = strings.Join(kept, " ")
		}
		if ok {
			r.attr(a.Name, text)
			seen[a.Name] = true
		}
	}
	if name == "a" && (external || seen["target"]) && !seen["rel"] {
		r.attr("rel", "noopener")
	}
	if name == "img" && !seen["loading"] {
		r.attr("loading", "lazy")
	}
	if id := r.takeID(n); id != "" && !seen["id"] {
		r.attr("id", id)
	}
}
