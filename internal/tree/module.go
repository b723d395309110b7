package tree

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/excerpt"
)

// KindModule is the kind of blocks of statements.
var KindModule = ast.NewNodeKind("Module")

// Module is a block of import and export statements. Nothing of it reaches the
// output, except statements that could not be read.
type Module struct {
	ast.BaseBlock
	Extent *excerpt.Extent // while lines are added
	Broken bool            // the extent cannot go on
	Ex     excerpt.Excerpt
	Kept   string // statements that are shown as code instead
}

// Kind implements ast.Node.
func (n *Module) Kind() ast.NodeKind { return KindModule }

// Dump implements ast.Node.
func (n *Module) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Verbatim reports that the lines that follow are not Markdown.
func (n *Module) Verbatim() bool { return true }
