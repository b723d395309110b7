package parameter

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ErrUnit is the cause of an error where a number lacks its unit.
var ErrUnit = errors.New("lacks its unit")

// WordError is a word that is none of those allowed. The caller can suggest
// the nearest of Allowed.
type WordError struct {
	Part    string   // the part of the value that holds the word: key, op, unit, ...; "" is the value itself
	Got     string   // the word found
	Allowed []string // the words that stand there
	Cause   error    // what is wrong where other forms than words are allowed too, or nil
}

// Error says what was expected, in words that complete "parameter NAME ...".
func (e *WordError) Error() string {
	switch {
	case e.Cause != nil:
		return e.Cause.Error()
	case e.Part == "":
		return fmt.Sprintf("must be %s, not %s", alternatives(e.Allowed), quote(e.Got))
	case e.Part == "type":
		return fmt.Sprintf("has the type %s, which does not exist", quote(e.Got))
	}
	return fmt.Sprintf("has the %s %s, which must be %s", e.Part, quote(e.Got), alternatives(e.Allowed))
}

// Unwrap returns the cause.
func (e *WordError) Unwrap() error { return e.Cause }

// unexpected says which form was expected in place of raw.
func unexpected(form string, raw any) error {
	return fmt.Errorf("must be %s, not %s", form, describe(raw))
}

// describe names a plain value for a message: the text "x", the number 3, a
// list.
func describe(raw any) string {
	switch r := raw.(type) {
	case nil:
		return "nothing"
	case string:
		return "the text " + quote(r)
	case bool:
		return strconv.FormatBool(r)
	case []any:
		return "a list"
	case map[string]any:
		return "a mapping"
	}
	if n, ok := number(raw); ok {
		return "the number " + formatNumber(n)
	}
	return "a value of another kind"
}

// checkKeys refuses keys other than those allowed.
func checkKeys(m map[string]any, allowed ...string) error {
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if !slices.Contains(allowed, key) {
			return &WordError{Part: "key", Got: key, Allowed: allowed}
		}
	}
	return nil
}

// alternatives formats words as "a, b or c".
func alternatives(words []string) string { return Enumerate(words, "or") }

// Enumerate formats words for a sentence: "a, b and c" with the conjunction
// "and", "" without words.
func Enumerate(words []string, conjunction string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + conjunction + " " + words[len(words)-1]
}

// quote quotes what was found for a message, shortened where it is long.
func quote(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return strconv.Quote(text)
}
