package reply

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
)

// prove gathers the evidence of the controls that an answer rests on.
func (a *Answer) prove(of map[string][]*disclose.Evidence) {
	seen := make(map[string]bool)
	for _, c := range a.Behind {
		a.ValidUntil = period.Sooner(a.ValidUntil, c.FreshUntil)
		for _, o := range c.Evidence {
			a.Collected = period.Sooner(a.Collected, o.Collected)
			if e := o.Among(of[o.ID]); e != nil && !seen[e.Key] {
				seen[e.Key] = true
				a.Evidence = append(a.Evidence, e)
			}
		}
	}
	slices.SortStableFunc(a.Evidence, func(x, y *disclose.Evidence) int {
		return cmp.Or(x.Collected.Compare(y.Collected), cmp.Compare(x.Key, y.Key))
	})
}
