package search

import (
	"testing"
	"unicode"
)

// ASCII takes a short way to what Unicode says.
func TestPart(t *testing.T) {
	for r := range rune(0x250) {
		if part(r) != unicode.In(r, unicode.L, unicode.N, unicode.M) || alone(r) != unicode.In(r, unicode.Han, unicode.Hiragana) {
			t.Errorf("%q", r)
		}
	}
}
