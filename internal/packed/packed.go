// Package packed keeps the tree of a page as a few bytes, and makes the same
// tree of them again: places in the text are numbers, and a node that takes 200
// bytes as goldmark has it takes five.
//
// It knows what nodes are, not what they mean. A tree that it cannot make
// again exactly is not packed.
package packed

import (
	"encoding/binary"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/tree"
)

// Tree is a tree that was packed. It is immutable and safe for concurrent use.
type Tree struct {
	like  *tree.Tree // all but the nodes
	code  []byte     // the nodes in reading order
	aside []any      // nodes that are rare, without what is below them, and attributes
	count counts

	in   *attic.Attic // has the text and the nodes; nil: they are here
	at   attic.Place
	size int // of the text, in bytes
}

// counts say how many nodes of the common kinds there are.
type counts struct {
	texts, cells, rows, paragraphs, blocks, items, links, segments int
}

// What a node starts with: its kind, and what of it follows.
const (
	end byte = iota // of the children of a node
	named
	noted
	document
	paragraph
	textBlock
	heading
	fence
	list
	item
	plainText
	emphasis
	codeSpan
	link
	row
	headRow
	cell
	table
	bareHead
	rare
	kinds = 0x1f

	placed byte = 0x20 // its place follows
	apart  byte = 0x40 // a blank line stands before it
	lined  byte = 0x80 // its lines follow
)

// The flags of text, and of a segment among the bits of its padding.
const (
	soft = 1 << iota
	hard
	raw
	exact // the segment has no padding and ends as it is
)

// packer packs one tree.
type packer struct {
	*Tree
	from  *tree.Tree
	at    int // the place that was written last
	found int // ids and attributes that were met
	table []extast.Alignment
	fails bool
}

// pack packs a tree, with room for the nodes. It reports false for one that holds
// what cannot be packed.
func pack(t *tree.Tree, room []byte) (*Tree, bool) {
	like := *t
	like.Root, like.IDs, like.Annotations, like.Untitled = nil, nil, nil, true
	p := &packer{Tree: &Tree{like: &like, code: room}, from: t}
	p.node(t.Root)
	if p.fails || p.found != len(t.IDs)+len(t.Annotations) {
		return nil, false
	}
	p.aside = slices.Clip(p.aside)
	return p.Tree, true
}

func (p *packer) number(n int) { p.code = binary.AppendUvarint(p.code, uint64(n)) }

// place writes a place as its distance from the one before.
func (p *packer) place(at int) {
	p.code = binary.AppendVarint(p.code, int64(at-p.at))
	p.at = at
}

func (p *packer) bytes(b []byte) {
	p.number(len(b))
	p.code = append(p.code, b...)
}

// segment writes the segment that a text is, with some flags.
func (p *packer) segment(t *ast.Text, flags int) {
	s := t.Segment
	plain := s.Padding == 0 && !s.ForceNewline
	if plain {
		flags |= exact
	}
	p.place(s.Start)
	p.number((s.Stop-s.Start)<<4 | flags)
	p.at = s.Stop
	if !plain {
		p.number(s.Padding<<1 | bit(s.ForceNewline))
	}
}

func bit(on bool) int {
	if on {
		return 1
	}
	return 0
}

// node writes a node with all that is below it.
func (p *packer) node(n ast.Node) {
	if id, ok := p.from.IDs[n]; ok {
		p.code = append(p.code, named)
		p.bytes([]byte(id))
		p.found++
	}
	if notes, ok := p.from.Annotations[n]; ok {
		p.code = append(p.code, noted)
		p.aside, p.found = append(p.aside, notes), p.found+1
	}
	if len(n.Attributes()) > 0 {
		p.fails = true
	}
	if t, ok := n.(*ast.Text); ok {
		p.count.texts++
		p.code = append(p.code, plainText)
		p.segment(t, soft*bit(t.SoftLineBreak())|hard*bit(t.HardLineBreak())|raw*bit(t.IsRaw()))
		p.fails = p.fails || t.HasChildren()
		return
	}
	start := len(p.code)
	p.code = append(p.code, 0)
	kind := p.own(n)
	if n.Pos() >= 0 && kind != document && kind != paragraph && kind != textBlock {
		kind |= placed
		p.place(n.Pos())
	}
	if n.Type() != ast.TypeInline {
		if n.HasBlankPreviousLines() {
			kind |= apart
		}
		if lines := n.Lines(); lines.Len() > 0 {
			kind |= lined
			p.number(lines.Len())
			p.count.segments += lines.Len()
			var line ast.Text
			for _, line.Segment = range lines.Sliced(0, lines.Len()) {
				p.segment(&line, 0)
			}
		}
	}
	p.code[start] = kind
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.node(c)
	}
	p.code = append(p.code, end)
}

// own writes what a node has that others have not, and returns its kind.
func (p *packer) own(n ast.Node) byte {
	switch n := n.(type) {
	case *ast.Document:
		return document
	case *ast.Paragraph:
		p.count.paragraphs++
		return paragraph
	case *ast.TextBlock:
		p.count.blocks++
		return textBlock
	case *ast.Heading:
		p.like.Untitled = p.like.Untitled && n.Level > 1
		p.number(n.Level)
		return heading
	case *ast.FencedCodeBlock:
		p.number(bit(n.Info != nil))
		if n.Info != nil {
			p.segment(n.Info, 0)
		}
		return fence
	case *ast.List:
		p.number(n.Start<<1 | bit(n.IsTight))
		p.code = append(p.code, n.Marker)
		return list
	case *ast.ListItem:
		p.count.items++
		p.number(n.Offset)
		return item
	case *ast.Emphasis:
		p.number(n.Level)
		return emphasis
	case *ast.CodeSpan:
		return codeSpan
	case *extast.TableCell:
		p.count.cells++
		p.number(int(n.Alignment))
		return cell
	case *ast.Link:
		if n.Reference == nil {
			p.count.links++
			p.bytes(n.Destination)
			p.bytes(n.Title)
			return link
		}
	case *extast.TableRow:
		if slices.Equal(n.Alignments, p.table) {
			p.count.rows++
			return row
		}
	case *extast.TableHeader:
		if slices.Equal(n.Alignments, p.table) {
			return headRow
		}
		if n.Alignments == nil {
			return bareHead
		}
	case *extast.Table:
		p.table = n.Alignments
		p.number(len(p.table))
		for _, a := range p.table {
			p.number(int(a))
		}
		return table
	}
	copied := bare(n)
	p.like.Untitled = false // for all that is known
	p.fails = p.fails || copied == nil
	p.aside = append(p.aside, copied)
	return rare
}
