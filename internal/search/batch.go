package search

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/route"
)

// batch are entries whose words were counted, those of a page for one, as bytes:
// what is weighed of each, and behind all of that what is shown of each.
type batch struct {
	entries int
	length  int         // of all entries, in words
	weighed int         // bytes of the first part
	bytes   []byte      // nil: they are in the attic
	at      attic.Place // there
}

// store makes a batch of two parts, in the attic if that takes them.
func (x *Index) store(entries, length int, weighed, shown []byte) batch {
	b := batch{entries: entries, length: length, weighed: len(weighed)}
	var away bool
	if b.at, away = x.attic.Put(weighed, shown); !away {
		b.bytes = slices.Concat(weighed, shown)
	}
	return b
}

// load returns a part of the bytes of a batch. Those from the attic lie in room, which
// is grown if need be. The error is that of the disk.
func (x *Index) load(b batch, of half, room *[]byte) ([]byte, error) {
	if b.bytes != nil && of == toWeigh {
		return b.bytes[:b.weighed], nil
	}
	if b.bytes != nil {
		return b.bytes[b.weighed:], nil
	}
	at := b.at.First(b.weighed)
	if of == toShow {
		at = b.at.Behind(b.weighed)
	}
	var err error
	*room, err = x.attic.Get(at, *room)
	return *room, err
}

// half is one of the two parts of a batch.
type half bool

const (
	toWeigh half = false
	toShow  half = true
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

// appendShown appends what is shown of an entry of a portal at base: its kind, title,
// where it belongs, address and text, as JSON, with the length of that before it.
func (c *counter) appendShown(room []byte, e Entry, base string) []byte {
	shown := appendTexts(c.excerpt[:0], string(e.Kind), e.Title, within(e), route.Below(base, e.Route))
	shown = append(appendExcerpt(append(shown[:len(shown)-1], ','), e.Text), ']')
	c.excerpt = shown
	return append(binary.AppendUvarint(room, uint64(len(shown))), shown...)
}

// appendExcerpt appends a text as JSON, cut after its last whole word that fits.
func appendExcerpt(room []byte, text string) []byte {
	if len(text) <= excerptRunes {
		return appendText(room, text)
	}
	at := plain(text[:excerptRunes]) // each is a character
	for range excerptRunes - at {
		if at == len(text) {
			return appendText(room, text)
		}
		n := 1
		if text[at] >= utf8.RuneSelf {
			_, n = utf8.DecodeRuneInString(text[at:])
		}
		at += n
	}
	if at == len(text) {
		return appendText(room, text)
	}
	if space := strings.LastIndexByte(text[:at], ' '); space > 0 {
		at = space
	}
	room = appendText(room, text[:at])
	return append(room[:len(room)-1], " …\""...)
}
