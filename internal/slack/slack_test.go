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
		alive int64
		share int
		whole int64
		end   int64
		want  int64
	}{
		{4 * mib, 4, 0, 0, 64 * mib},           // a small site
		{400 * mib, 4, 0, 0, 100 * mib},        // a large one
		{400 * mib, 1, 0, 0, 400 * mib},        // under serve
		{40 * mib, 4, 200 * mib, 0, 80 * mib},  // at the beginning of a large one
		{80 * mib, 4, 200 * mib, 0, 120 * mib}, // soon after
		{190 * mib, 4, 200 * mib, 0, 64 * mib}, // and later
		{40 * mib, 8, 0, 260 * mib, 220 * mib}, // while many pieces are read
		{230 * mib, 8, 0, 260 * mib, 64 * mib}, // and when they were
	} {
		if got := room(c.alive, 64*mib, c.share, c.whole, c.end); got != c.want {
			t.Errorf("of %d MiB, %d MiB may become garbage, want %d", c.alive/mib, got/mib, c.want/mib)
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
		now.share, now.end = 1<<20, 0 // hardly anything, for the watch goes on
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
	Leave(64<<20, 4, 0)
	small := percent()
	if small < 200 {
		t.Fatalf("the collector runs at %d", small)
	}
	held := make([]byte, 800<<20)
	collected(func(p int) bool { return p >= 20 && p <= 26 }) // 200 MiB of 800
	runtime.KeepAlive(held)
	collected(func(p int) bool { return p >= small/2 }) // at least 64 MiB again
	Expect(4 << 30)
	if p := percent(); p < 10*small {
		t.Errorf("the collector runs at %d where much more will be alive", p)
	}
	Expect(1 << 20)
	collected(func(p int) bool { return p >= 10*small })
}

// TestRest has nothing be collected until much became garbage.
func TestRest(t *testing.T) {
	before := debug.SetGCPercent(100)
	t.Cleanup(func() {
		now.Lock()
		defer now.Unlock()
		now.share = 1 << 20
		debug.SetGCPercent(before)
	})
	Leave(256<<20, 4, 0)
	runtime.GC()
	count := func() uint32 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.NumForcedGC
	}
	at := count()
	Rest()
	if n := count(); n != at {
		t.Errorf("collected %d times where nothing became garbage", n-at)
	}
	garbage := make([]byte, 100<<20)
	garbage[len(garbage)-1] = 1
	Rest()
	if n := count(); n != at+1 {
		t.Errorf("collected %d times where 100 MiB of 256 became garbage", n-at)
	}
	runtime.KeepAlive(garbage)
}
