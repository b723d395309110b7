// Package prefilter tells in one pass over a text that no regular expression of
// a list can match it: by the literals of which every match holds one.
//
// It answers no or perhaps. Whoever hears perhaps asks the expressions; whoever
// has no use for the time that it saves can leave it out.
package prefilter

import (
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
	behind map[uint16][]string // literals by their first two bytes
}

// shortest is the least length of a literal, in bytes.
const shortest = 2

// New makes a filter of expressions in the syntax of package regexp. One that
// does not parse is an error of whoever compiles it; the filter then always
// says perhaps.
func New(expressions ...string) *Filter {
	f := &Filter{behind: make(map[uint16][]string)}
	for _, e := range expressions {
		tree, err := syntax.Parse(e, syntax.Perl)
		if err != nil {
			return &Filter{always: true}
		}
		literals := required(tree)
		if literals == nil {
			return &Filter{always: true}
		}
		for _, l := range literals {
			key := uint16(l[0])<<8 | uint16(l[1])
			f.first[key>>6] |= 1 << (key & 63)
			if !slices.Contains(f.behind[key], l) {
				f.behind[key] = append(f.behind[key], l)
			}
		}
	}
	return f
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
		for _, l := range f.behind[key] {
			if strings.HasPrefix(text[i:], l) {
				return true
			}
		}
	}
	return false
}

// required returns literals of which every match of an expression holds at
// least one, or nil where there are none of some length.
func required(e *syntax.Regexp) []string {
	switch e.Op {
	case syntax.OpLiteral:
		text := string(e.Rune)
		if e.Flags&syntax.FoldCase != 0 || len(text) < shortest || slices.Contains(e.Rune, utf8.RuneError) { // which matches any byte that is no UTF-8
			return nil
		}
		return []string{text}
	case syntax.OpCapture, syntax.OpPlus:
		return required(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min < 1 {
			return nil
		}
		return required(e.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, sub := range e.Sub {
			if l := required(sub); better(l, best) {
				best = l
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range e.Sub {
			l := required(sub)
			if l == nil {
				return nil
			}
			all = append(all, l...)
		}
		return all
	}
	return nil
}

// better reports whether literals sort texts out better than others: longer
// ones, and fewer.
func better(a, b []string) bool {
	if a == nil || b == nil {
		return a != nil
	}
	shortestOf := func(list []string) int {
		n := len(list[0])
		for _, l := range list {
			n = min(n, len(l))
		}
		return n
	}
	x, y := shortestOf(a), shortestOf(b)
	return x > y || x == y && len(a) < len(b)
}
