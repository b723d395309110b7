package prose

import (
	"bytes"
	"encoding/binary"
	"slices"
	"sync"
	"unicode/utf8"
)

// block gathers the text of one block.
type block struct {
	where  place
	kind   Kind
	level  int
	text   []byte
	runs   []run
	holes  []Hole
	breaks []int // offsets at which a new line was meant
}

// add adds text that was read from a place. White space is folded.
func (b *block) add(text []byte, from, to int) {
	if len(text) != to-from {
		b.addChanged(text, from, to)
		return
	}
	start := 0 // of what is not yet added
	for i := 0; i < len(text); {
		c := text[i]
		if c > ' ' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c == ' ' && i > start && i+1 < len(text) && text[i+1] > ' ' && text[i+1] < utf8.RuneSelf {
			i += 2 // one blank, between words
			continue
		}
		r, n := rune(c), 1
		if c >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text[i:])
		}
		if !blank(r) {
			i += n
			continue
		}
		b.put(text[start:i], from+start, from+i)
		if k := len(b.text); k > 0 && b.text[k-1] != ' ' {
			b.put(oneBlank, from+i, from+i+n)
		}
		i += n
		start = i
	}
	b.put(text[start:], from+start, to)
}

var oneBlank = []byte{' '}

// addChanged adds text that is not written as it is read: all of it stands in
// one place.
func (b *block) addChanged(text []byte, from, to int) {
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		word := text[i : i+n]
		i += n
		if blank(r) {
			if k := len(b.text); k == 0 || b.text[k-1] == ' ' {
				continue
			}
			word = oneBlank
		}
		b.put(word, from, to)
	}
}

// put adds a piece of text of a place, joined to the run before where both go
// on.
func (b *block) put(text []byte, from, to int) {
	if len(text) == 0 {
		return
	}
	if k := len(b.runs) - 1; k >= 0 && len(text) == to-from {
		last := &b.runs[k]
		if int(last.to) == from && last.n == last.to-last.from {
			last.n, last.to = last.n+int32(len(text)), int32(to)
			b.text = append(b.text, text...)
			return
		}
	}
	b.runs = append(b.runs, run{int32(len(b.text)), int32(len(text)), int32(from), int32(to)})
	b.text = append(b.text, text...)
}

// blank reports white space, also the kind that does not break.
func blank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u2009', '\u202f', '\u200b', '\ufeff':
		return true
	}
	return false
}

// hole adds a hole.
func (b *block) hole(kind HoleKind, text string, from, to int) {
	b.holes = append(b.holes, Hole{At: len(b.text), Kind: kind, Text: text, Span: b.where.Span(from, to)})
	b.runs = append(b.runs, run{int32(len(b.text)), markLen, int32(from), int32(to)})
	b.text = utf8.AppendRune(b.text, Mark)
}

// end says that a new line was meant here.
func (b *block) end() { b.breaks = append(b.breaks, len(b.text)) }

// writer gathers the sentences of a page. What it keeps between pages is room.
type writer struct {
	text   []byte // of all blocks, one after the other
	low    []byte
	cuts   []cut
	holes  []Hole
	runs   []run
	blocks []origin
	pieces []piece
	idle   []*block
}

// cut is a sentence to be: ranges of what a writer gathers.
type cut struct {
	from, to int // in the text
	holes    [2]int
	at       int // in the text of the block
	block    int
	kind     Kind
	level    int
}

var writers = sync.Pool{New: func() any { return &writer{} }}

// open starts a block. Another may be started before it is closed.
func (w *writer) open(where place, kind Kind, level int) *block {
	var b *block
	if n := len(w.idle); n > 0 {
		b, w.idle = w.idle[n-1], w.idle[:n-1]
	} else {
		b = &block{}
	}
	b.where, b.kind, b.level = where, kind, level
	return b
}

// close splits a block into sentences.
func (w *writer) close(b *block) {
	if len(bytes.TrimSpace(b.text)) > 0 {
		w.cut(b)
	}
	clear(b.holes)
	b.where, b.text, b.runs, b.holes, b.breaks = nil, b.text[:0], b.runs[:0], b.holes[:0], b.breaks[:0]
	w.idle = append(w.idle, b)
}

func (w *writer) cut(b *block) {
	start, holes := len(w.text), b.holes
	w.text = append(w.text, b.text...)
	w.blocks = append(w.blocks, origin{b.where, len(w.runs)})
	w.runs = append(w.runs, b.runs...)
	w.pieces = split(w.pieces[:0], b.text, b.breaks)
	for _, p := range w.pieces {
		c := cut{from: start + p.from, to: start + p.to, at: p.from, block: len(w.blocks) - 1, kind: b.kind, level: b.level}
		c.holes[0] = len(w.holes)
		for len(holes) > 0 && holes[0].At < p.to {
			if h := holes[0]; h.At >= p.from {
				h.At -= p.from
				w.holes = append(w.holes, h)
			}
			holes = holes[1:]
		}
		c.holes[1] = len(w.holes)
		w.cuts = append(w.cuts, c)
	}
}

// sentences returns what was gathered, and leaves the writer empty.
func (w *writer) sentences() []Sentence {
	if len(w.cuts) == 0 {
		w.reset()
		return nil
	}
	w.low = append(w.low[:0], w.text...)
	lower(w.low)
	text, low, holes := string(w.text), string(w.low), slices.Clone(w.holes)
	from := &page{blocks: slices.Clone(w.blocks), runs: slices.Clone(w.runs)}
	out := slices.Grow(*rooms.Get().(*[]Sentence), len(w.cuts))[:len(w.cuts)]
	for i, c := range w.cuts {
		out[i] = Sentence{Text: text[c.from:c.to], Low: low[c.from:c.to], Kind: c.kind, Block: c.block + 1, Level: c.level, page: from, at: c.at}
		if c.holes[0] < c.holes[1] {
			out[i].Holes = holes[c.holes[0]:c.holes[1]:c.holes[1]]
		}
	}
	w.reset()
	return out
}

// lower makes the ASCII letters of a text small, eight bytes at a time.
func lower(text []byte) {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		low := w &^ highs
		capital := (low + (0x80-'A')*ones) &^ (low + (0x7f-'Z')*ones) &^ w & highs
		binary.LittleEndian.PutUint64(text[i:], w|capital>>2)
	}
	for ; i < len(text); i++ {
		if c := text[i]; 'A' <= c && c <= 'Z' {
			text[i] = c + 'a' - 'A'
		}
	}
}

// rooms are lists of sentences that nobody has.
var rooms = sync.Pool{New: func() any { return new([]Sentence) }}

// Free tells that nobody has a list of sentences any more, so that the next may be
// written where it is. Single sentences, which are copies, may be kept.
func Free(said []Sentence) {
	if len(said) > 0 {
		said[0].page.forget()
	}
	clear(said)
	said = said[:0]
	rooms.Put(&said)
}

// reset forgets what was gathered; the room for it stays.
func (w *writer) reset() {
	clear(w.holes)
	clear(w.blocks)
	w.text, w.cuts, w.holes, w.runs, w.blocks = w.text[:0], w.cuts[:0], w.holes[:0], w.runs[:0], w.blocks[:0]
}
