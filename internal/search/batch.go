package search

import (
	"encoding/binary"
	"slices"

	"github.com/candor-site/candor/internal/attic"
)

// batch are entries whose words were counted, those of a page for one, as bytes:
// what is weighed of each, and behind all of that what is shown of each.
type batch struct {
	entries int
	weighed int         // bytes of the first part
	bytes   []byte      // nil: they are in the attic
	at      attic.Place // there
}

// store makes a batch of two parts, in the attic if that takes them.
func (x *Index) store(entries int, weighed, shown []byte) batch {
	b := batch{entries: entries, weighed: len(weighed)}
	var away bool
	if b.at, away = x.attic.Put(weighed, shown); !away {
		b.bytes = slices.Concat(weighed, shown)
	}
	return b
}

// load returns the bytes of a batch, or of its first part. Those from the attic
// lie in room, which is grown if need be. The error is that of the disk.
func (x *Index) load(b batch, part parts, room *[]byte) ([]byte, error) {
	if b.bytes != nil {
		return b.bytes, nil
	}
	at := b.at
	if part == first {
		at = at.First(b.weighed)
	}
	var err error
	*room, err = x.attic.Get(at, *room)
	return *room, err
}

// parts says how much of a batch is loaded.
type parts bool

const (
	first parts = false // what is weighed
	both  parts = true
)

// counted is what is weighed of an entry.
type counted struct {
	kind   Kind
	length int // in words
	counts packed
}

// kinds are the kinds by their numbers in a batch.
var kinds = []Kind{Page, Control, Answer, Evidence, Requirement}

// appendCounted appends what is weighed of an entry.
func appendCounted(room []byte, c counted) []byte {
	room = append(room, byte(slices.Index(kinds, c.kind)))
	room = binary.AppendUvarint(room, uint64(c.length))
	return append(binary.AppendUvarint(room, uint64(len(c.counts))), c.counts...)
}

// each calls do with what is weighed of each entry of a batch.
func (b batch) each(data []byte, do func(counted)) {
	for range b.entries {
		c := counted{kind: kinds[data[0]]}
		length, n := binary.Uvarint(data[1:])
		size, m := binary.Uvarint(data[1+n:])
		data = data[1+n+m:]
		c.length, c.counts, data = int(length), data[:size], data[size:]
		do(c)
	}
}

// display is what is shown of an entry.
type display struct {
	kind                       Kind
	title, within, route, text string
}

// appendShown appends what is shown of an entry with an excerpt of its text.
func appendShown(room []byte, e Entry, excerpt []byte) []byte {
	room = append(room, byte(slices.Index(kinds, e.Kind)))
	for _, text := range []string{e.Title, within(e), e.Route} {
		room = append(binary.AppendUvarint(room, uint64(len(text))), text...)
	}
	return append(binary.AppendUvarint(room, uint64(len(excerpt))), excerpt...)
}

// shown returns what is shown of the entries of a batch.
func (b batch) shown(data []byte) []display {
	out := make([]display, b.entries)
	data = data[b.weighed:]
	for i := range out {
		s := &out[i]
		s.kind, data = kinds[data[0]], data[1:]
		for _, text := range []*string{&s.title, &s.within, &s.route, &s.text} {
			size, n := binary.Uvarint(data)
			*text, data = string(data[n:n+int(size)]), data[n+int(size):]
		}
	}
	return out
}
