package packed

import (
	"encoding/binary"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/tree"
)

// unpacker makes one tree again.
type unpacker struct {
	*Tree
	*room
	rest  []byte
	at    int
	table []extast.Alignment
	some  ast.TextBlock // has the lines of one block
	used  int           // of the lines of all
	made  *tree.Tree
	aside []any
}

// room is memory for the nodes of common kinds, and for what is known of nodes.
type room struct {
	texts      stock[ast.Text]
	cells      stock[extast.TableCell]
	rows       stock[extast.TableRow]
	paragraphs stock[ast.Paragraph]
	blocks     stock[ast.TextBlock]
	items      stock[ast.ListItem]
	links      stock[ast.Link]
	lines      ast.TextBlock // has the lines of all blocks
	ids        map[ast.Node]string
	notes      map[ast.Node][]tree.Attribute
	bytes      []byte // the text and the nodes of a tree that was put away

	of   *Tree      // stands in the room; nil: nothing does
	made *tree.Tree // that
}

// mostBytes is how long bytes may be for a room to be used again.
const mostBytes = 256 << 10

// rooms are reused: what one tree needs is about what the next one needs, and what
// is made of a page is mostly made of it at once, so that its tree may stand there
// still.
var rooms = sync.Pool{New: func() any {
	return &room{ids: make(map[ast.Node]string), notes: make(map[ast.Node][]tree.Attribute)}
}}

// Use makes the tree again and hands it to use, which changes nothing and keeps
// nothing of it: its nodes and its text become those of other trees. The error is
// that of the disk, of a tree that was put away.
func (t *Tree) Use(use func(*tree.Tree)) error {
	r := rooms.Get().(*room)
	if r.of != t {
		r.clear()
		made, err := t.unpack(r)
		if err != nil {
			return err
		}
		r.of, r.made = t, made
	}
	use(r.made)
	if cap(r.bytes) <= mostBytes {
		rooms.Put(r)
	}
	return nil
}

// clear makes a room one where nothing stands.
func (r *room) clear() {
	r.of, r.made = nil, nil
	r.texts.clear()
	r.cells.clear()
	r.rows.clear()
	r.paragraphs.clear()
	r.blocks.clear()
	r.items.clear()
	r.links.clear()
	clear(r.ids)
	clear(r.notes)
}

// Unpack makes the tree again, for as long as it is needed. The error is that of Use.
func (t *Tree) Unpack() (*tree.Tree, error) { return t.unpack(rooms.New().(*room)) }

// unpack makes the tree again in a room where nothing is.
func (t *Tree) unpack(r *room) (*tree.Tree, error) {
	made := *t.like
	code := t.code
	if t.in != nil {
		var err error
		if r.bytes, err = t.in.Get(t.at, r.bytes); err != nil {
			return nil, err
		}
		made.Buf, code = r.bytes[:t.size:t.size], r.bytes[t.size:]
	}
	made.IDs, made.Annotations = r.ids, r.notes
	u := &unpacker{Tree: t, rest: code, made: &made, aside: t.aside, room: r}
	c := t.count
	r.texts.grow(c.texts)
	r.cells.grow(c.cells)
	r.rows.grow(c.rows)
	r.paragraphs.grow(c.paragraphs)
	r.blocks.grow(c.blocks)
	r.items.grow(c.items)
	r.links.grow(c.links)
	if n := r.lines.Lines().Len(); n < c.segments {
		grow(r.lines.Lines().AppendAll, c.segments-n)
	}
	made.Root = u.node()
	return &made, nil
}

// grow adds so many empty values to a list.
func grow[T any](add func([]T), n int) { add(make([]T, n)) }

// stock is memory for nodes of one kind, of which the first are taken.
type stock[T any] struct {
	nodes []T
	taken int
}

// grow makes room for n nodes; none is taken.
func (s *stock[T]) grow(n int) {
	if n > len(s.nodes) {
		s.nodes = make([]T, n)
	}
}

// clear makes the nodes that were taken as if they were new.
func (s *stock[T]) clear() {
	clear(s.nodes[:s.taken])
	s.taken = 0
}

// next takes a node.
func (s *stock[T]) next() *T {
	s.taken++
	return &s.nodes[s.taken-1]
}

func (u *unpacker) byte() byte {
	b := u.rest[0]
	u.rest = u.rest[1:]
	return b
}

func (u *unpacker) number() int {
	if b := u.rest[0]; b < 0x80 { // as most are
		u.rest = u.rest[1:]
		return int(b)
	}
	return u.large()
}

func (u *unpacker) large() int {
	if b := u.rest[1]; b < 0x80 {
		v := int(b)<<7 | int(u.rest[0]&0x7f)
		u.rest = u.rest[2:]
		return v
	}
	v, n := binary.Uvarint(u.rest)
	u.rest = u.rest[n:]
	return int(v)
}

func (u *unpacker) place() int {
	v := u.number() // as binary.Varint has it
	u.at += v>>1 ^ -(v & 1)
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
	var id []byte
	headed := false
	var notes []tree.Attribute
	if first&kinds == named {
		id, headed = u.bytes(), true
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
	if headed {
		u.made.IDs[n] = string(id)
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
		n := u.texts.next()
		flags := u.segment(n)
		n.SetSoftLineBreak(flags&soft != 0)
		n.SetHardLineBreak(flags&hard != 0)
		n.SetRaw(flags&raw != 0)
		return n
	case document:
		return ast.NewDocument()
	case paragraph:
		return u.paragraphs.next()
	case textBlock:
		return u.blocks.next()
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
		n := u.items.next()
		n.Offset = u.number()
		return n
	case emphasis:
		return ast.NewEmphasis(u.number())
	case codeSpan:
		return ast.NewCodeSpan()
	case link:
		n := u.links.next()
		n.Destination, n.Title = u.bytes(), u.bytes()
		return n
	case cell:
		n := u.cells.next()
		n.Alignment = extast.Alignment(u.number())
		return n
	case row:
		n := u.rows.next()
		n.Alignments = u.table
		return n
	case headRow:
		return &extast.TableHeader{Alignments: u.table}
	case bareHead:
		return &extast.TableHeader{}
	case table:
		u.table = make([]extast.Alignment, u.number())
		for i := range u.table {
			u.table[i] = extast.Alignment(u.number())
		}
		return &extast.Table{Alignments: u.table}
	}
	n := bare(u.aside[0].(ast.Node))
	u.aside = u.aside[1:]
	return n
}
