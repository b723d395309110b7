package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tree"
)

// moduleParser reads import and export statements at column 0 of .mdx.
type moduleParser struct{}

// Trigger implements parser.BlockParser.
func (moduleParser) Trigger() []byte { return []byte{'i', 'e'} }

// CanInterruptParagraph implements parser.BlockParser.
func (moduleParser) CanInterruptParagraph() bool { return false }

// CanAcceptIndentedLine implements parser.BlockParser.
func (moduleParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (moduleParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := pageOf(pc)
	line, seg := reader.PeekLine()
	if !p.rules.MDX || p.inner || !atDocumentLevel(pc) || pc.BlockOffset() != 0 || reader.LineOffset() != 0 || !expr.StartsStatement(line) {
		return nil, parser.NoChildren
	}
	n := &tree.Module{Extent: excerpt.StatementExtent()}
	addLine(n, line, seg)
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// atDocumentLevel reports whether nothing but components is open: they do not
// count as containers for statements.
func atDocumentLevel(pc parser.Context) bool {
	for _, b := range pc.OpenedBlocks() {
		if _, ok := b.Node.(*tree.BlockElement); !ok && !ast.IsParagraph(b.Node) {
			return false
		}
	}
	return true
}

// addLine reads one line of statements.
func addLine(n *tree.Module, line []byte, seg text.Segment) {
	n.Ex.Add(line, seg.Start-seg.Padding)
	if _, progress := n.Extent.Feed(line); progress == excerpt.Malformed {
		n.Broken = true
	}
}

// Continue implements parser.BlockParser.
func (moduleParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*tree.Module)
	line, seg := reader.PeekLine()
	if (util.IsBlank(line) || bytes.HasPrefix(line, []byte("```"))) && (n.Broken || n.Extent.Balanced()) {
		return parser.Close
	}
	addLine(n, line, seg)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser. It notes the names that are imported:
// they are components, whatever their first letter is.
func (moduleParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	n := node.(*tree.Module)
	if !bytes.Contains(n.Ex.Text, []byte("import")) {
		return
	}
	scope := expr.Scope{Front: map[string]any{}, Exports: map[string]any{}, Imports: map[string]expr.Import{}}
	scope.Statements(n.Ex, func(expr.Fault) {})
	for name := range scope.Imports {
		pageOf(pc).imported[name] = true
	}
}
