// Package choice puts yes, no, partly and not applicable into the words that a
// questionnaire offers, and reads what such words say.
//
// It takes no word that only nearly fits: where a list offers none for an answer,
// or several, there is none.
package choice

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// Word is what a question of yes or no is answered with.
type Word string

// The words.
const (
	Yes           Word = "yes"
	No            Word = "no"
	Partial       Word = "partial"
	NotApplicable Word = "na"
)

// Words are all words, in the order in which lists offer them.
var Words = []Word{Yes, No, Partial, NotApplicable}

// Tables say how answers and placeholders are written.
type Tables struct {
	Words        map[Word][]string `json:"words"`        // folded, the most usual first
	Placeholders []string          `json:"placeholders"` // folded
}

//go:embed words.yaml
var wordsFile []byte

// Builtin returns the tables that are a part of the program.
var Builtin = sync.OnceValue(func() *Tables {
	var file struct {
		Words struct {
			Yes     []string `json:"yes"`
			No      []string `json:"no"`
			Partial []string `json:"partial"`
			NA      []string `json:"na"`
		} `json:"words"`
		Placeholders []string `json:"placeholders"`
	}
	node, list := decode.YAML(source.NewFile("words.yaml", wordsFile), decode.Config)
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	if len(list) > 0 {
		panic("choice: " + list[0].Message)
	}
	return (&Tables{}).With(map[Word][]string{Yes: file.Words.Yes, No: file.Words.No, Partial: file.Words.Partial, NotApplicable: file.Words.NA}, file.Placeholders)
})

// With returns the tables with further words, which come before those that are
// there.
func (t *Tables) With(words map[Word][]string, placeholders []string) *Tables {
	out := &Tables{Words: make(map[Word][]string, len(Words))}
	for _, w := range Words {
		out.Words[w] = append(foldAll(words[w]), t.Words[w]...)
		for _, other := range Words { // what a site says wins over what the program thinks
			if other != w {
				out.Words[w] = slices.DeleteFunc(out.Words[w], func(s string) bool {
					return slices.Contains(foldAll(words[other]), s) && !slices.Contains(foldAll(words[w]), s)
				})
			}
		}
	}
	out.Placeholders = append(foldAll(placeholders), t.Placeholders...)
	return out
}

func foldAll(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, Fold(w))
	}
	return out
}

// Fold is a text without what writings of one word differ in: letters and digits
// in lower case without accents, parted by single spaces. A text of signs alone
// stays.
func Fold(text string) string {
	words := strings.FieldsFunc(source.FoldText(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return strings.TrimSpace(text)
	}
	return strings.Join(words, " ")
}

// Pick returns the one of the choices that says a word, as it is written there.
// A choice says a word that it is or that it starts with: Yes, fully. Of several,
// one that is the word wins, in the order of the tables; otherwise there is none.
func (t *Tables) Pick(w Word, choices []string) (string, bool) {
	for _, writing := range t.Words[w] {
		for _, c := range choices {
			if Fold(c) == writing {
				return c, true
			}
		}
	}
	found := ""
	for _, c := range choices {
		if t.starts(Fold(c)) == w {
			if found != "" {
				return "", false
			}
			found = c
		}
	}
	return found, found != ""
}

// starts returns the word that a folded text starts with: the longest writing
// counts, so that "no longer" and "not applicable" are what they are.
func (t *Tables) starts(folded string) Word {
	best, length := Word(""), 0
	for _, w := range Words {
		for _, writing := range t.Words[w] {
			if len(writing) > length && (folded == writing || strings.HasPrefix(folded, writing+" ")) {
				best, length = w, len(writing)
			}
		}
	}
	return best
}

// Says reads an answer that someone gave: the word that it is or starts with, or
// "". Long texts that start with a writing of several uses say nothing for sure.
func (t *Tables) Says(text string) Word {
	folded := Fold(text)
	if len(strings.Fields(folded)) <= 4 {
		return t.starts(folded)
	}
	first, _, _ := strings.Cut(folded, " ")
	for _, w := range []Word{Yes, No} {
		if first == string(w) {
			return w
		}
	}
	if strings.HasPrefix(folded, "not applicable ") || strings.HasPrefix(folded, "n a ") {
		return NotApplicable
	}
	if first == "partially" || first == "partly" {
		return Partial
	}
	return ""
}

// Placeholder reports whether a text stands where an answer is missing: please
// select, to be filled in.
func (t *Tables) Placeholder(text string) bool {
	folded := Fold(text)
	return folded != "" && slices.Contains(t.Placeholders, folded)
}
