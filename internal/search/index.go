package search

import (
	"encoding/binary"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
)

// Index gathers what the pages of a view say, page by page as they are finished:
// of each entry it keeps what is shown and how often each word is there, not the
// text. It is safe for concurrent use.
type Index struct {
	view  *disclose.View
	attic *attic.Attic
	base  string
	words vocabulary

	mu       sync.Mutex
	pages    map[*disclose.Page]batch
	counters []*counter // all there are
	idle     []*counter // of them, which nobody counts with
}

// New returns an index of a view that knows no page yet. What it gathers is kept
// in an attic; nil: in memory. base is the path of the portal, which addresses start
// with.
func New(v *disclose.View, a *attic.Attic, base string) *Index {
	return &Index{view: v, attic: a, base: base, pages: make(map[*disclose.Page]batch, len(v.Pages))}
}

// Page adds a page of the view with its text by heading, once. Pages that search
// engines shall leave out are left out here as well.
func (x *Index) Page(p *disclose.Page, sections []inspect.Section) {
	if p.NoIndex {
		return
	}
	b := x.count(inLanguage(x.view, p, pageEntries(p, sections)))
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[p] = b
}

// Write makes the index of the pages that were added, in the order of the view,
// and of everything else that the view offers to be found, and hands its files on,
// several at a time. The error is that of the disk on which the attic is, or of the
// sink.
func (x *Index) Write(workers int, sink artifact.Sink) error {
	var list []batch
	for _, p := range x.view.Pages {
		if b, ok := x.pages[p]; ok {
			list = append(list, b)
		}
	}
	return x.publish(list, others(x.view), workers, sink)
}

// perBatch is how many entries that are of no page stand in one batch.
const perBatch = 64

// publish hands on the index of batches, and of entries behind them.
func (x *Index) publish(list []batch, rest []Entry, workers int, sink artifact.Sink) error {
	n := 0
	for _, b := range list {
		n += b.entries
	}
	more := ids(rest, n)
	for part := range slices.Chunk(rest, perBatch) {
		list = append(list, x.count(part))
	}
	return x.write(list, more, workers, sink)
}

// packed are counts as numbers of variable length, so that those of a large
// portal fit into memory: most words are among the first, and are there once.
type packed []byte

// first returns the first of counts, and those behind it.
func first(p packed) (count, packed) {
	if len(p) > 1 && p[0]|p[1] < 0x80 {
		return count{uint32(p[0]), uint32(p[1])}, p[2:]
	}
	word, n := number(p)
	weight, m := number(p[n:])
	return count{word, weight}, p[n+m:]
}

// number reads a number of variable length, most of which are of one byte or two.
func number(p []byte) (n uint32, size int) {
	if p[0] < 0x80 {
		return uint32(p[0]), 1
	}
	if len(p) > 1 && p[1] < 0x80 {
		return uint32(p[0]&0x7f) | uint32(p[1])<<7, 2
	}
	v, size := binary.Uvarint(p)
	return uint32(v), size
}

// count says how much a word counts in an entry.
type count struct{ word, weight uint32 }

// count counts the words of entries, which are in the index from then on.
func (x *Index) count(entries []Entry) batch {
	c := x.counter()
	c.weighed, c.shown = c.weighed[:0], c.shown[:0]
	length := 0
	for _, e := range entries {
		c.length, c.out = 0, c.out[:0]
		c.add(e.Title, e.titleWeight())
		c.add(e.Within, textWeight)
		c.add(e.Text, textWeight)
		c.flush()
		length += c.length
		c.weighed = appendCounted(c.weighed, counted{e.Kind, c.length, c.out})
		c.shown = c.appendShown(c.shown, e, x.base)
	}
	b := x.store(len(entries), length, c.weighed, c.shown)
	x.mu.Lock()
	defer x.mu.Unlock()
	x.idle = append(x.idle, c)
	return b
}

// counter returns a counter that nobody counts with.
func (x *Index) counter() *counter {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := len(x.idle) - 1
	if n < 0 {
		c := &counter{words: &x.words}
		x.counters = append(x.counters, c)
		return c
	}
	c := x.idle[n]
	x.idle = x.idle[:n]
	return c
}

// counter counts the words of one entry after another.
type counter struct {
	length int     // in words
	seen   []count // of each word that was met, in the order in which it was
	known  []known // by the number of a word
	text   []byte  // room for words

	out            packed // counts
	excerpt        []byte
	weighed, shown []byte // of all entries of a batch so far

	words *vocabulary
	met   [1 << 11]numbered // words of it that were met, by a sum of their letters
}

// known is what a counter knows of a word.
type known struct {
	at   int32  // where it is in seen, from 1
	some uint32 // entries so far that have it
}

// numbered is a word with its number in a vocabulary.
type numbered struct {
	word   string
	number uint32
}

// number returns the number of a word: most are known from the texts before.
func (c *counter) number(word []byte, sum uint32) uint32 {
	m := &c.met[sum%uint32(len(c.met))]
	if m.word != string(word) {
		m.number = c.words.of(word)
		m.word = c.words.words[m.number]
	}
	return m.number
}

// add counts the words of a text, each so much.
func (c *counter) add(text string, weight uint32) {
	if text == "" {
		return
	}
	c.words.mu.RLock() // not for long: whoever has a new word waits
	defer c.words.mu.RUnlock()
	eachWord(&c.text, text, func(word []byte, sum uint32) {
		c.length++
		n := c.number(word, sum)
		if int(n) >= len(c.known) {
			c.known = append(c.known, make([]known, int(n)+1024-len(c.known))...)
		}
		k := &c.known[n]
		if k.at == 0 {
			c.seen = append(c.seen, count{word: n})
			k.at = int32(len(c.seen))
			k.some++
		}
		c.seen[k.at-1].weight += weight
	})
}

// flush notes what was counted of an entry.
func (c *counter) flush() {
	for _, s := range c.seen {
		c.out = binary.AppendUvarint(binary.AppendUvarint(c.out, uint64(s.word)), uint64(s.weight))
		c.known[s.word].at = 0
	}
	c.seen = c.seen[:0]
}

// vocabulary numbers words, so that each is held once.
type vocabulary struct {
	mu     sync.RWMutex
	number map[string]uint32
	words  []string
}

// of returns the number of a word. The vocabulary is open for reading, and is so
// again when of returns.
func (v *vocabulary) of(word []byte) uint32 {
	if n, known := v.number[string(word)]; known {
		return n
	}
	v.mu.RUnlock()
	defer v.mu.RLock()
	v.mu.Lock()
	defer v.mu.Unlock()
	n, known := v.number[string(word)]
	if !known {
		if v.number == nil {
			v.number = make(map[string]uint32)
		}
		w := string(word)
		n = uint32(len(v.words))
		v.number[w] = n
		v.words = append(v.words, w)
	}
	return n
}
