package config

import (
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// readFreshness lays the file's limits over the default ones.
func (r *reader) readFreshness() {
	from, to := r.file.Freshness, &r.cfg.Freshness
	r.period(from.Snapshot, "freshness.snapshot", &to.Snapshot)
	r.period(from.Review, "freshness.review", &to.Review)
	r.period(from.Exception, "freshness.exception", &to.Exception)
	r.tolerance(from.Future, "freshness.future", &to.Future)
	r.tolerance(from.Conflict, "freshness.conflict", &to.Conflict)
	if given(from.Grace) {
		g, err := period.ParseGrace(from.Grace.Value)
		if err != nil {
			r.invalid(from.Grace, "freshness.grace: %s", err)
		} else {
			to.Grace = g
		}
	}
	if from.MaxAge.IsSet() {
		number, times := strings.CutSuffix(from.MaxAge.Value, "x")
		n, err := strconv.Atoi(number)
		if !times || err != nil || n < 1 || n > 100 {
			r.list.Add(diag.Errorf(diag.ValueInvalid, from.MaxAge.Span, "freshness.max_age is %q, expected a number of periods from 1x to 100x", from.MaxAge.Value).
				Hinted("write 2x for twice the period"))
		} else {
			to.MaxAge = n
		}
	}
}

// period reads a period that is not zero.
func (r *reader) period(t source.Text, what string, to *period.Period) {
	if !given(t) {
		return
	}
	p, err := period.Parse(t.Value)
	switch {
	case err != nil:
		r.invalid(t, "%s: %s", what, err)
	case p.IsZero():
		r.invalid(t, "%s is no time at all", what)
	default:
		*to = p
	}
}

// tolerance reads a duration, which may be zero.
func (r *reader) tolerance(t source.Text, what string, to *time.Duration) {
	if !given(t) {
		return
	}
	p, err := period.Parse(t.Value)
	if err != nil {
		r.invalid(t, "%s: %s", what, err)
		return
	}
	*to = p.Approx()
}

// readEvents reads what event-driven schedules wait for.
func (r *reader) readEvents() {
	for _, e := range r.file.Events {
		if !isID(e.Key.Value) {
			r.invalid(e.Key, "the event %q is not a name of small letters, digits and hyphens", e.Key.Value)
			continue
		}
		feed := site.EventFeed{Evidence: r.filled(e.Value.Evidence, "the evidence of "+e.Key.Value), Span: e.Value.Evidence.Span}
		r.period(e.Value.Lead, "the lead of "+e.Key.Value, &feed.Lead)
		r.period(e.Value.Lag, "the lag of "+e.Key.Value, &feed.Lag)
		r.cfg.Events[e.Key.Value] = feed
	}
}
