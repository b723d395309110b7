package hypertext

import "github.com/yuin/goldmark/ast"

// literal shows code of another language as written, in a marked box: it would
// have to run, and nothing runs.
func (r *renderer) literal(code string, block bool) {
	if !block {
		r.raw(`<code class="literal">` + escape(code) + "</code>")
		return
	}
	r.line()
	r.raw(`<pre class="literal" tabindex="0"><code>` + escape(code) + "</code></pre>\n")
}

// renderVerbatim writes HTML in which nothing is Markdown.
func renderVerbatim(r *renderer, n ast.Node) {
	r.line()
	renderChildren(r, n)
	r.raw("\n")
}
