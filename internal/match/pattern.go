package match

import (
	"slices"
	"strings"
)

// pattern is a sequence of words that a clause may hold: each token lists the
// words that fit, gap is up to [reach] words whatever they are, start and end
// are the ends of the clause.
type pattern [][]string

const (
	start = "^"
	end   = "$"
	gap   = "*"
	reach = 6
)

// patternOf reads "^ have|has * breach".
func patternOf(text string) pattern {
	var p pattern
	for _, token := range strings.Fields(text) {
		p = append(p, strings.Split(token, "|"))
	}
	return p
}

func patternsOf(texts []string) []pattern {
	out := make([]pattern, len(texts))
	for i, t := range texts {
		out[i] = patternOf(t)
	}
	return out
}

// in returns where the pattern first stands among words, and where it ends; -1
// where it does not.
func (p pattern) in(words []string) (from, to int) {
	if len(p) > 0 && p[0][0] == start {
		if to = p[1:].at(words, 0); to >= 0 {
			return 0, to
		}
		return -1, -1
	}
	for from = range words {
		if to = p.at(words, from); to >= 0 {
			return from, to
		}
	}
	return -1, -1
}

// at returns where the pattern ends that begins at a place, or -1.
func (p pattern) at(words []string, i int) int {
	if len(p) == 0 {
		return i
	}
	switch p[0][0] {
	case end:
		if i == len(words) {
			return i
		}
		return -1
	case gap:
		for skip := 0; skip <= reach && i+skip <= len(words); skip++ {
			if to := p[1:].at(words, i+skip); to >= 0 {
				return to
			}
		}
		return -1
	}
	if i < len(words) && slices.Contains(p[0], words[i]) {
		return p[1:].at(words, i+1)
	}
	return -1
}

// first returns the first of patterns that words hold, or -1.
func first(list []pattern, words []string) int {
	return slices.IndexFunc(list, func(p pattern) bool {
		from, _ := p.in(words)
		return from >= 0
	})
}
