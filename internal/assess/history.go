package assess

import (
	"slices"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// history returns the recordings of a piece of evidence up to the instant of
// the build, oldest first: those that the log has of it, and the piece itself.
// Each bears the end of its grace under the schedule of the need; a schedule
// that turns on events gives none.
func (j *judge) history(e *trust.Evidence, s period.Schedule) []trust.Recording {
	at := e.Clocks.CollectedAt
	all := []trust.Recording{{Collected: at, Verdict: e.Verdict, Coverage: e.Coverage}}
	for _, l := range j.logOf[e.ID] {
		same := l.CollectedAt.Equal(at) || l.Digest == e.Digest && l.CollectedAt.Sub(at).Abs() <= j.site.Config.Freshness.Conflict
		if !same && j.logs(l.Scope, e.Scope) {
			all = append(all, trust.Recording{Collected: l.CollectedAt, Verdict: l.Verdict, Coverage: l.Coverage})
		}
	}
	all = slices.DeleteFunc(all, func(r trust.Recording) bool { return r.Collected.IsZero() || r.Collected.After(j.now) })
	slices.SortStableFunc(all, func(a, b trust.Recording) int { return a.Collected.Compare(b.Collected) })
	for i := range all {
		if s.Basis == period.Every || s.Basis == period.Continuous {
			o := &trust.Observation{Collected: all[i].Collected}
			_ = j.periodic(o, s)
			all[i].FreshUntil = o.StaleAt
		}
		if all[i].Collected.Equal(at) {
			all[i].FreshUntil = period.Sooner(all[i].FreshUntil, e.Clocks.ValidUntil)
		}
	}
	return all
}

// logs reports whether a line of the log is about a piece of evidence with the
// same id: the two agree on every axis that the site declares, and on all
// others that the line names. A format may read more axes from the file itself.
func (j *judge) logs(line, piece trust.Scope) bool {
	for axis, values := range line {
		if !sameValues(values, piece[axis]) {
			return false
		}
	}
	for axis := range piece {
		if _, declared := j.site.Config.Scope[axis]; declared && len(line[axis]) == 0 {
			return false
		}
	}
	return true
}

// sameValues compares the values of an axis in any order.
func sameValues(a, b []string) bool {
	return slices.Equal(a, b) || slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
