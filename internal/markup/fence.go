package markup

import (
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
)

// maxHighlight is the most text, in bytes, that is coloured; longer code is
// shown plain.
const maxHighlight = 256 << 10

// meta is what stands behind the language of a fence.
type meta struct {
	title   string
	lines   [][2]int // highlighted, both ends included
	numbers bool
}

// fenceMeta reads title="…", {1,3-5} and showLineNumbers, and their spellings
// in other generators.
func fenceMeta(info []byte) meta {
	var m meta
	s := string(info)
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		if s[0] == '{' {
			body, rest, ok := strings.Cut(s[1:], "}")
			if !ok {
				return m
			}
			m.lines = append(m.lines, lineRanges(body)...)
			s = rest
			continue
		}
		n := strings.IndexAny(s, "= \t{")
		if n < 0 {
			n = len(s)
		}
		key := strings.ToLower(s[:n])
		s = s[n:]
		value := ""
		if strings.HasPrefix(s, "=") {
			value, s = metaValue(s[1:])
		} else if n == 0 {
			s = s[1:]
		}
		switch key {
		case "title", "filename":
			m.title = value
		case "highlight", "hl_lines", "linehighlight", "mark":
			m.lines = append(m.lines, lineRanges(strings.Trim(value, "{}"))...)
		case "showlinenumbers", "linenums", "linenumbers", "numberlines":
			m.numbers = value != "false"
		}
	}
	return m
}

// metaValue reads a value, quoted or bare.
func metaValue(s string) (value, rest string) {
	if s == "" {
		return "", ""
	}
	if q := s[0]; q == '"' || q == '\'' || q == '{' {
		end := q
		if q == '{' {
			end = '}'
		}
		if n := strings.IndexByte(s[1:], end); n >= 0 {
			return s[1 : n+1], s[n+2:]
		}
	}
	n := strings.IndexAny(s, " \t")
	if n < 0 {
		return s, ""
	}
	return s[:n], s[n:]
}

// lineRanges reads "1,3-5" or "1 3-5".
func lineRanges(s string) [][2]int {
	var out [][2]int
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		from, to, isRange := strings.Cut(part, "-")
		a, err := strconv.Atoi(from)
		if err != nil {
			continue
		}
		b := a
		if isRange {
			if b, err = strconv.Atoi(to); err != nil {
				continue
			}
		}
		out = append(out, [2]int{a, b})
	}
	return out
}

func (m meta) marked(line int) bool {
	for _, r := range m.lines {
		if line >= r[0] && line <= r[1] {
			return true
		}
	}
	return false
}

// fenceInfo splits the info string of a fence into language and the rest.
func (o *origin) fenceInfo(n *ast.FencedCodeBlock) (lang string, rest []byte) {
	if n.Info == nil {
		return "", nil
	}
	info := n.Info.Segment.Value(o.buf)
	end := 0
	for end < len(info) && info[end] != ' ' && info[end] != '\t' && info[end] != '{' {
		end++
	}
	lang = strings.ToLower(o.plain(info[:end]))
	if strings.ContainsRune(lang, '=') {
		return "", info
	}
	return strings.TrimPrefix(lang, "."), info[end:]
}

// plainLanguages are names for code that has no colours.
var plainLanguages = set("text txt plain plaintext none output console-output log math mermaid")

// lexerOf returns the lexer of a language, or nil.
func lexerOf(lang string) chroma.Lexer {
	if lang == "" || plainLanguages[lang] {
		return nil
	}
	return lexers.Get(lang)
}

// checkLanguage notes a language that has no colours, once per page.
func (p *page) checkLanguage(n *ast.FencedCodeBlock) {
	lang, _ := p.fenceInfo(n)
	if lang == "" || plainLanguages[lang] || p.langs[lang] || lexerOf(lang) != nil {
		return
	}
	p.langs[lang] = true
	seg := n.Info.Segment
	p.report(diag.Note, diag.LanguageUnknown, seg.Start, min(seg.Start+len(lang), seg.Stop), "the code language %s is not known, so the block has no colours", lang).
		Hint = "write text for code without colours"
}

func renderIndentedCode(r *renderer, n ast.Node) {
	r.line()
	r.raw(`<pre class="chroma"><code>` + escape(r.codeLines(n)) + "</code></pre>\n")
}

func renderFence(r *renderer, n ast.Node) {
	lang, rest := r.fenceInfo(n.(*ast.FencedCodeBlock))
	code := r.codeLines(n)
	r.line()
	if lang == "mermaid" {
		r.raw(`<pre class="mermaid">` + escape(code) + "</pre>\n")
		return
	}
	m := fenceMeta(rest)
	if m.title != "" {
		r.raw(`<figure class="code">` + "\n<figcaption>" + escape(m.title) + "</figcaption>\n")
	}
	r.raw(`<pre class="chroma`)
	if m.numbers {
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
	if m.title != "" {
		r.raw("</figure>\n")
	}
}

// highlight writes code with one class per token, and one element per line
// where lines are marked or numbered.
func (r *renderer) highlight(lang, code string, m meta) {
	lines := tokenLines(lang, code)
	perLine := m.numbers || len(m.lines) > 0
	for i, line := range lines {
		if perLine {
			r.raw(`<span class="line`)
			if m.marked(i + 1) {
				r.raw(" hl")
			}
			r.raw(`">`)
		}
		for _, t := range line {
			if class := chroma.StandardTypes[t.Type]; class != "" && t.Type != chroma.Text && t.Type != chroma.TextWhitespace {
				r.raw(`<span class="` + class + `">` + escape(t.Value) + "</span>")
			} else {
				r.text(t.Value)
			}
		}
		if perLine {
			r.raw("</span>")
		}
	}
}

// tokenLines splits code into coloured tokens, line by line. The tokens
// together are the code, whatever the lexer does.
func tokenLines(lang, code string) [][]chroma.Token {
	plain := chroma.SplitTokensIntoLines([]chroma.Token{{Type: chroma.Text, Value: code}})
	lexer := lexerOf(lang)
	if lexer == nil || len(code) > maxHighlight {
		return plain
	}
	it, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return plain
	}
	tokens := it.Tokens()
	if text := chroma.Stringify(tokens...); text != code {
		if strings.TrimRight(text, "\n") != strings.TrimRight(code, "\n") {
			return plain
		}
	}
	return chroma.SplitTokensIntoLines(tokens)
}

// CodeStyles returns the stylesheet of highlighted code, light and dark.
func CodeStyles() string {
	var out strings.Builder
	f := chromahtml.New(chromahtml.WithClasses(true))
	_ = f.WriteCSS(&out, styles.Get("github"))
	out.WriteString("@media (prefers-color-scheme: dark) {\n")
	_ = f.WriteCSS(&out, styles.Get("github-dark"))
	out.WriteString("}\n")
	return out.String()
}
