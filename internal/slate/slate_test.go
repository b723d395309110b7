package slate

import (
	"sync"
	"testing"
)

// TestRoom lends no room twice at once, and each one empty.
func TestRoom(t *testing.T) {
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			for i := range 500 {
				room := Room()
				if len(*room) > 0 {
					t.Error("something stands in a room")
				}
				for range i {
					*room = append(*room, byte(w))
				}
				for _, b := range *room {
					if b != byte(w) {
						t.Error("a room is lent twice")
					}
				}
				Leave(room)
			}
		})
	}
	all.Wait()
}

// TestLarge keeps nothing of unusual size.
func TestLarge(t *testing.T) {
	large := make([]byte, most+1)
	Leave(&large)
	for range 100 {
		if room := Room(); cap(*room) > most {
			t.Fatal("a large room is lent again")
		}
	}
}
