package source

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFoldText(t *testing.T) {
	for in, want := range map[string]string{
		"Straße ÉTÉ": "straße ete", "ΟΔΟΣ": "οδοσ", "İ": "i", "ﬁ ½": "fi 1⁄2", "ガ": "カ\u3099", "a\xff": "a\ufffd",
		"\xed\xa0\x80é": "\ufffd\ufffd\ufffde", "é\xed\xa0\x80": "e\ufffd\ufffd\ufffd", "\xe2\x80é": "\ufffd\ufffde",
	} {
		if got := FoldText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// FuzzFoldText folds what stands on both sides of a letter, or of a byte that is not
// UTF-8, as if it stood alone.
func FuzzFoldText(f *testing.F) {
	for _, seed := range []string{"Straße", "é\xed\xa0\x80é", "\xe2\x80", "\u0301\u0327", "가\xff각", "\xf0\x9fe\u0301", strings.Repeat("\u0301", 40)} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, before, after string) {
		for between, folded := range map[string]string{"A": "a", " ": " ", "\xff": "\ufffd", "ﬁ": "fi"} {
			if got, want := FoldText(before+between+after), FoldText(before)+folded+FoldText(after); got != want {
				t.Errorf("%q between %q and %q: %q, want %q", between, before, after, got, want)
			}
		}
		var sound strings.Builder
		for _, r := range before { // each byte that is not UTF-8 comes as U+FFFD
			sound.WriteRune(r)
		}
		got := FoldText(before)
		if want := FoldText(sound.String()); got != want || !utf8.ValidString(got) {
			t.Errorf("%q is folded to %q, and as %q to %q", before, got, sound.String(), want)
		}
	})
}
