package register

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
)

// Gap is one recorded exception beside the control that it waives.
type Gap struct {
	*disclose.Exception
	Waives *disclose.Control // nil when the view does not hold it
}

// Overdue reports whether the gap has stood longer than it may.
func (g Gap) Overdue() bool { return g.State == "overdue" }

// Gaps lists exceptions: those that are overdue first, then those whose gap is
// not known or gone, then by the latest date; those without a date last.
func (b *Book) Gaps(in []*disclose.Exception) []Gap {
	var out []Gap
	for _, x := range in {
		out = append(out, Gap{Exception: x, Waives: b.control[x.Control]})
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(gapRank(a.State)-gapRank(b.State), cmp.Compare(undatedLast(a), undatedLast(b)), a.Until.Compare(b.Until), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// GapCounts counts exceptions by state, in the order in which Gaps lists them.
func (b *Book) GapCounts(in []*disclose.Exception) []disclose.Count {
	var out []disclose.Count
	for _, g := range b.Gaps(in) {
		if i := slices.IndexFunc(out, func(c disclose.Count) bool { return c.Name == g.State }); i >= 0 {
			out[i].N++
		} else {
			out = append(out, disclose.Count{Name: g.State, N: 1})
		}
	}
	return out
}

func gapRank(state string) int {
	return slices.Index([]string{"overdue", "undetermined", "obsolete", "open"}, state)
}

func undatedLast(g Gap) int {
	if g.Until.IsZero() {
		return 1
	}
	return 0
}
