package prose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// piece is a range of a text.
type piece struct{ from, to int }

// abbreviations end with a point that ends no sentence.
var abbreviations = []string{
	"e.g", "i.e", "etc", "vs", "approx", "resp", "cf", "no", "nos", "inc", "ltd", "corp", "co", "dr", "mr", "mrs", "ms", "st", "fig", "sec", "art",
	"v", "ver", "vol", "pp", "u.s", "u.k", "e.u", "a.k.a", "incl", "excl", "min", "max", "rev", "ch", "para",
}

// split finds the sentences of a text: they end with a point, a question mark
// or an exclamation mark, closing quotes and brackets behind it, white space,
// and something that can start a sentence; or where a new line was meant. What
// goes on for too long is cut between words: it is no sentence that anybody
// reads as one.
func split(text string, breaks []int) []piece {
	var out []piece
	start := 0
	cut := func(at int) {
		from, to := start, at
		for from < to && text[from] == ' ' {
			from++
		}
		for to > from && text[to-1] == ' ' {
			to--
		}
		if to > from {
			out = append(out, piece{from, to})
		}
		start = at
	}
	for i := 0; i < len(text); i++ {
		for len(breaks) > 0 && breaks[0] <= i {
			cut(max(breaks[0], start))
			breaks = breaks[1:]
		}
		if i-start >= longest && (text[i] == ' ' || i-start >= 2*longest && utf8.RuneStart(text[i])) {
			cut(i)
		}
		switch text[i] {
		case '.', '?', '!':
		default:
			continue
		}
		end := i + 1
		for end < len(text) {
			r, n := utf8.DecodeRuneInString(text[end:])
			if !strings.ContainsRune(`.?!"'”’»)]`, r) {
				break
			}
			end += n
		}
		if end < len(text) && text[end] == ' ' && starts(text[end+1:]) && (text[i] != '.' || !abbreviated(text[start:i])) {
			cut(end)
		}
		i = end - 1
	}
	cut(len(text))
	return out
}

// longest is how long a sentence is at most, in bytes, where a blank follows.
const longest = 2000

// starts reports whether a sentence can start with a text.
func starts(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return text != "" && !unicode.IsLower(r) && !strings.ContainsRune(",;:-–—&=+<>", r)
}

// abbreviated reports whether a text ends with an abbreviation whose last point
// follows, or with a single capital letter, as in J. Smith.
func abbreviated(text string) bool {
	word := text[strings.LastIndexAny(text, " (\u00a0")+1:]
	if r, n := utf8.DecodeRuneInString(word); n == len(word) && unicode.IsUpper(r) {
		return true
	}
	return slices.Contains(abbreviations, strings.ToLower(word))
}

// action is an action of a template.
var action = regexp.MustCompile(`\{\{[^{}]*\}\}`)

// Plain returns the sentences of a text of the catalog: plain text, in which
// the actions of templates are holes.
func Plain(t source.Text) []Sentence {
	return sentences(t.Value, func(from, to int) source.Span { return t.At(from, to) })
}

// At returns the sentences of a text whose places are not known one by one: all
// of them stand at the same span.
func At(text string, span source.Span) []Sentence {
	return sentences(text, func(int, int) source.Span { return span })
}

// sentences splits a plain text. The bytes of it stand where at says.
func sentences(raw string, at func(from, to int) source.Span) []Sentence {
	b := &block{where: at, kind: Text}
	last := 0
	for _, m := range action.FindAllStringIndex(raw, -1) {
		b.add(raw[last:m[0]], last, m[0])
		b.hole(Binding, strings.Trim(raw[m[0]:m[1]], "{} "), m[0], m[1])
		last = m[1]
	}
	b.add(raw[last:], last, len(raw))
	return b.sentences(1)
}

// sentences splits the text of a block, which has a number.
func (b *block) sentences(number int) []Sentence {
	var out []Sentence
	text, holes := string(b.text), b.holes
	for _, p := range split(text, b.breaks) {
		s := Sentence{Text: text[p.from:p.to], Kind: b.kind, Block: number, Level: b.level}
		s.place = func(from, to int) source.Span {
			return b.span(p.from+min(from, len(s.Text)), p.from+min(to, len(s.Text)))
		}
		for len(holes) > 0 && holes[0].At < p.to {
			if h := holes[0]; h.At >= p.from {
				h.At -= p.from
				s.Holes = append(s.Holes, h)
			}
			holes = holes[1:]
		}
		out = append(out, s)
	}
	return out
}
