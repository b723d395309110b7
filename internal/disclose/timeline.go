package disclose

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/timeline"
	"github.com/candor-site/candor/internal/trust"
)

// maxDays is the longest time that a timeline shows: ten years.
const maxDays = 3653

// Lane is the history of one piece of evidence over some days.
type Lane struct {
	Evidence *Evidence
	From, To time.Time
	Bars     []timeline.Bar
	Ticks    []timeline.Tick
	// Recordings are those within the days, newest first.
	Recordings []Recording
	Verdicts   []Count    // of those, in the order of the vocabulary, without zeros
	Before     *Recording // the last one before, or nil
}

// Timeline returns the history of the evidence of an id, or behind a control,
// or of all, over some days up to the build. Evidence that the view does not hold is an
// error of the page that names it.
func (v *View) Timeline(id, control string, days int64) ([]Lane, error) {
	if days < 1 || days > maxDays {
		return nil, diag.Errorf(diag.PropType, source.Span{}, "the prop days is %d, expected a number of days from 1 to %d", days, maxDays)
	}
	pieces := keep(v.Evidence, func(e *Evidence) bool {
		return (id == "" || e.ID == id) && (control == "" || slices.Contains(e.Controls, control))
	})
	if len(pieces) == 0 && id != "" {
		var known []string
		for _, e := range v.Evidence {
			known = append(known, e.ID)
		}
		return nil, diag.Errorf(diag.EvidenceUnknown, source.Span{}, "there is no evidence %q in this portal", id).
			Hinted("%s", diag.DidYouMean(id, slices.Compact(known)))
	}
	var out []Lane
	for _, e := range pieces {
		out = append(out, v.lane(e, v.Since(days)))
	}
	return out, nil
}

// LaneOf returns the history of one piece of evidence over some days up to the
// build.
func (v *View) LaneOf(e *Evidence, days int64) Lane { return v.lane(e, v.Since(days)) }

// lane lays out one piece of evidence.
func (v *View) lane(e *Evidence, from time.Time) Lane {
	l := Lane{Evidence: e, From: from, To: v.AsOf}
	stretch := timeline.Stretch{From: from, To: v.AsOf}
	marks := make([]timeline.Mark, len(e.History))
	for i, r := range e.History {
		marks[i] = timeline.Mark{At: r.Collected, Until: r.FreshUntil, Name: r.Verdict}
		if stretch.Holds(r.Collected) {
			l.Recordings = append(l.Recordings, r)
		} else {
			l.Before = &e.History[i]
		}
	}
	l.Bars, l.Ticks = stretch.Bars(marks), stretch.Ticks(marks)
	slices.Reverse(l.Recordings)
	for _, verdict := range trust.Verdicts {
		if n := len(keep(l.Recordings, func(r Recording) bool { return r.Verdict == string(verdict) })); n > 0 {
			l.Verdicts = append(l.Verdicts, Count{Name: string(verdict), N: n})
		}
	}
	return l
}
