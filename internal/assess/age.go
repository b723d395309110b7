package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// Names of aspects.
const (
	aspectAge      = "age"
	aspectEvent    = "event"
	aspectEach     = "each"
	aspectRecords  = "records"
	aspectCoverage = "coverage"
	aspectCadence  = "cadence"
	aspectSources  = "sources"
	aspectScope    = "scope"
	aspectRun      = "run"
)

// observe says how one need is met within a scope by one piece of evidence, or
// by none. Each limit that the piece is held to is an aspect, and the worst
// decides.
func (j *judge) observe(c *trust.Control, n trust.Need, e *trust.Evidence, within trust.Scope) *trust.Observation {
	o := &trust.Observation{Need: n.ID, Evidence: e, Outcome: trust.None}
	schedule, aside := j.scheduleOf(c, n, e), j.aside(c, n.ID, e)
	if !aside {
		o.Schedule = schedule.Human()
	}
	if schedule.Basis == period.Every || schedule.Basis == period.Continuous {
		o.Rhythm = cadence.Rhythm{Period: schedule.Period, Grace: j.grace(schedule), Location: j.site.Config.Location}
	}
	if e == nil {
		a := trust.Aspect{Name: aspectAge, Freshness: trust.Missing, Detail: j.neverCollected(n.ID, "")}
		if beyond := narrower(c, n, within); len(beyond) > 0 && (len(j.byID[n.ID]) > 0 || n.Across != nil) {
			if !j.declared(beyond) {
				a.Brief = a.Detail
			}
			a.Detail = j.neverCollected(n.ID, " for "+beyond.String())
		}
		return settled(o, a)
	}
	o.Outcome = outcome(e.Verdict, n.Warn)
	o.Collected = e.Clocks.CollectedAt
	if !aside {
		o.History, o.Failures = j.history(e, schedule), j.failures(e)
	}
	if state, why := j.unusable(e); state != "" {
		return settled(o, trust.Aspect{Name: aspectAge, Freshness: state, Detail: why})
	}
	aspects := []trust.Aspect{j.age(o, c, e, schedule)}
	if schedule.Basis == period.ForEach {
		aspects = append(aspects, j.forEach(o, n, e, schedule))
	}
	if n.Records != nil {
		aspects = append(aspects, j.records(o, n, e))
	}
	if a := j.sources(e); a.Freshness != "" {
		aspects = append(aspects, a)
	}
	if !n.Cadence.IsZero() {
		aspects = append(aspects, j.cadence(n, e, schedule))
	}
	if state, why := j.failed(e); state != "" {
		aspects = append(aspects, trust.Aspect{Name: aspectRun, Freshness: state, Detail: why})
	}
	if state, why := incomplete(e, n, provesByNothing(c)); state != "" {
		aspects = append(aspects, trust.Aspect{Name: aspectCoverage, Freshness: state, Detail: why})
	} else if n.Coverage != nil {
		aspects = append(aspects, trust.Aspect{Name: aspectCoverage, Freshness: trust.Fresh, Detail: examined(e.Coverage)})
	}
	return settled(o, aspects...)
}

// settled lets the worst aspect decide an observation. Those that are as bad as
// the worst are told together.
func settled(o *trust.Observation, aspects ...trust.Aspect) *trust.Observation {
	o.Aspects, o.Freshness = aspects, trust.Fresh
	for _, a := range aspects {
		o.Freshness = o.Freshness.Worse(a.Freshness)
		o.Broken = o.Broken || a.Broken
	}
	o.Broken = o.Broken && o.Freshness.Counts()
	var details, briefs []string
	hidden := false
	for _, a := range aspects {
		if a.Detail == "" || a.Freshness != o.Freshness || a.Broken != o.Broken {
			continue
		}
		hidden = hidden || a.Brief != ""
		details, briefs = append(details, a.Detail), append(briefs, cmp.Or(a.Brief, a.Detail))
	}
	o.Detail = strings.Join(details, "; ")
	if hidden {
		o.Brief = strings.Join(briefs, "; ")
	}
	return o
}

// narrower returns what a scope says beyond that of the control and the need.
func narrower(c *trust.Control, n trust.Need, within trust.Scope) trust.Scope {
	out := trust.Scope{}
	for axis, values := range within {
		if !sameValues(values, c.Scope[axis]) && !sameValues(values, n.Scope[axis]) {
			out[axis] = values
		}
	}
	return out
}

// declared reports whether the site declares every axis of a scope: others,
// such as accounts, are not for everybody.
func (j *judge) declared(s trust.Scope) bool {
	return !slices.ContainsFunc(s.Axes(), func(axis string) bool { return j.site.Config.Scope[axis] == nil })
}

