package dialect

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// paragraphTransformers turn paragraphs into link definitions and tables.
var paragraphTransformers = []util.PrioritizedValue{
	util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
	util.Prioritized(tableTransformer{extension.NewTableParagraphTransformer()}, 200),
}

// references is goldmark's reader of link definitions, which takes memory for each
// paragraph, and finds none in one that starts with no bracket.
type references struct{ parser.ParagraphTransformer }

// Transform implements parser.ParagraphTransformer.
func (w references) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if first := node.Lines().At(0); bytes.HasPrefix(util.TrimLeftSpace(first.Value(reader.Source())), []byte("[")) {
		w.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// endParagraph ends the innermost paragraph as goldmark does, so that words
// behind a closing tag do not continue it. A block must open on the rest of
// the line, which is not blank.
func endParagraph(reader text.Reader, pc parser.Context) {
	last := pc.LastOpenedBlock()
	paragraph, ok := last.Node.(*ast.Paragraph)
	if !ok {
		return
	}
	for _, t := range paragraphTransformers {
		if t.Value.(parser.ParagraphTransformer).Transform(paragraph, reader, pc); paragraph.Parent() == nil {
			break
		}
	}
	if paragraph.Parent() != nil {
		last.Parser.Close(paragraph, reader, pc)
	}
	blocks := pc.OpenedBlocks()
	pc.SetOpenedBlocks(blocks[:len(blocks)-1])
}

// indentedParser is goldmark's parser of indented code, except that inside
// components an indented line is a paragraph.
type indentedParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (w indentedParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	if !insideComponent(pc) {
		return w.BlockParser.Open(parent, reader, pc)
	}
	if pc.BlockIndent() < 4 || util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	node := ast.NewParagraph()
	node.Lines().Append(seg)
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (w indentedParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if ast.IsParagraph(node) {
		return parser.NewParagraphParser().Continue(node, reader, pc)
	}
	return w.BlockParser.Continue(node, reader, pc)
}

// Close implements parser.BlockParser.
func (w indentedParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if ast.IsParagraph(node) {
		parser.NewParagraphParser().Close(node, reader, pc)
		return
	}
	w.BlockParser.Close(node, reader, pc)
}

// fenceParser is goldmark's parser of fenced code, except that inside
// components, and in .mdx, the closing fence may be indented at will: there is
// no indented code that it could be mistaken for.
type fenceParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (w fenceParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	node, state := w.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	p := pageOf(pc)
	at := pc.BlockOffset()
	p.fence.char, p.fence.length = line[at], 0
	for at+p.fence.length < len(line) && line[at+p.fence.length] == p.fence.char {
		p.fence.length++
	}
	return node, state
}

// Continue implements parser.BlockParser.
func (w fenceParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	p := pageOf(pc)
	if p.rules.MDX || insideComponent(pc) {
		_, seg := reader.PeekLine()
		rest := bytes.TrimRight(p.Buf[p.firstByte(seg):seg.Stop], " \t\n")
		if len(rest) >= p.fence.length && len(bytes.Trim(rest, string(p.fence.char))) == 0 {
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	return w.BlockParser.Continue(node, reader, pc)
}

// listParser is goldmark's parser of lists, or of list items, except that a
// component inside the list may close at any indentation, and that an opening
// tag over several lines is read to its end.
type listParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (w listParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if crowded(reader, pc) {
		return nil, parser.NoChildren
	}
	return w.BlockParser.Open(parent, reader, pc)
}

// crowded reports whether so many blocks are open that no list and no quote
// may open in them.
func crowded(reader text.Reader, pc parser.Context) bool {
	if len(pc.OpenedBlocks()) <= 4*MaxNesting {
		return false
	}
	if p := pageOf(pc); !p.crowded {
		p.crowded = true
		_, seg := reader.PeekLine()
		p.Report(diag.Error, diag.NestingTooDeep, seg.Start, seg.Start+1, "more than %d lists, quotes and other blocks are nested; what follows is taken as text", 4*MaxNesting)
	}
	return true
}

// Continue implements parser.BlockParser.
func (w listParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, seg := reader.PeekLine()
	if !util.IsBlank(line) {
		last := pc.LastOpenedBlock().Node
		if n, ok := last.(*tree.BlockElement); ok && n.Pending {
			return parser.Continue | parser.HasChildren
		}
		p := pageOf(pc)
		if first := p.firstByte(seg); p.Buf[first] == '<' && !isVerbatim(last) {
			open := elementsInside(node, pc)
			if target, _ := reach(open, p.Buf[first:seg.Stop]); target >= 0 {
				return parser.Continue | parser.HasChildren
			}
		}
	}
	return w.BlockParser.Continue(node, reader, pc)
}

// elementsInside returns the open components inside a block.
func elementsInside(node ast.Node, pc parser.Context) (open []*tree.BlockElement) {
	blocks := pc.OpenedBlocks()
	for i := slices.IndexFunc(blocks, func(b parser.Block) bool { return b.Node == node }) + 1; i > 0 && i < len(blocks); i++ {
		if n, ok := blocks[i].Node.(*tree.BlockElement); ok && !n.Closed && !n.Gone && !n.Pending {
			open = append(open, n)
		}
	}
	return open
}
