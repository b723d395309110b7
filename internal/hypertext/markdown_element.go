package hypertext

import (
	"maps"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// marks are what Markdown writes around the words of an HTML element.
var marks = map[string]string{"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}

// plainElement writes an HTML element as Markdown; one that Markdown has no way
// to write is what is in it.
func (r *renderer) plainElement(n ast.Node, e *tree.Element) {
	name := strings.ToLower(e.Tag.Name)
	switch name {
	case "strong", "b", "em", "i", "del", "s":
		r.between(marks[name], n)
	case "a":
		home, dest := r.attribute(e, "href")
		words := markdown.Line(r.words(n))
		if dest == "" {
			r.raw(words)
			return
		}
		r.linked(home, dest, words)
	case "img":
		home, src := r.attribute(e, "src")
		_, alt := r.attribute(e, "alt")
		_, title := r.attribute(e, "title")
		r.picture(home, src, alt, title)
	case "iframe", "video", "audio", "source":
		r.embedded(n, e)
	case "br":
		if r.inline > 1 {
			r.raw(" ")
			return
		}
		r.raw("\\\n")
	case "hr":
		r.block("---")
	case "code", "kbd", "samp", "tt", "var":
		r.verbatim++
		code := r.words(n)
		if r.verbatim--; r.verbatim == 0 {
			code = markdown.Code(code)
		}
		r.raw(code)
	case "pre":
		r.verbatim++
		code := r.words(n)
		r.verbatim--
		r.block(markdown.Fence("", strings.Trim(code, "\n")))
	case "q":
		r.raw("“" + markdown.Line(r.words(n)) + "”")
	default:
		r.plainBlock(n, name)
	}
}

// plainBlock writes an HTML element that stands where blocks stand.
func (r *renderer) plainBlock(n ast.Node, name string) {
	switch {
	case n == r.title:
	case len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6':
		r.heading(int(name[1]-'0'), r.words(n))
	case name == "ul" || name == "ol":
		r.items(n)
	case name == "table":
		r.plainTable(n)
	case name == "blockquote":
		r.block(markdown.Quote(r.apart(n)))
	case name == "dt" || name == "summary" || name == "caption" || name == "legend":
		r.block(markdown.Bold(markdown.Line(r.words(n))))
	case allow.IsPhrasing(name) && !flows(n):
		renderChildren(r, n)
	case r.inline > 0:
		renderChildren(r, n)
		r.raw(" ")
	case name == "p":
		r.block(markdown.Paragraph(r.words(n)))
	default:
		r.block(r.apart(n))
	}
}

// attribute returns the value of an attribute, and the file in which it is written.
func (r *renderer) attribute(e *tree.Element, name string) (home, text string) {
	for _, a := range e.Attrs {
		if a.Name != name {
			continue
		}
		if a.Expr == nil {
			return a.Home, a.Value
		}
		if x, from, ok := r.eval(a.Expr, a.From, a.To); ok && x != nil {
			return from, value.Text(x)
		}
	}
	return "", ""
}

// embedded writes what an element shows from elsewhere as a link to it, and
// then what stands in the element for those who cannot see it.
func (r *renderer) embedded(n ast.Node, e *tree.Element) {
	home, src := r.attribute(e, "src")
	_, title := r.attribute(e, "title")
	words := r.escaped(title)
	if address, ok := r.src(home, src); ok && src != "" && strings.ToLower(e.Tag.Name) != "iframe" {
		r.raw(markdown.Link(words, address))
	} else if address, ok := r.href(home, src); ok && src != "" {
		r.raw(markdown.Link(words, address))
	} else {
		r.raw(words)
	}
	renderChildren(r, n)
}

// items writes the items of an HTML list. What stands between them stays.
func (r *renderer) items(n ast.Node) {
	ordered := strings.EqualFold(n.(tree.ElementNode).Elem().Tag.Name, "ol")
	var items []string
	number := 0
	for _, c := range parts(n) {
		text := r.own(c)
		switch {
		case text == "":
		case nameOf(c) == "li" && ordered:
			number++
			items = append(items, markdown.Indent(value.Text(int64(number))+". ", text))
		default:
			items = append(items, markdown.Indent("- ", text))
		}
	}
	r.block(strings.Join(items, "\n"))
}

// parts returns what stands in a node; the lines that elements stand on are
// nothing of their own.
func parts(n ast.Node) []ast.Node {
	var out []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph {
			out = append(out, parts(c)...)
			continue
		}
		out = append(out, c)
	}
	return out
}

// own returns what one node shows, where blocks may stand.
func (r *renderer) own(n ast.Node) string {
	start, inline := r.out.Len(), r.inline
	r.inline = 0
	r.node(n)
	r.inline = inline
	return strings.TrimSpace(string(r.cut(start)))
}

// nameOf returns the name of an HTML element in lower case, or "".
func nameOf(n ast.Node) string {
	if e, ok := n.(tree.ElementNode); ok && e.Elem().Tag != nil && e.Elem().Role == tree.RoleElement && !e.Elem().Shown {
		return strings.ToLower(e.Elem().Tag.Name)
	}
	return ""
}

// plainTable writes an HTML table. What stands in it outside its cells stands
// before it.
func (r *renderer) plainTable(n ast.Node) {
	var rows [][]string
	var rest []string
	var read func(n ast.Node)
	read = func(n ast.Node) {
		for _, c := range parts(n) {
			switch nameOf(c) {
			case "thead", "tbody", "tfoot":
				read(c)
			case "colgroup", "col":
			case "tr":
				var cells []string
				for _, cell := range parts(c) {
					if name := nameOf(cell); name == "td" || name == "th" {
						cells = append(cells, r.flat(cell))
					} else {
						rest = append(rest, r.own(cell))
					}
				}
				rows = append(rows, cells)
			default:
				rest = append(rest, r.own(c))
			}
		}
	}
	read(n)
	r.block(markdown.Blocks(rest...))
	r.rows(rows)
}

// plainStub writes what is known of a component that does not exist.
func (r *renderer) plainStub(call *Call) {
	sep := "\n\n"
	if call.Inline {
		sep = " "
	}
	parts := r.said(call)
	for _, name := range slices.Sorted(maps.Keys(call.Slots)) {
		parts = append(parts, string(call.Slots[name]))
	}
	r.raw(strings.TrimSpace(strings.Join(append(parts, string(call.Children)), sep)))
}
