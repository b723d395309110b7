package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// tableTransformer is goldmark's, except that a line of nothing but hyphens,
// which goes on with a paragraph it is not indented like, rules no table: below
// a line of that paragraph it would be the underline of a heading.
type tableTransformer struct{ parser.ParagraphTransformer }

func newTableTransformer() parser.ParagraphTransformer {
	return tableTransformer{extension.NewTableParagraphTransformer()}
}

// Transform implements parser.ParagraphTransformer. goldmark refuses lines of
// hyphens that no line feed follows.
func (w tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	whole := map[int]text.Segment{}
	for i := range node.Lines().Len() {
		line := node.Lines().At(i)
		if b := bytes.TrimRight(line.Value(reader.Source()), " \t\n"); len(b) > 0 && len(bytes.Trim(b, "-")) == 0 {
			whole[i] = line
			node.Lines().Set(i, line.TrimRightSpace(reader.Source()))
		}
	}
	w.ParagraphTransformer.Transform(node, reader, pc)
	for i, line := range whole {
		if i < node.Lines().Len() {
			node.Lines().Set(i, line)
		}
	}
}
