// Package goal finds evidence that was fresh for less of the time than the site
// wants. It judges nothing anew: it measures what was recorded.
package goal

import (
	"fmt"
	"strconv"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// window is the days in which the goal of the site is measured. Of the time before
// the first recording nothing is known.
const window = 90

// Missed reports evidence that was fresh for less of the time than the site
// wants, once each, at the first need that asks for it.
func Missed(s *site.Site, a *trust.Assessment) (list diag.List) {
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
			list.Add(missed(s.Catalog.Control(f.Control), o, a, goal)...)
		}
	}
	return list
}

func missed(c *trust.Control, o *trust.Observation, a *trust.Assessment, goal int) diag.List {
	runs := make([]cadence.Run, 0, len(o.History))
	from := a.AsOf.AddDate(0, 0, -window)
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
	return diag.List{diag.Warningf(diag.FreshnessGoal, span, "evidence %q was fresh for %.2f %% of the time since %s, and the goal is %s %%", o.Need, m.Share()*100, day(from), strconv.FormatFloat(float64(goal)/100, 'f', -1, 64)).
		Hinted("collect it more often, or lower freshness.goal in candor.yaml; %s", fmt.Sprintf("candor evidence history %s shows the gaps", o.Need))}
}

// day formats an instant for people, in UTC, without a time of day that is
// midnight.
func day(t time.Time) string {
	if t = t.UTC(); t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04 UTC")
}
