package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/tree"
)

// remarkParser reads comments over any number of lines.
type remarkParser struct{}

// Trigger implements parser.BlockParser.
func (remarkParser) Trigger() []byte { return []byte{'<'} }

// CanInterruptParagraph implements parser.BlockParser.
func (remarkParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (remarkParser) CanAcceptIndentedLine() bool { return true }

// Open implements parser.BlockParser.
func (remarkParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || !bytes.HasPrefix(line[min(at, len(line)):], []byte("<!--")) {
		return nil, parser.NoChildren
	}
	if pc.BlockIndent() > 3 && !insideComponent(pc) {
		return nil, parser.NoChildren
	}
	p := pageOf(pc)
	stop := p.remarkEnd(seg.Start - seg.Padding + at)
	if stop < 0 || stop <= seg.Stop && !util.IsBlank(p.Buf[stop:seg.Stop]) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &tree.Remark{Stop: stop}, parser.NoChildren
}

// remarkEnd returns where the comment that starts at a place ends, or -1.
func (p *Page) remarkEnd(at int) int {
	if at >= p.noRemark {
		return -1
	}
	if at >= p.remarkFrom && at+7 <= p.remarkTo {
		return p.remarkTo
	}
	for _, short := range []string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(p.Buf[at:], []byte(short)) {
			return at + len(short)
		}
	}
	n := bytes.Index(p.Buf[at+4:], []byte("-->"))
	if n < 0 {
		p.noRemark = at
		return -1
	}
	p.remarkFrom, p.remarkTo = at, at+4+n+3
	return p.remarkTo
}

// Continue implements parser.BlockParser.
func (remarkParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*tree.Remark)
	_, seg := reader.PeekLine()
	if n.Stop <= seg.Start {
		return parser.Close
	}
	if n.Stop > seg.Stop {
		reader.AdvanceToEOL()
		return parser.Continue | parser.NoChildren
	}
	reader.Advance(n.Stop - seg.Start + seg.Padding)
	if rest, _ := reader.PeekLine(); util.IsBlank(rest) {
		reader.AdvanceToEOL()
	}
	return parser.Close
}

// Close implements parser.BlockParser.
func (remarkParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {}
