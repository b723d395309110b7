package spelling

import (
	"fmt"
	"sync"
	"testing"
)

// TestWordAlone asks for more words than there are places, from several sides at
// once: each has the number that the table has for it.
func TestWordAlone(t *testing.T) {
	table := NewTable(nil)
	places := map[uint32]bool{}
	var words []string
	for i := range 3 * recents {
		words = append(words, fmt.Sprintf("word%c%d", 'a'+i%26, i))
		places[placeOf(words[i])] = true
	}
	if len(places) < recents/2 {
		t.Errorf("the words have %d places", len(places))
	}
	var all sync.WaitGroup
	for side := range 4 {
		all.Go(func() {
			table.mu.RLock()
			defer table.mu.RUnlock()
			for i := range 2 * len(words) {
				text := words[(i/2*(side*2+1))%len(words)]
				if got, want := table.wordAlone(text), table.number(word, text); got != want || table.forms[got].text != text {
					t.Errorf("%s is %d, want %d", text, got, want)
				}
			}
		})
	}
	all.Wait()
}
