package markdown

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// TestShortcuts holds what is done with most texts to what is done with all.
func TestShortcuts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("abcXYZ 019  .,:-_*[]()<>&#;|~`\\\"'\t\n\x00\u007f\u0085é\u00a0\u202e")
	short, lines, paragraphs := 0, 0, 0
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
		if IsParagraph([]byte(s)) {
			paragraphs++
			if got := Paragraph(s); got != s || block(s) != s {
				t.Fatalf("%q is said to be a paragraph, which is %q", s, got)
			}
		}
		if got, want := Text(s), escaped(s); got != want {
			t.Fatalf("Text(%q) is %q, want %q", s, got, want)
		}
		if got, want := Line(s), joined(s); got != want {
			t.Fatalf("Line(%q) is %q, want %q", s, got, want)
		}
	}
	if short == 0 || lines == 0 || paragraphs == 0 {
		t.Errorf("%d texts took the short way, and %d lines, and %d paragraphs", short, lines, paragraphs)
	}
}

// A page is its blocks, whether they are texts or bytes.
func TestPage(t *testing.T) {
	blocks := []string{"", "\n", "# a\n", " \n ", "\n\nb\n", "c"}
	for i := range blocks {
		want := "kept" + Blocks(blocks...) + "\n"
		to := bytes.NewBufferString("kept")
		p := Begin(to)
		p.Add(blocks[:i]...)
		p.AddBytes([]byte(blocks[i]))
		p.Add(blocks[i+1:]...)
		if p.End(); to.String() != want {
			t.Errorf("with bytes at %d the page is %q, want %q", i, to, want)
		}
	}
}
