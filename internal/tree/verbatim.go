package tree

import "github.com/yuin/goldmark/ast"

// KindVerbatim is the kind of verbatim blocks.
var KindVerbatim = ast.NewNodeKind("Verbatim")

// Verbatim is a block of HTML in which nothing is Markdown: <pre> of .md. Its
// children are the tags and the text between them.
type Verbatim struct {
	ast.BaseBlock
	Ended bool // the line with </pre> was read
}

// Kind implements ast.Node.
func (n *Verbatim) Kind() ast.NodeKind { return KindVerbatim }

// Dump implements ast.Node.
func (n *Verbatim) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// IsRaw reports that the lines are not parsed as Markdown.
func (n *Verbatim) IsRaw() bool { return true }

// Verbatim reports that the lines that follow are not Markdown.
func (n *Verbatim) Verbatim() bool { return !n.Ended }
