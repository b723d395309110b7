package controls

import (
	"regexp"
	"testing"
)

func FuzzIsEvidenceID(f *testing.F) {
	want := regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$`)
	for _, text := range []string{"", "a", "-", "a.b", "a-", ".a", "Z9_x", "a b", "ä", "a\n", "a..b", "0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := isEvidenceID(text); got != want.MatchString(text) {
			t.Errorf("%q: %t", text, got)
		}
	})
}
