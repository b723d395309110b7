// Package slack says when the collector of Go runs: how much may become garbage
// first, by what is alive.
//
// It never limits what a program may hold, and sets nothing until it is asked to.
package slack

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

var now struct {
	sync.Mutex
	watched bool
	least   int64 // how much may become garbage, at least
	share   int   // which part of what is alive may; 0: the collector is left alone
	whole   int64 // up to which size of the heap twice of it may
	end     int64 // how large the heap is expected to become
}

// Leave lets at least so many bytes become garbage before it is collected, and a part
// of what is alive: 4 is a quarter. Up to a whole of so many bytes, twice as much may as
// is alive.
func Leave(least int64, share int, whole int64) {
	now.Lock()
	defer now.Unlock()
	now.least, now.share, now.whole = least, share, whole
	if tune(); !now.watched {
		now.watched = true
		watch()
	}
}

// Expect says how large the heap will be in the end, whatever is collected until then: as
// long as less is alive, the rest of it may be garbage. It does nothing until Leave was
// called; of several sizes the largest counts.
func Expect(size int64) {
	now.Lock()
	defer now.Unlock()
	if now.watched && size > now.end {
		now.end = size
		tune()
	}
}

// Rest collects now, where a quarter of what may become garbage did: so that it is
// not collected while somebody waits, but when nobody does. It does nothing until
// Leave was called.
func Rest() {
	if now.Lock(); spent() {
		defer runtime.GC()
	}
	now.Unlock()
}

// spent reports whether much of what may become garbage did; now is locked.
func spent() bool {
	if !now.watched {
		return false
	}
	read := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(read)
	alive, all := int64(read[0].Value.Uint64()), int64(read[1].Value.Uint64())
	return all-alive > room(alive, now.least, now.share, now.whole, now.end)/4
}

// tune sets the next collection by what was alive at the last. Go takes the
// percentage of what is alive and of the roots together, which are much where
// little is alive (https://go.dev/doc/gc-guide).
func tune() {
	read := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/globals:bytes"}, {Name: "/gc/scan/stack:bytes"}}
	metrics.Read(read)
	alive := int64(read[0].Value.Uint64())
	under := max(4<<20, alive+int64(read[1].Value.Uint64()+read[2].Value.Uint64())) // the heap is never collected below 4 MiB at 100
	debug.SetGCPercent(int(room(alive, now.least, now.share, now.whole, now.end) * 100 / under))
}

// room is how much may become garbage.
func room(alive, least int64, share int, whole, end int64) int64 {
	return max(least, alive/int64(share), min(2*alive, whole-alive), end-alive)
}

// sentinel is garbage from the start: it is found at the end of each collection.
type sentinel struct {
	_ [16]byte // what is smaller shares its room with others, and is found with them
}

// watch tunes at the end of the next collection, and of each after it.
func watch() {
	runtime.SetFinalizer(new(sentinel), func(*sentinel) {
		now.Lock()
		defer now.Unlock()
		tune()
		watch()
	})
}
