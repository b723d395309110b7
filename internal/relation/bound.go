package relation

import (
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
	"github.com/candor-site/candor/internal/trust"
)

// bound checks that values stay within those of another control: constrains,
// constrained-by, bounded-by.
func (j *judge) bound(t tie) found {
	if !claims(t.own) || !claims(t.other) {
		return found{verdict: trust.RelationSettled}
	}
	list := t.bounded()
	if len(list) == 0 {
		return j.nothing(t)
	}
	return j.keep(t, list)
}

// dependence checks that a value which was taken from another control is still
// the same.
func (j *judge) dependence(t tie) found {
	if !claims(t.own) || !claims(t.other) {
		return found{verdict: trust.RelationSettled}
	}
	list := t.alike()
	if len(list) == 0 {
		return j.nothing(t)
	}
	return j.keep(t, list)
}

// bounded compares the values that stand at the relation, else those of the
// table: of the bounded control against the bound, or the other way round where
// only that fits.
func (t tie) bounded() []meeting {
	if rows := written(t); len(rows) > 0 {
		return meet(t.own, t.other, rows)
	}
	left, right := t.own, t.other
	if t.rel.How == trust.Constrains {
		left, right = right, left
	}
	if rows := bounding(left, right); len(rows) > 0 {
		return meet(left, right, rows)
	}
	return meet(right, left, bounding(right, left))
}

// keep reports the values that break a bound, and those that cannot be held
// against it.
func (j *judge) keep(t tie, list []meeting) found {
	f := found{verdict: trust.RelationHolds}
	for _, m := range list {
		switch {
		case m.why != "":
			if f.verdict == trust.RelationHolds {
				f.verdict = trust.RelationUnchecked
			}
			j.uncheckable(t, m)
		case !m.holds:
			f.verdict = trust.RelationBroken
			j.broken(t, m)
		}
	}
	f.detail, f.brief = details(list)
	return f
}

func (j *judge) broken(t tie, m meeting) {
	if !j.once(diag.RelationBroken, m.leftValue.Span, m.rightVal.Span) {
		return
	}
	d := diag.Errorf(diag.RelationBroken, m.leftValue.Span, "control %s does not fit control %s: %s", m.leftOf.ID, m.rightOf.ID, m.sentence()).
		Hinted("correct one of the two values, or what they describe").
		Also(m.rightVal.Span, "the %s of control %s is here", m.right.name, m.rightOf.ID)
	if t.own != m.leftOf {
		d = d.Also(t.rel.Span, "control %s says how the two relate", t.own.ID)
	}
	j.list.Add(d)
}

func (j *judge) uncheckable(t tie, m meeting) {
	if j.once(diag.RelationUnchecked, m.leftValue.Span, m.rightVal.Span) {
		j.list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.RelationUnchecked, Span: t.rel.Span,
			Message: "what control " + t.own.ID + " says of control " + t.other.ID + " was not checked: " + m.sentence(),
			Hint:    "state both values, as lengths of time or numbers"})
	}
}

// nothing reports a relation that asks for values to fit, and has none.
func (j *judge) nothing(t tie) found {
	if j.reads(t.own, t.other) || j.reads(t.other, t.own) {
		return found{verdict: trust.RelationHolds, detail: "the one reads the values of the other"}
	}
	f := found{verdict: trust.RelationUnchecked}
	why, hint := "no parameters of the two are known to meet", `write which do, such as compare: {frequency: "<= rpo"}`
	switch {
	case !t.own.Scope.Meets(t.other.Scope):
		why, hint = "the two never hold in one scope", "correct a scope, or remove the relation"
	case len(t.rel.Compare) > 0:
		why, hint = "in no scope do both have the values that it compares", "correct the names of the parameters"
	case len(t.own.Unread)+len(t.other.Unread) > 0:
		return f // a parameter could not be read, which was reported
	}
	if slices.ContainsFunc(t.rel.Compare, func(p trust.Pair) bool {
		return !slices.Contains(names(t.own), p.Own) || !slices.Contains(names(t.other), p.Other)
	}) {
		return f // binding reported a name that does not exist
	}
	if j.once(diag.RelationEmpty, t.own.Span, t.other.Span) {
		j.list.Add(diag.Warningf(diag.RelationEmpty, t.rel.Span, "control %s is %s control %s, but nothing is compared: %s", t.own.ID, phrase(t.rel.How), t.other.ID, why).
			Hinted("%s", hint).Also(t.other.Span, "%s is defined here", t.other.ID))
	}
	return f
}

// reads reports whether the assertion or the statement of a control reads the
// values of another: what is read cannot differ, and evidence is held to it.
func (j *judge) reads(c, other *trust.Control) bool {
	if rules := j.site.Rules[c.ID]; rules != nil && rules.Assert != nil && slices.Contains(rules.Assert.ReadsControls(), other.ID) {
		return true
	}
	t, _ := j.site.Sentences.Parse(c.Statement)
	return t != nil && slices.ContainsFunc(t.Far(), func(r statement.Read) bool { return r.Control == other.ID })
}

// phrase makes "control A is ... control B" of a relation.
func phrase(how trust.Relation) string {
	switch how {
	case trust.Constrains:
		return "said to constrain"
	case trust.ConstrainedBy:
		return "constrained by"
	case trust.BoundedBy:
		return "bounded by"
	case trust.DependsOn:
		return "said to depend on"
	}
	return "said to restate"
}

// tension shows two claims that one means does not keep both of.
func (j *judge) tension(t tie) found {
	list := t.bounded()
	f := found{verdict: trust.RelationStated}
	if len(list) == 0 {
		return f
	}
	f.detail, f.brief = details(list)
	if j.once(diag.RelationTension, list[0].leftValue.Span, list[0].rightVal.Span) {
		j.list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.RelationTension, Span: t.rel.Span,
			Message: "control " + t.own.ID + " is in tension with control " + t.other.ID + ": " + f.detail,
			Hint:    "say in a note what keeps both, or correct one of the two values",
			Related: []diag.Related{{Span: other(t, list[0]), Message: "the value of control " + t.other.ID + " is here"}}})
	}
	return f
}

// other is the place of the value that the other control of a relation gave.
func other(t tie, m meeting) source.Span {
	if m.leftOf == t.other {
		return m.leftValue.Span
	}
	return m.rightVal.Span
}
