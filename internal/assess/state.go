package assess

import (
	"fmt"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/givens"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/trust"
)

// judge finds the state of a control within one scope.
func (j *judge) judge(c *trust.Control, p part) *trust.Finding {
	f := &trust.Finding{}
	worst := trust.Fresh
	var broken *trust.Observation
	weak := ""
	for i, n := range c.Needs {
		o := aspects(j.observe(c, n, p.pieces[i], p.scope), p, i)
		if n.Across != nil {
			o.Sources = append(o.Sources, j.byID[n.Across.Inventory]...)
		}
		f.Observations = append(f.Observations, o)
		if o.Freshness.Worse(worst) == o.Freshness && o.Freshness != worst {
			worst = o.Freshness
			f.Detail, f.Brief = about(o, o.Detail), about(o, o.Brief)
		}
		if o.Broken && broken == nil {
			broken = o
		}
		if weak == "" {
			weak = unvouched(c, n, o.Evidence)
		}
	}
	switch {
	case c.Status == trust.Planned:
		f.State, f.Reason, f.Detail = trust.StatePlanned, trust.ReasonDeclared, "announced, not in effect"
		return f
	case len(c.Needs) == 0:
		f.State, f.Reason, f.Detail = trust.Undetermined, trust.ReasonNoEvidence, "nothing stands behind this claim"
	case !worst.Counts():
		f.State, f.Reason = trust.Undetermined, trust.Reason(worst)
		if (worst == trust.Stale || worst == trust.Expired) && weak == "" && broken == nil {
			f.Showed = j.showed(c, p, f.Observations)
		}
	case weak != "":
		f.State, f.Reason, f.Detail, f.Brief = trust.Undetermined, trust.ReasonAssurance, weak, ""
	case broken != nil:
		f.State, f.Reason = trust.NotSatisfied, trust.ReasonContradicted
		f.Detail, f.Brief = about(broken, broken.Detail), about(broken, broken.Brief)
	case c.Assert.Value != "":
		f.Detail, f.Brief = "", ""
		j.assert(f, c, p)
	default:
		f.Detail, f.Brief = "", ""
		byVerdict(f)
	}
	f.FreshUntil = period.Sooner(freshUntil(f), p.until)
	settle(f, c)
	return f
}

// showed returns satisfied where evidence past its date shows that, and "".
func (j *judge) showed(c *trust.Control, p part, observations []*trust.Observation) trust.State {
	f := &trust.Finding{Observations: observations}
	if c.Assert.Value != "" {
		j.assert(f, c, p)
	} else {
		byVerdict(f)
	}
	if settle(f, c); f.State != trust.Satisfied {
		return ""
	}
	return f.State
}

// about says of which evidence a detail speaks.
func about(o *trust.Observation, detail string) string {
	switch {
	case o.Evidence == nil || detail == "":
		return detail
	case o.Broken:
		return fmt.Sprintf("evidence %q does not keep to its schedule: %s", o.Need, detail)
	}
	return fmt.Sprintf("evidence %q is %s: %s", o.Need, o.Freshness, detail)
}

// assert evaluates the control's assertion over evidence that counts.
func (j *judge) assert(f *trust.Finding, c *trust.Control, p part) {
	rules := j.site.Rules[c.ID]
	if rules == nil || rules.Assert == nil {
		f.State, f.Reason, f.Detail = trust.Undetermined, trust.ReasonError, "the assertion does not compile"
		return
	}
	in := j.inputs(c, p, c.Assert.Value, c.Population.Path.Value, c.Population.Where.Value)
	if n, why, ok := population(rules.Population, in); !ok || n == 0 && !c.Population.EmptyPass {
		if !ok {
			f.State, f.Reason, f.Detail = trust.Undetermined, trust.ReasonError, "the population could not be read: "+why
			return
		}
		f.State, f.Reason, f.Detail = trust.NotSatisfied, trust.ReasonEmpty, fmt.Sprintf("%s is empty, so nothing is proved", c.Population.Path.Value)
		return
	}
	r := rules.Assert.Eval(in)
	f.Comparisons = compare(c, r.Comparisons)
	switch {
	case r.Verdict == rule.True && len(r.Empty) > 0 && !c.Population.EmptyPass:
		f.State, f.Reason, f.Detail = trust.NotSatisfied, trust.ReasonEmpty, fmt.Sprintf("%s is empty, so nothing is proved", r.Empty[0])
	case r.Verdict == rule.True:
		f.State, f.Reason = trust.Satisfied, trust.ReasonPass
		// What does not hold chose among items; it speaks against nothing.
		f.Comparisons = slices.DeleteFunc(f.Comparisons, func(x trust.Comparison) bool { return !x.Holds })
	case r.Verdict == rule.False:
		f.State, f.Reason = trust.NotSatisfied, trust.ReasonContradicted
		f.Detail, f.Brief = contradiction(c, r)
	default:
		f.State, f.Reason, f.Detail, f.Missing = trust.Undetermined, trust.ReasonError, r.Message, r.Missing
		if r.Missing != "" {
			f.Detail = "the evidence has no " + r.Missing
		}
	}
}

