// Package assess judges a site at one instant: how old each piece of evidence
// is, whether each assertion holds, and in which state each control therefore
// is.
//
// It is pure: the instant is an argument, and nothing is read, written or run.
// A check that cannot be made leaves its control undetermined, never failed
// and never passed.
package assess

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/givens"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/premise"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// Controls judges every control of the site as of one instant.
func Controls(s *site.Site, asOf time.Time) *trust.Assessment {
	return Recalling(s, asOf, func(c *trust.Control, judge func(*trust.Control) *trust.Finding) *trust.Finding { return judge(c) })
}

// Recalling is Controls, with what was found earlier: known judges a control, or knows the result.
func Recalling(s *site.Site, asOf time.Time, known func(c *trust.Control, judge func(*trust.Control) *trust.Finding) *trust.Finding) *trust.Assessment {
	return newJudge(s, asOf).controls(known)
}

// About is Controls with the observations that are about one id, of a control or of
// evidence, and no others: of those only what they decide is found.
func About(s *site.Site, asOf time.Time, id string) *trust.Assessment {
	j := newJudge(s, asOf)
	j.about = id
	return j.controls(func(c *trust.Control, judge func(*trust.Control) *trust.Finding) *trust.Finding {
		f := judge(c)
		f.Observations = slices.DeleteFunc(f.Observations, func(o *trust.Observation) bool { return j.aside(c, o.Need, o.Evidence) })
		return f
	})
}

// aside reports whether an observation is not asked for beside what it decides.
func (j *judge) aside(c *trust.Control, need string, e *trust.Evidence) bool {
	return j.brief || j.about != "" && c.ID != j.about && need != j.about && (e == nil || e.ID != j.about)
}

func (j *judge) controls(known func(c *trust.Control, judge func(*trust.Control) *trust.Finding) *trust.Finding) *trust.Assessment {
	s := j.site
	j.parameters = givens.Parameters(s.Catalog)
	a := &trust.Assessment{AsOf: j.now, Findings: make([]*trust.Finding, len(s.Catalog.Controls))}
	_ = crew.Each(context.Background(), runtime.GOMAXPROCS(0), len(a.Findings), func(i int) error {
		a.Findings[i] = known(s.Catalog.Controls[i], j.control)
		return nil
	})
	premise.Settle(s.Catalog, a)
	j.waive(a)
	return a
}

// newJudge returns a judge who knows what was collected and recorded.
func newJudge(s *site.Site, asOf time.Time) *judge {
	j := &judge{site: s, now: asOf, byID: make(map[string][]*trust.Evidence, len(s.Evidence)), logOf: map[string][]trust.LogEntry{}}
	for all := s.Evidence; len(all) > 0; {
		n := 1 // of one id, mostly all that there are
		for n < len(all) && all[n].ID == all[0].ID {
			n++
		}
		if before := j.byID[all[0].ID]; before == nil {
			j.byID[all[0].ID] = all[:n:n]
		} else {
			j.byID[all[0].ID] = append(before, all[:n]...)
		}
		all = all[n:]
	}
	for _, l := range s.Log {
		j.logOf[l.ID] = append(j.logOf[l.ID], l)
	}
	return j
}

// judge holds what judging one control needs to know of all the others.
type judge struct {
	site       *site.Site
	now        time.Time
	byID       map[string][]*trust.Evidence
	logOf      map[string][]trust.LogEntry
	feeds      sync.Map       // what is known of events, by event and scope
	parameters map[string]any // control id -> its parameters, plain: what assertions read as c
	brief      bool           // of an observation only its freshness is asked for
	about      string         // of others than those of this id, too; "": of none
}

