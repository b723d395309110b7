package dialect

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// admonitionParser reads ":::type [title]" with nesting by longer fences.
type admonitionParser struct{}

// Trigger implements parser.BlockParser.
func (admonitionParser) Trigger() []byte { return []byte{':'} }

// CanInterruptParagraph implements parser.BlockParser.
func (admonitionParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (admonitionParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (admonitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) {
		return nil, parser.NoChildren
	}
	rest := bytes.TrimRight(line[at:], " \t\n")
	fence := colons(rest)
	if fence < 3 {
		return nil, parser.NoChildren
	}
	kind, title, ok := tag.AdmonitionHead(string(rest[fence:]))
	if !ok {
		return nil, parser.NoChildren
	}
	base := seg.Start - seg.Padding + at
	if len(pc.OpenedBlocks()) > 4*MaxNesting {
		pageOf(pc).NestingFault(base, base+len(rest))
		return nil, parser.NoChildren
	}
	n := &tree.Admonition{Name: kind, Title: title, Fence: fence, From: base, To: base + len(rest), Margin: tree.Margin{Indent: -1}}
	n.TitleAt = base + bytes.LastIndex(rest, []byte(title))
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

func colons(b []byte) int {
	n := 0
	for n < len(b) && b[n] == ':' {
		n++
	}
	return n
}

// Continue implements parser.BlockParser.
func (admonitionParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*tree.Admonition)
	line, seg := reader.PeekLine()
	if n.Closed {
		return parser.Close
	}
	deepest := pc.LastOpenedBlock().Node
	if !isVerbatim(deepest) {
		if util.IsBlank(line) {
			return parser.Continue | parser.HasChildren
		}
		p := pageOf(pc)
		rest := bytes.TrimRight(p.Buf[p.firstByte(seg):seg.Stop], " \t\n")
		if count := colons(rest); count >= 3 && count == len(rest) && innermostAdmonition(pc, count) == n {
			n.Closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	dedent(reader, line, &n.Margin, node, pc)
	return parser.Continue | parser.HasChildren
}

// innermostAdmonition returns the open admonition that a fence closes: the
// innermost one whose own fence is not longer.
func innermostAdmonition(pc parser.Context, fence int) *tree.Admonition {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		if n, ok := blocks[i].Node.(*tree.Admonition); ok && n.Fence > 0 && n.Fence <= fence {
			return n
		}
	}
	return nil
}

// Close implements parser.BlockParser.
func (admonitionParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	n := node.(*tree.Admonition)
	if n.Closed {
		return
	}
	p := pageOf(pc)
	_, seg := reader.Position()
	p.Fault(diag.TagUnclosed, n.From, n.To, ":::%s is not closed before %s", n.Name, endOf(node.Parent(), p, seg.Start)).
		Hint = "add a line with " + strings.Repeat(":", n.Fence)
}

// quoteParser is goldmark's parser of quotes, except that a quote that starts
// with [!TYPE] becomes an admonition.
type quoteParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (w quoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if crowded(reader, pc) {
		return nil, parser.NoChildren
	}
	return w.BlockParser.Open(parent, reader, pc)
}

// Close implements parser.BlockParser.
func (w quoteParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	w.BlockParser.Close(node, reader, pc)
	first, ok := node.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	p := pageOf(pc)
	seg := first.Lines().At(0)
	kind, title, ok := tag.AlertHead(strings.TrimSpace(string(seg.Value(p.Buf))))
	if !ok {
		return
	}
	n := &tree.Admonition{Name: kind, Title: title, From: seg.Start, To: seg.Start + len(bytes.TrimRight(p.Buf[seg.Start:seg.Stop], " \t\n")), Closed: true}
	n.TitleAt = seg.Start + strings.LastIndex(string(p.Buf[seg.Start:n.To]), title)
	n.SetPos(node.Pos())
	n.SetBlankPreviousLines(node.HasBlankPreviousLines())
	first.Lines().SetSliced(1, first.Lines().Len())
	if first.Lines().Len() == 0 {
		node.RemoveChild(node, first)
	}
	for c := node.FirstChild(); c != nil; c = node.FirstChild() {
		n.AppendChild(n, c)
	}
	node.Parent().ReplaceChild(node.Parent(), node, n)
}
