package markup

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// annotatable are the attributes that may stand in an object behind a node:
//
//	[text](url){{ target: '_blank' }}  # Title {{ id: 'x' }}
var annotatable = map[ast.NodeKind][]string{
	ast.KindLink:     {"class", "id", "rel", "target", "title"},
	ast.KindAutoLink: {"class", "id", "rel", "target", "title"},
	ast.KindImage:    {"class", "height", "id", "loading", "title", "width"},
	ast.KindCodeSpan: {"class", "id", "title"},
	ast.KindHeading:  {"class", "id", "title"},
}

// annotationValue is what the value of an attribute must look like.
var annotationValue = map[string]*regexp.Regexp{
	"target":  regexp.MustCompile(`^_(blank|self|parent|top)$`),
	"loading": regexp.MustCompile(`^(lazy|eager)$`),
	"width":   regexp.MustCompile(`^[0-9]{1,5}%?$`),
	"height":  regexp.MustCompile(`^[0-9]{1,5}%?$`),
	"rel":     regexp.MustCompile(`^[a-z][a-z -]*$`),
	"id":      regexp.MustCompile("^[^\\s\"'<>{}#%]+$"),
}

// annotationHint says what a value may be.
var annotationHint = map[string]string{
	"target": "write _blank, or remove it", "loading": "write lazy or eager", "width": "write a number of pixels, or a percentage",
	"height": "write a number of pixels, or a percentage", "rel": "write words such as nofollow", "id": "write a word without blanks",
}

// classHint says what a class may be.
const classHint = "write a class that starts with a letter"

// isAnnotation reports whether an expression is an object in braces.
func isAnnotation(n ast.Node) (*tree.Expression, bool) {
	x, ok := n.(*tree.Expression)
	return x, ok && bytes.HasPrefix(bytes.TrimSpace(x.Ex.Text), []byte("{"))
}

// annotate takes the object that stands directly behind a link, an image or
// inline code, or at the end of a heading, out of the text and makes it
// attributes of the node.
func (p *page) annotate(n ast.Node) {
	if !p.opt.MDX {
		return
	}
	x, ok := isAnnotation(n.NextSibling())
	if h, heading := n.(*ast.Heading); heading {
		x, ok = p.lastAnnotation(h)
	}
	if !ok {
		return
	}
	given, ok := p.annotation(x)
	if !ok {
		return
	}
	parent := x.Parent()
	if before, isText := x.PreviousSibling().(*ast.Text); isText && n == parent {
		before.Segment = before.Segment.TrimRightSpace(p.Buf)
	}
	parent.RemoveChild(parent, x)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		p.annotateWith(n, x, name, given[name])
	}
}

// lastAnnotation returns the object at the end of a heading, before its {#id},
// unless it belongs to the link, image or code before it.
func (p *page) lastAnnotation(h *ast.Heading) (*tree.Expression, bool) {
	last := h.LastChild()
	for last != nil && (last.Kind() == tree.KindAnchor || p.isBlankNode(last) && last.NextSibling() != nil) {
		last = last.PreviousSibling()
	}
	x, ok := isAnnotation(last)
	if !ok {
		return nil, false
	}
	if before := x.PreviousSibling(); before != nil && annotatable[before.Kind()] != nil {
		return nil, false
	}
	return x, true
}

// annotation reads the object. What is wrong with it is reported where
// expressions are read.
func (p *page) annotation(x *tree.Expression) (map[string]any, bool) {
	e, faults := p.scope.Parse(x.Ex)
	if len(faults) > 0 {
		return nil, false
	}
	v, ok := expr.Static(e)
	if !ok {
		p.Fault(diag.ExprUnsupported, x.At, x.End, "the attributes in braces are not literals").Hint = "write text, numbers, true or false"
		x.Literal, x.Boxed = true, true
		return nil, false
	}
	given, isObject := v.(map[string]any)
	return given, isObject
}

// annotateWith gives one attribute to a node.
func (p *page) annotateWith(n ast.Node, x *tree.Expression, key string, v any) {
	at := x.Ex.Off(max(bytes.Index(x.Ex.Text, []byte(key)), 0))
	end := at + len(key)
	name, text := allow.AttributeName(key), value.Text(v)
	allowed := annotatable[n.Kind()]
	switch pattern := annotationValue[name]; {
	case !slices.Contains(allowed, name):
		p.Report(diag.Warning, diag.HTMLForbidden, at, end, "the attribute %s may not stand behind %s, so it is left out", key, annotatedName(n)).
			Hint = "the attributes that may are " + strings.Join(allowed, ", ")
		return
	case pattern != nil && !pattern.MatchString(text):
		p.Report(diag.Warning, diag.HTMLForbidden, at, end, "the attribute %s may not be %q, so it is left out", key, text).
			Hint = annotationHint[name]
		return
	case name == "class":
		kept, dropped := allow.Classes(text)
		if len(dropped) > 0 {
			p.Report(diag.Warning, diag.HTMLForbidden, at, end, "the class %q is not allowed, so it is left out", dropped[0]).
				Hint = classHint
		}
		if text = strings.Join(kept, " "); text == "" {
			return
		}
	case name == "rel":
		text += " noopener"
	case name == "id" && n.Kind() == ast.KindHeading && n.LastChild() != nil && n.LastChild().Kind() == tree.KindAnchor:
		p.Report(diag.Warning, diag.HTMLForbidden, at, end, "the heading has an id already, so this one is left out").Hint = "keep one of the two"
		return
	case name == "id" && n.Kind() == ast.KindHeading:
		// It behaves as {#id}, before which it stands.
		n.AppendChild(n, &tree.Anchor{ID: text, From: at, To: end})
		return
	}
	notes := p.doc.tree.Annotations
	notes[n] = append(notes[n], tree.Attribute{Name: name, Value: text, From: at, To: end})
	switch name {
	case "id":
		p.together.claims = append(p.together.claims, claim{p, text, at, end, func() {
			notes[n] = slices.DeleteFunc(notes[n], func(a tree.Attribute) bool { return a.Name == "id" })
		}})
	case "target":
		if !slices.ContainsFunc(notes[n], func(a tree.Attribute) bool { return a.Name == "rel" }) {
			notes[n] = append(notes[n], tree.Attribute{Name: "rel", Value: "noopener"})
		}
	}
}

// annotatedName names a node for messages.
func annotatedName(n ast.Node) string {
	switch n.Kind() {
	case ast.KindImage:
		return "an image"
	case ast.KindCodeSpan:
		return "inline code"
	case ast.KindHeading:
		return "a heading"
	}
	return "a link"
}

// annotationTitle returns the title that an annotation gives to a node, or the
// one that it has.
func (p *page) annotationTitle(n ast.Node, title string) string {
	for _, a := range p.doc.tree.Annotations[n] {
		if a.Name == "title" {
			return a.Value
		}
	}
	return title
}
