package fact

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
)

//go:embed vocabulary.json
var vocabularyJSON []byte

// vocabulary is the embedded file.
type vocabulary struct {
	Units     map[string]string   `json:"units"`   // word to the letter of ISO 8601; m is a month, q a quarter
	Numbers   map[string]int      `json:"numbers"` // words of numbers
	Rhythms   map[string]string   `json:"rhythms"` // word to period
	Events    map[string]string   `json:"events"`  // words to the event of a schedule
	Nouns     map[string]string   `json:"nouns"`   // what is counted, singular, to its name
	Protocols []string            `json:"protocols"`
	Ciphers   []string            `json:"ciphers"`
	Modes     []string            `json:"modes"`
	Standards []standard          `json:"standards"`
	Products  map[string][]string `json:"products"` // group to names
	Aliases   map[string]string   `json:"aliases"`  // name of a product to its other name
}

// standard is one standard and how it is written.
type standard struct {
	Name  string `json:"name"`
	Key   string `json:"key"`   // a text that holds it holds this
	Match string `json:"match"` // the groups v and w hold the version
}

// words returns the embedded vocabulary. It panics where the file that was
// built in is damaged, which no input can cause.
var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{}
	if err := json.Unmarshal(vocabularyJSON, v); err != nil {
		panic(fmt.Sprintf("vocabulary.json: %v", err))
	}
	return v
})

// oneOf returns an expression that matches any of the words, the longest first.
func oneOf(list []string) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b string) int { return len(b) - len(a) })
	for i, w := range list {
		list[i] = regexp.QuoteMeta(w)
	}
	return "(?:" + strings.Join(list, "|") + ")"
}

func keys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// numeral matches a number in digits or in words.
var numeral = sync.OnceValue(func() string {
	return `(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|` + oneOf(keys(words().Numbers)) + `)`
})

// pattern compiles an expression once, when it is first used.
func pattern(source func() string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(source()) })
}

// Units returns the words of units of time, each with the letter that ISO 8601
// has for it; m is a month, M a minute, q a quarter.
func Units() map[string]string { return maps.Clone(words().Units) }

// Numbers returns the words of numbers.
func Numbers() map[string]int { return maps.Clone(words().Numbers) }

// Rhythms returns the words that say how often, each with its period.
func Rhythms() map[string]string { return maps.Clone(words().Rhythms) }
