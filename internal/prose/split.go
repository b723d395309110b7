package prose

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// piece is a range of a text.
type piece struct{ from, to int }

// abbreviations end with a point that ends no sentence.
var abbreviations = []string{
	"e.g", "i.e", "etc", "vs", "approx", "resp", "cf", "no", "nos", "inc", "ltd", "corp", "co", "dr", "mr", "mrs", "ms", "st", "fig", "sec", "art",
	"v", "ver", "vol", "pp", "u.s", "u.k", "e.u", "a.k.a", "incl", "excl", "min", "max", "rev", "ch", "para",
}

// longestWord is how many bytes an abbreviation can take, with letters of four.
const longestWord = 4 * len("approx")

// split finds the sentences of a text: they end with a point, a question mark
// or an exclamation mark, closing quotes and brackets behind it, white space,
// and something that can start a sentence; or where a new line was meant. What
// goes on for too long is cut between words: it is no sentence that anybody
// reads as one. The pieces are added to out.
func split(out []piece, text []byte, breaks []int) []piece {
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
		till := min(len(text), start+longest)
		if len(breaks) > 0 {
			till = min(till, breaks[0])
		}
		for i < till && !ends[text[i]] {
			i++
		}
		if i == len(text) {
			break
		}
		for len(breaks) > 0 && breaks[0] <= i {
			cut(max(breaks[0], start))
			breaks = breaks[1:]
		}
		c := text[i]
		if i-start >= longest && (c == ' ' || i-start >= 2*longest && utf8.RuneStart(c)) {
			cut(i)
		}
		if !ends[c] {
			continue
		}
		end := closed(text, i+1)
		if end < len(text) && text[end] == ' ' && starts(text[end+1:]) && (c != '.' || !abbreviated(text[start:i])) {
			cut(end)
		}
		i = end - 1
	}
	cut(len(text))
	return out
}

// ends are the marks that end sentences.
var ends = [256]bool{'.': true, '?': true, '!': true}

// closed returns where the marks, quotes and brackets end that close a sentence
// from an offset on.
func closed(text []byte, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRune(text[at:])
		if !strings.ContainsRune(`.?!"'”’»)]`, r) {
			break
		}
		at += n
	}
	return at
}

// longest is how long a sentence is at most, in bytes, where a blank follows.
const longest = 2000

// starts reports whether a sentence can start with a text.
func starts(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return len(text) > 0 && !unicode.IsLower(r) && !strings.ContainsRune(",;:-–—&=+<>", r)
}

// abbreviated reports whether a text ends with an abbreviation whose last point
// follows, or with a single capital letter, as in J. Smith.
func abbreviated(text []byte) bool {
	word := text[bytes.LastIndexAny(text, " (")+1:]
	if r, n := utf8.DecodeRune(word); n == len(word) && unicode.IsUpper(r) {
		return true
	}
	return len(word) <= longestWord && slices.Contains(abbreviations, strings.ToLower(string(word)))
}

// action is an action of a template.
var action = onuse.Regexp(`\{\{[^{}]*\}\}`)

// Plain returns the sentences of a text of the catalog: plain text, in which
// the actions of templates are holes.
func Plain(t source.Text) []Sentence { return sentences(t.Value, t.At) }

// At returns the sentences of a text whose places are not known one by one: all
// of them stand at the same span.
func At(text string, span source.Span) []Sentence {
	return sentences(text, func(int, int) source.Span { return span })
}

// sentences splits a plain text. The bytes of it stand where at says.
func sentences(text string, at placing) []Sentence {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	b := w.open(at, Text, 0)
	raw, last := []byte(text), 0
	if strings.Contains(text, "{{") {
		for _, m := range action.FindAllStringIndex(text, -1) {
			b.add(raw[last:m[0]], last, m[0])
			b.hole(Binding, strings.Trim(text[m[0]:m[1]], "{} "), m[0], m[1])
			last = m[1]
		}
	}
	b.add(raw[last:], last, len(raw))
	w.close(b)
	return w.sentences()
}
