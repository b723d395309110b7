package sieve

import (
	"fmt"
	"testing"
)

func TestAnswers(t *testing.T) {
	asked := 0
	find := func() int { asked++; return asked }
	top := func(keys ...string) map[string]bool {
		out := map[string]bool{}
		for _, k := range keys {
			out[k] = true
		}
		return out
	}
	var a Answers[int]
	for _, c := range []struct {
		shape string
		tops  map[string]bool
		want  int
	}{
		{"json", top("a", "b"), 1}, {"json", top("b", "a"), 1}, {"xml", top("a", "b"), 2}, {"json", top("a"), 3}, {"json", top("ab"), 4},
		{"json", top(), 5}, {"json", top(), 5}, {"json", nil, 6}, {"json", nil, 7}, {"json", top("a"), 3},
	} {
		if got := a.Of(c.shape, c.tops, find); got != c.want {
			t.Errorf("%s %v: %d, want %d", c.shape, c.tops, got, c.want)
		}
	}
	var none *Answers[int]
	first := none.Of("json", top("a"), find)
	if none.Of("json", top("a"), find) == first {
		t.Error("nil remembers")
	}
	for i := range 2 * maxAnswers {
		a.Of("json", top(fmt.Sprint(i)), find)
	}
	before := asked
	if a.Of("json", top("a"), find); asked != before {
		t.Error("an early answer is forgotten")
	}
	if a.Of("json", top(fmt.Sprint(2*maxAnswers-1)), find); asked == before {
		t.Error("more is remembered than the bound")
	}
}
