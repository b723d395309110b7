package dialect

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/diag"
)

// looseFootnotes keeps the text of footnotes that nothing refers to: goldmark
// would drop it without a word.
type looseFootnotes struct{}

// Transform implements parser.ASTTransformer.
func (looseFootnotes) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	p := pageOf(pc)
	if !bytes.Contains(p.Buf, []byte("[^")) {
		return
	}
	var lists []*extast.FootnoteList
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if list, ok := n.(*extast.FootnoteList); ok && entering {
			lists = append(lists, list)
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	for _, list := range lists {
		for c := list.FirstChild(); c != nil; c = c.NextSibling() {
			note, ok := c.(*extast.Footnote)
			if !ok || note.Index >= 0 {
				continue
			}
			p.Report(diag.Warning, diag.LinkBroken, note.Pos(), note.Pos()+len(note.Ref)+3, "nothing refers to the footnote [^%s]", note.Ref).
				Hint = fmt.Sprintf("refer to it with [^%s], or remove it", note.Ref)
			for k := note.FirstChild(); k != nil; k = note.FirstChild() {
				doc.AppendChild(doc, k)
			}
		}
	}
}
