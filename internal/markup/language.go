package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/diagram"
	"github.com/candor-site/candor/internal/highlight"
)

// checkFence reports a language that has no colours and options that are
// probably misspelt, each once per page.
func (p *page) checkFence(n *ast.FencedCodeBlock) {
	lang, rest := p.FenceInfo(n)
	if n.Info == nil || lang == "mdx-code-block" {
		return
	}
	seg := n.Info.Segment
	for _, key := range highlight.ReadMeta(rest).Unknown {
		hint := diag.DidYouMean(key, highlight.Options())
		if at := bytes.Index(seg.Value(p.Buf), []byte(key+"=")); hint != "" && at >= 0 && !p.langs[key+"="] {
			p.langs[key+"="] = true
			p.Report(diag.Note, diag.FenceOption, seg.Start+at, seg.Start+at+len(key), "the option %s of a code block is not known, so it changes nothing", key).Hint = hint
		}
	}
	if lang == "mermaid" {
		p.checkDiagram(n)
	}
	if lang == "" || p.langs[lang] || highlight.Known(lang) {
		return
	}
	p.langs[lang] = true
	at := max(strings.Index(strings.ToLower(string(seg.Value(p.Buf))), lang), 0)
	d := p.Report(diag.Warning, diag.LanguageUnknown, seg.Start+at, min(seg.Start+at+len(lang), seg.Stop), "the code language %.64s is not known, so the block has no colours", lang)
	if d.Hint = diag.DidYouMean(lang, highlight.Languages()); d.Hint == "" {
		d.Hint = "write text for code without colours"
	}
}

// checkDiagram notes what keeps a diagram from being drawn, at its line.
func (p *page) checkDiagram(n *ast.FencedCodeBlock) {
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
	p.Report(diag.Note, diag.DiagramUnsupported, from, max(seg.Start+len(bytes.TrimRight(text, " \t\n")), from), "the diagram is shown as text: %s", fault.Message).
		Hint = "flowcharts, sequences, states, classes, entities, shares, plans and timelines are drawn; put a picture in place of others"
}
