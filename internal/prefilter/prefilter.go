// Package prefilter tells in one pass over a text which regular expressions of a
// list cannot match it: by the literals of which every match holds one.
//
// It answers no or perhaps. Whoever hears perhaps asks the expressions; whoever
// has no use for the time that it saves can leave it out. Texts are in small
// letters: an expression over capitals is asked of the text as it was.
package prefilter

import (
	"slices"
	"strings"
)

// Filter knows the literals of a list of expressions. It does not change, and is
// safe for concurrent use.
type Filter struct {
	n      int               // expressions
	always Hits              // expressions without literals
	first  [keys / 64]uint64 // keys behind which something is
	behind [keys]uint16      // key -> its bucket, from 1
	bucket [][]entry
}

// keys is how many keys there are: five bits of each of three bytes.
const keys = 1 << 15

// entry is a literal of an expression, and what else a match holds where it
// holds this one: of each list at least one.
type entry struct {
	literal string
	at      int // of the three bytes in it by which it is found
	number  int // of the expression
	rest    [][]string
}

// Hits are numbers of expressions, as bits.
type Hits []uint64

// Has reports whether an expression is among them.
func (h Hits) Has(number int) bool {
	return number>>6 < len(h) && h[number>>6]>>(number&63)&1 != 0
}

// Any reports whether some expression of the numbers [from, to) is.
func (h Hits) Any(from, to int) bool {
	for ; from < to && from>>6 < len(h); from++ {
		if h[from>>6] == 0 {
			from |= 63
		} else if h.Has(from) {
			return true
		}
	}
	return false
}

// New makes a filter of expressions in the syntax of package regexp, which are
// numbered from 0. One that does not parse is an error of whoever compiles it;
// the filter then always says perhaps.
func New(expressions ...string) *Filter {
	f := &Filter{n: len(expressions)}
	for i, e := range expressions {
		sets := literals(e)
		if len(sets) == 0 {
			if f.always == nil {
				f.always = make(Hits, f.n/64+1)
			}
			f.always[i>>6] |= 1 << (i & 63)
		}
		for _, s := range sets {
			f.add(i, s)
		}
	}
	return f
}

// add notes an alternative of an expression.
func (f *Filter) add(number int, sets [][]string) {
	for _, l := range sets[0] {
		at := rarest(l)
		e := entry{l, at, number, sets[1:]}
		if len(l) > 2 {
			f.note(keyOf(l[at], l[at+1], l[at+2]), e)
			continue
		}
		for c := range byte(32) {
			f.note(keyOf(l[0], l[1], c), e)
		}
	}
}

// Sum is several filters that look at a text together: each of its expressions has
// a number there, too. It does not change, and is safe for concurrent use.
type Sum struct {
	all   *Filter
	parts []*Filter
	from  []int // of each, where its hits begin among those of all
}

// Together makes one of several filters.
func Together(filters ...*Filter) *Sum {
	s := &Sum{all: &Filter{}, parts: filters}
	for _, f := range filters {
		s.from = append(s.from, s.all.n>>6)
		for i, always := range f.always {
			if always != 0 {
				s.all.always = append(s.all.always, make(Hits, s.all.n>>6+i+1-len(s.all.always))...)
				s.all.always[s.all.n>>6+i] = always
			}
		}
		for key, b := range f.behind {
			for e := 0; b > 0 && e < len(f.bucket[b-1]); e++ {
				theirs := f.bucket[b-1][e]
				theirs.number += s.all.n
				s.all.note(uint32(key), theirs)
			}
		}
		s.all.n += (f.n>>6 + 1) << 6
	}
	return s
}

// Which returns the expressions of all filters that could match the text, in
// the room that is given, where that is large enough.
func (s *Sum) Which(low string, room Hits) Hits { return s.all.Which(low, room) }

// Of returns those of one filter among what Which returned, as that of the filter
// would be. It reports false for a filter that has no part in the sum.
func (s *Sum) Of(f *Filter, hits Hits) (Hits, bool) {
	for i, part := range s.parts {
		if part != f {
			continue
		}
		from, to := s.from[i], s.from[i]+f.n>>6+1
		hits = hits[min(from, len(hits)):min(to, len(hits))]
		for len(hits) > 0 && hits[len(hits)-1] == 0 {
			hits = hits[:len(hits)-1]
		}
		return hits, true
	}
	return nil, false
}

func (f *Filter) note(key uint32, e entry) {
	if f.behind[key] == 0 {
		f.bucket = append(f.bucket, nil)
		f.behind[key] = uint16(len(f.bucket))
		f.first[key>>6] |= 1 << (key & 63)
	}
	b := &f.bucket[f.behind[key]-1]
	*b = append(*b, e)
}

func keyOf(a, b, c byte) uint32 { return uint32(a&31)<<10 | uint32(b&31)<<5 | uint32(c&31) }

// usual are the letters of English and the blank, the most frequent first.
const usual = " etaoinsrhldcumfpgwybvkxjqz"

// rarest returns where in a literal the three bytes stand that are the rarest.
func rarest(literal string) int {
	best, at := -1, 0
	for i := 0; i+2 < len(literal); i++ {
		sum := 0
		for _, c := range []byte(literal[i : i+3]) {
			if n := strings.IndexByte(usual, c); n >= 0 {
				sum += n
			} else {
				sum += len(usual)
			}
		}
		if sum > best {
			best, at = sum, i
		}
	}
	return at
}

// May reports whether some expression could match the text. False is certain.
func (f *Filter) May(low string) bool {
	var room [4]uint64
	return len(f.Which(low, room[:0])) > 0
}

// Which returns the expressions that could match the text: none, or hits in the
// room that is given, where that is large enough. What is not among them is
// certain.
func (f *Filter) Which(low string, room Hits) Hits {
	hits := append(room[:0], f.always...)
	if len(low) < 2 {
		return hits
	}
	key := uint32(low[0]&31)<<5 | uint32(low[1]&31)
	for i := 2; i < len(low); i++ {
		key = (key<<5 | uint32(low[i]&31)) & (keys - 1)
		if f.first[key>>6]>>(key&63)&1 != 0 {
			hits = f.look(low, i-2, key, hits)
		}
	}
	if key = key << 5 & (keys - 1); f.first[key>>6]>>(key&63)&1 != 0 {
		hits = f.look(low, len(low)-2, key, hits)
	}
	return hits
}

// look adds the expressions that have a literal at a place.
func (f *Filter) look(low string, at int, key uint32, hits Hits) Hits {
	for i := range f.bucket[f.behind[key]-1] {
		e := &f.bucket[f.behind[key]-1][i]
		from := at - e.at
		if from < 0 || len(low)-from < len(e.literal) || low[from] != e.literal[0] || low[from:from+len(e.literal)] != e.literal {
			continue
		}
		if !hits.Has(e.number) && e.fits(low) {
			for len(hits) <= f.n>>6 {
				hits = append(hits, 0)
			}
			hits[e.number>>6] |= 1 << (e.number & 63)
		}
	}
	return hits
}

// fits reports whether a text holds what else a match holds.
func (e *entry) fits(low string) bool {
	for _, set := range e.rest {
		if !slices.ContainsFunc(set, func(l string) bool { return strings.Contains(low, l) }) {
			return false
		}
	}
	return true
}
