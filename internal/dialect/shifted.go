package dialect

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/tree"
)

// shiftedParser reads lists, quotes, headings and fences of .mdx that are
// indented by four or more below the words of a paragraph. They cannot be code
// there, and MDX has no limit of indentation. The container that it opens only
// takes the indentation away.
type shiftedParser struct{}

// Trigger implements parser.BlockParser.
func (shiftedParser) Trigger() []byte { return []byte("-+*1#>`~") }

// CanInterruptParagraph implements parser.BlockParser.
func (shiftedParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (shiftedParser) CanAcceptIndentedLine() bool { return true }

// interrupts matches what ends a paragraph.
var interrupts = regexp.MustCompile("^(?:(?:[-+*]|1[.)])[ \t]+[^ \t\n]|#{1,6}[ \t]|>|```|~~~)")

// Open implements parser.BlockParser.
func (shiftedParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if pc.BlockIndent() < 4 || !pageOf(pc).rules.MDX || !ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !interrupts.Match(line[at:]) {
		return nil, parser.NoChildren
	}
	width, _ := util.IndentWidth(line, reader.LineOffset())
	pos, padding := util.IndentPosition(line, reader.LineOffset(), width)
	reader.AdvanceAndSetPadding(pos, padding)
	return &tree.BlockElement{From: seg.Start, Gone: true, Margin: tree.Margin{Indent: width, Strip: width}}, parser.HasChildren
}

// marks matches the beginning of a list item.
var marks = regexp.MustCompile("^[ \t]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]")

// Continue implements parser.BlockParser. Words that go on, and further items of
// the list, may be indented by less.
func (shiftedParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	n := node.(*tree.BlockElement)
	deepest := pc.LastOpenedBlock().Node
	inside := util.IsBlank(line) || isVerbatim(deepest) || ast.IsParagraph(deepest) || marks.Match(line)
	if !inside && indentation(line, reader.LineOffset(), n.Indent) < n.Indent {
		return parser.Close
	}
	dedent(reader, line, &n.Margin, node, pc)
	return parser.Continue | parser.HasChildren
}

// Close implements parser.BlockParser.
func (shiftedParser) Close(ast.Node, text.Reader, parser.Context) {}
