package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tree"
)

// statements reads the import and export statements of the page, before any
// expression that may name what they bind.
func (p *page) statements(root ast.Node) {
	if !p.opt.MDX {
		return
	}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if m, ok := n.(*tree.Module); ok && entering {
			m.Kept = p.scope.Statements(m.Ex, func(f expr.Fault) { p.blame(p.Severity(), f) })
		}
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
}

// imported says with its place what a page imports.
func (p *page) imported(i expr.Import) Import {
	return Import{Name: i.Name, From: i.From, Span: p.Span(i.At, i.End)}
}
