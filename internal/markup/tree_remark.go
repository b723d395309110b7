package markup

import "github.com/yuin/goldmark/ast"

var kindRemark = ast.NewNodeKind("Remark")

// remark is a comment, <!-- … -->, that stands where blocks stand. Nothing of
// it reaches the output.
type remark struct {
	ast.BaseBlock
	stop int // where it ends
}

// Kind implements ast.Node.
func (n *remark) Kind() ast.NodeKind { return kindRemark }

// Dump implements ast.Node.
func (n *remark) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Verbatim reports that the lines that follow are not Markdown.
func (n *remark) Verbatim() bool { return true }
