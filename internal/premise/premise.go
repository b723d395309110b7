// Package premise settles claims that hold only if other claims do: a claim
// whose own evidence passes does not hold while a condition of it is not met.
//
// It judges no evidence: the findings are given.
package premise

import (
	"slices"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// Settle bends the findings of claims with conditions, which other controls
// state (condition-of). A claim that is satisfied becomes undetermined where one
// of its conditions is not; any other stays in its state, which is no better. An
// assessment has a finding for each control of the catalog.
func Settle(catalog *trust.Catalog, a *trust.Assessment) {
	c := conditions{of: map[string][]*trust.Control{}, control: map[string]*trust.Control{}, found: map[string]*trust.Finding{}, done: map[string]bool{}}
	for _, f := range a.Findings {
		c.found[f.Control] = f
	}
	for _, ctl := range catalog.Controls {
		c.control[ctl.ID] = ctl
	}
	for _, ctl := range catalog.Controls {
		for _, r := range ctl.Relates {
			other := c.control[r.ID]
			if r.How == trust.ConditionOf && other != nil && other != ctl && ctl.Scope.Meets(other.Scope) {
				c.of[other.ID] = append(c.of[other.ID], ctl)
			}
		}
	}
	for _, f := range a.Findings {
		c.settle(f)
	}
}

// conditions holds what claims hold on.
type conditions struct {
	of      map[string][]*trust.Control // claim -> its conditions
	control map[string]*trust.Control
	found   map[string]*trust.Finding
	done    map[string]bool // settled, or on the way: a circle, which is reported elsewhere
}

// settle bends the finding of a claim to those of its conditions, which are
// settled first.
func (c *conditions) settle(f *trust.Finding) {
	if c.done[f.Control] {
		return
	}
	c.done[f.Control] = true
	unmet := ""
	for _, on := range c.of[f.Control] {
		g := c.found[on.ID]
		c.settle(g)
		why := whyUnmet(on, g)
		if why == "" {
			f.FreshUntil = period.Sooner(f.FreshUntil, g.FreshUntil)
			continue
		}
		if unmet == "" || g.State == trust.NotSatisfied && !slices.ContainsFunc(f.Conditions, func(id string) bool { return c.found[id].State == trust.NotSatisfied }) {
			unmet = why
		}
		f.Conditions, f.Showed = append(f.Conditions, on.ID), ""
	}
	if unmet == "" || f.State != trust.Satisfied {
		return
	}
	f.State, f.Reason = trust.Undetermined, trust.ReasonCondition
	f.Detail, f.Brief = "the claim holds on a condition, which "+unmet, ""
}

// whyUnmet says why a condition does not hold up a claim, in words that
// complete "the condition ..."; "" where it does.
func whyUnmet(c *trust.Control, f *trust.Finding) string {
	switch {
	case c.Status == trust.Limitation:
		return "is a stated limitation"
	case c.Status == trust.Excepted:
		return "is a recorded gap"
	case f.State == trust.Satisfied:
		return ""
	case f.State == trust.NotSatisfied:
		return "its evidence contradicts"
	case f.State == trust.StatePlanned:
		return "is announced, not in effect"
	case f.State == trust.StateNotApplicable:
		return "is declared not applicable"
	}
	return "is not determined"
}
