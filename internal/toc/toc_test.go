package toc

import (
	"fmt"
	"testing"

	"github.com/candor-site/candor/internal/outline"
)

// TestOf lays headings out in two levels.
func TestOf(t *testing.T) {
	for _, test := range []struct {
		levels []int
		want   string
	}{
		{nil, "[]"},
		{[]int{1, 2}, "[]"}, // one entry is not worth a list
		{[]int{1, 2, 2}, "[{1 H1 []} {2 H2 []}]"},
		{[]int{1, 2, 3, 4, 3}, "[{1 H1 [{2 H2 []} {4 H4 []}]}]"},
		{[]int{1, 1, 3, 1}, "[{1 H1 [{2 H2 []}]} {3 H3 []}]"}, // a second title counts as level 2
		{[]int{1, 3, 3, 2}, "[{1 H1 [{2 H2 []}]} {3 H3 []}]"},
	} {
		var headings []outline.Heading
		for i, level := range test.levels {
			headings = append(headings, outline.Heading{Level: level, ID: fmt.Sprint(i), Text: fmt.Sprint("H", i)})
		}
		if got := fmt.Sprint(Of(headings)); got != test.want {
			t.Errorf("%v: got %s, want %s", test.levels, got, test.want)
		}
	}
}

// TestSay says headings in the words that readers see, at any depth.
func TestSay(t *testing.T) {
	entries := []Entry{{ID: "a", Text: "{a}", Entries: []Entry{{ID: "b", Text: "{b}"}}}, {ID: "c", Text: "C"}}
	Say(entries, map[string]string{"a": "A", "b": "B", "c": ""})
	if got := fmt.Sprint(entries); got != "[{a A [{b B []}]} {c C []}]" {
		t.Error(got)
	}
}
