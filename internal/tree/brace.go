package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
)

// The kinds of what stands in braces.
var (
	KindExpression      = ast.NewNodeKind("Expression")
	KindExpressionBlock = ast.NewNodeKind("ExpressionBlock")
)

// Brace is what expressions in lines and between blocks have in common.
type Brace struct {
	Ex      excerpt.Excerpt // without the braces
	At, End int             // with the braces, in the page
	Value   expr.Node
	Literal bool // shown as written
	Boxed   bool // in a box, since it is code
}

// Expression is {…} inside a line.
type Expression struct {
	ast.BaseInline
	Brace
}

// Kind implements ast.Node.
func (n *Expression) Kind() ast.NodeKind { return KindExpression }

// Dump implements ast.Node.
func (n *Expression) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Source": n.Ex.String()}, nil)
}

// Braces returns what expressions of both kinds have in common.
func (n *Expression) Braces() *Brace { return &n.Brace }

// ExpressionBlock is {…} that stands where blocks stand.
type ExpressionBlock struct {
	ast.BaseBlock
	Brace
}

// Kind implements ast.Node.
func (n *ExpressionBlock) Kind() ast.NodeKind { return KindExpressionBlock }

// Dump implements ast.Node.
func (n *ExpressionBlock) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Source": n.Ex.String()}, nil)
}

// Braces returns what expressions of both kinds have in common.
func (n *ExpressionBlock) Braces() *Brace { return &n.Brace }

// Verbatim reports that the lines that follow are not Markdown.
func (n *ExpressionBlock) Verbatim() bool { return true }

// BraceNode is an expression of either kind.
type BraceNode interface {
	ast.Node
	Braces() *Brace
}
