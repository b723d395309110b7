package packed

import (
	"encoding/binary"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/tree"
)

// unpacker makes one tree again.
type unpacker struct {
	*Tree
	rest  []byte
	at    int
	table []extast.Alignment
	room  // for nodes of the common kinds, all at once

	lines ast.TextBlock // has the lines of all blocks
	some  ast.TextBlock // has those of one
	used  int           // of those lines
	made  *tree.Tree
	ids   []string
	aside []any
}

// room is what is left of the memory for nodes.
type room struct {
	texts      []ast.Text
	cells      []extast.TableCell
	rows       []extast.TableRow
	paragraphs []ast.Paragraph
	blocks     []ast.TextBlock
	items      []ast.ListItem
	links      []ast.Link
}

// Unpack makes the tree again.
func (t *Tree) Unpack() *tree.Tree {
	made := *t.like
	made.IDs, made.Annotations = make(map[ast.Node]string, len(t.ids)), map[ast.Node][]tree.Attribute{}
	c := t.count
	u := &unpacker{Tree: t, rest: t.code, made: &made, ids: t.ids, aside: t.aside}
	u.room = room{
		make([]ast.Text, c.texts), make([]extast.TableCell, c.cells), make([]extast.TableRow, c.rows), make([]ast.Paragraph, c.paragraphs),
		make([]ast.TextBlock, c.blocks), make([]ast.ListItem, c.items), make([]ast.Link, c.links),
	}
	grow(u.lines.Lines().AppendAll, c.segments)
	made.Root = u.node()
	return &made
}

// grow adds so many empty values to a list.
func grow[T any](add func([]T), n int) { add(make([]T, n)) }

// next takes one node out of the memory for nodes of a kind.
func next[T any](room *[]T) *T {
	n := &(*room)[0]
	*room = (*room)[1:]
	return n
}

func (u *unpacker) byte() byte {
	b := u.rest[0]
	u.rest = u.rest[1:]
	return b
}

func (u *unpacker) number() int {
	v, n := binary.Uvarint(u.rest)
	u.rest = u.rest[n:]
	return int(v)
}

func (u *unpacker) place() int {
	v, n := binary.Varint(u.rest)
	u.rest = u.rest[n:]
	u.at += int(v)
	return u.at
}

// bytes returns some bytes, or nil for none.
func (u *unpacker) bytes() []byte {
	n := u.number()
	b := u.rest[:n:n]
	u.rest = u.rest[n:]
	if n == 0 {
		return nil
	}
	return b
}

// segment makes a text one of a segment, and returns the flags beside it.
func (u *unpacker) segment(t *ast.Text) (flags int) {
	t.Segment.Start = u.place()
	n := u.number()
	t.Segment.Stop = t.Segment.Start + n>>4
	u.at = t.Segment.Stop
	if n&exact == 0 {
		more := u.number()
		t.Segment.Padding, t.Segment.ForceNewline = more>>1, more&1 != 0
	}
	return n
}

// node returns the next node with all that is below it, or nil at the end of
// those that stand together.
func (u *unpacker) node() ast.Node {
	first := u.byte()
	var id *string
	var notes []tree.Attribute
	if first&kinds == named {
		id, u.ids = &u.ids[0], u.ids[1:]
		first = u.byte()
	}
	if first&kinds == noted {
		notes, u.aside = u.aside[0].([]tree.Attribute), u.aside[1:]
		first = u.byte()
	}
	if first == end {
		return nil
	}
	n := u.own(first & kinds)
	if id != nil {
		u.made.IDs[n] = *id
	}
	if notes != nil {
		u.made.Annotations[n] = notes
	}
	if first == plainText {
		return n
	}
	if first&placed != 0 {
		n.SetPos(u.place())
	}
	if first&apart != 0 {
		n.SetBlankPreviousLines(true)
	}
	if first&lined != 0 {
		u.give(n)
	}
	for c := u.node(); c != nil; c = u.node() {
		n.AppendChild(n, c)
	}
	return n
}

// give gives a node its lines, which are a part of all that there are.
func (u *unpacker) give(n ast.Node) {
	from := u.used
	for range u.number() {
		var line ast.Text
		u.segment(&line)
		u.lines.Lines().Set(u.used, line.Segment)
		u.used++
	}
	own := u.some.Lines()
	*own = *u.lines.Lines()
	own.SetSliced(from, u.used)
	n.SetLines(own)
}

// own makes a node of a kind with what only such nodes have.
func (u *unpacker) own(kind byte) ast.Node {
	switch kind {
	case plainText:
		n := next(&u.texts)
		flags := u.segment(n)
		n.SetSoftLineBreak(flags&soft != 0)
		n.SetHardLineBreak(flags&hard != 0)
		n.SetRaw(flags&raw != 0)
		return n
	case document:
		return ast.NewDocument()
	case paragraph:
		return next(&u.paragraphs)
	case textBlock:
		return next(&u.blocks)
	case heading:
		return ast.NewHeading(u.number())
	case fence:
		if u.number() == 0 {
			return ast.NewFencedCodeBlock(nil)
		}
		info := ast.NewText()
		u.segment(info)
		return ast.NewFencedCodeBlock(info)
	case list:
		n := u.number()
		l := ast.NewList(u.byte())
		l.Start, l.IsTight = n>>1, n&1 != 0
		return l
	case item:
		n := next(&u.items)
		n.Offset = u.number()
		return n
	case emphasis:
		return ast.NewEmphasis(u.number())
	case codeSpan:
		return ast.NewCodeSpan()
	case link:
		n := next(&u.links)
		n.Destination, n.Title = u.bytes(), u.bytes()
		return n
	case cell:
		n := next(&u.cells)
		n.Alignment = extast.Alignment(u.number())
		return n
	case row:
		n := next(&u.rows)
		n.Alignments = u.table
		return n
	case headRow:
		return &extast.TableHeader{Alignments: u.table}
	}
	n := bare(u.aside[0].(ast.Node))
	u.aside = u.aside[1:]
	if t, ok := n.(*extast.Table); ok {
		u.table = t.Alignments
	}
	return n
}
