package hypertext

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// renderTableNode wraps a table so that it scrolls inside its box, never the
// page.
func renderTableNode(r *renderer, n ast.Node) {
	r.line()
	r.raw(`<div class="table-scroll" tabindex="0" role="group" aria-label="Table">` + "\n<table>\n")
	renderChildren(r, n)
	if n.LastChild() != n.FirstChild() {
		r.raw("</tbody>\n")
	}
	r.raw("</table>\n</div>\n")
}

func renderTableHeader(r *renderer, n ast.Node) {
	r.raw("<thead>\n<tr>\n")
	renderChildren(r, n)
	r.raw("</tr>\n</thead>\n")
	if n.NextSibling() != nil {
		r.raw("<tbody>\n")
	}
}

func renderTableRow(r *renderer, n ast.Node) {
	r.raw("<tr>\n")
	renderChildren(r, n)
	r.raw("</tr>\n")
}

func renderTableCell(r *renderer, n ast.Node) {
	cell := n.(*extast.TableCell)
	name := "td"
	if n.Parent() != nil && n.Parent().Kind() == extast.KindTableHeader {
		name = "th"
	}
	r.raw("<" + name)
	if name == "th" {
		r.attr("scope", "col")
	}
	if cell.Alignment != extast.AlignNone {
		r.attr("class", "align-"+cell.Alignment.String())
	}
	r.raw(">")
	r.inline++
	renderChildren(r, n)
	r.inline--
	r.raw("</" + name + ">\n")
}
