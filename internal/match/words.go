package match

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
)

// plainer are characters that are read as others.
var plainer = strings.NewReplacer("’", "'", "‑", "-", "–", "-")

// words splits text at what is neither letter nor digit, in small letters. A
// hyphen parts words; dots inside of words stay, as in "security.txt" and "e.g".
func words(text string) []string {
	text = strings.ToLower(plainer.Replace(text))
	fields := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '\'' })
	out := fields[:0]
	for _, w := range fields {
		if w = strings.Trim(strings.TrimSuffix(w, "'s"), ".'"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// stems returns the stems of the words of a text that carry weight.
func (t *tables) stems(text string) []string {
	var out []string
	for _, w := range words(text) {
		if !t.weightless[w] {
			out = append(out, t.stem(w))
		}
	}
	return out
}

// singular returns all words of a text without the s of a plural.
func singular(text string) []string {
	list := words(text)
	for i, w := range list {
		if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
			list[i] = w[:len(w)-1]
		}
	}
	return list
}

// stem reduces a word to what its forms share (the English Snowball stemmer).
func (t *tables) stem(word string) string {
	if to, ok := t.same[word]; ok {
		word = to
	}
	return english.Stem(word, false)
}
