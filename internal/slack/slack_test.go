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
		alive, most int64
		share       int
		want        int64
	}{
		{4 * mib, 0, 4, 64 * mib},            // a small site
		{400 * mib, 0, 4, 100 * mib},         // a large one
		{400 * mib, 0, 1, 400 * mib},         // under serve
		{100 * mib, 500 * mib, 4, 400 * mib}, // much was alive earlier
		{450 * mib, 500 * mib, 4, 112*mib + mib/2},
	} {
		if got := room(c.alive, c.most, c.share); got != c.want {
			t.Errorf("of %d MiB, and %d before, %d MiB may become garbage, want %d", c.alive/mib, c.most/mib, got/mib, c.want/mib)
		}
	}
}

// TestLeave sets the collector, and sees that it is set again at the end of a
// collection: for more that is alive, and for what is left of that.
func TestLeave(t *testing.T) {
	before := debug.SetGCPercent(100)
	t.Cleanup(func() {
		now.Lock()
		defer now.Unlock()
		now.share, now.most = 1<<20, 0 // hardly anything, for the watch goes on
		debug.SetGCPercent(before)
	})
	percent := func() int {
		now.Lock()
		defer now.Unlock()
		p := debug.SetGCPercent(100)
		debug.SetGCPercent(p)
		return p
	}
	collected := func(good func(p int) bool) {
		t.Helper()
		for range 100 {
			runtime.GC()
			time.Sleep(10 * time.Millisecond)
			if good(percent()) {
				return
			}
		}
		t.Errorf("the collector runs at %d", percent())
	}
	Leave(4)
	small := percent()
	if small < 200 {
		t.Fatalf("the collector runs at %d", small)
	}
	held := make([]byte, 800<<20)
	collected(func(p int) bool { return p >= 20 && p <= 26 }) // 200 MiB of 800
	runtime.KeepAlive(held)
	collected(func(p int) bool { return p > small }) // nearly all of 1,000 MiB
}
