package markup

import (
	"github.com/yuin/goldmark/ast"
)

// statements reads the import and export statements of the page, before any
// expression that may name what they bind.
func (p *page) statements(root ast.Node) {
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if m, ok := n.(*module); ok && entering {
			m.text = p.scope.statements(m.ex, func(f exprFault) { p.blame(p.severity(), f) })
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// imported says with its place what a page imports.
func (p *page) imported(i imported) Import {
	return Import{Name: i.name, From: i.from, Span: p.span(i.at, i.end)}
}
