package hypertext

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/highlight"
)

func renderIndentedCode(r *renderer, n ast.Node) {
	r.line()
	r.raw(`<pre class="chroma"><code>` + escape(r.CodeLines(n)) + "</code></pre>\n")
}

func renderFence(r *renderer, n ast.Node) {
	lang, rest := r.FenceInfo(n.(*ast.FencedCodeBlock))
	code := r.CodeLines(n)
	r.line()
	if lang == "mermaid" {
		r.raw(`<pre class="mermaid">` + escape(code) + "</pre>\n")
		return
	}
	m := highlight.ReadMeta(rest)
	if m.Title != "" {
		r.raw(`<figure class="code">` + "\n<figcaption>" + escape(m.Title) + "</figcaption>\n")
	}
	r.raw(`<pre class="chroma`)
	if m.Numbers {
		r.raw(" line-numbers")
	}
	r.raw(`" tabindex="0"><code`)
	if lang != "" {
		r.attr("class", "language-"+lang)
		r.attr("data-lang", lang)
	}
	r.raw(">")
	r.highlight(lang, code, m)
	r.raw("</code></pre>\n")
	if m.Title != "" {
		r.raw("</figure>\n")
	}
}

// highlight writes code with one class per token, and one element per line
// where lines are marked or numbered.
func (r *renderer) highlight(lang, code string, m highlight.Meta) {
	perLine := m.Numbers || len(m.Lines) > 0
	for i, line := range highlight.Lines(lang, code) {
		if perLine {
			r.raw(`<span class="line`)
			if m.Marked(i + 1) {
				r.raw(" hl")
			}
			r.raw(`">`)
		}
		for _, t := range line {
			if t.Class != "" {
				r.raw(`<span class="` + t.Class + `">` + escape(t.Text) + "</span>")
			} else {
				r.text(t.Text)
			}
		}
		if perLine {
			r.raw("</span>")
		}
	}
}
