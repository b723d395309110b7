// Package dense keeps plain trees in few bytes: a list of a thousand small
// mappings takes a tenth of the memory that it takes as Go's maps.
//
// It knows no shapes and no meaning. What comes out equals what went in.
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
)

// Pack returns a plain tree in few bytes, nil when it holds anything but maps by
// text, lists, text, numbers of 64 bits, true, false and nil.
func Pack(v any) *Tree {
	p := &packer{keys: map[string]uint64{}}
	if !p.add(v) {
		return nil
	}
	t := &Tree{data: append(make([]byte, 0, len(p.data)), p.data...), keys: make([]string, len(p.keys))}
	for key, i := range p.keys {
		t.keys[i] = string([]byte(key)) // of its own: it may be cut out of a file
	}
	return t
}

type packer struct {
	data []byte
	keys map[string]uint64
}

func (p *packer) number(kind byte, n uint64) { p.data = binary.AppendUvarint(append(p.data, kind), n) }

func (p *packer) add(v any) bool {
	switch v := v.(type) {
	case nil:
		p.data = append(p.data, null)
	case bool:
		kind := no
		if v {
			kind = yes
		}
		p.data = append(p.data, kind)
	case int64:
		p.data = binary.AppendVarint(append(p.data, whole), v)
	case float64:
		p.data = binary.LittleEndian.AppendUint64(append(p.data, fraction), math.Float64bits(v))
	case string:
		p.number(text, uint64(len(v)))
		p.data = append(p.data, v...)
	case []any:
		p.number(list, uint64(len(v)))
		for _, item := range v {
			if !p.add(item) {
				return false
			}
		}
	case map[string]any:
		p.number(mapping, uint64(len(v)))
		for key, item := range v {
			at, known := p.keys[key]
			if !known {
				at = uint64(len(p.keys))
				p.keys[key] = at
			}
			p.data = binary.AppendUvarint(p.data, at)
			if !p.add(item) {
				return false
			}
		}
	default:
		return false
	}
	return true
}

// Plain returns the tree as it was, made anew.
func (t *Tree) Plain() any {
	u := unpacker{tree: t}
	return u.next()
}

type unpacker struct {
	tree *Tree
	at   int
}

func (u *unpacker) count() int {
	n, size := binary.Uvarint(u.tree.data[u.at:])
	u.at += size
	return int(n)
}

func (u *unpacker) next() any {
	kind := u.tree.data[u.at]
	u.at++
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
		n := u.count()
		u.at += n
		return string(u.tree.data[u.at-n : u.at])
	case list:
		out := make([]any, u.count())
		for i := range out {
			out[i] = u.next()
		}
		return out
	case mapping:
		n := u.count()
		out := make(map[string]any, n)
		for range n {
			key := u.tree.keys[u.count()]
			out[key] = u.next()
		}
		return out
	}
	return nil
}
