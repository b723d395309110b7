package disclose

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// summarise counts controls by state, grade and reason.
func summarise(controls []*Control) Summary {
	s := Summary{Total: len(controls)}
	states, grades, reasons := map[string]int{}, map[string]int{}, map[string]int{}
	for _, c := range controls {
		states[c.State]++
		grades[c.Grade]++
		if c.State == string(trust.NotSatisfied) || c.State == string(trust.Undetermined) {
			reasons[c.Reason]++
		}
		if c.Reason == string(trust.ReasonExcepted) {
			s.Excepted++
		}
		s.FreshUntil = period.Sooner(s.FreshUntil, c.FreshUntil)
	}
	for _, state := range trust.States {
		s.States = append(s.States, Count{string(state), states[string(state)]})
	}
	for _, grade := range trust.Grades {
		s.Grades = append(s.Grades, Count{string(grade), grades[string(grade)]})
	}
	for reason, n := range reasons {
		s.Reasons = append(s.Reasons, Count{reason, n})
	}
	slices.SortFunc(s.Reasons, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name))
	})
	return s
}
