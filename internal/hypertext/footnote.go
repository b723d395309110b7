package hypertext

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// footnoteID returns the id of a footnote. Those of a part count for themselves.
func (r *renderer) footnoteID(prefix string, index int) string {
	if r.Number > 0 {
		prefix += "p" + strconv.Itoa(r.Number) + "-"
	}
	return prefix + strconv.Itoa(index)
}

func (r *renderer) referenceID(index, ref int) string {
	id := r.footnoteID("fnref-", index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref)
	}
	return id
}

func renderFootnoteLink(r *renderer, n ast.Node) {
	l := n.(*extast.FootnoteLink)
	r.printf(`<sup id="%s"><a href="#%s" class="footnote-ref" role="doc-noteref">%d</a></sup>`, r.referenceID(l.Index, l.RefIndex), r.footnoteID("fn-", l.Index), l.Index)
}

func renderFootnoteBacklink(r *renderer, n ast.Node) {
	l := n.(*extast.FootnoteBacklink)
	r.printf(` <a href="#%s" class="footnote-backref" role="doc-backlink" aria-label="Back to the text">↩</a>`, r.referenceID(l.Index, l.RefIndex))
}

func renderFootnotes(r *renderer, n ast.Node) {
	r.line()
	r.raw(`<section class="footnotes" role="doc-endnotes">` + "\n<ol>\n")
	renderChildren(r, n)
	r.raw("</ol>\n</section>\n")
}

func renderFootnote(r *renderer, n ast.Node) {
	r.printf(`<li id="%s">`+"\n", r.footnoteID("fn-", n.(*extast.Footnote).Index))
	renderChildren(r, n)
	r.raw("</li>\n")
}
