package assess

import (
	"fmt"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// observe says how one need is met by one piece of evidence, or by none.
func (j *judge) observe(c *trust.Control, n trust.Need, e *trust.Evidence) *trust.Observation {
	o := &trust.Observation{Need: n.ID, Evidence: e, Freshness: trust.Missing, Outcome: trust.None}
	schedule := j.scheduleOf(c, n, e)
	o.Schedule = schedule.Human()
	if e == nil {
		o.Detail = j.neverCollected(n.ID)
		return o
	}
	o.Outcome = outcome(e.Verdict)
	o.Collected = e.Clocks.CollectedAt
	o.History = j.history(e, schedule)
	if state, why := j.unusable(e); state != "" {
		o.Freshness, o.Detail = state, why
		return o
	}
	j.age(o, e, schedule)
	state, why := incomplete(e)
	if failed, reason := j.failed(e); failed != "" {
		state, why = failed, reason
	}
	if state != "" {
		o.Freshness, o.Detail = o.Freshness.Worse(state), why
	}
	return o
}

// unusable reports evidence whose time cannot be relied on.
func (j *judge) unusable(e *trust.Evidence) (trust.Freshness, string) {
	switch {
	case e.Clocks.CollectedAt.IsZero():
		return trust.Undated, "nothing says when it was collected"
	case e.Clocks.Conflict != "":
		return trust.Conflict, e.Clocks.Conflict
	case e.Clocks.CollectedAt.After(j.now.Add(j.site.Config.Freshness.Future)):
		return trust.Future, "it was collected on " + say(e.Clocks.CollectedAt) + ", later than the time of the build"
	}
	return "", ""
}

// incomplete reports evidence that did not look at all that it should.
func incomplete(e *trust.Evidence) (trust.Freshness, string) {
	c := e.Coverage
	switch {
	case c.Known && c.Truncated:
		return trust.Incomplete, "the output is truncated"
	case c.Known && c.Errors > 0:
		return trust.Incomplete, fmt.Sprintf("the tool met %s", count(c.Errors, "error"))
	case c.Known && c.Examined == 0:
		return trust.Incomplete, "the tool examined nothing"
	case e.Verdict == trust.VerdictError:
		return trust.Incomplete, "the tool failed"
	case e.Verdict == trust.VerdictInconclusive:
		return trust.Incomplete, "the tool came to no conclusion"
	}
	return "", ""
}

// age sets the freshness of an observation by its schedule and the end dates
// of the evidence.
func (j *judge) age(o *trust.Observation, e *trust.Evidence, s period.Schedule) {
	switch s.Basis {
	case period.Every, period.Continuous:
		j.periodic(o, s)
	case period.PerEvent, period.OnEvent, period.BeforeEvent:
		j.eventful(o, e, s)
	default:
		o.Freshness = trust.Fresh
	}
	o.Expires = period.Sooner(o.Expires, e.Clocks.ValidUntil)
	if !o.Expires.IsZero() && !o.Expires.After(j.now) {
		o.Freshness = o.Freshness.Worse(trust.Expired)
		o.Detail = "it expired on " + say(o.Expires)
	}
}

// periodic judges evidence that is due once a period: due at the end of the
// period, stale at the end of the grace, expired after max_age periods.
func (j *judge) periodic(o *trust.Observation, s period.Schedule) {
	cfg := j.site.Config
	grace := cfg.Freshness.Grace
	if s.Grace != nil {
		grace = *s.Grace
	}
	o.DueAt = s.Period.After(o.Collected, cfg.Location)
	o.StaleAt = grace.End(o.Collected, o.DueAt, cfg.Location)
	o.Expires = later(s.Period.Times(max(cfg.Freshness.MaxAge, 1)).After(o.Collected, cfg.Location), o.StaleAt)
	switch {
	case j.now.Before(o.DueAt):
		o.Freshness = trust.Fresh
	case j.now.Before(o.StaleAt):
		o.Freshness = trust.Due
		o.Detail = "the next one was due on " + say(o.DueAt)
	default:
		o.Freshness = trust.Stale
		o.Detail = "the next one was due on " + say(o.DueAt)
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// outcome maps the verdict of a tool to the outcome of an observation. Words
// that neither pass nor fail give none.
func outcome(v trust.Verdict) trust.Outcome {
	switch v {
	case trust.VerdictPass:
		return trust.Pass
	case trust.VerdictFail:
		return trust.Fail
	case trust.VerdictError:
		return trust.Crashed
	}
	return trust.None
}
