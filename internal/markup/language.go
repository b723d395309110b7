package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/highlight"
)

// checkLanguage notes a language that has no colours, once per page.
func (p *page) checkLanguage(n *ast.FencedCodeBlock) {
	lang, _ := p.FenceInfo(n)
	if lang == "" || p.langs[lang] || highlight.Known(lang) {
		return
	}
	p.langs[lang] = true
	seg := n.Info.Segment
	p.Report(diag.Note, diag.LanguageUnknown, seg.Start, min(seg.Start+len(lang), seg.Stop), "the code language %s is not known, so the block has no colours", lang).
		Hint = "write text for code without colours"
}
