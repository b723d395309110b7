package parameter

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed vocabulary.json
var vocabularyJSON []byte

// vocabulary is the embedded file: the types and names that every site has.
type vocabulary struct {
	Types       map[Type]string   `json:"types"`
	Enums       map[Type][]string `json:"enums"`
	Access      []string          `json:"access"`
	Units       map[string]string `json:"units"` // unit to how it is said
	Frequencies []string          `json:"frequencies"`
	Names       map[string]Type   `json:"names"`
}

// embedded returns the embedded vocabulary. It panics where the file that was
// built in is damaged, which no input can cause.
var embedded = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{}
	if err := json.Unmarshal(vocabularyJSON, v); err != nil {
		panic(fmt.Sprintf("vocabulary.json: %v", err))
	}
	return v
})

// Vocabulary maps parameter names to types. The zero Vocabulary is empty.
type Vocabulary struct {
	types map[string]Type
}

// Default returns the embedded vocabulary: 202 names over 36 types.
func Default() *Vocabulary { return &Vocabulary{types: embedded().Names} }

// With returns the vocabulary extended by the given names. Errors, all of them
// joined and sorted by name, are a type that does not exist (a *[WordError]), a
// name that no assertion or template could read, and another type for a name
// that the vocabulary has.
func (v *Vocabulary) With(names map[string]Type) (*Vocabulary, error) {
	types := maps.Clone(v.types)
	if types == nil {
		types = map[string]Type{}
	}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(names)) {
		t := names[name]
		old, taken := types[name]
		switch {
		case !isName(name):
			errs = append(errs, fmt.Errorf("parameter %s must have a name of small letters, digits and underscores that begins with a letter", quote(name)))
		case !exists(t):
			errs = append(errs, fmt.Errorf("parameter %s %w", name, &WordError{Part: "type", Got: string(t), Allowed: typeNames()}))
		case taken && old != t:
			errs = append(errs, fmt.Errorf("parameter %s is of type %s already and cannot become %s", name, old, t))
		default:
			types[name] = t
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return &Vocabulary{types: types}, nil
}

// TypeOf returns the type of a name.
func (v *Vocabulary) TypeOf(name string) (Type, bool) {
	t, ok := v.types[name]
	return t, ok
}

// Names returns all names, sorted.
func (v *Vocabulary) Names() []string { return slices.Sorted(maps.Keys(v.types)) }

// Types returns the names of all types, sorted.
func Types() []Type { return slices.Sorted(maps.Keys(embedded().Types)) }

// Describe returns what values of a type hold, in a few words; "" for a type
// that does not exist.
func Describe(t Type) string { return embedded().Types[t] }

// Words returns the words that a value of the type may be. For an enum that is
// all that it may be; frequency, retention, duration, ports and count-or-all
// have other forms too. Every type also takes the word unstated.
func Words(t Type) []string {
	switch t {
	case Frequency:
		return slices.Clone(embedded().Frequencies)
	case Retention:
		return []string{Unstated, Negotiable}
	case Ports, CountOrAll:
		return []string{All}
	case Duration, Uptime:
		return []string{Unstated}
	}
	return slices.Clone(embedded().Enums[t])
}

// Units returns the units of quantities, sorted.
func Units() []string { return slices.Sorted(maps.Keys(embedded().Units)) }

func exists(t Type) bool {
	_, ok := embedded().Types[t]
	return ok
}

func typeNames() []string {
	var names []string
	for _, t := range Types() {
		names = append(names, string(t))
	}
	return names
}

// isName reports whether text can be read as p.NAME and as {{ .NAME }}.
func isName(text string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	return text != "" && strings.IndexByte(letters, text[0]) >= 0 && strings.Trim(text, letters+"0123456789_") == ""
}
