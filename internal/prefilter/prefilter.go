// Package prefilter tells in one pass over a text that no regular expression of
// a list can match it: by the literals of which every match holds one.
//
// It answers no or perhaps. Whoever hears perhaps asks the expressions; whoever
// has no use for the time that it saves can leave it out.
package prefilter

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// Filter knows the literals of a list of expressions. It does not change, and is
// safe for concurrent use.
type Filter struct {
	always bool // some expression has no literals
	first  [1 << 16 / 64]uint64
	behind map[uint16][]entry // by the first two bytes of their literals
}

// entry is a literal, and what else a match holds where it holds this one: of
// each list at least one.
type entry struct {
	literal string
	rest    [][]string
}

// shortest is the least length of a literal, in bytes.
const shortest = 2

// New makes a filter of expressions in the syntax of package regexp. One that
// does not parse is an error of whoever compiles it; the filter then always
// says perhaps.
func New(expressions ...string) *Filter {
	f := &Filter{behind: make(map[uint16][]entry)}
	for _, e := range expressions {
		tree, err := syntax.Parse(e, syntax.Perl)
		if err != nil {
			return &Filter{always: true}
		}
		if !f.add(tree) {
			return &Filter{always: true}
		}
	}
	return f
}

// add notes the literals of an expression, and reports whether there are any.
func (f *Filter) add(e *syntax.Regexp) bool {
	for e.Op == syntax.OpCapture {
		e = e.Sub[0]
	}
	if e.Op == syntax.OpAlternate {
		for _, sub := range e.Sub {
			if !f.add(sub) {
				return false
			}
		}
		return true
	}
	sets := required(e)
	if len(sets) == 0 {
		return false
	}
	slices.SortStableFunc(sets, sharper)
	for _, l := range sets[0] {
		key := uint16(l[0])<<8 | uint16(l[1])
		f.first[key>>6] |= 1 << (key & 63)
		f.behind[key] = append(f.behind[key], entry{l, sets[1:]})
	}
	return true
}

// May reports whether some expression could match the text. False is certain.
func (f *Filter) May(text string) bool {
	if f.always {
		return true
	}
	for i := 0; i+1 < len(text); i++ {
		key := uint16(text[i])<<8 | uint16(text[i+1])
		if f.first[key>>6]&(1<<(key&63)) == 0 {
			continue
		}
		for _, e := range f.behind[key] {
			if strings.HasPrefix(text[i:], e.literal) && e.fits(text) {
				return true
			}
		}
	}
	return false
}

// fits reports whether a text holds what else a match holds.
func (e *entry) fits(text string) bool {
	for _, set := range e.rest {
		if !slices.ContainsFunc(set, func(l string) bool { return strings.Contains(text, l) }) {
			return false
		}
	}
	return true
}

// required returns sets of literals: every match of an expression holds one of
// each. There are none where nothing of some length is certain.
func required(e *syntax.Regexp) [][]string {
	switch e.Op {
	case syntax.OpLiteral:
		text := string(e.Rune)
		if e.Flags&syntax.FoldCase != 0 || len(text) < shortest || slices.Contains(e.Rune, utf8.RuneError) { // which matches any byte that is no UTF-8
			return nil
		}
		return [][]string{{text}}
	case syntax.OpCapture, syntax.OpPlus:
		return required(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min < 1 {
			return nil
		}
		return required(e.Sub[0])
	case syntax.OpConcat:
		var all [][]string
		for _, sub := range e.Sub {
			all = append(all, required(sub)...)
		}
		return all
	case syntax.OpAlternate:
		var any []string
		for _, sub := range e.Sub {
			sets := required(sub)
			if len(sets) == 0 {
				return nil
			}
			any = append(any, slices.MinFunc(sets, sharper)...)
		}
		return [][]string{any}
	}
	return nil
}

// sharper orders sets by how well they sort texts out: those of longer literals
// first, and of fewer.
func sharper(a, b []string) int {
	least := func(set []string) int {
		n := len(set[0])
		for _, l := range set {
			n = min(n, len(l))
		}
		return n
	}
	return cmp.Or(cmp.Compare(least(b), least(a)), cmp.Compare(len(a), len(b)))
}
