// Package dense keeps plain trees in few bytes: a list of a thousand small
// mappings takes a tenth of the memory that it takes as Go's maps, and less where
// they are alike.
//
// It knows no shapes and no meaning. What comes out equals what went in; equal
// parts of it may share memory, so that nobody may change it.
package dense

import (
	"encoding/binary"
	"math"
)

// Tree is a plain tree in few bytes. It is immutable and safe for concurrent
// use.
type Tree struct {
	data []byte
	keys []string // of all mappings, each once
}

// The first byte of a value says what it is.
const (
	null byte = iota
	no
	yes
	whole
	fraction
	text
	list
	mapping
	again // a value that counted before as a recent one: the how manieth, from 0
)

// Small values behind the first bytes of a tree count as recent ones, as they
// end, whether they stand in others or not. A tree of few bytes has none.
const (
	few      = 512
	recent   = 1024
	smallest = 5
	largest  = 64
)

// counts reports whether a value at a place counts as a recent one.
func counts(from, to int) bool { return from >= few && to-from >= smallest && to-from <= largest }

// Pack returns a plain tree in few bytes, nil when it holds anything but maps by
// text, lists, text, numbers of 64 bits, true, false and nil.
func Pack(v any) *Tree {
	var w Writer
	w.Value(v)
	return w.Tree()
}

// Plain returns the tree as it was, made anew.
func (t *Tree) Plain() any {
	u := unpacker{tree: t}
	if len(t.data) > few {
		u.recent = new([recent]any)
	}
	return u.next()
}

type unpacker struct {
	tree   *Tree
	at     int
	recent *[recent]any
	count  int // of values that counted
}

func (u *unpacker) number() int {
	n, size := binary.Uvarint(u.tree.data[u.at:])
	u.at += size
	return int(n)
}

func (u *unpacker) next() any {
	from := u.at
	if u.at++; u.tree.data[from] == again {
		return u.recent[u.number()%recent]
	}
	v := u.value(u.tree.data[from])
	if counts(from, u.at) {
		u.recent[u.count%recent] = v
		u.count++
	}
	return v
}

func (u *unpacker) value(kind byte) any {
	switch kind {
	case no, yes:
		return kind == yes
	case whole:
		n, size := binary.Varint(u.tree.data[u.at:])
		u.at += size
		return n
	case fraction:
		bits := binary.LittleEndian.Uint64(u.tree.data[u.at:])
		u.at += 8
		return math.Float64frombits(bits)
	case text:
		n := u.number()
		u.at += n
		return string(u.tree.data[u.at-n : u.at])
	case list:
		out := make([]any, u.number())
		for i := range out {
			out[i] = u.next()
		}
		return out
	case mapping:
		n := u.number()
		out := make(map[string]any, n)
		for range n {
			key := u.tree.keys[u.number()]
			out[key] = u.next()
		}
		return out
	}
	return nil
}
