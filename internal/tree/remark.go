package tree

import "github.com/yuin/goldmark/ast"

// KindRemark is the kind of comments between blocks.
var KindRemark = ast.NewNodeKind("Remark")

// Remark is a comment, <!-- … -->, that stands where blocks stand. Nothing of
// it reaches the output.
type Remark struct {
	ast.BaseBlock
	Stop int // where it ends
}

// Kind implements ast.Node.
func (n *Remark) Kind() ast.NodeKind { return KindRemark }

// Dump implements ast.Node.
func (n *Remark) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Verbatim reports that the lines that follow are not Markdown.
func (n *Remark) Verbatim() bool { return true }
