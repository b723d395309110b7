// Package cadence measures how steadily evidence was collected over a window
// of time: how much of it had fresh evidence, the longest gap, the runs that
// were missed and when the next one is due.
//
// It knows no evidence and no control, judges nothing and reads no clock: runs,
// rhythm and window are arguments.
package cadence

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/period"
)

// Run is one collection.
type Run struct {
	At     time.Time
	Until  time.Time // when it stops to count as fresh: the end of its grace, or sooner; zero: never
	Failed bool      // the run brought no evidence: it is counted, and covers nothing
}

// Rhythm is how often a collection is due. The zero Period is no rhythm: nothing
// is missed and nothing is next.
type Rhythm struct {
	Period   period.Period
	Grace    period.Grace
	Location *time.Location // of calendar arithmetic; nil is UTC
}

// Stretch is a part of a window. Its length is To - From.
type Stretch struct {
	From, To time.Time
}

// Length returns how long the stretch is.
func (s Stretch) Length() time.Duration { return s.To.Sub(s.From) }

// Record is how steadily evidence was collected within a window.
type Record struct {
	Window Stretch
	Runs   int           // runs within the window, failed ones included
	Failed int           // those of them that failed
	Fresh  time.Duration // how much of the window had fresh evidence
	// Lapses are the parts of the window without fresh evidence, in order: the
	// time before the first run, and each gap over period and grace.
	Lapses []Stretch
	// Longest is the longest time from one run that did not fail to the next, or
	// to the end of the window. It may begin before the window. Without any run
	// it is the whole window.
	Longest Stretch
	Missed  int       // due dates of the window whose grace passed without a run
	NextDue time.Time // end of the period that the last run began; zero: nothing sets one, or nothing ran
	First   time.Time // the first run of all, failed or not; zero: none
	Last    time.Time // the last run that did not fail; zero: none
}

// Measure takes the measure of runs, in any order, between two instants. Runs
// after the end are left out; runs before the beginning reach into the window
// by their end. A window without length is empty: its share is 0.
func Measure(runs []Run, rhythm Rhythm, from, to time.Time) Record {
	r := Record{Window: Stretch{from, to}}
	if !from.Before(to) {
		r.Window.To = from
	}
	runs = slices.DeleteFunc(slices.Clone(runs), func(run Run) bool { return run.At.IsZero() || run.At.After(to) })
	slices.SortStableFunc(runs, func(a, b Run) int { return a.At.Compare(b.At) })
	var good []Run
	for i, run := range runs {
		if i == 0 {
			r.First = run.At
		}
		inside := !run.At.Before(from)
		if inside {
			r.Runs++
		}
		switch {
		case !run.Failed:
			good = append(good, run)
		case inside:
			r.Failed++
		}
	}
	r.cover(good)
	r.longest(good)
	for i, run := range good {
		until := to
		if i+1 < len(good) {
			until = good[i+1].At
		}
		r.Missed += rhythm.missed(run.At, until, from)
	}
	if len(good) > 0 {
		r.Last = good[len(good)-1].At
		r.NextDue = rhythm.Due(r.Last)
	}
	return r
}

// cover finds which parts of the window had fresh evidence.
func (r *Record) cover(good []Run) {
	at := r.Window.From // everything before is covered, or a lapse already
	for _, run := range good {
		if run.At.After(at) {
			r.Lapses = append(r.Lapses, Stretch{at, run.At})
			at = run.At
		}
		until := run.Until
		if until.IsZero() || until.After(r.Window.To) {
			until = r.Window.To
		}
		if until.After(at) {
			r.Fresh += until.Sub(at)
			at = until
		}
	}
	if at.Before(r.Window.To) {
		r.Lapses = append(r.Lapses, Stretch{at, r.Window.To})
	}
	r.Lapses = joined(r.Lapses)
}

// joined makes one of stretches that touch: a run that counted for no time at
// all lies between them.
func joined(lapses []Stretch) []Stretch {
	var out []Stretch
	for _, l := range lapses {
		if n := len(out); n > 0 && out[n-1].To.Equal(l.From) {
			out[n-1].To = l.To
			continue
		}
		out = append(out, l)
	}
	return out
}

// longest finds the longest gap that reaches into the window; of equal ones the
// first.
func (r *Record) longest(good []Run) {
	r.Longest = r.Window
	for i, run := range good {
		gap := Stretch{run.At, r.Window.To}
		if i+1 < len(good) {
			gap.To = good[i+1].At
		}
		if i == 0 || gap.To.After(r.Window.From) && gap.Length() > r.Longest.Length() || !r.Longest.To.After(r.Window.From) {
			r.Longest = gap
		}
	}
}

// Share returns how much of the window had fresh evidence, from 0 to 1 in
// ten-thousandths. It is rounded down: only a window without any lapse is 1.
func (r Record) Share() float64 {
	whole := r.Window.Length()
	if whole <= 0 {
		return 0
	}
	return float64(int64(float64(r.Fresh)/float64(whole)*10_000)) / 10_000
}

// Due returns when the next run is due after one, or zero without a rhythm.
func (r Rhythm) Due(at time.Time) time.Time {
	if r.Period.IsZero() {
		return time.Time{}
	}
	return r.Period.After(at, r.Location)
}

// Until returns when a run is no longer fresh: when its period and its grace
// are over; zero without a rhythm.
func (r Rhythm) Until(at time.Time) time.Time {
	if r.Period.IsZero() {
		return time.Time{}
	}
	return r.Grace.End(at, r.Due(at), r.Location)
}

// missed counts the due dates after a run whose grace ended before until, and
// not before from. A run at the very end of the grace is in time.
func (r Rhythm) missed(at, until, from time.Time) int {
	if r.Period.IsZero() || !until.After(at) {
		return 0
	}
	if p := r.Period; p.Years == 0 && p.Months == 0 && p.Weeks == 0 && p.Days == 0 {
		return r.missedByClock(at, until, from)
	}
	n := 0
	before := at
	for k := 1; ; k++ {
		due := r.Period.Times(k).After(at, r.Location)
		end := r.Grace.End(before, due, r.Location)
		if !end.Before(until) || !due.After(before) {
			return n
		}
		if !end.Before(from) {
			n++
		}
		before = due
	}
}

// missedByClock counts as missed does, where the period is of equal length
// throughout and may be as short as a second.
func (r Rhythm) missedByClock(at, until, from time.Time) int {
	step := r.Period.Clock
	grace := r.Grace.End(at, at.Add(step), r.Location).Sub(at.Add(step))
	passed := func(t time.Time) int64 { // due dates whose grace ended before t
		return max(0, int64((t.Add(-1).Sub(at)-grace)/step))
	}
	return int(passed(until) - min(passed(until), passed(from)))
}
