package crew

import (
	"fmt"
	"testing"
)

func TestSets(t *testing.T) {
	keys := []string{"a", "b", "", "a", "", "c", "b", "a"}
	got := Sets(len(keys), func(i int) (string, bool) { return keys[i], keys[i] != "" })
	if want := "[[0 3 7] [1 6] [2] [4] [5]]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
