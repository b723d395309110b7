package evidence

import (
	"regexp"
	"testing"
)

// FuzzNames holds what names and digests may look like to regular expressions.
func FuzzNames(f *testing.F) {
	id := regexp.MustCompile(`^[A-Za-z0-9]+([_-]+[A-Za-z0-9]+)*$`)
	sum := regexp.MustCompile(`^[0-9a-f]{64}$`)
	for _, seed := range []string{"", "a", "-", "a-", "_a", "a__b-C9", "a.b", "é", "a\n", "A", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"} {
		f.Add(seed)
		f.Add(seed + "-" + seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if IsID(text) != id.MatchString(text) {
			t.Errorf("%q may be an id: %t", text, IsID(text))
		}
		if isSHA256(text) != sum.MatchString(text) {
			t.Errorf("%q is a digest: %t", text, isSHA256(text))
		}
	})
}
