package hypertext

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diagram"
	"github.com/candor-site/candor/internal/highlight"
)

// narrowColumns is the number of characters of code that fit beside one
// another on the narrowest screens, 320 CSS pixels wide.
const narrowColumns = 32

// tallLines is the number of lines above which a collapsed block scrolls.
const tallLines = 12

func renderIndentedCode(r *renderer, n ast.Node) {
	r.codeBlock("", "", r.CodeLines(n))
}

func renderFence(r *renderer, n ast.Node) {
	lang, rest := r.FenceInfo(n.(*ast.FencedCodeBlock))
	r.codeBlock(lang, string(rest), r.CodeLines(n))
}

// codeBlock writes code as a fence with a language and what may stand behind it
// shows it.
func (r *renderer) codeBlock(lang, rest, code string) {
	r.line()
	if r.plain {
		r.plainCode(lang, code, highlight.ReadMeta([]byte(rest)))
		return
	}
	if lang == "mermaid" {
		r.raw(diagram.Figure(highlight.ReadMeta([]byte(rest)).Title, code))
		return
	}
	r.code(lang, code, highlight.ReadMeta([]byte(rest)))
}

// code writes a block of code. One that may be wider than its box can be
// reached and scrolled by keyboard, and has a name then.
func (r *renderer) code(lang, code string, m highlight.Meta) {
	b := highlight.Read(lang, code, m)
	defer b.Free()
	if b.Title != "" {
		r.raw(`<figure class="code">` + "\n<figcaption>" + escape(b.Title) + "</figcaption>\n")
	}
	classes := "chroma"
	tall := m.Collapsed && len(b.Lines) > tallLines
	for _, c := range []struct {
		on   bool
		name string
	}{{m.Numbers, "line-numbers"}, {m.Wrap, "wraps"}, {tall, "tall"}} {
		if c.on {
			classes += " " + c.name
		}
	}
	r.raw("<pre")
	r.attr("class", classes)
	if tall || b.Columns > narrowColumns && !m.Wrap {
		r.raw(` tabindex="0" role="group"`)
		r.attr("aria-label", codeLabel(lang, b.Title))
	}
	if m.NoCopy {
		r.raw(` data-copy="no"`)
	}
	r.raw("><code")
	if lang != "" {
		r.attr("class", "language-"+lang)
		r.attr("data-lang", lang)
	}
	r.raw(">")
	r.codeLines(b, m)
	r.raw("</code></pre>\n")
	if b.Title != "" {
		r.raw("</figure>\n")
	}
}

func codeLabel(lang, title string) string {
	switch {
	case title != "":
		return title
	case lang != "":
		return "Code: " + lang
	}
	return "Code"
}

// codeLines writes code with one class per token, and one element per line
// where lines are marked or numbered.
func (r *renderer) codeLines(b highlight.Block, m highlight.Meta) {
	for i, line := range b.Lines {
		if !b.PerLine {
			r.pieces(line.Pieces)
			continue
		}
		name := markElement(line.Mark)
		r.raw("<" + name + ` class="line"`)
		if m.Numbers && m.Start != 0 {
			r.attr("data-n", strconv.Itoa(m.Start+i))
		}
		r.raw(">")
		r.pieces(line.Pieces)
		r.raw("</" + name + ">")
	}
}

// markElement is the element that says why a line or a word stands out.
func markElement(m highlight.Mark) string {
	switch m {
	case highlight.Inserted:
		return "ins"
	case highlight.Deleted:
		return "del"
	case highlight.Marked:
		return "mark"
	}
	return "span"
}

// pieces writes the tokens of a line, with one element around those that are
// marked together.
func (r *renderer) pieces(pieces []highlight.Piece) {
	open := highlight.Unmarked
	for _, p := range pieces {
		if p.Mark != open {
			r.endMark(open)
			if p.Mark != highlight.Unmarked {
				r.raw("<" + markElement(p.Mark) + ">")
			}
			open = p.Mark
		}
		if p.Class != "" {
			r.raw(`<span class="`)
			r.raw(p.Class)
			r.raw(`">`)
			writeEscaped(r.out, p.Text)
			r.raw("</span>")
		} else {
			r.text(p.Text)
		}
	}
	r.endMark(open)
}

func (r *renderer) endMark(m highlight.Mark) {
	if m != highlight.Unmarked {
		r.raw("</" + markElement(m) + ">")
	}
}

// renderCodeSpan writes code among words. A hint at its language colours it.
func renderCodeSpan(r *renderer, n ast.Node) {
	lang, code := highlight.Hint(r.CodeSpan(n))
	if lang == "" {
		r.raw("<code")
		r.annotated(n)
		r.raw(">")
		r.text(code)
		r.raw("</code>")
		return
	}
	r.raw("<code")
	r.annotated(n, "class", "chroma", "data-lang", lang)
	r.raw(">")
	b := highlight.Read(lang, strings.TrimSuffix(code, "\n"), highlight.Meta{})
	defer b.Free()
	for _, line := range b.Lines {
		r.pieces(line.Pieces)
	}
	r.raw("</code>")
}
