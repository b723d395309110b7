package inspect

import (
	"fmt"
	"sync"
	"testing"
)

// What somebody passed is known as soon as there is a quarter more, and nothing else
// ever is; nobody's set changes while it is read.
func TestFine(t *testing.T) {
	var f fine
	var wg sync.WaitGroup
	for worker := range 4 {
		wg.Go(func() {
			for i := range 1000 {
				before := f.known()
				size := len(before)
				f.pass([]string{fmt.Sprint("/", i), fmt.Sprint("/", worker, "/", i)})
				if len(before) != size {
					t.Error("a set changed")
				}
			}
		})
	}
	wg.Wait()
	all := make(map[string]bool)
	for i := range 1000 {
		all[fmt.Sprint("/", i)] = true
		for worker := range 4 {
			all[fmt.Sprint("/", worker, "/", i)] = true
		}
	}
	known := f.known()
	for a := range known {
		if !all[a] {
			t.Errorf("%s leads nowhere", a)
		}
	}
	if len(known)*5 < len(all)*4 || len(known)+len(f.young) != len(all) {
		t.Errorf("%d and %d of %d are known", len(known), len(f.young), len(all))
	}
}