// control judges one control: once for each scope that its evidence is split
// by, the worst scope deciding.
func (j *judge) control(c *trust.Control) *trust.Finding {
	var found *trust.Finding
	splits, showed := j.split(c), true
	for _, part := range splits {
		f := j.judge(c, part)
		showed = showed && (f.State != trust.Undetermined || f.Showed == trust.Satisfied)
		scoped := trust.ScopedState{Scope: part.scope, State: f.State, Reason: f.Reason}
		switch {
		case found == nil:
			found, f.PerScope = f, []trust.ScopedState{scoped}
			continue
		case worse(f, found):
			f.Observations = append(found.Observations, f.Observations...)
			f.PerScope = found.PerScope
			f.FreshUntil = period.Sooner(f.FreshUntil, found.FreshUntil)
			found = f
		default:
			found.Observations = append(found.Observations, f.Observations...)
			found.FreshUntil = period.Sooner(f.FreshUntil, found.FreshUntil)
		}
		found.PerScope = append(found.PerScope, scoped)
	}
	if len(splits) == 1 {
		found.PerScope = nil
	}
	if !showed {
		found.Showed = ""
	}
	found.Control = c.ID
	found.Observations = once(found.Observations)
	found.Grade = grade(c, found.Observations)
	return found
}

// worse reports whether a finding is worse than another; of two that are
// undetermined, the one on the worse evidence is.
func worse(f, than *trust.Finding) bool {
	if rank(f.State) != rank(than.State) {
		return rank(f.State) > rank(than.State)
	}
	if f.State != trust.Undetermined {
		return false
	}
	a, b := trust.Freshness(f.Reason), trust.Freshness(than.Reason)
	return slices.Contains(trust.Freshnesses, a) && slices.Contains(trust.Freshnesses, b) && a != b && b.Worse(a) == a
}

// rank orders states from good to bad for the choice of the deciding scope.
func rank(s trust.State) int {
	switch s {
	case trust.Satisfied, trust.StatePlanned, trust.StateNotApplicable:
		return 0
	case trust.Undetermined:
		return 1
	}
	return 2
}

// once drops observations that several scopes share.
func once(observations []*trust.Observation) []*trust.Observation {
	type key struct {
		need string
		of   *trust.Evidence
	}
	seen := make(map[key]bool, len(observations))
	out := slices.Grow(observations[:0:0], len(observations))
	for _, o := range observations {
		k := key{o.Need, o.Evidence}
		if o.Evidence != nil && seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, o)
	}
	return out
}

// scheduleOf returns the schedule that a need is held to.
func (j *judge) scheduleOf(c *trust.Control, n trust.Need, e *trust.Evidence) period.Schedule {
	if n.From != "" {
		if p, ok := c.Parameter(n.From); ok {
			s := parameterSchedule(p)
			if own := n.Schedule; own != nil {
				s.Grace, s.Within, s.ByVersion, s.Since, s.Window = own.Grace, own.Within, own.ByVersion, own.Since, own.Window
			}
			if s.Basis != period.Unscheduled {
				return s
			}
		}
	}
	if n.From == "" && n.Schedule != nil && n.Schedule.Basis != period.Unscheduled {
		s := *n.Schedule
		if s.Basis == period.Continuous && s.Period.IsZero() {
			s.Period = j.site.Config.Freshness.Snapshot
		}
		return s
	}
	return j.limit(c, e)
}

// parameterSchedule reads a schedule from a frequency or a duration.
func parameterSchedule(p trust.Parameter) period.Schedule {
	switch {
	case p.Value.Schedule != nil:
		return *p.Value.Schedule
	case !p.Value.Period.IsZero():
		return period.Schedule{Basis: period.Every, Period: p.Value.Period}
	}
	return period.Schedule{Basis: period.Unscheduled}
}

// limit returns the schedule that follows from the freshness of the control.
func (j *judge) limit(c *trust.Control, e *trust.Evidence) period.Schedule {
	f, site := c.Freshness, j.site.Config.Freshness
	every := func(fallback period.Period) period.Schedule {
		s := period.Schedule{Basis: period.Every, Period: fallback, Grace: f.Grace}
		if !f.MaxAge.IsZero() {
			s.Period = f.MaxAge
		}
		return s
	}
	switch f.Basis {
	case trust.BasisNone:
		return period.Schedule{Basis: period.Unscheduled}
	case trust.BasisEvent:
		if p, ok := c.Parameter("frequency"); ok && p.Value.Schedule != nil && p.Value.Schedule.Event == f.Event {
			return *p.Value.Schedule
		}
		return period.Schedule{Basis: period.OnEvent, Event: f.Event, Grace: f.Grace}
	case trust.BasisSnapshot, trust.BasisClaim:
		return every(site.Snapshot)
	case trust.BasisReview:
		return every(site.Review)
	}
	return every(j.usual(e))
}
