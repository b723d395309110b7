package sieve

import (
	"fmt"
	"testing"
)

func TestAnswers(t *testing.T) {
	asked := 0
	find := func() int { asked++; return asked }
	var a Answers[int]
	for _, c := range []struct {
		shape string
		shows string
		want  int
	}{
		{"json", "a b", 1}, {"json", "a b", 1}, {"xml", "a b", 2}, {"json", "a", 3}, {"json", "ab", 4}, {"json", "", 5}, {"json", "", 6}, {"json", "a", 3},
	} {
		if got := a.Of(c.shape, c.shows, find); got != c.want {
			t.Errorf("%s %v: %d, want %d", c.shape, c.shows, got, c.want)
		}
	}
	var none *Answers[int]
	first := none.Of("json", "a", find)
	if none.Of("json", "a", find) == first {
		t.Error("nil remembers")
	}
	for i := range 2 * maxAnswers {
		a.Of("json", fmt.Sprint(i), find)
	}
	before := asked
	if a.Of("json", "a", find); asked != before {
		t.Error("an early answer is forgotten")
	}
	if a.Of("json", fmt.Sprint(2*maxAnswers-1), find); asked == before {
		t.Error("more is remembered than the bound")
	}
}
