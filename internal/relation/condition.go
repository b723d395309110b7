package relation

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// condition reports a claim whose condition is not met: it is not in effect, or
// evidence contradicts it. What that does to the state of the claim is decided
// where states are.
func (j *judge) condition(t tie) found {
	switch {
	case !claims(t.other):
		return found{verdict: trust.RelationSettled}
	case !t.own.Scope.Meets(t.other.Scope):
		return j.apart(t)
	}
	why := ""
	state := j.assessment.Finding(t.own.ID)
	switch t.own.Status {
	case trust.Planned, trust.NotApplicable, trust.Limitation, trust.Excepted:
		why = map[trust.Status]string{
			trust.Planned: "announced, not in effect", trust.NotApplicable: "declared not applicable",
			trust.Limitation: "a stated limitation", trust.Excepted: "a recorded gap",
		}[t.own.Status]
	default:
		if state != nil && state.State == trust.NotSatisfied {
			why = "contradicted by its evidence"
		}
	}
	switch {
	case why == "" && (state == nil || state.State != trust.Satisfied):
		return found{verdict: trust.RelationUnchecked, detail: "whether the condition is met is not determined"}
	case why == "":
		return found{verdict: trust.RelationHolds, detail: "the condition is met"}
	}
	if j.once(diag.ConditionUnmet, t.own.Span, t.other.Span) {
		j.list.Add(diag.Warningf(diag.ConditionUnmet, t.other.Span, "control %s holds only if control %s does, and that is %s", t.other.ID, t.own.ID, why).
			Hinted("mend the condition, or take the claim back").Also(t.rel.Span, "control %s is said to be its condition here", t.own.ID))
	}
	return found{verdict: trust.RelationBroken, detail: "the condition is " + why}
}

// apart reports a condition that never holds where its claim does.
func (j *judge) apart(t tie) found {
	j.list.Add(diag.Warningf(diag.RelationEmpty, t.rel.Span, "control %s is a condition of control %s, but the two never hold in one scope", t.own.ID, t.other.ID).
		Hinted("correct a scope, or remove the relation").Also(t.other.Span, "%s is defined here", t.other.ID))
	return found{verdict: trust.RelationUnchecked, detail: "the two never hold in one scope"}
}
