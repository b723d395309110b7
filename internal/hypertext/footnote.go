package hypertext

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

func referenceID(index, ref int) string {
	id := "fnref-" + strconv.Itoa(index)
	if ref > 0 {
		id += "-" + strconv.Itoa(ref)
	}
	return id
}

func renderFootnoteLink(r *renderer, n ast.Node) {
	l := n.(*extast.FootnoteLink)
	r.printf(`<sup id="%s"><a href="#fn-%d" class="footnote-ref" role="doc-noteref">%d</a></sup>`, referenceID(l.Index, l.RefIndex), l.Index, l.Index)
}

func renderFootnoteBacklink(r *renderer, n ast.Node) {
	l := n.(*extast.FootnoteBacklink)
	r.printf(` <a href="#%s" class="footnote-backref" role="doc-backlink" aria-label="Back to the text">↩</a>`, referenceID(l.Index, l.RefIndex))
}

func renderFootnotes(r *renderer, n ast.Node) {
	r.line()
	r.raw(`<section class="footnotes" role="doc-endnotes">` + "\n<ol>\n")
	renderChildren(r, n)
	r.raw("</ol>\n</section>\n")
}

func renderFootnote(r *renderer, n ast.Node) {
	r.printf(`<li id="fn-%d">`+"\n", n.(*extast.Footnote).Index)
	renderChildren(r, n)
	r.raw("</li>\n")
}
