package assess

import (
	"time"

	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/trust"
)

// Gap is the state of an exception at one instant.
type Gap string

// The states of an exception.
const (
	Open    Gap = "open"         // the gap is there, and the exception is current
	Closed  Gap = "obsolete"     // the evidence no longer shows the gap
	Overdue Gap = "overdue"      // past its latest date: it waives nothing
	Unknown Gap = "undetermined" // nothing tells whether the gap is still there
)

// Until returns the last instant at which an exception waives anything: the
// end of its latest day, or of the site's longest time after it was opened.
// Zero means that neither is known.
func Until(x *trust.Exception, fallback func(opened time.Time) time.Time) time.Time {
	switch {
	case !x.Until.IsZero():
		return x.Until.AddDate(0, 0, 1)
	case !x.Opened.IsZero():
		return fallback(x.Opened)
	}
	return time.Time{}
}

// waive ties current exceptions to the controls that they cover. Such a
// control stays not satisfied: an exception excuses a gap and hides nothing.
func (j *judge) waive(a *trust.Assessment) {
	for _, x := range j.site.Catalog.Exceptions {
		f := a.Finding(x.Waives)
		gap, until := j.gap(x, f)
		a.Exceptions = append(a.Exceptions, trust.ExceptionState{ID: x.ID, State: string(gap), Until: until})
		if f == nil || gap == Overdue || f.State != trust.NotSatisfied || !covers(x, f, j.site.Catalog.Control(x.Waives)) {
			continue
		}
		f.Waivers = append(f.Waivers, trust.Waiver{Exception: x.ID, Until: until})
	}
}

// covers reports whether an exception reaches every scope in which the control
// is not satisfied.
func covers(x *trust.Exception, f *trust.Finding, c *trust.Control) bool {
	if len(f.PerScope) == 0 {
		return x.Scope.Meets(c.Scope)
	}
	for _, s := range f.PerScope {
		if s.State == trust.NotSatisfied && !x.Scope.Meets(s.Scope) {
			return false
		}
	}
	return true
}

// gap finds the state of an exception: its own assertion decides, else the
// state of the control that it waives.
func (j *judge) gap(x *trust.Exception, f *trust.Finding) (Gap, time.Time) {
	until := Until(x, func(opened time.Time) time.Time {
		p := x.AtLatest
		if p.IsZero() {
			p = j.site.Config.Freshness.Exception
		}
		return p.After(opened, j.site.Config.Location)
	})
	state := Unknown
	switch {
	case j.site.Gaps[x.ID] != nil:
		state = j.shown(x)
	case f != nil && f.State == trust.NotSatisfied:
		state = Open
	case f != nil && f.State == trust.Satisfied:
		state = Closed
	}
	if state != Closed && !until.IsZero() && !until.After(j.now) {
		state = Overdue
	}
	return state, until
}

// shown evaluates the assertion that a gap still exists, over evidence of any
// age: an old file that shows the gap is gone says so all the same.
func (j *judge) shown(x *trust.Exception) Gap {
	c := &trust.Control{ID: x.ID, Scope: x.Scope, Needs: x.Needs}
	if target := j.site.Catalog.Control(x.Waives); target != nil {
		c.Parameters = target.Parameters
	}
	state := Unknown
	for _, p := range j.split(c) {
		switch j.site.Gaps[x.ID].Eval(j.inputs(c, p, x.Assert.Value)).Verdict {
		case rule.True:
			return Open
		case rule.False:
			state = Closed
		}
	}
	return state
}
