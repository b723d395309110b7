package relation

import (
	"fmt"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// contradiction reports two claims that cannot both hold, as long as both are
// made.
func (j *judge) contradiction(t tie) found {
	switch {
	case !claims(t.own), !claims(t.other), j.excused[t.own.ID], j.excused[t.other.ID], !t.own.Scope.Meets(t.other.Scope):
		return found{verdict: trust.RelationSettled}
	}
	rows := written(t)
	if len(rows) == 0 {
		rows = shared(t.own, t.other)
	}
	list := meet(t.own, t.other, rows)
	var clash []meeting
	for _, m := range list {
		if !m.holds {
			clash = append(clash, m)
		}
	}
	if len(list) > 0 && len(clash) == 0 {
		return j.agreed(t, list)
	}
	f := found{verdict: trust.RelationBroken, detail: fmt.Sprintf("%s against %s", quoted(t.own), quoted(t.other))}
	if len(clash) > 0 {
		f.detail, f.brief = details(clash)
	}
	if j.once(diag.ClaimContradicts, t.own.Span, t.other.Span) {
		at, place := t.other.Span, "control %s is defined here"
		if len(clash) > 0 {
			at, place = other(t, clash[0]), "the value of control %s is here"
		}
		j.list.Add(diag.Errorf(diag.ClaimContradicts, t.rel.Span, "control %s contradicts control %s, and both are published: %s", t.own.ID, t.other.ID, f.detail).
			Hinted("correct one of the two, or give it a status that does not claim it").Also(at, place, t.other.ID))
	}
	return f
}

// agreed reports a contradiction between values that agree by now.
func (j *judge) agreed(t tie, list []meeting) found {
	f := found{verdict: trust.RelationHolds}
	f.detail, f.brief = details(list)
	if j.once(diag.RelationObsolete, t.own.Span, t.other.Span) {
		j.list.Add(diag.Warningf(diag.RelationObsolete, t.rel.Span, "control %s does not contradict control %s any more: %s", t.own.ID, t.other.ID, f.detail).
			Hinted("remove the relation, or name the values that clash under compare").Also(other(t, list[0]), "the value of control %s is here", t.other.ID))
	}
	return f
}
