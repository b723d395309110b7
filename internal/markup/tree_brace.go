package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
)

var (
	kindExpression      = ast.NewNodeKind("Expression")
	kindExpressionBlock = ast.NewNodeKind("ExpressionBlock")
	kindAnchor          = ast.NewNodeKind("Anchor")
)

// bracePart is what expressions in lines and between blocks have in common.
type bracePart struct {
	ex      excerpt.Excerpt // without the braces
	at, end int             // with the braces, in the page
	value   expr.Node
	literal bool // shown as written
}

// expression is {…} inside a line.
type expression struct {
	ast.BaseInline
	bracePart
}

// Kind implements ast.Node.
func (n *expression) Kind() ast.NodeKind { return kindExpression }

// Dump implements ast.Node.
func (n *expression) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Source": n.ex.String()}, nil)
}

// Braces returns what expressions of both kinds have in common.
func (n *expression) Braces() *bracePart { return &n.bracePart }

// expressionBlock is {…} that stands where blocks stand.
type expressionBlock struct {
	ast.BaseBlock
	bracePart
}

// Kind implements ast.Node.
func (n *expressionBlock) Kind() ast.NodeKind { return kindExpressionBlock }

// Dump implements ast.Node.
func (n *expressionBlock) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Source": n.ex.String()}, nil)
}

// Braces returns what expressions of both kinds have in common.
func (n *expressionBlock) Braces() *bracePart { return &n.bracePart }

// Verbatim reports that the lines that follow are not Markdown.
func (n *expressionBlock) Verbatim() bool { return true }

// braceNode is an expression of either kind.
type braceNode interface {
	ast.Node
	Braces() *bracePart
}

// anchor is {#id} or {/* #id */} at the end of a heading.
type anchor struct {
	ast.BaseInline
	id       string
	from, to int
}

// Kind implements ast.Node.
func (n *anchor) Kind() ast.NodeKind { return kindAnchor }

// Dump implements ast.Node.
func (n *anchor) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"ID": n.id}, nil)
}
