package dossier

import (
	"sync"
	"testing"
)

// What is kept is what would be made, however many ask, and is made again only
// when others took its place.
func TestRecent(t *testing.T) {
	var r recent[int, *int]
	made := 0
	ask := func(key int) {
		t.Helper()
		if got := r.of(key, func() *int { made++; return &key }); *got != key {
			t.Errorf("%d for %d", *got, key)
		}
	}
	for range 3 {
		for key := range few {
			ask(key)
		}
	}
	if made != few {
		t.Errorf("%d values were made for %d keys", made, few)
	}
	ask(few)
	ask(1)
	if made != few+1 {
		t.Errorf("%d values were made, want one more than %d", made, few)
	}
	if ask(0); made != few+2 {
		t.Error("the oldest value was kept")
	}
}

func TestRecentTogether(t *testing.T) {
	var r recent[int, int]
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 10 * few {
				if got := r.of(i%(2*few), func() int { return i % (2 * few) }); got != i%(2*few) {
					t.Errorf("%d for %d", got, i%(2*few))
				}
			}
		})
	}
	wg.Wait()
}
