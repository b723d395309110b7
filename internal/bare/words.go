package bare

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"unicode"
)

//go:embed cues.json
var cuesJSON []byte

// cues is the embedded file: words that tell what a sentence is about.
type cues struct {
	Context    string            `json:"context"`    // words of security, as the starts of words
	Parameters map[string]string `json:"parameters"` // name of a parameter to the starts of words that go with it
	Nouns      map[string]string `json:"nouns"`      // what is counted to the parameters that count it
	Ignored    string            `json:"ignored"`    // words that tell nothing about a subject
	// Imperatives are the words with which a sentence tells its reader what to do.
	Imperatives string `json:"imperatives"`
	Conform     string `json:"conform"`  // starts of words by which a sentence says that a standard is kept
	Doubtful    string `json:"doubtful"` // words by which a sentence may say the opposite, or speak of others
}

// vocabulary is the embedded file, taken apart.
type vocabulary struct {
	context    []string
	conform    []string
	imperative map[string]bool
	parameters map[string][]string
	nouns      map[string][]string
	ignored    map[string]bool
	doubtful   []string
}

// lexicon returns the embedded words. It panics where the file that was built
// in is damaged, which no input can cause.
var lexicon = sync.OnceValue(func() *vocabulary {
	var c cues
	if err := json.Unmarshal(cuesJSON, &c); err != nil {
		panic(fmt.Sprintf("cues.json: %v", err))
	}
	v := &vocabulary{context: strings.Fields(c.Context), doubtful: strings.Fields(c.Doubtful),
		conform: strings.Fields(c.Conform), imperative: set(strings.Fields(c.Imperatives)),
		parameters: map[string][]string{}, nouns: map[string][]string{}, ignored: set(strings.Fields(c.Ignored))}
	for name, list := range c.Parameters {
		v.parameters[name] = strings.Fields(list)
	}
	for name, list := range c.Nouns {
		v.nouns[name] = strings.Fields(list)
	}
	return v
})

// tokens returns the words of a text that can tell a subject, as stems, in
// order. Numbers and names in bindings are none.
func tokens(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) {
		w = strings.TrimSuffix(strings.Trim(w, "'"), "'s")
		if len(w) < 2 || lexicon().ignored[w] || unicode.IsDigit(rune(w[0])) {
			continue
		}
		if s := stem(w); !lexicon().ignored[s] {
			out = append(out, s)
		}
	}
	return out
}

// endings are what stem takes off, the longest first.
var endings = []string{"ations", "ation", "ities", "ings", "ions", "ing", "ion", "ied", "ies", "ity", "ers", "ed", "es", "er", "ly", "al", "s", "e"}

// stem takes the ending off a word, so that retained, retains and retention
// meet. It leaves at least three letters.
func stem(w string) string {
	if s, ok := irregular[w]; ok {
		return s
	}
	for _, e := range endings {
		if strings.HasSuffix(w, e) && len(w)-len(e) >= 3 {
			w = w[:len(w)-len(e)]
			break
		}
	}
	return w
}

var irregular = map[string]string{"retention": "retain", "retained": "retain", "retains": "retain", "retaining": "retain", "backups": "backup", "kept": "keep", "stored": "stor", "storage": "stor", "logs": "log", "logging": "log", "logged": "log", "keys": "key", "access": "access", "process": "process", "tls": "tls", "aws": "aws", "dns": "dns", "sms": "sms"}

// startsAny reports whether a word of the text starts with one of the stems.
func startsAny(text string, stems []string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' }) {
		for _, s := range stems {
			if strings.HasPrefix(w, s) && (len(s) > 4 || len(w) <= len(s)+4) {
				return true
			}
		}
	}
	return false
}

// doubtful reports whether a sentence may deny what it names, or speak of what
// was, will be, or is up to others.
func doubtful(text string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '.' }) {
		w = strings.TrimSuffix(w, ".")
		for _, d := range lexicon().doubtful {
			if w == d || w == strings.TrimSuffix(d, ".") || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t") {
				return true
			}
		}
	}
	return false
}
