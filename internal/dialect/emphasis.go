package dialect

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/diag"
)

// maxMarks limits how many runs of *, _ and ~ one block may have that could
// start or end emphasis: goldmark compares each with those before it.
const maxMarks = 4000

// mark counts a run of emphasis, and reports whether it may still be one.
func (p *Page) mark(block ast.Node, at int) bool {
	if p.marks.block != block {
		p.marks.block, p.marks.n = block, 0
	}
	p.marks.n++
	if p.marks.n == maxMarks+1 {
		p.Report(diag.Warning, diag.FileLimit, at, at+1, "more than %d runs of *, _ and ~ stand in one block; the rest is taken as text", maxMarks)
	}
	return p.marks.n <= maxMarks
}

// emphasisParser is goldmark's parser of emphasis, of which a block may have
// so many only.
type emphasisParser struct{ parser.InlineParser }

// Parse implements parser.InlineParser.
func (w emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, seg := block.PeekLine()
	if !pageOf(pc).mark(parent, seg.Start) {
		return nil
	}
	return w.InlineParser.Parse(parent, block, pc)
}

// strikeParser reads ~~text~~ and ~text~: both ends are equally long (GFM 6.5,
// as its reference implementation reads it).
type strikeParser struct{}

// Trigger implements parser.InlineParser.
func (strikeParser) Trigger() []byte { return []byte{'~'} }

// Parse implements parser.InlineParser.
func (strikeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, seg := block.PeekLine()
	n := parser.ScanDelimiter(line, before, 1, strikeRuns{})
	if n == nil || n.OriginalLength > 2 || before == '~' || !pageOf(pc).mark(parent, seg.Start) {
		return nil
	}
	n.Segment = seg.WithStop(seg.Start + n.OriginalLength)
	block.Advance(n.OriginalLength)
	pc.PushDelimiter(n)
	return n
}

// strikeRuns says which runs of tildes belong together.
type strikeRuns struct{}

// IsDelimiter implements parser.DelimiterProcessor.
func (strikeRuns) IsDelimiter(b byte) bool { return b == '~' }

// CanOpenCloser implements parser.DelimiterProcessor.
func (strikeRuns) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

// OnMatch implements parser.DelimiterProcessor.
func (strikeRuns) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
