package prose

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf8"
)

// bytewise is split as it reads: every byte is looked at.
func bytewise(text []byte, breaks []int) (out []piece) {
	start := 0
	cut := func(at int) {
		from, to := start, at
		for from < to && text[from] == ' ' {
			from++
		}
		for to > from && text[to-1] == ' ' {
			to--
		}
		if to > from {
			out = append(out, piece{from, to})
		}
		start = at
	}
	for i := 0; i < len(text); i++ {
		for len(breaks) > 0 && breaks[0] <= i {
			cut(max(breaks[0], start))
			breaks = breaks[1:]
		}
		c := text[i]
		if i-start >= longest && (c == ' ' || i-start >= 2*longest && utf8.RuneStart(c)) {
			cut(i)
		}
		if c != '.' && c != '?' && c != '!' {
			continue
		}
		end := closed(text, i+1)
		if end < len(text) && text[end] == ' ' && starts(text[end+1:]) && (c != '.' || !abbreviated(text[start:i])) {
			cut(end)
		}
		i = end - 1
	}
	cut(len(text))
	return out
}

// TestSplit holds split, which leaps from mark to mark, to bytewise.
func TestSplit(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 2))
	words := []string{"a", "word", "e.g. ", "v1.2", "Ends. ", "Why? ", "“So!” ", " ", " ", " ", ". ", ".", "Ünder ", "ü", "J. Smith ", "!)", "unbroken"}
	cuts := 0
	for n := range 3000 {
		var text []byte
		size := random.IntN(60)
		if n%10 == 0 {
			size = random.IntN(3 * longest)
		}
		rare := 1
		if n%3 == 0 {
			rare = len(words) * 40 // long stretches of one word
		}
		for len(text) < size {
			if k := random.IntN(len(words) * rare); k < len(words) {
				text = append(text, words[k]...)
			} else {
				text = append(text, words[1+random.IntN(2)*15]...)
			}
		}
		var breaks []int
		for range random.IntN(4) {
			breaks = append(breaks, random.IntN(len(text)+1))
		}
		slices.Sort(breaks)
		got, want := split(nil, text, breaks), bytewise(text, breaks)
		if !slices.Equal(got, want) {
			t.Fatalf("%q, %v:\n%v, want\n%v", text, breaks, got, want)
		}
		cuts += len(want)
	}
	if cuts < 10000 {
		t.Errorf("%d pieces", cuts)
	}
}
