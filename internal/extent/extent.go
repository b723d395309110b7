// Package extent says what holds where: for each value of a site's scope, such as
// one cloud, product or plan, the controls that hold there with the values and the
// states that they have there.
//
// A control that names nothing on an axis holds all along it; one that names other
// values does not hold there and is left out. It reads nothing but the View.
package extent

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// Axis is one axis of scope with its values as places.
type Axis struct {
	Name   string
	Places []*Place
	Kinds  []Row // kinds against places; only kinds with a control in one of them
	// Everywhere are the controls that name nothing on the axis.
	Everywhere int
}

// Place is one value of an axis.
type Place struct {
	Axis, Value   string
	Kinds         []Group
	Summary       disclose.Summary // of the states that the controls have there
	IDs           []string         // of the controls that hold there, in the order of Kinds
	Own           int              // controls that name the value
	Everywhere    int              // controls that name nothing on the axis
	Gaps          []Held           // not satisfied or undetermined there, the worst first
	Evidence      []*disclose.Evidence
	Exceptions    []*disclose.Exception
	Subprocessors []*disclose.Subprocessor
}

// Group is the controls of one kind that hold at a place.
type Group struct {
	*disclose.Kind
	Controls []Held
	Summary  disclose.Summary
	IDs      []string
}

// Held is one control at a place.
type Held struct {
	*disclose.Control
	Everywhere    bool    // it names nothing on the axis
	State, Reason string  // there
	Values        []Value // that an override sets there
	Note          string  // of that override
}

// Value is one parameter that has a value of its own at a place.
type Value struct {
	Label, Text string
	Usual       string          // elsewhere; "" where it has none
	Within      []disclose.Axis // the rest of the scope of the override: it holds only there
	Raw         any
	Name        string
}

// Row is one kind against the places of an axis.
type Row struct {
	*disclose.Kind
	Cells []Cell // per place; Total 0 where no control of the kind holds
}

// Cell is the controls of one kind at one place, counted.
type Cell struct{ disclose.Summary }

// Worst returns the worst state that one of the controls is in.
func (c Cell) Worst() string {
	worst := ""
	for _, state := range order {
		if c.Count(state) > 0 {
			worst = state
		}
	}
	return worst
}

// Axes lays out all axes of a view.
func Axes(v *disclose.View) []*Axis {
	var out []*Axis
	for _, a := range v.Scopes {
		axis := &Axis{Name: a.Name}
		for _, c := range v.Controls {
			if values(c.Scope, a.Name) == nil {
				axis.Everywhere++
			}
		}
		for _, value := range a.Values {
			axis.Places = append(axis.Places, Of(v, a.Name, value))
		}
		for _, k := range v.Kinds {
			row, some := Row{Kind: k}, false
			for _, p := range axis.Places {
				i := slices.IndexFunc(p.Kinds, func(g Group) bool { return g.ID == k.ID })
				if i < 0 {
					row.Cells = append(row.Cells, Cell{})
					continue
				}
				row.Cells, some = append(row.Cells, Cell{p.Kinds[i].Summary}), true
			}
			if some {
				axis.Kinds = append(axis.Kinds, row)
			}
		}
		out = append(out, axis)
	}
	return out
}

// Of finds what holds at one value of an axis.
func Of(v *disclose.View, axis, value string) *Place {
	p := &Place{Axis: axis, Value: value}
	byID := make(map[string]*disclose.Control, len(v.Controls))
	for _, c := range v.Controls {
		byID[c.ID] = c
	}
	var all []Held
	behind := make(map[string]bool)
	for _, k := range v.Kinds {
		g := Group{Kind: k}
		for _, id := range k.Controls {
			c := byID[id]
			if c == nil || !meets(c.Scope, axis, value) {
				continue
			}
			h := held(c, axis, value)
			g.Controls, g.IDs = append(g.Controls, h), append(g.IDs, id)
			behind[id] = true
			if h.Everywhere {
				p.Everywhere++
			} else {
				p.Own++
			}
		}
		if len(g.Controls) > 0 {
			g.Summary = summarise(g.Controls)
			p.Kinds, p.IDs = append(p.Kinds, g), append(p.IDs, g.IDs...)
			all = append(all, g.Controls...)
		}
	}
	p.Summary = summarise(all)
	p.Gaps = gaps(all)
	p.Evidence = keep(v.Evidence, func(e *disclose.Evidence) bool {
		return meets(e.Scope, axis, value) && slices.ContainsFunc(e.Controls, func(id string) bool { return behind[id] })
	})
	p.Exceptions = keep(v.Exceptions, func(x *disclose.Exception) bool { return behind[x.Control] && meets(x.Scope, axis, value) })
	p.Subprocessors = keep(v.Subprocessors, func(s *disclose.Subprocessor) bool { return meets(s.Scope, axis, value) })
	return p
}

