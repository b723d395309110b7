package search

import (
	"bytes"
	"encoding/binary"
	"strings"
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
	pages map[*disclose.Page][]counted
}

// New returns an index of a view that knows no page yet.
func New(v *disclose.View) *Index {
	return &Index{view: v, pages: make(map[*disclose.Page][]counted, len(v.Pages))}
}

// Page adds a page of the view with its text by heading. Pages that search
// engines shall leave out are left out here as well.
func (x *Index) Page(p *disclose.Page, sections []inspect.Section) {
	if p.NoIndex {
		return
	}
	entries := x.count(inLanguage(x.view, p, pageEntries(p, sections)))
	x.mu.Lock()
	defer x.mu.Unlock()
	x.pages[p] = entries
}

// Files makes the index of the pages that were added, in the order of the view,
// and of everything else that the view offers to be found. The index is empty
// afterwards.
func (x *Index) Files(base string) []artifact.File {
	return files(x.entries(), &x.words, base)
}

func (x *Index) entries() []counted {
	var out []counted
	for _, p := range x.view.Pages {
		out = append(out, x.pages[p]...)
		delete(x.pages, p)
	}
	return append(out, x.count(others(x.view))...)
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

// count counts the words of entries.
func (x *Index) count(entries []Entry) []counted {
	out := make([]counted, len(entries))
	found := make(map[string]uint32)
	for i, e := range entries {
		clear(found)
		length := 0
		add := func(text string, weight uint32) {
			for _, w := range Words(text) {
				found[w] += weight
				length++
			}
		}
		add(e.Title, e.titleWeight())
		add(e.Within, textWeight)
		add(e.Text, textWeight)
		e.Text = strings.Clone(excerpt(e.Text))
		out[i] = counted{Entry: e, counts: x.words.counts(found), length: length}
	}
	return out
}

// vocabulary numbers words, so that each is held once.
type vocabulary struct {
	mu     sync.Mutex
	number map[string]uint32
	words  []string
}

// counts returns what was found, by the numbers of the words.
func (v *vocabulary) counts(found map[string]uint32) packed {
	out := make(packed, 0, 4*len(found))
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.number == nil {
		v.number = make(map[string]uint32)
	}
	for w, weight := range found {
		n, known := v.number[w]
		if !known {
			w = strings.Clone(w)
			n = uint32(len(v.words))
			v.number[w] = n
			v.words = append(v.words, w)
		}
		out = binary.AppendUvarint(binary.AppendUvarint(out, uint64(n)), uint64(weight))
	}
	return bytes.Clone(out)
}
