package slack

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestRoom(t *testing.T) {
	const mib = 1 << 20
	for _, c := range []struct {
		alive, expected int64
		share           int
		want            int64
	}{
		{4 * mib, 0, 4, 64 * mib},            // a small site
		{400 * mib, 0, 4, 100 * mib},         // a large one
		{400 * mib, 0, 1, 400 * mib},         // under serve
		{20 * mib, 200 * mib, 4, 244 * mib},  // much is to come
		{180 * mib, 200 * mib, 4, 84 * mib},  // most of it is there
		{800 * mib, 200 * mib, 4, 200 * mib}, // more came
		{4 * mib, 1000 * mib, 4, 1060 * mib},
	} {
		if got := room(c.alive, c.expected, c.share); got != c.want {
			t.Errorf("of %d MiB, with %d to come, %d MiB may become garbage, want %d", c.alive/mib, c.expected/mib, got/mib, c.want/mib)
		}
	}
}

// TestLeave sets the collector, and sees that it is set again at the end of a
// collection.
func TestLeave(t *testing.T) {
	before := debug.SetGCPercent(100)
	t.Cleanup(func() {
		now.Lock()
		defer now.Unlock()
		now.share = 1 << 20 // hardly anything, for the watch goes on
		debug.SetGCPercent(before)
	})
	percent := func() int {
		now.Lock()
		defer now.Unlock()
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	Leave(4)
	small := percent()
	if small < 200 {
		t.Fatalf("the collector runs at %d", small)
	}
	if Expect(1 << 30); percent() <= small {
		t.Errorf("the collector runs at %d with a GiB to come, and at %d without", percent(), small)
	}
	held := make([]byte, 256<<20)
	for range 100 {
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
		if p := percent(); p < small && p >= 300 { // 832 MiB of 256
			break
		}
	}
	if p := percent(); p >= small || p < 300 {
		t.Errorf("the collector runs at %d after a collection", p)
	}
	runtime.KeepAlive(held)
}
