package dialect

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/excerpt"
)

// taskParser is goldmark's parser of task markers, except that a blank must
// stand behind the marker (GFM 5.3).
type taskParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (w taskParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if line, _ := block.PeekLine(); len(line) < 4 || !excerpt.IsSpace(line[3]) {
		return nil
	}
	return w.InlineParser.Parse(parent, block, pc)
}
