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
	"sync"

	"github.com/candor-site/candor/internal/prefilter"
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
	// Low is the text with ASCII letters in lower case: every byte stays where it
	// is.
	Low  string
	Kind Kind
	// Block counts the blocks of the page from 1: sentences of one paragraph, one
	// heading or one cell share it.
	Block int
	Level int    // of a heading
	Holes []Hole // in order

	page *page
	at   int      // in the text of the block
	hits [2]int32 // which of those of the page are its own
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
	if s.page == nil {
		return source.Span{}
	}
	from = max(from, 0)
	to = max(from, to)
	return s.page.span(s.Block-1, s.at+min(from, len(s.Text)), s.at+min(to, len(s.Text)))
}

// Whole returns the place of the sentence.
func (s Sentence) Whole() source.Span { return s.Span(0, len(s.Text)) }

// page says where the text of sentences was read, and what was seen in it.
type page struct {
	blocks []origin
	runs   []run
	by     *prefilter.Sum // by which they were looked at; nil: by none
	hits   prefilter.Hits
}

// seen lends room for the hits of a page.
var seen = sync.Pool{New: func() any { return new(prefilter.Hits) }}

// Look looks at sentences, all of one page, by several filters at a time, so that
// May need not do so by each of them. Nobody else may be at them at this moment.
func Look(said []Sentence, by *prefilter.Sum) {
	if len(said) == 0 || said[0].page == nil {
		return
	}
	p, room := said[0].page, seen.Get().(*prefilter.Hits)
	p.by, p.hits = by, (*room)[:0]
	var some [32]uint64
	for i := range said {
		from := len(p.hits)
		p.hits = append(p.hits, by.Which(said[i].Low, some[:0])...)
		said[i].hits = [2]int32{int32(from), int32(len(p.hits))}
	}
}

// May returns the expressions of a filter that could match the sentence in small
// letters: hits in the room that is given, or those that Look found.
func (s *Sentence) May(f *prefilter.Filter, room prefilter.Hits) prefilter.Hits {
	if s.page != nil && s.page.by != nil {
		if hits, ok := s.page.by.Of(f, s.page.hits[s.hits[0]:s.hits[1]]); ok {
			return hits
		}
	}
	return f.Which(s.Low, room)
}

// forget lets go of what Look found.
func (p *page) forget() {
	if p != nil && p.by != nil {
		hits := p.hits
		p.by, p.hits = nil, nil
		seen.Put(&hits)
	}
}

// origin is where a block was read: its runs are those of the page from first
// on, up to those of the next block.
type origin struct {
	where place
	first int
}

// place leads from what was read to the file.
type place interface {
	Span(from, to int) source.Span
}

// placing is a function that does.
type placing func(from, to int) source.Span

func (p placing) Span(from, to int) source.Span { return p(from, to) }

// run is a piece of text that was read from one place.
type run struct {
	at, n    int32 // in the text of the block
	from, to int32 // in what was read
}

// span returns the place of bytes of the text of a block.
func (p *page) span(block, from, to int) source.Span {
	b := p.blocks[block]
	runs := p.runs[b.first:]
	if block+1 < len(p.blocks) {
		runs = p.runs[b.first:p.blocks[block+1].first]
	}
	if len(runs) == 0 {
		return b.where.Span(0, 0)
	}
	start, _ := locate(runs, from)
	_, end := locate(runs, max(to-1, from))
	return b.where.Span(start, max(start, end))
}

// locate returns where in what was read the byte at an offset starts and ends.
func locate(runs []run, at int) (from, to int) {
	i := sort.Search(len(runs), func(i int) bool { return int(runs[i].at) > at }) - 1
	r := runs[max(i, 0)]
	if r.n != r.to-r.from {
		return int(r.from), int(r.to)
	}
	off := min(max(at-int(r.at), 0), int(r.n)-1)
	return int(r.from) + off, int(r.from) + off + 1
}
