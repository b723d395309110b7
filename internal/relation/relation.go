// Package relation checks what controls say of each other: that a bound is kept,
// that two claims do not contradict each other, that a repeated value is the
// same, that an override overrides something, that a condition is met. Which
// parameters meet is data, table.yaml, or stands at the relation. It also holds
// controls against the numbers of the requirements that they are mapped to.
//
// It is pure, and compares claims with claims: what evidence says of them is
// package assess's. It decides nothing about states.
package relation

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Judge checks every relation of the catalog, in the order of the controls, and
// every mapping. It
// returns what was found of each, and what the author must mend. Relations to
// controls that do not exist are left out: resolving reports them.
func Judge(s *site.Site, a *trust.Assessment) ([]trust.RelationState, diag.List) {
	j := &judge{site: s, assessment: a, byID: map[string]*trust.Control{}, excused: excused(s.Catalog, a), said: map[string]bool{}}
	for _, c := range s.Catalog.Controls {
		j.byID[c.ID] = c
	}
	var states []trust.RelationState
	for _, c := range s.Catalog.Controls {
		for _, r := range c.Relates {
			other := j.byID[r.ID]
			switch {
			case other == c:
				j.list.Add(diag.Errorf(diag.RelationCycle, r.Span, "control %s relates to itself", c.ID).
					Hinted("name the other control, or remove the relation"))
			case other != nil:
				f := j.relation(tie{c, other, r})
				states = append(states, trust.RelationState{Control: c.ID, Other: other.ID, How: r.How, Verdict: f.verdict, Detail: f.detail, Brief: f.brief})
			}
		}
	}
	j.circles(s.Catalog.Controls)
	j.requirements(s.Catalog)
	return states, j.list
}

// judge holds what checking one relation needs to know of all the others.
type judge struct {
	site       *site.Site
	assessment *trust.Assessment
	byID       map[string]*trust.Control
	excused    map[string]bool // controls that a current exception covers
	said       map[string]bool // what was reported already: two controls may name each other
	list       diag.List
}

// tie is one relation with both its controls.
type tie struct {
	own, other *trust.Control
	rel        trust.Relates
}

// found is what a relation comes to.
type found struct {
	verdict       trust.RelationVerdict
	detail, brief string
}

func (j *judge) relation(t tie) found {
	switch t.rel.How {
	case trust.Contradicts:
		return j.contradiction(t)
	case trust.Restates:
		return j.restatement(t)
	case trust.Overrides:
		return j.override(t)
	case trust.ConditionOf:
		return j.condition(t)
	case trust.DependsOn:
		return j.dependence(t)
	case trust.InTension:
		return j.tension(t)
	}
	return j.bound(t)
}

// once reports whether something was not reported yet, and takes it for
// reported. Two controls that name each other have one cause.
func (j *judge) once(code diag.Code, a, b source.Span) bool {
	x, y := a.Position().String(), b.Position().String()
	if y < x {
		x, y = y, x
	}
	key := string(code) + " " + x + " " + y
	if j.said[key] {
		return false
	}
	j.said[key] = true
	return true
}

// excused are the controls that an exception covers which is not overdue, and
// whose gap is not gone.
func excused(c *trust.Catalog, a *trust.Assessment) map[string]bool {
	current := map[string]bool{}
	for _, x := range a.Exceptions {
		current[x.ID] = x.State == "open" || x.State == "undetermined"
	}
	out := map[string]bool{}
	for _, x := range c.Exceptions {
		if current[x.ID] {
			out[x.Waives] = true
		}
	}
	return out
}

// claims reports whether a control says that something is so now. One that is
// not applicable does so only where it denies the matter itself: applicable:
// false.
func claims(c *trust.Control) bool {
	if c.Status == trust.NotApplicable {
		p, ok := c.Parameter("applicable")
		return ok && p.Value.Raw == false
	}
	return c.Status.Claims() && c.Status != trust.Excepted
}
