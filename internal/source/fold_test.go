package source

import "testing"

func TestFoldText(t *testing.T) {
	for in, want := range map[string]string{
		"Straße ÉTÉ": "straße ete", "ΟΔΟΣ": "οδοσ", "İ": "i", "ﬁ ½": "fi 1⁄2", "ガ": "カ\u3099", "a\xff": "a\ufffd",
	} {
		if got := FoldText(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