// population counts what an assertion quantifies over; without a declared
// population it reports one item.
func population(p *rule.Program, in rule.Inputs) (n int, why string, ok bool) {
	if p == nil {
		return 1, "", true
	}
	n, err := p.Count(in)
	if err != nil {
		return 0, err.Error(), false
	}
	return n, "", true
}

// inputs gathers what expressions of a control read within one scope.
func (j *judge) inputs(c *trust.Control, p part, expressions ...string) rule.Inputs {
	in := givens.Of(c.Needs, p.pieces, expressions...)
	in.P, in.C, in.Now = givens.Plain(c.Effective(p.scope)), j.parameters, j.now
	return in
}

// byVerdict finds the state of a control without an assertion: the tools'
// verdicts decide, and records of people stand for themselves.
func byVerdict(f *trust.Finding) {
	f.State, f.Reason = trust.Satisfied, trust.ReasonPass
	for _, o := range f.Observations {
		switch {
		case o.Outcome == trust.Fail:
			f.State, f.Reason, f.Detail = trust.NotSatisfied, trust.ReasonVerdict, fmt.Sprintf("evidence %q says that it failed", o.Need)
			return
		case o.Outcome == trust.None && !o.Evidence.Manual && f.State == trust.Satisfied:
			f.State, f.Reason, f.Detail = trust.Undetermined, trust.ReasonVerdict, fmt.Sprintf("evidence %q gives no verdict, and no assertion reads it", o.Need)
			if o.Evidence.Verdict == trust.VerdictWarn {
				f.Detail = fmt.Sprintf("evidence %q warns, which neither passes nor fails", o.Need)
			}
		}
	}
}

// freshUntil returns when evidence that counts stops to do so.
func freshUntil(f *trust.Finding) time.Time {
	var soonest time.Time
	for _, o := range f.Observations {
		if o.Freshness.Counts() {
			soonest = period.Sooner(soonest, period.Sooner(o.StaleAt, o.Expires))
		}
	}
	return soonest
}

// settle bends the state of controls that do not claim a thing to hold: gaps
// and matters that do not arise.
func settle(f *trust.Finding, c *trust.Control) {
	switch c.Status {
	case trust.NotApplicable:
		if f.State != trust.NotSatisfied {
			f.State, f.Reason = trust.StateNotApplicable, trust.ReasonDeclared
			if f.Detail == "" || len(c.Needs) == 0 {
				f.Detail = "does not arise, as declared"
			}
		}
	case trust.Excepted:
		switch f.State {
		case trust.Satisfied:
			f.State, f.Reason, f.Detail = trust.NotSatisfied, trust.ReasonExcepted, "a recorded gap, which the evidence still shows"
		case trust.NotSatisfied:
			f.State, f.Reason, f.Detail = trust.Undetermined, trust.ReasonObsolete, "the evidence no longer shows this gap"
		}
	}
}

// grade says what stands behind a claim.
func grade(c *trust.Control, observations []*trust.Observation) trust.Grade {
	best := trust.Asserted
	for _, o := range observations {
		if o.Evidence == nil {
			continue
		}
		if g := gradeOf(c, o.Evidence); stronger(g, best) {
			best = g
		}
	}
	return best
}

func gradeOf(c *trust.Control, e *trust.Evidence) trust.Grade {
	switch {
	case !e.Manual && (c.Assert.Value != "" || outcome(e.Verdict, "") != trust.None):
		return trust.Measured
	case !e.Manual:
		return trust.Asserted
	case e.Record == "attestation":
		return trust.Attested
	case e.Record == "certificate" && c.Responsibility == trust.Inherited:
		return trust.GradeInherited
	}
	return trust.Documented
}

// stronger reports whether g stands before h in the list of grades.
func stronger(g, h trust.Grade) bool {
	for _, x := range trust.Grades {
		switch x {
		case h:
			return false
		case g:
			return true
		}
	}
	return false
}
