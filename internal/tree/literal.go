package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/excerpt"
)

// KindLiteral is the kind of literal text.
var KindLiteral = ast.NewNodeKind("Literal")

// Literal is text that is shown exactly as written.
type Literal struct {
	ast.BaseInline
	Ex excerpt.Excerpt
}

// Kind implements ast.Node.
func (n *Literal) Kind() ast.NodeKind { return KindLiteral }

// Dump implements ast.Node.
func (n *Literal) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Text": n.Ex.String()}, nil)
}

// NewLiteral returns literal text with its place.
func NewLiteral(ex excerpt.Excerpt) *Literal {
	n := &Literal{Ex: ex}
	n.SetPos(ex.Off(0))
	return n
}
