package match

import (
	"slices"
	"testing"
)

func TestStemsOfQuestionsThatAskTheSame(t *testing.T) {
	a, b := Stems("Are all of your backups encrypted?"), Stems("Is every backup encrypted?")
	if !slices.Equal(a, b) || len(a) != 2 || !slices.IsSorted(a) {
		t.Errorf("%q and %q", a, b)
	}
	if slices.Equal(a, Stems("Are backups tested?")) {
		t.Error("two questions have the same stems")
	}
}

func TestDenies(t *testing.T) {
	for text, want := range map[string]bool{
		"Are backups not encrypted?": true, "Do you never test?": true, "Is access possible without a second factor?": true, "Aren't they?": true,
		"Are backups encrypted?": false, "Are there notes?": false,
	} {
		if Denies(text) != want {
			t.Errorf("%s: denies %t", text, !want)
		}
	}
}
