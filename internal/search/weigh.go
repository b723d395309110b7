package search

import (
	"context"
	"maps"
	"math/bits"
	"slices"
	"unicode/utf16"

	"github.com/candor-site/candor/internal/crew"
)

// How much a word counts by where it stands.
const (
	titleWeight   = 6
	headingWeight = 4 // the title of a section of a page
	textWeight    = 1
)

// most is how many entries a term leads to at most: those that it weighs most
// in. A word that more entries have tells little.
const most = 1024

// posting says how much a term weighs in an entry.
type posting struct{ entry, weight uint32 }

// term is one word of the index, or one id.
type term struct {
	text     string
	more     bool // other entries have it too
	postings []posting
}

// weigh makes the terms of the index, with some that are made already, sorted as a
// browser sorts text. Weights are BM25 (Robertson and Zaragoza 2009) over weighted
// fields, with k1 = 1.5 and b = 0.6, in whole numbers, so that every machine
// computes the same. The error is that of the disk.
func (x *Index) weigh(list []batch, more []term, workers int) ([]term, error) {
	some := make([]int, len(x.words.words)) // entries that have a word
	for _, c := range x.counters {
		for word, k := range c.known[:min(len(c.known), len(some))] {
			some[word] += int(k.some)
		}
	}
	total, length := 0, 0
	for _, b := range list {
		total, length = total+b.entries, length+b.length
	}
	lists := make([]gathered, len(some))
	all := 0
	for _, n := range some {
		all += min(n, 2*most)
	}
	room := make([]posting, all) // one for all lists
	for word, n := range some {
		n = min(n, 2*most)
		lists[word] = gathered{list: room[:0:n], rarity: rarityOf(total, max(some[word], 1))}
		room = room[n:]
	}
	// Each worker goes through all entries, for some of the words.
	workers = max(workers, 1)
	err := crew.Each(context.Background(), workers, workers, func(part int) error {
		return x.each(list, func(i int, e counted) {
			long := 1500 * (400 + 600*e.length*total/max(length, 1)) / 1000
			for rest := e.counts; len(rest) > 0; {
				var c count
				if c, rest = first(rest); int(uint64(c.word*0x9e3779b1)*uint64(workers)>>32) != part {
					continue
				}
				g, n := &lists[c.word], int(c.weight)
				weight := max(1, e.kind.bonus(g.rarity*n*2500/(n*1000+long)))
				g.add(posting{uint32(i), uint32(weight)})
			}
		})
	})
	if err != nil {
		return nil, err
	}
	out := make([]term, 0, len(lists)+len(more))
	for word, g := range lists {
		t := term{text: x.words.words[word], more: some[word] > most, postings: g.list}
		t.cut()
		out = append(out, t)
	}
	out = append(out, more...)
	slices.SortFunc(out, func(a, b term) int { return compare(a.text, b.text) })
	return out, nil
}

// each calls do with what is weighed of each entry, and its number. The error is
// that of the disk.
func (x *Index) each(list []batch, do func(int, counted)) error {
	var room []byte
	n := 0
	for _, b := range list {
		data, err := x.load(b, toWeigh, &room)
		if err != nil {
			return err
		}
		b.each(data, func(c counted) {
			do(n, c)
			n++
		})
	}
	return nil
}

// gathered are the postings of a word so far. There is room for twice as many as
// are kept: whenever it is full, the weightiest stay.
type gathered struct {
	list   []posting
	rarity int
	least  uint32 // what stays weighs at least this, and more if it comes later
}

// add adds a posting of an entry behind those of all before.
func (g *gathered) add(p posting) {
	if p.weight <= g.least {
		return // as many as are kept weigh no less, and come before it
	}
	if len(g.list) == 2*most {
		g.list, g.least = weightiest(g.list)
		if p.weight <= g.least {
			return
		}
	}
	g.list = append(g.list, p)
}

// titleWeight is how much a word of the title counts.
func (e Entry) titleWeight() uint32 {
	if e.Kind == Page && e.Within != "" {
		return headingWeight
	}
	return titleWeight
}

// bonus lifts what speaks for itself above pages that mention it.
func (k Kind) bonus(weight int) int {
	switch k {
	case Control:
		return weight * 5 / 4
	case Answer:
		return weight * 9 / 8
	}
	return weight
}

// cut keeps the postings that weigh most, in the order of the entries.
func (t *term) cut() {
	if t.more {
		t.postings, _ = weightiest(t.postings)
	}
}

// weightiest returns the postings that a term keeps, of more than it may have, in
// the order of the entries; and what they weigh at least. Of those that weigh just
// that, the first are kept. What is dropped of some of its entries would be
// dropped of all of them.
func weightiest(list []posting) ([]posting, uint32) {
	weights := make([]uint32, len(list))
	for i, p := range list {
		weights[i] = p.weight
	}
	slices.Sort(weights)
	least := weights[len(weights)-most]
	above, _ := slices.BinarySearch(weights, least+1)
	room := most - (len(weights) - above) // for those that weigh just that
	return slices.DeleteFunc(list, func(p posting) bool {
		if p.weight == least {
			room--
			return room < 0
		}
		return p.weight < least
	}), least
}

// ids makes a term of every id of entries that are numbered from n. It has a weight
// of its own when it is read.
func ids(entries []Entry, n int) []term {
	found := make(map[string][]posting)
	for i, e := range entries {
		if e.ID != "" {
			found[exact(e.ID)] = append(found[exact(e.ID)], posting{uint32(n + i), 1})
		}
	}
	out := make([]term, 0, len(found))
	for _, text := range slices.Sorted(maps.Keys(found)) {
		t := term{text: text, more: len(found[text]) > most, postings: found[text]}
		t.cut()
		out = append(out, t)
	}
	return out
}

// rarityOf returns how much a word tells that some of all entries have: the
// binary logarithm of 1 + all/some, in sixteenths.
func rarityOf(all, some int) int {
	v := uint64(all+some) << 16 / uint64(some)
	whole := bits.Len64(v) - 1
	out := (whole - 16) * 16
	m := v << (62 - whole) >> 31 // the mantissa, from 1 to 2, with 31 binary places
	for half := 8; half > 0; half /= 2 {
		m = m * m >> 31
		if m >= 1<<32 {
			out += half
			m >>= 1
		}
	}
	return out
}

// compare orders text as JavaScript does: by UTF-16 code units.
func compare(a, b string) int {
	for i := 0; i < len(a) && i < len(b); i++ {
		if a[i] != b[i] && (a[i] >= 0xee || b[i] >= 0xee) { // only here UTF-8 may sort otherwise
			return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		}
		if a[i] != b[i] {
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}
