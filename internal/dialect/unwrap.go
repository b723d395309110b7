package dialect

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/tree"
)

// unwrapParser takes away the two fence lines around a block of
// "mdx-code-block", as Docusaurus does: what is between them is part of the
// page, and components may open in one such block and close in another.
type unwrapParser struct{}

// Trigger implements parser.BlockParser.
func (unwrapParser) Trigger() []byte { return []byte{'`', '~'} }

// CanInterruptParagraph implements parser.BlockParser.
func (unwrapParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (unwrapParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (unwrapParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := pageOf(pc)
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) {
		return nil, parser.NoChildren
	}
	rest := bytes.TrimRight(line[at:], " \t\n")
	count := 0
	for count < len(rest) && rest[count] == rest[0] {
		count++
	}
	closes := p.unwrapped > 0 && count >= p.unwrapped && count == len(rest)
	opens := count >= 3 && string(bytes.TrimSpace(rest[count:])) == "mdx-code-block"
	switch {
	case closes:
		p.unwrapped = 0
	case opens:
		p.unwrapped = count
	default:
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return &tree.BlockElement{From: seg.Start, Gone: true, Closed: true}, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (unwrapParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

// Close implements parser.BlockParser.
func (unwrapParser) Close(ast.Node, text.Reader, parser.Context) {}
