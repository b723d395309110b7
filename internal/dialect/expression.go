package dialect

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/foreign"
	"github.com/candor-site/candor/internal/tree"
)

// braces reports whether b, which starts with a brace, starts an expression:
// in .md only comments and paths that start with a root.
func (p *Page) braces(b []byte) bool {
	rest := bytes.TrimLeft(b[1:], " \t\n")
	if bytes.HasPrefix(rest, []byte("/*")) {
		return true
	}
	if p.rules.MDX {
		return true
	}
	n := 0
	for n < len(rest) && excerpt.IsNameByte(rest[n]) {
		n++
	}
	if n == 0 || n >= len(rest) || rest[n] != '.' || n+1 >= len(rest) || !excerpt.IsPathStart(rest[n+1]) {
		return false
	}
	name := string(rest[:n])
	return name == "frontMatter" || slices.Contains(p.rules.Roots, name)
}

// expressionBlockParser reads expressions that have their lines to themselves;
// blank lines in them do not matter.
type expressionBlockParser struct{}

// Trigger implements parser.BlockParser.
func (expressionBlockParser) Trigger() []byte { return []byte{'{'} }

// CanInterruptParagraph implements parser.BlockParser. Open refuses all but
// comments inside paragraphs of .md.
func (expressionBlockParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (expressionBlockParser) CanAcceptIndentedLine() bool { return true }

// Open implements parser.BlockParser.
func (expressionBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	p := pageOf(pc)
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 || at >= len(line) || line[at] != '{' || pc.BlockIndent() > 3 && !insideComponent(pc) {
		return nil, parser.NoChildren
	}
	rest := line[at:]
	if foreign.StartsBrace(rest) || !p.braces(rest) || bytes.HasPrefix(rest, []byte("{{")) {
		return nil, parser.NoChildren
	}
	if !p.rules.MDX && ast.IsParagraph(pc.LastOpenedBlock().Node) && !bytes.HasPrefix(bytes.TrimLeft(rest[1:], " \t"), []byte("/*")) {
		return nil, parser.NoChildren
	}
	start := seg.Start - seg.Padding + at
	if p.exhausted {
		return nil, parser.NoChildren
	}
	n, progress := excerpt.BraceExtent().Feed(p.Buf[start+1:])
	if progress != excerpt.Finished {
		p.spend(n, start)
		return nil, parser.NoChildren
	}
	end := start + 1 + n
	tail := p.Buf[end:]
	if i := bytes.IndexByte(tail, '\n'); i >= 0 {
		tail = tail[:i]
	}
	if !util.IsBlank(tail) {
		p.spend(n, start)
		return nil, parser.NoChildren
	}
	node := &tree.ExpressionBlock{}
	node.Brace = tree.Brace{Ex: excerpt.Cut(p.Buf, start+1, end-1), At: start, End: end}
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (expressionBlockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	_, seg := reader.PeekLine()
	if node.(*tree.ExpressionBlock).End <= seg.Start {
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (expressionBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {}

// expressionParser reads expressions inside lines, and what starts with a
// brace in other generators.
type expressionParser struct{}

// Trigger implements parser.InlineParser.
func (expressionParser) Trigger() []byte { return []byte{'{'} }

// Parse implements parser.InlineParser.
func (expressionParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := pageOf(pc)
	line, seg := block.PeekLine()
	base := seg.Start - seg.Padding
	if n := p.foreignBrace(line, base, block); n != nil {
		return n
	}
	if n := anchorOf(line, base); n != nil && (parent.Kind() == ast.KindHeading || !p.rules.MDX) {
		if parent.Kind() != ast.KindHeading || !util.IsBlank(line[n.To-base:]) {
			return nil
		}
		block.Advance(n.To - base)
		return n
	}
	if !p.braces(line) || p.exhausted {
		return nil
	}
	ex, ok := p.collect(block, excerpt.BraceExtent(), 1)
	if !ok {
		p.Fault(diag.ExprUnsupported, base, base+1, "{ is never closed in this block").Hint = `write \{ to show a brace`
		block.Advance(1)
		return tree.NewLiteral(excerpt.Cut(p.Buf, base, base+1))
	}
	n := &tree.Expression{}
	n.Brace = tree.Brace{Ex: ex.Sub(1, len(ex.Text)-1), At: ex.Off(0), End: ex.End(len(ex.Text))}
	n.SetPos(n.At)
	return n
}

// collect reads from the current place to the end of an extent, over the lines
// of the block, and moves behind it. head bytes have been read already.
func (p *Page) collect(block text.Reader, e *excerpt.Extent, head int) (excerpt.Excerpt, bool) {
	savedLine, saved := block.Position()
	var ex excerpt.Excerpt
	scanned := 0
	for {
		line, seg := block.PeekLine()
		if line == nil {
			break
		}
		n, progress := e.Feed(line[head:])
		scanned += n
		if progress == excerpt.Finished {
			ex.Add(line[:head+n], seg.Start-seg.Padding)
			block.Advance(head + n)
			return ex, true
		}
		if progress == excerpt.Malformed {
			break
		}
		ex.Add(line, seg.Start-seg.Padding)
		head = 0
		block.AdvanceLine()
	}
	block.SetPosition(savedLine, saved)
	p.spend(scanned, saved.Start)
	return ex, false
}

// anchorOf reads {#id} or {/* #id */} at the start of b.
func anchorOf(b []byte, base int) *tree.Anchor {
	end := bytes.IndexByte(b, '}')
	if end < 0 {
		return nil
	}
	inner := bytes.TrimSpace(b[1:end])
	if bytes.HasPrefix(inner, []byte("/*")) && bytes.HasSuffix(inner, []byte("*/")) && len(inner) >= 4 {
		inner = bytes.TrimSpace(inner[2 : len(inner)-2])
	} else if !bytes.HasPrefix(b, []byte("{#")) {
		return nil
	}
	if len(inner) < 2 || inner[0] != '#' {
		return nil
	}
	id := inner[1:]
	for _, c := range id {
		if c <= ' ' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '{' || c == '#' || c == '%' {
			return nil
		}
	}
	return &tree.Anchor{ID: string(id), From: base, To: base + end + 1}
}
