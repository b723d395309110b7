package config

import (
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/selection"
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
	if from.Fallback != nil {
		to.ByName, to.ByGit = slices.Contains(*from.Fallback, "file-name"), slices.Contains(*from.Fallback, "git")
	}
	r.readGoal(from.Goal)
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
		f := e.Value.eventFile
		feed := site.EventFeed{Evidence: r.filled(f.Evidence, "the evidence of "+e.Key.Value), Span: f.Evidence.Span, Changes: f.Changes.Value}
		r.period(f.Lead, "the lead of "+e.Key.Value, &feed.Lead)
		r.period(f.Lag, "the lag of "+e.Key.Value, &feed.Lag)
		r.period(f.Every, "the period of "+e.Key.Value, &feed.Every)
		switch selects := !f.Each.IsZero() || !f.Key.IsZero() || !f.At.IsZero() || !f.Where.IsZero(); {
		case selects && given(f.Changes):
			r.list.Add(diag.Errorf(diag.ValueInvalid, f.Changes.Span, "the event %s is read off a change, and from records as well", e.Key.Value).
				Hinted("keep changes, or keep each, key and at"))
		case selects && (f.Key.IsZero() || f.At.IsZero()):
			r.list.Add(diag.Errorf(diag.KeyMissing, e.Key.Span, "the event %s is read from records, and not both key and at say which and when", e.Key.Value).
				Hinted("add key and at, pointers within a record such as /email and /start_date"))
		case selects:
			feed.Records = &f.Selection
		case strings.HasPrefix(feed.Changes, "/"):
			at := &selection.Pointer{}
			if bad := at.DecodeNode(&decode.Node{Kind: decode.String, Scalar: feed.Changes, Span: f.Changes.Span}); bad.HasErrors() {
				r.list.Add(bad...)
				continue
			}
			feed.ChangesAt = at
		}
		r.cfg.Events[e.Key.Value] = feed
	}
}

// readScopeMap reads what values that evidence states mean in the site's scope.
func (r *reader) readScopeMap() {
	for _, axis := range r.file.ScopeMap {
		values := map[string]map[string][]string{}
		for _, from := range axis.Value {
			to := map[string][]string{}
			for _, target := range from.Value {
				known, ok := r.cfg.Scope[target.Key.Value]
				if !ok {
					r.list.Add(diag.Errorf(diag.ScopeUnknown, target.Key.Span, "scope_map gives %s %q a value of the axis %q, which does not exist", axis.Key.Value, from.Key.Value, target.Key.Value).
						Hinted("%s", suggest(target.Key.Value, slices.Sorted(maps.Keys(r.cfg.Scope)))))
					continue
				}
				for _, v := range target.Value {
					if !slices.Contains(known, v.Value) {
						r.list.Add(diag.Errorf(diag.ScopeValueUnknown, v.Span, "scope_map gives %s %q the %s %q, which does not exist", axis.Key.Value, from.Key.Value, target.Key.Value, v.Value).
							Hinted("%s", suggest(v.Value, known)))
						continue
					}
					to[target.Key.Value] = append(to[target.Key.Value], v.Value)
				}
			}
			values[from.Key.Value] = to
		}
		r.cfg.ScopeMap[axis.Key.Value] = values
	}
}

// readGoal reads a share such as 99% or 99.5%.
func (r *reader) readGoal(goal schema.Scalar) {
	if !goal.IsSet() {
		return
	}
	number, percent := strings.CutSuffix(goal.Value, "%")
	share, err := strconv.ParseFloat(number, 64)
	if !percent || err != nil || !(share > 0 && share <= 100) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, goal.Span, "freshness.goal is %q, expected a share above 0%% and up to 100%%", goal.Value).
			Hinted("write 99%% or 99.5%%"))
		return
	}
	r.cfg.Freshness.Goal = int(math.Round(share * 100))
}
