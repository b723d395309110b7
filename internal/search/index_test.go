package search

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestNumbers asks two counters for words of one vocabulary by turns, more than
// each remembers.
func TestNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 2))
	for range 20 {
		var words vocabulary
		some := [2]counter{{words: &words}, {words: &words}}
		for i := range 6000 {
			word := fmt.Sprintf("w%d", random.IntN(4000))
			words.mu.RLock()
			got := some[i/1500%2].number([]byte(word), sumOf([]byte(word)))
			words.mu.RUnlock()
			if words.words[got] != word || words.number[word] != got {
				t.Fatalf("%s has the number %d, which is %s", word, got, words.words[got])
			}
		}
	}
}