// unusable reports evidence whose time cannot be relied on.
func (j *judge) unusable(e *trust.Evidence) (trust.Freshness, string) {
	switch {
	case e.Clocks.CollectedAt.IsZero():
		return trust.Undated, cmp.Or(e.Clocks.Unknown, "nothing says when it was collected")
	case e.Clocks.Conflict != "":
		return trust.Conflict, e.Clocks.Conflict
	case e.Clocks.CollectedAt.After(j.now.Add(j.site.Config.Freshness.Future)):
		return trust.Future, "it was collected on " + say(e.Clocks.CollectedAt) + ", later than the time of the build"
	}
	return "", ""
}

// sources judges what a piece was joined from: one source that cannot be relied
// on, or did not look at all that it should, makes all of it so.
func (j *judge) sources(e *trust.Evidence) trust.Aspect {
	out := trust.Aspect{Name: aspectSources}
	for _, s := range e.Sources {
		state, why := j.unusable(s)
		if state == "" {
			state, why = incomplete(s, trust.Need{}, false)
		}
		if state == "" {
			state, why = j.failed(s)
		}
		if further := j.sources(s); state == "" && further.Freshness != "" {
			state, why = further.Freshness, further.Detail
		}
		if state != "" && (out.Freshness == "" || out.Freshness.Worse(state) != out.Freshness) {
			out.Freshness, out.Detail = state, fmt.Sprintf("%q, which it is joined from: %s", s.ID, why)
		}
	}
	return out
}

// age holds a piece to the schedule of its need and to its own end date.
func (j *judge) age(o *trust.Observation, c *trust.Control, e *trust.Evidence, s period.Schedule) trust.Aspect {
	a := trust.Aspect{Name: aspectAge, Freshness: trust.Fresh}
	switch s.Basis {
	case period.Every, period.Continuous:
		a = j.periodic(o, s)
	case period.ForEach:
		a = j.periodic(o, j.ownAge(c, e, s))
	case period.PerEvent, period.OnEvent, period.BeforeEvent:
		a = j.eventful(o, e, s)
	}
	o.Expires = period.Sooner(o.Expires, e.Clocks.ValidUntil)
	if !o.Expires.IsZero() && !o.Expires.After(j.now) {
		a.Freshness, a.Detail, a.Brief = a.Freshness.Worse(trust.Expired), "it expired on "+say(o.Expires), ""
	}
	return a
}

// ownAge returns how old a piece may be whose records are joined with events.
func (j *judge) ownAge(c *trust.Control, e *trust.Evidence, s period.Schedule) period.Schedule {
	if s.Period.IsZero() {
		own := j.limit(c, e)
		if own.Basis != period.Every {
			own = period.Schedule{Basis: period.Every, Period: j.usual(e)}
		}
		own.Grace = cmp.Or(s.Grace, own.Grace)
		return own
	}
	return period.Schedule{Basis: period.Every, Period: s.Period, Grace: s.Grace}
}

// usual is the site's default period for a piece.
func (j *judge) usual(e *trust.Evidence) period.Period {
	if e != nil && e.Manual {
		return j.site.Config.Freshness.Review
	}
	return j.site.Config.Freshness.Snapshot
}

// periodic judges evidence that is due once a period: due at the end of the
// period, stale at the end of the grace, expired after max_age periods.
func (j *judge) periodic(o *trust.Observation, s period.Schedule) trust.Aspect {
	cfg := j.site.Config
	a := trust.Aspect{Name: aspectAge}
	o.DueAt = s.Period.After(o.Collected, cfg.Location)
	o.StaleAt = j.grace(s).End(o.Collected, o.DueAt, cfg.Location)
	o.Expires = later(s.Period.Times(max(cfg.Freshness.MaxAge, 1)).After(o.Collected, cfg.Location), o.StaleAt)
	switch {
	case j.now.Before(o.DueAt):
		a.Freshness = trust.Fresh
	case j.now.Before(o.StaleAt):
		a.Freshness = trust.Due
		a.Detail = "the next one was due on " + say(o.DueAt)
	default:
		a.Freshness = trust.Stale
		a.Detail = "the next one was due on " + say(o.DueAt)
	}
	return a
}

// grace returns the grace of a schedule, or the site's.
func (j *judge) grace(s period.Schedule) period.Grace {
	if s.Grace != nil {
		return *s.Grace
	}
	return j.site.Config.Freshness.Grace
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// outcome maps the verdict of a tool to the outcome of an observation. A warning
// counts as the need says; words that neither pass nor fail give none.
func outcome(v trust.Verdict, warn trust.Outcome) trust.Outcome {
	switch v {
	case trust.VerdictPass:
		return trust.Pass
	case trust.VerdictFail:
		return trust.Fail
	case trust.VerdictError:
		return trust.Crashed
	case trust.VerdictWarn:
		return cmp.Or(warn, trust.None)
	}
	return trust.None
}
