package crew

import "sync"

// Room is how much may be in memory at once. It is safe for concurrent use.
type Room struct {
	mu    sync.Mutex
	freed sync.Cond
	size  int64
	left  int64
}

// NewRoom returns room for so many bytes.
func NewRoom(size int64) *Room {
	r := &Room{size: size, left: size}
	r.freed.L = &r.mu
	return r
}

// Take waits until there is room for so many bytes, and takes it. What is larger
// than all of the room takes all of it. The function that it returns gives the
// room back.
func (r *Room) Take(bytes int64) (give func()) {
	bytes = min(bytes, r.size)
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.left < bytes {
		r.freed.Wait()
	}
	r.left -= bytes
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.left += bytes
		r.freed.Broadcast()
	}
}
