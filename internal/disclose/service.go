package disclose

import (
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/trust"
)

// ServiceDays is the window in which a portal measures how steadily evidence
// was collected.
const ServiceDays = 90

// Service measures how steadily a piece of evidence was collected within some
// days up to the build. It reports false for evidence that no period is due by:
// nothing can be missed there.
func (v *View) Service(e *Evidence, days int64) (cadence.Record, bool) {
	if e.Rhythm.Period.IsZero() {
		return cadence.Record{}, false
	}
	return cadence.Measure(e.runs(), e.Rhythm, v.AsOf.AddDate(0, 0, -int(days)), v.AsOf), true
}

// runs returns the recordings and the failures.
func (e *Evidence) runs() []cadence.Run {
	runs := make([]cadence.Run, 0, len(e.History)+len(e.Failures))
	for _, h := range e.History {
		runs = append(runs, cadence.Run{At: h.Collected, Until: h.FreshUntil, Failed: h.Verdict == string(trust.VerdictError)})
	}
	for _, at := range e.Failures {
		runs = append(runs, cadence.Run{At: at, Failed: true})
	}
	return runs
}

// Attempt is one run that should have collected evidence: a recording, or a
// failure.
type Attempt struct {
	At        time.Time
	Recording *Recording // nil for a failure
}

// Attempts returns the runs of some days up to the build, newest first.
func (v *View) Attempts(e *Evidence, days int64) []Attempt {
	from := v.AsOf.AddDate(0, 0, -int(days))
	var out []Attempt
	r, f := len(e.History)-1, len(e.Failures)-1
	for r >= 0 || f >= 0 {
		a := Attempt{}
		if f < 0 || r >= 0 && !e.History[r].Collected.Before(e.Failures[f]) {
			a.At, a.Recording = e.History[r].Collected, &e.History[r]
			r--
		} else {
			a.At = e.Failures[f]
			f--
		}
		if !a.At.Before(from) {
			out = append(out, a)
		}
	}
	return out
}
