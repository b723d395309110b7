package crew

import (
	"sync/atomic"
	"testing"
)

func TestRoom(t *testing.T) {
	const size = 10
	room := NewRoom(size)
	var held, most atomic.Int64
	err := Each(t.Context(), 8, 500, func(i int) error {
		bytes := int64(i % 14) // some are larger than the room
		give := room.Take(bytes)
		bytes = min(bytes, size)
		now := held.Add(bytes)
		for was := most.Load(); now > was && !most.CompareAndSwap(was, now); was = most.Load() {
		}
		held.Add(-bytes)
		give()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if most.Load() > size || most.Load() < size || room.left != size {
		t.Errorf("%d of %d bytes were taken at once, %d are left", most.Load(), size, room.left)
	}
}
