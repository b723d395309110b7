// Package matrix lays the requirements of frameworks out against the controls
// of a portal: how each requirement stands, which shares of a group are met, and
// which controls bear on which frameworks.
//
// It reads nothing but the View and writes nothing. A mapping is not a proof: how
// a requirement stands is never better than the worst of its controls, and one
// without a control is a gap that is counted like any other.
package matrix

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// How a requirement stands, beside the states of controls. A gap has no control;
// one falls short when all of its controls say so of themselves.
const (
	Gap        = "gap"
	FallsShort = string(trust.FallsShort)
)

// Standings lists how a requirement may stand, the best first.
var Standings = []string{
	string(trust.Satisfied), string(trust.StatePlanned), string(trust.StateNotApplicable), FallsShort,
	string(trust.Undetermined), string(trust.NotSatisfied), Gap,
}

// Sheet is one framework with how each of its requirements stands.
type Sheet struct {
	*disclose.Framework
	Groups    []Group          // in the order of the framework
	Standings []disclose.Count // requirements, in the order of Standings, without zeros
	Degrees   []disclose.Count // mappings by degree, in the order of the vocabulary, without zeros
	Controls  int              // that bear on some requirement
	Gaps      int
	Holding   []time.Time // until when the requirements that are satisfied hold; zero: no age ends it
	Until     time.Time   // when one of them may first change by age alone; zero: never
}

// Group is one group of requirements of a framework.
type Group struct {
	Title        string // "" where the framework has no groups
	Requirements []Requirement
	Standings    []disclose.Count // in the order of Standings, without zeros
	Covered      int              // requirements with a control
	Holding      []time.Time      // as of the sheet
}

// Requirement is one requirement with the controls that bear on it.
type Requirement struct {
	ID, Title string
	Standing  string
	Degree    string           // the best degree of its controls; "" for a gap
	States    []disclose.Count // of its controls, the worst first, without zeros
	Controls  []Bearing        // the worst first, then by title
	Until     time.Time        // when a control of it may first change by age alone; zero: never
}

// Bearing is one control under a requirement.
type Bearing struct {
	*disclose.Control
	Degree, Note string
}

// Of lays out one framework of a view.
func Of(v *disclose.View, f *disclose.Framework) *Sheet {
	byID := index(v)
	s := &Sheet{Framework: f}
	standings, degrees, bear := map[string]int{}, map[string]int{}, map[string]bool{}
	for _, q := range f.Requirements {
		r := requirement(byID, f.ID, q)
		for _, c := range r.Controls {
			degrees[c.Degree]++
			bear[c.ID] = true
		}
		standings[r.Standing]++
		s.Until = period.Sooner(s.Until, r.Until)
		at := slices.IndexFunc(s.Groups, func(g Group) bool { return g.Title == q.Group })
		if at < 0 {
			at = len(s.Groups)
			s.Groups = append(s.Groups, Group{Title: q.Group})
		}
		g := &s.Groups[at]
		g.Requirements = append(g.Requirements, r)
		if r.Standing == string(trust.Satisfied) {
			g.Holding, s.Holding = append(g.Holding, r.Until), append(s.Holding, r.Until)
		}
	}
	for i := range s.Groups {
		s.Groups[i].count()
	}
	s.Standings, s.Controls, s.Gaps = counted(Standings, standings), len(bear), standings[Gap]
	s.Degrees = counted(texts(trust.Degrees), degrees)
	return s
}

// count counts the requirements of a group.
func (g *Group) count() {
	n := map[string]int{}
	for _, r := range g.Requirements {
		n[r.Standing]++
	}
	g.Standings, g.Covered = counted(Standings, n), len(g.Requirements)-n[Gap]
}

// requirement finds how a requirement stands.
func requirement(byID map[string]*disclose.Control, framework string, q disclose.Requirement) Requirement {
	out := Requirement{ID: q.ID, Title: q.Title}
	states := map[string]int{}
	for _, rc := range q.Controls {
		c := byID[rc.ID]
		if c == nil { // a view lists what it holds
			c = &disclose.Control{ID: rc.ID, Title: rc.Title, State: rc.State, Reason: rc.Reason}
		}
		b := Bearing{Control: c, Degree: rc.Degree}
		for _, m := range c.Mappings {
			if m.Framework == framework && m.Requirement == q.ID {
				b.Note = m.Note
			}
		}
		out.Controls = append(out.Controls, b)
		out.Until = period.Sooner(out.Until, c.FreshUntil)
		states[c.State]++
	}
	slices.SortStableFunc(out.Controls, func(a, b Bearing) int {
		return cmp.Or(rank(b.State)-rank(a.State), cmp.Compare(a.Title, b.Title))
	})
	worstFirst := slices.Clone(Standings)
	slices.Reverse(worstFirst)
	out.States = counted(worstFirst, states)
	out.Standing, out.Degree = standing(out.Controls)
	return out
}

// standing is the worst state among controls that count: what is planned or does
// not apply says nothing beside one that is in effect. Where all that count fall
// short, so does the requirement.
func standing(controls []Bearing) (standing, degree string) {
	if len(controls) == 0 {
		return Gap, ""
	}
	best, worst, short := len(trust.Degrees), -1, true
	for _, b := range controls {
		if i := slices.Index(trust.Degrees, trust.Degree(b.Degree)); i >= 0 {
			best = min(best, i)
		}
		switch r := rank(b.State); {
		case r == rank(string(trust.StatePlanned)), r == rank(string(trust.StateNotApplicable)):
			continue
		case r > worst:
			worst = r
		}
		short = short && b.Degree == FallsShort
	}
	if best < len(trust.Degrees) {
		degree = string(trust.Degrees[best])
	}
	switch {
	case worst < 0: // nothing of it is in effect
		return controls[0].State, degree
	case short && worst < rank(string(trust.NotSatisfied)):
		return FallsShort, degree
	}
	return Standings[worst], degree
}

// rank orders the states of controls from good to bad.
func rank(state string) int { return slices.Index(Standings, state) }

// counted lists numbers in an order, without zeros.
func counted(order []string, n map[string]int) []disclose.Count {
	var out []disclose.Count
	for _, name := range order {
		if n[name] > 0 {
			out = append(out, disclose.Count{Name: name, N: n[name]})
		}
	}
	return out
}

// texts returns words of a vocabulary as text.
func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// index finds the controls of a view by id.
func index(v *disclose.View) map[string]*disclose.Control {
	out := make(map[string]*disclose.Control, len(v.Controls))
	for _, c := range v.Controls {
		out[c.ID] = c
	}
	return out
}
