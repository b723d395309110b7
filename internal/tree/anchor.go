package tree

import "github.com/yuin/goldmark/ast"

// KindAnchor is the kind of anchors.
var KindAnchor = ast.NewNodeKind("Anchor")

// Anchor is {#id} or {/* #id */} at the end of a heading.
type Anchor struct {
	ast.BaseInline
	ID       string
	From, To int
}

// Kind implements ast.Node.
func (n *Anchor) Kind() ast.NodeKind { return KindAnchor }

// Dump implements ast.Node.
func (n *Anchor) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"ID": n.ID}, nil)
}
