package dialect

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// openElements returns the open components, the outermost first.
func openElements(pc parser.Context) []*tree.BlockElement {
	var open []*tree.BlockElement
	for _, b := range pc.OpenedBlocks() {
		if n, ok := b.Node.(*tree.BlockElement); ok && !n.Closed && !n.Gone && !n.Pending {
			open = append(open, n)
		}
	}
	return open
}

// reach matches the closing tags at the start of rest against the open
// components, from the inside. It returns the index of the outermost one that
// closes, or -1, and the length of the tags.
func reach(open []*tree.BlockElement, rest []byte) (target, length int) {
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
		for i >= 0 && open[i].Name != h.Name {
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
func (p *Page) closes(n *tree.BlockElement, rest []byte, at int, pc parser.Context) int {
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
		for open[next].Name != h.Name {
			p.Mismatch(open[next].Role, open[next].Tag, h.Name, at+pos, at+pos+end)
			open[next].Closed = true
			next--
		}
		open[next].Closed = true
		next--
		pos += end
	}
	return length
}

// closesAtEnd honours a closing tag behind the last words of a component:
//
//	<Note>
//	text</Note>
func (p *Page) closesAtEnd(n *tree.BlockElement, line []byte, seg text.Segment, pc parser.Context) bool {
	trimmed := bytes.TrimRight(line, " \t\n")
	if !bytes.HasSuffix(trimmed, []byte("</"+n.Name+">")) {
		return false
	}
	last := pc.LastOpenedBlock().Node
	if last != n && (!ast.IsParagraph(last) || last.Parent() != n) {
		return false
	}
	open := 0
	for _, t := range p.tagsOf(trimmed) {
		if t.Name == n.Name {
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
	cut := len(trimmed) - len(n.Name) - 3
	piece := text.NewSegmentPadding(seg.Start, seg.Start-seg.Padding+cut, seg.Padding)
	if last == n {
		para := ast.NewParagraph()
		piece = piece.TrimLeftSpace(p.Buf)
		piece = piece.TrimRightSpace(p.Buf)
		para.SetPos(piece.Start)
		para.Lines().Append(piece)
		n.AppendChild(n, para)
	} else {
		last.Lines().Append(piece)
	}
	n.Closed = true
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
		n.Closed = true
	}
	mark := &tree.BlockElement{Name: name, From: seg.Start - seg.Padding + at, Gone: true, Closed: true}
	reader.Advance(at + length)
	reader.AdvanceToEOL()
	return mark, parser.NoChildren
}

// Mismatch reports that a closing tag closes another one.
func (p *Page) Mismatch(kind tree.Role, t *tag.Tag, name string, from, to int) {
	if p.tooDeep || p.mayStayOpen(kind, t) {
		return
	}
	p.Report(p.structure(kind), diag.TagMismatch, from, to, "</%s> closes %s, which is still open", name, t.Label()).
		Hint = fmt.Sprintf("close %s first, with </%s>", t.Label(), t.Name)
	d := &p.diags[len(p.diags)-1]
	*d = d.Also(p.Span(t.From, t.To), "%s opens here", t.Label())
}

// Unclosed reports that a tag is never closed.
func (p *Page) Unclosed(kind tree.Role, t *tag.Tag, end string) {
	if p.tooDeep || p.mayStayOpen(kind, t) {
		return
	}
	p.Report(p.structure(kind), diag.TagUnclosed, t.From, t.To, "%s is not closed before %s", t.Label(), end).
		Hint = fmt.Sprintf("add </%s>, or write <%s/>", t.Name, t.Name)
}

// Stray reports a closing tag without an opening one.
func (p *Page) Stray(kind tree.Role, t *tag.Tag) {
	if p.tooDeep {
		return
	}
	p.Report(p.structure(kind), diag.TagStrayClose, t.From, t.To, "</%s> has no opening tag in this block", t.Name).
		Hint = "remove it, or open the tag before it; a closing tag stands in the same paragraph as its opening tag, or on a line of its own"
}

// mayStayOpen reports whether the closing tag of an element may be left out: in
// .md, where HTML is HTML.
func (p *Page) mayStayOpen(kind tree.Role, t *tag.Tag) bool {
	return kind == tree.RoleElement && !p.rules.MDX && allow.MayStayOpen(strings.ToLower(t.Name))
}

// structure is the weight of tags that do not nest. In .md, browsers know what
// to do with HTML; in components nothing but order helps. Lenient pages go on
// with the tag closed where its block ends.
func (p *Page) structure(kind tree.Role) diag.Severity {
	if kind == tree.RoleElement {
		return p.Habit()
	}
	return p.Severity()
}

// endOf names what ends a container, for messages.
func endOf(parent ast.Node, p *Page, at int) string {
	line := p.Span(at, at).Position().Line
	switch n := parent.(type) {
	case *ast.ListItem:
		return fmt.Sprintf("the list item ends (line %d)", line)
	case *ast.Blockquote:
		return fmt.Sprintf("the quote ends (line %d)", line)
	case *tree.Admonition:
		return fmt.Sprintf("the end of :::%s (line %d)", n.Name, line)
	case *tree.BlockElement:
		if at < len(p.Buf) {
			return fmt.Sprintf("</%s> (line %d)", n.Name, line)
		}
	}
	return "the page ends"
}
