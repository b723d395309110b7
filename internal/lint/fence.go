package lint

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/diagram"
	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/tree"
)

// Fences looks at the fences of one page.
type Fences struct {
	said map[string]bool // languages, and options with a sign behind them
}

// once reports whether something was not said before.
func (f *Fences) once(what string) bool {
	if f.said[what] {
		return false
	}
	if f.said == nil {
		f.said = map[string]bool{}
	}
	f.said[what] = true
	return true
}

// Check reports a language that has no colours and options that are probably
// misspelt, each once.
func (f *Fences) Check(o *tree.Origin, n *ast.FencedCodeBlock, report Report) {
	p := &page{o, report}
	lang, rest := p.FenceInfo(n)
	if n.Info == nil || lang == "mdx-code-block" {
		return
	}
	seg := n.Info.Segment
	for _, key := range highlight.ReadMeta(rest).Unknown {
		hint := diag.DidYouMean(key, highlight.Options())
		if at := bytes.Index(seg.Value(p.Buf), []byte(key+"=")); hint != "" && at >= 0 && f.once(key+"=") {
			p.report(diag.Note, diag.FenceOption, seg.Start+at, seg.Start+at+len(key), "the option %s of a code block is not known, so it changes nothing", key).Hint = hint
		}
	}
	if lang == "mermaid" {
		p.diagram(n)
	}
	if lang == "" || highlight.Known(lang) || !f.once(lang) {
		return
	}
	at := max(strings.Index(strings.ToLower(string(seg.Value(p.Buf))), lang), 0)
	d := p.report(diag.Warning, diag.LanguageUnknown, seg.Start+at, min(seg.Start+at+len(lang), seg.Stop), "the code language %.64s is not known, so the block has no colours", lang)
	if d.Hint = diag.DidYouMean(lang, highlight.Languages()); d.Hint == "" {
		d.Hint = "write text for code without colours"
	}
}

// diagram notes what keeps a diagram from being drawn, at its line.
func (p *page) diagram(n *ast.FencedCodeBlock) {
	fault := diagram.Check(p.CodeLines(n))
	if fault == nil {
		return
	}
	seg := n.Info.Segment
	if i := fault.Line - 1; i < n.Lines().Len() {
		seg = n.Lines().At(i)
	}
	text := seg.Value(p.Buf)
	from := seg.Start + len(text) - len(bytes.TrimLeft(text, " \t"))
	p.report(diag.Note, diag.DiagramUnsupported, from, max(seg.Start+len(bytes.TrimRight(text, " \t\n")), from), "the diagram is shown as text: %s", fault.Message).
		Hint = "flowcharts, sequences, states, classes, entities, shares, plans and timelines are drawn; put a picture in place of others"
}
