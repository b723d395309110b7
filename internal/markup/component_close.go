package markup

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
)

// openElements returns the open components, the outermost first.
func openElements(pc parser.Context) []*blockElement {
	var open []*blockElement
	for _, b := range pc.OpenedBlocks() {
		if n, ok := b.Node.(*blockElement); ok && !n.closed && !n.gone && !n.pending {
			open = append(open, n)
		}
	}
	return open
}

// reach matches the closing tags at the start of rest against the open
// components, from the inside. It returns the index of the outermost one that
// closes, or -1, and the length of the tags.
func reach(open []*blockElement, rest []byte) (target, length int) {
	target = -1
	next := len(open) - 1
	for at := 0; ; {
		for at < len(rest) && excerpt.IsSpace(rest[at]) {
			at++
		}
		if at >= len(rest) || rest[at] != '<' {
			return target, length
		}
		h, ok := tag.ScanHead(rest[at:])
		if !ok || !h.Closing {
			return target, length
		}
		end := bytes.IndexByte(rest[at:], '>')
		if end < 0 || !util.IsBlank(rest[at+h.N:at+end]) {
			return target, length
		}
		i := next
		for i >= 0 && open[i].name != h.Name {
			i--
		}
		if i < 0 {
			return target, length
		}
		target = i
		next = i - 1
		at += end + 1
		length = at
	}
}

// closes returns the length of the closing tags at the start of a line when
// they close n and nothing outside it, or 0. Components inside n that are
// still open are reported.
func (p *Page) closes(n *blockElement, rest []byte, at int, pc parser.Context) int {
	open := openElements(pc)
	target, length := reach(open, rest)
	if target < 0 || open[target] != n {
		return 0
	}
	next := len(open) - 1
	for pos := 0; next >= target; {
		for excerpt.IsSpace(rest[pos]) {
			pos++
		}
		h, _ := tag.ScanHead(rest[pos:])
		end := bytes.IndexByte(rest[pos:], '>') + 1
		for open[next].name != h.Name {
			p.mismatch(open[next].kind, open[next].tag, h.Name, at+pos, at+pos+end)
			open[next].closed = true
			next--
		}
		open[next].closed = true
		next--
		pos += end
	}
	return length
}

// closesAtEnd honours a closing tag behind the last words of a component:
//
//	<Note>
//	text</Note>
func (p *Page) closesAtEnd(n *blockElement, line []byte, seg text.Segment, pc parser.Context) bool {
	trimmed := bytes.TrimRight(line, " \t\n")
	if !bytes.HasSuffix(trimmed, []byte("</"+n.name+">")) {
		return false
	}
	last := pc.LastOpenedBlock().Node
	if last != n && (!ast.IsParagraph(last) || last.Parent() != n) {
		return false
	}
	open := 0
	for _, t := range p.tagsOf(trimmed) {
		if t.Name == n.name {
			switch t.Form {
			case tag.Open:
				open++
			case tag.Close:
				open--
			}
		}
	}
	if open != -1 {
		return false
	}
	cut := len(trimmed) - len(n.name) - 3
	piece := text.NewSegmentPadding(seg.Start, seg.Start-seg.Padding+cut, seg.Padding)
	if last == n {
		para := ast.NewParagraph()
		piece = piece.TrimLeftSpace(p.buf)
		piece = piece.TrimRightSpace(p.buf)
		para.SetPos(piece.Start)
		para.Lines().Append(piece)
		n.AppendChild(n, para)
	} else {
		last.Lines().Append(piece)
	}
	n.closed = true
	return true
}

// closeLate handles a closing tag that stands where a block may open: the
// blocks between it and its component ended on this line.
func closeLate(name string, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	open := openElements(pc)
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	target, length := reach(open, line[at:])
	if target < 0 {
		return nil, parser.NoChildren
	}
	for _, n := range open[target:] {
		n.closed = true
	}
	mark := &blockElement{name: name, from: seg.Start - seg.Padding + at, gone: true, closed: true}
	reader.Advance(at + length)
	reader.AdvanceToEOL()
	return mark, parser.NoChildren
}

// mismatch reports that a closing tag closes another one.
func (p *Page) mismatch(kind tagKind, t *tag.Tag, name string, from, to int) {
	if p.tooDeep {
		return
	}
	p.report(p.structure(kind), diag.TagMismatch, from, to, "</%s> closes %s, which is still open", name, t.Label()).
		Hint = fmt.Sprintf("close %s first, with </%s>", t.Label(), t.Name)
	d := &p.diags[len(p.diags)-1]
	*d = d.Also(p.span(t.From, t.To), "%s opens here", t.Label())
}

// unclosed reports that a tag is never closed.
func (p *Page) unclosed(kind tagKind, t *tag.Tag, end string) {
	if p.tooDeep {
		return
	}
	p.report(p.structure(kind), diag.TagUnclosed, t.From, t.To, "%s is not closed before %s", t.Label(), end).
		Hint = fmt.Sprintf("add </%s>, or write <%s/>", t.Name, t.Name)
}

// stray reports a closing tag without an opening one.
func (p *Page) stray(kind tagKind, t *tag.Tag) {
	if p.tooDeep {
		return
	}
	p.report(p.structure(kind), diag.TagStrayClose, t.From, t.To, "</%s> has no opening tag in this block", t.Name).
		Hint = "remove it, or open the tag before it; a closing tag stands in the same paragraph as its opening tag, or on a line of its own"
}

// structure is the weight of tags that do not nest. In .md, browsers know what
// to do with HTML; in components nothing but order helps.
func (p *Page) structure(kind tagKind) diag.Severity {
	if kind == tagElement && !p.rules.MDX {
		return diag.Warning
	}
	return diag.Error
}

// endOf names what ends a container, for messages.
func endOf(parent ast.Node, p *Page, at int) string {
	line := p.span(at, at).Position().Line
	switch n := parent.(type) {
	case *ast.ListItem:
		return fmt.Sprintf("the list item ends (line %d)", line)
	case *ast.Blockquote:
		return fmt.Sprintf("the quote ends (line %d)", line)
	case *admonition:
		return fmt.Sprintf("the end of :::%s (line %d)", n.kind, line)
	case *blockElement:
		if at < len(p.buf) {
			return fmt.Sprintf("</%s> (line %d)", n.name, line)
		}
	}
	return "the page ends"
}
