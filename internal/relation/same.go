package relation

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// alike compares the values that stand at the relation, else the parameters
// that both controls have.
func (t tie) alike() []meeting {
	rows := written(t)
	if len(rows) == 0 {
		rows = shared(t.own, t.other)
	}
	return meet(t.own, t.other, rows)
}

// restatement checks that a fact which is told twice is told alike.
func (j *judge) restatement(t tie) found {
	if !claims(t.own) || !claims(t.other) {
		return found{verdict: trust.RelationSettled}
	}
	list := t.alike()
	if len(list) == 0 {
		return j.nothing(t)
	}
	f := found{verdict: trust.RelationHolds}
	f.detail, f.brief = details(list)
	var differ []meeting
	for _, m := range list {
		switch {
		case m.why != "":
			j.uncheckable(t, m)
		case !m.holds:
			differ = append(differ, m)
		}
	}
	if len(differ) == 0 {
		return f
	}
	f.verdict = trust.RelationBroken
	f.detail, f.brief = details(differ)
	if j.once(diag.RestatementDiffers, t.own.Span, t.other.Span) {
		j.list.Add(diag.Warningf(diag.RestatementDiffers, differ[0].leftValue.Span, "control %s restates control %s, but says otherwise: %s", t.own.ID, t.other.ID, f.detail).
			Hinted("say it in one control, and cite that one").Also(differ[0].rightVal.Span, "the value of control %s is here", t.other.ID))
	}
	return f
}

// override checks that a control which replaces values of another does so: in a
// narrower scope, or in another one.
func (j *judge) override(t tie) found {
	rows := written(t)
	if len(rows) == 0 {
		rows = shared(t.own, t.other)
	}
	report := func(why, hint string) found {
		if j.once(diag.OverrideVoid, t.own.Span, t.other.Span) {
			j.list.Add(diag.Warningf(diag.OverrideVoid, t.rel.Span, "control %s overrides nothing of control %s: %s", t.own.ID, t.other.ID, why).
				Hinted("%s", hint).Also(t.other.Span, "%s is defined here", t.other.ID))
		}
		return found{verdict: trust.RelationBroken}
	}
	narrower := t.other.Scope.Covers(t.own.Scope) && !t.own.Scope.Covers(t.other.Scope)
	switch {
	case len(rows) == 0 && len(t.own.Unread)+len(t.other.Unread) == 0:
		return report("the two share no parameter", "give both the parameter that is replaced")
	case t.own.Scope.Meets(t.other.Scope) && !narrower:
		return report("its scope ("+scopeText(t.own.Scope)+") is not narrower than that of the other ("+scopeText(t.other.Scope)+")", "narrow the scope of the one that replaces the value")
	}
	f := found{verdict: trust.RelationHolds}
	for _, r := range rows {
		mine, ok := t.own.Parameter(r.left.parameter)
		theirs, both := t.other.Parameter(r.right.parameter)
		if !ok || !both || parameter.Same(mine.Value, theirs.Value) || mine.Value.Inferred || theirs.Value.Inferred {
			continue
		}
		if f.detail != "" {
			f.detail += "; "
		}
		f.detail += r.left.name + " is " + mine.Value.String() + where(t.own.Scope) + ", " + theirs.Value.String() + otherwise(t.other.Scope, narrower)
	}
	return f
}

// otherwise says where the value that is replaced holds.
func otherwise(s trust.Scope, narrower bool) string {
	if narrower || len(s) == 0 {
		return " otherwise"
	}
	return where(s)
}

func scopeText(s trust.Scope) string {
	if len(s) == 0 {
		return "everywhere"
	}
	return s.String()
}
