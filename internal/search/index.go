package search

import (
	"bytes"
	"encoding/binary"
	"sync"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
)

// Index gathers what the pages of a view say, page by page as they are finished:
// of each entry it keeps what is shown and how often each word is there, not the
// text. It is safe for concurrent use.
type Index struct {
	view  *disclose.View
	words vocabulary

	mu    sync.Mutex
	pages map[*disclose.Page]bundle
}

// New returns an index of a view that knows no page yet.
func New(v *disclose.View) *Index {
	return &Index{view: v, pages: make(map[*disclose.Page]bundle, len(v.Pages))}
}

// Page adds a page of the view with its text by heading. Pages that search
// engines shall leave out are left out here as well.
func (x *Index) Page(p *disclose.Page, sections []inspect.Section) {
	if p.NoIndex {
		return
	}
	entries := x.bundle(pageEntries(p, sections))
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[p] = entries
}

// Files makes the index of the pages that were added, in the order of the view,
// and of everything else that the view offers to be found. The index is empty
// afterwards. Files are written by several workers.
func (x *Index) Files(base string, workers int) []artifact.File {
	return files(x.entries(), &x.words, base, workers)
}

func (x *Index) entries() []counted {
	rest := x.count(others(x.view))
	n := len(rest)
	for _, b := range x.pages {
		n += len(b.ends)
	}
	out := make([]counted, 0, n)
	for _, p := range x.view.Pages {
		own := Entry{Kind: Page, Language: languageOf(x.view, p)}
		out = x.pages[p].open(out, func(i int) Entry {
			if i == 1 {
				own.Within = p.Title
			}
			return own
		})
		delete(x.pages, p)
	}
	return append(out, rest...)
}

// counted is an entry whose words were counted; of its text, it has what is shown.
type counted struct {
	Entry
	counts packed
	length int // in words
}

// packed are counts as numbers of variable length, so that those of a large
// portal fit into memory: most words are among the first, and are there once.
type packed []byte

// each calls do for each count.
func (p packed) each(do func(count)) {
	for len(p) > 0 {
		word, n := binary.Uvarint(p)
		weight, m := binary.Uvarint(p[n:])
		do(count{uint32(word), uint32(weight)})
		p = p[n+m:]
	}
}

// count says how much a word counts in an entry.
type count struct{ word, weight uint32 }

// bundle is what is kept of some entries, in few pieces of memory without
// pointers: there are many, and the collector goes through all again and again.
type bundle struct {
	texts  string // of each entry the title, the excerpt, the address
	counts packed
	ends   []extent
}

// extent is how long the parts of an entry are, and where its counts end.
type extent struct{ title, excerpt, address, counts, words int32 }

// bundle counts the words of entries.
func (x *Index) bundle(entries []Entry) bundle {
	c := counters.Get().(*counter)
	defer counters.Put(c)
	c.out, c.kept = c.out[:0], c.kept[:0]
	ends := make([]extent, len(entries))
	for i, e := range entries {
		c.length = 0
		c.add(&x.words, e.Title, e.titleWeight())
		c.add(&x.words, e.Within, textWeight)
		c.add(&x.words, e.Text, textWeight)
		c.flush()
		c.kept = append(c.kept, e.Title...)
		before := len(c.kept)
		c.kept = appendExcerpt(c.kept, e.Text)
		excerpt := len(c.kept) - before
		c.kept = append(c.kept, e.Route...)
		ends[i] = extent{int32(len(e.Title)), int32(excerpt), int32(len(e.Route)), int32(len(c.out)), int32(c.length)}
	}
	return bundle{string(c.kept), bytes.Clone(c.out), ends}
}

// open appends the entries of a bundle to a list. The rest of each is asked for in
// turn.
func (b bundle) open(out []counted, rest func(i int) Entry) []counted {
	texts, from := b.texts, int32(0)
	next := func(n int32) (text string) {
		text, texts = texts[:n], texts[n:]
		return text
	}
	for i, end := range b.ends {
		e := rest(i)
		e.Title, e.Text, e.Route = next(end.title), next(end.excerpt), next(end.address)
		out = append(out, counted{e, b.counts[from:end.counts:end.counts], int(end.words)})
		from = end.counts
	}
	return out
}

// count counts the words of entries.
func (x *Index) count(entries []Entry) []counted {
	return x.bundle(entries).open(make([]counted, 0, len(entries)), func(i int) Entry { return entries[i] })
}

// counter counts the words of one entry. What it keeps between entries is room.
type counter struct {
	length int     // in words
	seen   []count // of each word that was met, in the order in which it was
	index  []int32 // number of a word -> where it is in seen, from 1
	text   []byte  // folded

	out  packed // counts, of all entries so far
	kept []byte // titles, excerpts and addresses of them
}

var counters = sync.Pool{New: func() any { return &counter{} }}

// add counts the words of a text, each so much.
func (c *counter) add(words *vocabulary, text string, weight uint32) {
	c.text = folded(c.text[:0], text)
	words.mu.RLock() // not for long: whoever has a new word waits
	defer words.mu.RUnlock()
	split(c.text, func(word []byte) {
		c.length++
		n := words.of(word)
		if int(n) >= len(c.index) {
			c.index = append(c.index, make([]int32, int(n)+1024-len(c.index))...)
		}
		if c.index[n] == 0 {
			c.seen = append(c.seen, count{word: n})
			c.index[n] = int32(len(c.seen))
		}
		c.seen[c.index[n]-1].weight += weight
	})
}

// flush notes what was counted of an entry.
func (c *counter) flush() {
	for _, s := range c.seen {
		c.out = binary.AppendUvarint(binary.AppendUvarint(c.out, uint64(s.word)), uint64(s.weight))
		c.index[s.word] = 0
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
