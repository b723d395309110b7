package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// longest is how many letters of a word count.
const longest = 40

// Words returns the words of a text, folded (source.FoldText), in reading
// order. A word is a run of letters, digits and marks; a full stop or a comma
// between two digits belongs to it (99.95, 1.2). Han characters and Hiragana,
// which are written without spaces, are a word each.
//
// The script of the portal splits what people type in the same way:
// testdata/words.json holds both to it.
func Words(text string) []string {
	text = source.FoldText(text)
	var out []string
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case alone(r):
			end := i + n + marks(text[i+n:])
			out = append(out, text[i:end])
			i = end
		case part(r):
			end := i + run(text[i:])
			out = append(out, clip(text[i:end]))
			i = end
		default:
			i += n
		}
	}
	return out
}

// run returns the length of the word that a text starts with, in bytes.
func run(text string) int {
	last := rune(0)
	for i, r := range text {
		if !part(r) || alone(r) {
			next, _ := utf8.DecodeRuneInString(text[min(i+1, len(text)):])
			if (r != '.' && r != ',') || !unicode.IsDigit(last) || !unicode.IsDigit(next) {
				return i
			}
		}
		last = r
	}
	return len(text)
}

// marks returns the length of the marks that a text starts with, in bytes.
func marks(text string) int {
	return len(text) - len(strings.TrimLeftFunc(text, func(r rune) bool { return unicode.Is(unicode.M, r) }))
}

// part reports whether a character belongs to words.
func part(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// alone reports whether a character is a word by itself.
func alone(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana)
}

// clip cuts a word at the letters that count.
func clip(word string) string {
	n := 0
	for i := range word {
		if n == longest {
			return word[:i]
		}
		n++
	}
	return word
}

// exact is the term that stands for a whole id. No word starts as it does.
func exact(id string) string { return "=" + clip(strings.TrimSpace(source.FoldText(id))) }

// reversed returns a word read from its end.
func reversed(word string) string {
	runes := []rune(word)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}
