package assess

import (
	"fmt"
	"strconv"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// goalDays is the window in which the goal of the site is measured. Of the time
// before the first recording nothing is known.
const goalDays = 90

// goals reports evidence that was fresh for less of the time than the site
// wants, once each, at the first need that asks for it.
func goals(s *site.Site, a *trust.Assessment) (list diag.List) {
	goal := s.Config.Freshness.Goal
	if goal == 0 {
		return nil
	}
	told := map[*trust.Evidence]bool{}
	for _, f := range a.Findings {
		for _, o := range f.Observations {
			if o.Evidence == nil || told[o.Evidence] || o.Rhythm.Period.IsZero() {
				continue
			}
			told[o.Evidence] = true
			list.Add(missedGoal(s.Catalog.Control(f.Control), o, a, goal)...)
		}
	}
	return list
}

func missedGoal(c *trust.Control, o *trust.Observation, a *trust.Assessment, goal int) diag.List {
	runs := make([]cadence.Run, 0, len(o.History))
	from := a.AsOf.AddDate(0, 0, -goalDays)
	for i, h := range o.History {
		if i == 0 && h.Collected.After(from) {
			from = h.Collected
		}
		runs = append(runs, cadence.Run{At: h.Collected, Until: h.FreshUntil, Failed: h.Verdict == trust.VerdictError})
	}
	m := cadence.Measure(runs, o.Rhythm, from, a.AsOf)
	if len(runs) == 0 || !from.Before(a.AsOf) || m.Share()*10_000 >= float64(goal) {
		return nil
	}
	span := c.Span
	for _, n := range c.Needs {
		if n.ID == o.Need {
			span = n.Span
		}
	}
	return diag.List{diag.Warningf(diag.FreshnessGoal, span, "evidence %q was fresh for %.2f %% of the time since %s, and the goal is %s %%", o.Need, m.Share()*100, say(from), strconv.FormatFloat(float64(goal)/100, 'f', -1, 64)).
		Hinted("collect it more often, or lower freshness.goal in candor.yaml; %s", fmt.Sprintf("candor evidence history %s shows the gaps", o.Need))}
}
