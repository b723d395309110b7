package search

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestNumbers asks one counter for words of two vocabularies by turns, more than
// it remembers.
func TestNumbers(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 2))
	var c counter
	for range 20 {
		var some [2]vocabulary
		for i := range 6000 {
			words := &some[i/1500%2]
			word := fmt.Sprintf("w%d", random.IntN(4000))
			words.mu.RLock()
			got := c.number(words, []byte(word), sumOf([]byte(word)))
			words.mu.RUnlock()
			if words.words[got] != word || words.number[word] != got {
				t.Fatalf("%s has the number %d, which is %s", word, got, words.words[got])
			}
		}
	}
}
