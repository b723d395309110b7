package assess

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// cadence holds the recordings of a piece within a window to its schedule: no
// gap over period and grace. A log that is shorter than the window says nothing
// about the time before it, which the detail tells.
func (j *judge) cadence(n trust.Need, e *trust.Evidence, s period.Schedule) trust.Aspect {
	a := trust.Aspect{Name: aspectCadence, Freshness: trust.Fresh}
	if s.Basis != period.Every && s.Basis != period.Continuous {
		a.Freshness, a.Detail = trust.Incomplete, fmt.Sprintf("a cadence needs a period, and this is expected %s", s.Human())
		return a
	}
	loc := j.site.Config.Location
	from := n.Cadence.Before(j.now, loc)
	rhythm := cadence.Rhythm{Period: s.Period, Grace: j.grace(s), Location: loc}
	var runs []cadence.Run
	for _, r := range j.history(e, s) {
		runs = append(runs, cadence.Run{At: r.Collected, Until: rhythm.Until(r.Collected), Failed: r.Verdict == trust.VerdictError})
	}
	m := cadence.Measure(runs, rhythm, from, j.now)
	beginning := ""
	if m.First.After(from) {
		beginning = fmt.Sprintf("; the recordings begin on %s, so nothing is known of the time from %s", say(m.First), say(from))
		m = cadence.Measure(runs, rhythm, m.First, j.now)
	}
	what := fmt.Sprintf("in the %s before %s", n.Cadence.Human(), say(j.now))
	if len(m.Lapses) == 0 {
		a.Detail = fmt.Sprintf("no gap %s, over %s%s", what, count(int64(m.Runs), "recording"), beginning)
		return a
	}
	var gaps []string
	for _, l := range m.Lapses {
		gaps = append(gaps, fmt.Sprintf("from %s to %s", say(l.From), say(l.To)))
	}
	if len(gaps) > maxNamed {
		gaps = append(gaps[:maxNamed], fmt.Sprintf("%d more", len(gaps)-maxNamed))
	}
	a.Broken = true
	a.Detail = fmt.Sprintf("%s without fresh evidence %s: %s%s", count(int64(len(m.Lapses)), "gap"), what, strings.Join(gaps, ", "), beginning)
	return a
}
