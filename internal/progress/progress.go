// Package progress tells people how far long work is: a bar that is overwritten
// on a terminal, lines now and then in a log, nothing for those who want
// nothing; and it measures how long each step took.
//
// It decides nothing: work goes on the same whether it is watched or not. It
// knows no clock but the one that it is given.
package progress

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Style is how progress is shown.
type Style int

// The styles.
const (
	Silent Style = iota // not at all; steps are measured all the same
	Lines               // for logs: a line for work that takes long, at most one every ten seconds
	Each                // for logs: a line for each step as it begins, besides
	Bar                 // for terminals: one line that is overwritten
)

// How often progress is shown.
const (
	barEvery  = 100 * time.Millisecond
	lineEvery = 10 * time.Second
)

// Step is one step of the work.
type Step struct {
	Name string
	Took time.Duration
}

// Work is work under way. It is safe for concurrent use; a nil *Work is told
// and shows nothing.
type Work struct {
	out   io.Writer
	style Style
	now   func() time.Time
	next  atomic.Int64 // when to show again, in nanoseconds since 1970

	mu    sync.Mutex
	steps []Step
	began time.Time // of the last step
	ended bool      // there is no step under way
	units []*Unit   // of the last step
	drawn bool      // a bar stands on the terminal
}

// Unit is something that a step works through, such as pages.
type Unit struct {
	work        *Work
	name        string
	done, total atomic.Int64
}

// New returns work of which no step has begun.
func New(out io.Writer, style Style, now func() time.Time) *Work {
	return &Work{out: out, style: style, now: now, ended: true}
}

// Step begins a step, such as "reading", and ends the one before.
func (w *Work) Step(name string) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end()
	at := w.now()
	w.steps, w.began, w.ended, w.units = append(w.steps, Step{Name: name}), at, false, nil
	switch w.style {
	case Each:
		fmt.Fprintf(w.out, "candor: %s\n", name)
		w.next.Store(at.Add(lineEvery).UnixNano())
	case Lines:
		w.next.Store(at.Add(lineEvery).UnixNano())
	case Bar:
		w.show(at)
	}
}

// end ends the step under way. The caller holds the lock.
func (w *Work) end() {
	if !w.ended {
		w.steps[len(w.steps)-1].Took += w.now().Sub(w.began)
		w.ended = true
	}
}

// Expect says that the step works through so many more of a unit, which is
// named in the plural, and returns what is told of each that is done.
func (w *Work) Expect(unit string, n int) *Unit {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, u := range w.units {
		if u.name == unit {
			u.total.Add(int64(n))
			return u
		}
	}
	u := &Unit{work: w, name: unit}
	u.total.Store(int64(n))
	w.units = append(w.units, u)
	return u
}

// Done says that one more is done. On a nil Unit it does nothing.
func (u *Unit) Done() {
	if u == nil {
		return
	}
	u.done.Add(1)
	w := u.work
	if w.style == Silent {
		return
	}
	at := w.now()
	if at.UnixNano() < w.next.Load() || !w.mu.TryLock() {
		return
	}
	defer w.mu.Unlock()
	w.show(at)
}

// show shows how far the step is. The caller holds the lock.
func (w *Work) show(at time.Time) {
	if w.ended {
		return
	}
	text := w.steps[len(w.steps)-1].Name + w.extent()
	if w.style == Bar {
		w.next.Store(at.Add(barEvery).UnixNano())
		w.drawn = true
		fmt.Fprintf(w.out, "\r\x1b[K%s", text)
		return
	}
	w.next.Store(at.Add(lineEvery).UnixNano())
	fmt.Fprintf(w.out, "candor: %s, for %d s\n", text, int(at.Sub(w.began).Seconds()))
}

// barWidth is how many signs the bar has.
const barWidth = 20

// extent says how much of the step is done: " [####....] 120/400 pages". The
// caller holds the lock.
func (w *Work) extent() string {
	var done, total int64
	var parts []string
	for _, u := range w.units {
		d, t := u.done.Load(), u.total.Load()
		done, total = done+d, total+t
		parts = append(parts, fmt.Sprintf("%d/%d %s", d, t, u.name))
	}
	if total == 0 {
		return "..."
	}
	text := " " + strings.Join(parts, ", ")
	if w.style != Bar {
		return text
	}
	full := int(min(done, total) * barWidth / total)
	return " [" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "]" + text
}

// Settle ends the step under way and wipes the bar, so that messages can be
// printed.
func (w *Work) Settle() {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.end()
	if w.drawn {
		w.drawn = false
		fmt.Fprint(w.out, "\r\x1b[K")
	}
}

// Steps returns the steps so far; of one that is under way without its time.
func (w *Work) Steps() []Step {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Step(nil), w.steps...)
}
