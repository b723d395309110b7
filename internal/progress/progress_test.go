package progress

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is a clock that stands until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

func TestStyles(t *testing.T) {
	for _, tt := range []struct {
		name  string
		style Style
		want  string
	}{
		{"silent", Silent, ""},
		{"lines", Lines, "candor: reading 2/4 pages, 0/6 evidence, for 11 s\n"},
		{"each", Each, "candor: reading\ncandor: reading 2/4 pages, 0/6 evidence, for 11 s\ncandor: judging\n"},
		{"bar", Bar, "\r\x1b[Kreading...\r\x1b[Kreading [##..................] 1/4 pages, 0/6 evidence\r\x1b[Kreading [####................] 2/4 pages, 0/6 evidence\r\x1b[Kjudging...\r\x1b[K"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			c := newClock()
			w := New(&out, tt.style, c.now)
			w.Step("reading")
			pages := w.Expect("pages", 4)
			w.Expect("evidence", 6)
			c.pass(time.Second)
			pages.Done()
			c.pass(10 * time.Second)
			pages.Done()
			w.Step("judging")
			c.pass(2 * time.Second)
			w.Settle()
			c.pass(time.Hour)
			w.Settle()
			if out.String() != tt.want {
				t.Errorf("shown\n%q, want\n%q", out.String(), tt.want)
			}
			want := []Step{{"reading", 11 * time.Second}, {"judging", 2 * time.Second}}
			if got := w.Steps(); !slices.Equal(got, want) {
				t.Errorf("steps %v, want %v", got, want)
			}
		})
	}
}

func TestExpectAddsUp(t *testing.T) {
	var out bytes.Buffer
	c := newClock()
	w := New(&out, Bar, c.now)
	w.Step("rendering")
	w.Expect("files", 3)
	files := w.Expect("files", 5)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			c.pass(time.Second)
			files.Done()
		})
	}
	wg.Wait()
	c.pass(time.Second)
	files.Done() // one too many: the bar stays a bar
	if got := out.String(); !strings.HasSuffix(got, "["+strings.Repeat("#", barWidth)+"] 9/8 files") {
		t.Errorf("the last bar of %q is not full", got)
	}
}

func TestNobodyWatches(t *testing.T) {
	var w *Work
	w.Step("reading")
	w.Expect("pages", 3).Done()
	w.Settle()
	if w.Steps() != nil {
		t.Error("nobody's work has steps")
	}
}
