// Package prose is what a page says in sentences: the words of its paragraphs,
// headings, list items and table cells, each with its place in the file. What
// is no prose is left out (code blocks, block quotes, images, comments), and
// what stands inside a sentence without being part of its wording (inline code,
// a value read from the catalog, an address, a component) is a hole in it.
//
// It judges nothing: packages that look for words and facts do.
package prose

import (
	"sort"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// Kind says what a sentence stands in.
type Kind int

// The kinds.
const (
	Paragraph Kind = iota
	Heading
	Item // of a list
	Cell // of a table
	Text // of a catalog
)

// Sentence is one sentence, or what of a heading, an item or a cell stands in
// place of one.
type Sentence struct {
	// Text are the visible words. Each hole is one U+FFFC; escapes and entities
	// are resolved; line breaks and runs of white space are one blank.
	Text string
	Kind Kind
	// Block counts the blocks of the page from 1: sentences of one paragraph, one
	// heading or one cell share it.
	Block int
	Level int    // of a heading
	Holes []Hole // in order

	place func(from, to int) source.Span
}

// Hole is something in a sentence that is not wording.
type Hole struct {
	At   int // byte offset of its U+FFFC in the text
	Kind HoleKind
	Text string // as written: the code, the expression without its braces, the address, the tag
	Span source.Span
}

// HoleKind says what a hole is.
type HoleKind int

// The kinds of holes.
const (
	Code      HoleKind = iota
	Binding            // an expression in braces, an action of a template
	Address            // an address that stands as text
	Component          // a component or element without words of its own
)

// Mark stands for a hole.
const Mark = '\ufffc'

// markLen is the number of bytes of a mark.
const markLen = 3

// Span returns the place in the file of the bytes [from, to) of the text.
func (s Sentence) Span(from, to int) source.Span {
	if s.place == nil {
		return source.Span{}
	}
	return s.place(max(from, 0), max(from, to))
}

// Whole returns the place of the sentence.
func (s Sentence) Whole() source.Span { return s.Span(0, len(s.Text)) }

// run is a piece of text that was read from one place.
type run struct {
	at, n    int // in the text of the block
	from, to int // in what was read
}

// block gathers the text of one block.
type block struct {
	where  func(from, to int) source.Span // leads from what was read to the file
	kind   Kind
	level  int
	text   []byte
	runs   []run
	holes  []Hole
	breaks []int // offsets at which a new line was meant
}

// add adds text that was read from a place. White space is folded.
func (b *block) add(text string, from, to int) {
	same := len(text) == to-from
	for i, r := range text {
		_, n := utf8.DecodeRuneInString(text[i:])
		word, start, stop := text[i:i+n], from, to
		if same {
			start, stop = from+i, from+i+n
		}
		if blank(r) {
			if k := len(b.text); k == 0 || b.text[k-1] == ' ' {
				continue
			}
			word = " "
		}
		b.put(word, start, stop)
	}
}

// put adds a piece of text of a place, joined to the run before where both go
// on.
func (b *block) put(text string, from, to int) {
	if k := len(b.runs) - 1; k >= 0 && len(text) == to-from {
		last := &b.runs[k]
		if last.to == from && last.n == last.to-last.from {
			last.n, last.to = last.n+len(text), to
			b.text = append(b.text, text...)
			return
		}
	}
	b.runs = append(b.runs, run{len(b.text), len(text), from, to})
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
	b.holes = append(b.holes, Hole{At: len(b.text), Kind: kind, Text: text, Span: b.where(from, to)})
	b.runs = append(b.runs, run{len(b.text), markLen, from, to})
	b.text = append(b.text, string(Mark)...)
}

// end says that a new line was meant here.
func (b *block) end() { b.breaks = append(b.breaks, len(b.text)) }

// span returns the place of bytes of the text of the block.
func (b *block) span(from, to int) source.Span {
	if len(b.runs) == 0 {
		return b.where(0, 0)
	}
	start, _ := b.locate(from)
	_, end := b.locate(max(to-1, from))
	return b.where(start, max(start, end))
}

// locate returns where in what was read the byte at an offset starts and ends.
func (b *block) locate(at int) (from, to int) {
	i := sort.Search(len(b.runs), func(i int) bool { return b.runs[i].at > at }) - 1
	r := b.runs[max(i, 0)]
	if r.n != r.to-r.from {
		return r.from, r.to
	}
	off := min(max(at-r.at, 0), r.n-1)
	return r.from + off, r.from + off + 1
}
