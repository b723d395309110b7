package fact

import (
	"regexp"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/prefilter"
)

// clues tell cheaply what a text can hold.
type clues struct {
	text, low string
	digit     int            // where the first digit stands, or -1
	hits      prefilter.Hits // of the signs
	signs     *signs
}

// signs are the words without which a text holds no fact of a kind: numbers of
// the expressions of one filter.
type signs struct {
	may *prefilter.Filter
	standards, ciphers, protocols, ports, numbers, nouns, products,
	every, times, each, nonstop, rhythms, percent stretch
	counting, nouned []string // the words of numbers and nouns, in order
}

// stretch is a range of numbers.
type stretch struct{ from, to int }

var theSigns = sync.OnceValue(func() *signs {
	var all []string
	add := func(expressions ...string) stretch {
		all = append(all, expressions...)
		return stretch{len(all) - len(expressions), len(all)}
	}
	quoted := func(list []string) []string {
		out := make([]string, len(list))
		for i, w := range list {
			out[i] = regexp.QuoteMeta(w)
		}
		return out
	}
	s := &signs{}
	var known []string
	for _, k := range words().Standards {
		known = append(known, k.Match)
	}
	s.standards = add(known...)
	s.ciphers = add(append(quoted(words().Ciphers), "bit")...)
	s.protocols = add(quoted(words().Protocols)...)
	s.ports = add("port", "tcp", "udp")
	s.counting, s.nouned = keys(words().Numbers), keys(words().Nouns)
	s.numbers, s.nouns = add(quoted(s.counting)...), add(quoted(s.nouned)...)
	var names []string
	for _, p := range productNames() {
		names = append(names, p.name)
	}
	s.products = add(quoted(names)...)
	s.every = add("every ", "each ")
	s.times = add("once ", "twice ", "times ")
	s.each = add("(?:every |each |per ).*" + oneOf(keys(words().Events)))
	s.nonstop = add("continuous", "24")
	s.rhythms = add(quoted(keys(words().Rhythms))...)
	s.percent = add("percent", "per cent")
	s.may = prefilter.New(all...)
	return s
})

// any reports whether the text may hold one of the signs.
func (c clues) any(s stretch) bool { return c.hits.Any(s.from, s.to) }

func (c clues) standard() bool { return c.any(c.signs.standards) }
func (c clues) cipher() bool   { return c.any(c.signs.ciphers) }
func (c clues) version() bool  { return c.digit >= 0 && c.any(c.signs.protocols) }
func (c clues) port() bool     { return c.digit >= 0 && c.any(c.signs.ports) && portIn(c.low) }
func (c clues) product() bool  { return c.any(c.signs.products) }

func (c clues) frequency() bool {
	s := c.signs
	return c.hits.Any(s.every.from, s.rhythms.to)
}

func (c clues) percent() bool {
	return c.digit >= 0 && (strings.IndexByte(c.low, '%') >= 0 || c.any(c.signs.percent))
}

func (c clues) duration() bool {
	_, ok := c.number()
	return ok && unitIn(c.low)
}

func (c clues) count() bool {
	if !c.any(c.signs.nouns) {
		return false
	}
	from, ok := c.number()
	return ok && c.behind(c.signs.nouns, c.signs.nouned, from)
}

// number returns where the first number stands, in digits or in words.
func (c clues) number() (from int, ok bool) {
	from = c.digit
	if s := c.signs; c.any(s.numbers) {
		for i, w := range s.counting {
			if !c.hits.Has(s.numbers.from + i) {
				continue
			}
			if at := wordIn(c.low, w); at >= 0 && (from < 0 || at < from) {
				from = at
			}
		}
	}
	return max(from, 0), from >= 0
}

// portIn reports whether a text holds the word port or ports, or the name of a
// protocol that has some.
func portIn(low string) bool {
	return wordIn(low, "port") >= 0 || wordIn(low, "ports") >= 0 || wordIn(low, "tcp") >= 0 || wordIn(low, "udp") >= 0
}

// wordIn returns where a word stands in a text with no other letter beside it, or
// -1.
func wordIn(low, word string) int {
	letter := func(i int) bool { return i >= 0 && i < len(low) && low[i] >= 'a' && low[i] <= 'z' }
	for at := 0; ; {
		i := strings.Index(low[at:], word)
		if i < 0 {
			return -1
		}
		if i += at; !letter(i-1) && !letter(i+len(word)) {
			return i
		}
		at = i + 1
	}
}

// behind reports whether one of the words stands behind a place.
func (c clues) behind(s stretch, list []string, from int) bool {
	for i, w := range list {
		if c.hits.Has(s.from+i) && strings.Contains(c.low[from:], w) {
			return true
		}
	}
	return false
}

// unitIn reports whether a text holds the word of a unit of time behind what can
// stand between it and a number, or behind the number itself.
func unitIn(low string) bool {
	for i := 0; i < len(low); i++ {
		if low[i] < 'a' || low[i] > 'z' {
			continue
		}
		end := i + 1
		for end < len(low) && low[end] >= 'a' && low[end] <= 'z' {
			end++
		}
		if i > 0 && end-i <= longestUnit && numeric(low[i-1]) && words().Units[low[i:end]] != "" {
			return true
		}
		i = end
	}
	return false
}

// longestUnit is the length of the longest word of a unit.
const longestUnit = len("milliseconds")

// numeric reports a byte that can stand right before a unit: of a number, or
// between one and the unit. The last is that of a blank that does not break.
func numeric(c byte) bool {
	return c >= '0' && c <= '9' || c == ' ' || c == '-' || c == ')' || c == 0xa0
}
