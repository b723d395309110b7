package prefilter

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// shortest is the least length of a literal, in bytes.
const shortest = 2

// literals returns for each alternative of an expression sets of literals in
// small letters, the sharpest first: every match of it holds one of each set. It
// returns nil where nothing of some length is certain.
func literals(expression string) [][][]string {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return nil
	}
	return alternatives(tree)
}

func alternatives(e *syntax.Regexp) [][][]string {
	for e.Op == syntax.OpCapture {
		e = e.Sub[0]
	}
	if e.Op == syntax.OpAlternate {
		var all [][][]string
		for _, sub := range e.Sub {
			one := alternatives(sub)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		return all
	}
	sets := required(e)
	if len(sets) == 0 {
		return nil
	}
	slices.SortStableFunc(sets, sharper)
	return [][][]string{sets}
}

// required returns sets of literals: every match of an expression holds one of
// each. There are none where nothing of some length is certain.
func required(e *syntax.Regexp) [][]string {
	switch e.Op {
	case syntax.OpLiteral:
		if text, ok := literal(e); ok && len(text) >= shortest {
			return [][]string{{text}}
		}
		return nil
	case syntax.OpCapture, syntax.OpPlus:
		return required(e.Sub[0])
	case syntax.OpRepeat:
		if e.Min < 1 {
			return nil
		}
		return required(e.Sub[0])
	case syntax.OpConcat:
		var all [][]string
		for i, sub := range e.Sub {
			all = append(all, required(sub)...)
			if i > 0 {
				all = append(all, joined(e.Sub[i-1], sub)...)
			}
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

// joined returns what starts with a literal and goes on with one of several
// texts, as the parser writes what several alternatives have in common.
func joined(before, e *syntax.Regexp) [][]string {
	for e.Op == syntax.OpCapture {
		e = e.Sub[0]
	}
	start, ok := literal(before)
	if !ok || e.Op != syntax.OpAlternate {
		return nil
	}
	var set []string
	for _, sub := range e.Sub {
		if sub.Op == syntax.OpConcat {
			sub = sub.Sub[0]
		}
		next, ok := literal(sub)
		if !ok {
			return nil
		}
		set = append(set, start+next)
	}
	return [][]string{set}
}

// literal returns the text that an expression is, in small letters.
func literal(e *syntax.Regexp) (string, bool) {
	if e.Op != syntax.OpLiteral || e.Flags&syntax.FoldCase != 0 || slices.Contains(e.Rune, utf8.RuneError) { // which matches any byte that is no UTF-8
		return "", false
	}
	return lowered(string(e.Rune)), true
}

// lowered returns a text with ASCII letters in lower case.
func lowered(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
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
