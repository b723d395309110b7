package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/diag"
)

// tableTransformer is goldmark's, except that a line of nothing but hyphens,
// which goes on with a paragraph it is not indented like, rules no table: below
// a line of that paragraph it would be the underline of a heading.
type tableTransformer struct{ parser.ParagraphTransformer }

// maxCells limits the cells of one table: short rows are filled up, so that few
// bytes could stand for any number.
const maxCells = 500_000

// cells returns how many cells a table of these lines has at most.
func cells(lines *text.Segments, source []byte) int {
	most := 0
	for i := range lines.Len() {
		line := lines.At(i)
		if b := line.Value(source); len(bytes.Trim(b, "|:- \t\n")) == 0 {
			most = max(most, (bytes.Count(b, []byte{'|'})+1)*(lines.Len()-i))
		}
	}
	return most
}

// Transform implements parser.ParagraphTransformer. goldmark refuses hyphens that no line feed follows.
func (w tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if cells(node.Lines(), reader.Source()) > maxCells {
		at := node.Lines().At(0).Start
		pageOf(pc).Report(diag.Warning, diag.FileLimit, at, at+1, "the table has more than %d cells, so it is shown as text", maxCells)
		return
	}
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
