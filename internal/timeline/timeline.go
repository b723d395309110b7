// Package timeline lays recordings out along a stretch of time, in thousandths
// of its length.
//
// It knows nothing of what is recorded, and draws nothing.
package timeline

import (
	"strconv"
	"strings"
	"time"
)

// Mark is one recording: from when to when it counts, under a name such as its
// outcome. A zero Until counts until the next mark.
type Mark struct {
	At, Until time.Time
	Name      string
}

// Bar is the part of the stretch in which a mark counts.
type Bar struct {
	X, W string // of 1000
	Name string
}

// Tick is where a mark stands.
type Tick struct {
	X    string // of 1000
	Name string
}

// Stretch is a length of time with the marks in it. A mark counts no longer
// than until the next one, nor beyond the end.
type Stretch struct {
	From, To time.Time
}

// Bars returns the parts in which marks count, in the order of the marks, which
// are sorted by At. What lies outside the stretch is cut off.
func (s Stretch) Bars(marks []Mark) []Bar {
	var out []Bar
	for i, m := range marks {
		until := m.Until
		if until.IsZero() || until.After(s.To) {
			until = s.To
		}
		if i+1 < len(marks) && until.After(marks[i+1].At) {
			until = marks[i+1].At
		}
		from := m.At
		if from.Before(s.From) {
			from = s.From
		}
		if until.After(from) {
			out = append(out, Bar{X: thousandths(s.at(from)), W: thousandths(s.at(until) - s.at(from)), Name: m.Name})
		}
	}
	return out
}

// Ticks returns where the marks within the stretch stand.
func (s Stretch) Ticks(marks []Mark) []Tick {
	var out []Tick
	for _, m := range marks {
		if s.Holds(m.At) {
			out = append(out, Tick{X: thousandths(s.at(m.At)), Name: m.Name})
		}
	}
	return out
}

// Holds reports whether an instant lies within the stretch, ends included.
func (s Stretch) Holds(t time.Time) bool { return !t.Before(s.From) && !t.After(s.To) }

// at returns where an instant of the stretch stands, in hundredths of
// thousandths.
func (s Stretch) at(t time.Time) int64 {
	whole := int64(s.To.Sub(s.From) / time.Second)
	if whole <= 0 {
		return 0
	}
	return int64(t.Sub(s.From)/time.Second) * 100_000 / whole
}

// thousandths writes hundredths as a number of at most two decimals.
func thousandths(n int64) string {
	text := strconv.FormatInt(n/100, 10)
	if n%100 == 0 {
		return text
	}
	return text + "." + strings.TrimRight(strconv.FormatInt(100+n%100, 10)[1:], "0")
}
