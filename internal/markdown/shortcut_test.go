package markdown

import (
	"math/rand/v2"
	"testing"
)

// TestShortcuts holds what is done with most texts to what is done with all.
func TestShortcuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("abcXYZ 019  .,:-_*[]()<>&#;|~`\\\"'\t\n\x00\u007f\u0085é\u00a0\u202e")
	short, lines := 0, 0
	for range 200_000 {
		text := make([]rune, random.IntN(12))
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		s := string(text)
		if Harmless(s) {
			short++
		}
		if isLine(s) {
			lines++
		}
		if got, want := Text(s), escaped(s); got != want {
			t.Fatalf("Text(%q) is %q, want %q", s, got, want)
		}
		if got, want := Line(s), joined(s); got != want {
			t.Fatalf("Line(%q) is %q, want %q", s, got, want)
		}
	}
	if short == 0 || lines == 0 {
		t.Errorf("%d texts took the short way, and %d lines", short, lines)
	}
}
