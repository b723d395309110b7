package markup

import (
	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/excerpt"
)

var kindModule = ast.NewNodeKind("Module")

// module is a block of import and export statements. Nothing of it reaches the
// output, except statements that could not be read.
type module struct {
	ast.BaseBlock
	extent *excerpt.Extent
	broken bool
	ex     excerpt.Excerpt
	text   string // statements that are shown as code instead
}

// Kind implements ast.Node.
func (n *module) Kind() ast.NodeKind { return kindModule }

// Dump implements ast.Node.
func (n *module) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// Verbatim reports that the lines that follow are not Markdown.
func (n *module) Verbatim() bool { return true }