// Holding returns until when the controls that are satisfied there hold.
func (p *Place) Holding() []time.Time {
	var out []time.Time
	for _, g := range p.Kinds {
		for _, h := range g.Controls {
			if h.State == string(trust.Satisfied) {
				out = append(out, h.FreshUntil)
			}
		}
	}
	return out
}

// held is a control as it holds at a place.
func held(c *disclose.Control, axis, value string) Held {
	h := Held{Control: c, State: c.State, Reason: c.Reason, Everywhere: values(c.Scope, axis) == nil}
	found := false
	for _, s := range c.PerScope {
		if meets(s.Scope, axis, value) && (!found || worse(s.State, h.State)) {
			h.State, h.Reason, found = s.State, s.Reason, true
		}
	}
	if found && h.State == c.State {
		h.Reason = c.Reason // it also says whether an exception excuses it
	}
	for _, o := range c.Overrides {
		if !slices.Contains(values(o.Scope, axis), value) {
			continue
		}
		rest := slices.DeleteFunc(slices.Clone(o.Scope), func(a disclose.Axis) bool { return a.Name == axis })
		for _, q := range o.Parameters {
			h.Values = append(h.Values, Value{Name: q.Name, Label: q.Label, Text: q.Text, Raw: q.Raw, Usual: usual(c, q.Name), Within: rest})
		}
		h.Note = cmp.Or(h.Note, o.Note)
	}
	return h
}

// usual returns what a control says of a parameter where no override does.
func usual(c *disclose.Control, name string) string {
	for _, q := range c.Parameters {
		if q.Name == name && !q.Unstated {
			return q.Text
		}
	}
	return ""
}

// values returns the values that a scope names on an axis, or nil.
func values(scope []disclose.Axis, axis string) []string {
	for _, a := range scope {
		if a.Name == axis {
			return a.Values
		}
	}
	return nil
}

// meets reports whether a scope holds at a value of an axis.
func meets(scope []disclose.Axis, axis, value string) bool {
	named := values(scope, axis)
	return named == nil || slices.Contains(named, value)
}

// order lists the states from good to bad; of several scopes of evidence the
// worst decides.
var order = []string{string(trust.Satisfied), string(trust.StateNotApplicable), string(trust.StatePlanned), string(trust.Undetermined), string(trust.NotSatisfied)}

func worse(state, than string) bool { return slices.Index(order, state) > slices.Index(order, than) }

// gaps are the controls that do not hold, the worst first.
func gaps(all []Held) []Held {
	out := keep(all, func(h Held) bool {
		return h.State == string(trust.NotSatisfied) || h.State == string(trust.Undetermined)
	})
	slices.SortStableFunc(out, func(a, b Held) int { return slices.Index(order, b.State) - slices.Index(order, a.State) })
	return out
}

// summarise counts controls by the state that they have at a place.
func summarise(all []Held) disclose.Summary {
	s := disclose.Summary{Total: len(all)}
	n := make(map[string]int)
	for _, h := range all {
		n[h.State]++
		s.FreshUntil = period.Sooner(s.FreshUntil, h.FreshUntil)
		if h.Reason == string(trust.ReasonExcepted) {
			s.Excepted++
		}
	}
	for _, state := range trust.States {
		s.States = append(s.States, disclose.Count{Name: string(state), N: n[string(state)]})
	}
	return s
}

// keep returns the items that hold, in a list of their own.
func keep[T any](items []T, holds func(T) bool) []T {
	var out []T
	for _, it := range items {
		if holds(it) {
			out = append(out, it)
		}
	}
	return out
}
