package dossier

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
)

// Spread is the states of a control by scope: a matrix where two axes vary, a
// list where one does, or more than two.
type Spread struct {
	Axis  string   // down the side of a matrix, or of a list where one axis varies; "" for a list of whole scopes
	Other string   // along the top of a matrix; "" for a list
	Tops  []string // values of Other
	Rows  []Row
}

// Row is one line of a matrix or of a list.
type Row struct {
	Value string          // of Axis
	Scope []disclose.Axis // of a list: what varies
	Cells []*Cell         // one for each of Tops, nil where nothing is said; one of a list
}

// Cell is the state within one scope, with the values that hold there alone.
type Cell struct {
	State, Reason string
	Values        []disclose.Parameter
}

// spread lays the states of a control out; nil where there is one only.
func spread(c *disclose.Control) *Spread {
	if len(c.PerScope) == 0 {
		return nil
	}
	axes := varying(c.PerScope)
	if len(axes) == 2 {
		if m := square(c, axes[0], axes[1]); m != nil {
			return m
		}
	}
	out := &Spread{}
	if len(axes) == 1 {
		out.Axis = axes[0]
	}
	for _, s := range c.PerScope {
		row := Row{Cells: []*Cell{cellOf(c, s)}}
		for _, a := range s.Scope {
			if len(axes) == 0 || slices.Contains(axes, a.Name) {
				row.Scope = append(row.Scope, a)
			}
		}
		row.Value = valueOn(s.Scope, out.Axis)
		out.Rows = append(out.Rows, row)
	}
	return out
}

// varying returns the axes on which scopes differ, in the order in which they
// stand.
func varying(list []disclose.ScopedState) []string {
	var names, out []string
	for _, s := range list {
		for _, a := range s.Scope {
			if !slices.Contains(names, a.Name) {
				names = append(names, a.Name)
			}
		}
	}
	for _, name := range names {
		for _, s := range list {
			if valueOn(s.Scope, name) != valueOn(list[0].Scope, name) {
				out = append(out, name)
				break
			}
		}
	}
	return out
}

// valueOn returns the values on an axis as one text; "" where there are none.
func valueOn(axes []disclose.Axis, name string) string {
	for _, a := range axes {
		if a.Name == name {
			return strings.Join(a.Values, ", ")
		}
	}
	return ""
}

// square makes a matrix of two axes. It is nil where two states would share a
// cell. The axis with fewer values lies along the top.
func square(c *disclose.Control, axis, other string) *Spread {
	var sides, tops []string
	for _, s := range c.PerScope {
		sides, tops = including(sides, valueOn(s.Scope, axis)), including(tops, valueOn(s.Scope, other))
	}
	if len(tops) > len(sides) {
		axis, other, sides, tops = other, axis, tops, sides
	}
	out := &Spread{Axis: axis, Other: other, Tops: tops}
	for _, side := range sides {
		out.Rows = append(out.Rows, Row{Value: side, Cells: make([]*Cell, len(tops))})
	}
	for _, s := range c.PerScope {
		cell := &out.Rows[slices.Index(sides, valueOn(s.Scope, axis))].Cells[slices.Index(tops, valueOn(s.Scope, other))]
		if *cell != nil {
			return nil
		}
		*cell = cellOf(c, s)
	}
	return out
}

func including(list []string, value string) []string {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// cellOf is one state with the values of the overrides that hold in its scope.
func cellOf(c *disclose.Control, s disclose.ScopedState) *Cell {
	out := &Cell{State: s.State, Reason: s.Reason}
	for _, o := range c.Overrides {
		if holdsIn(o.Scope, s.Scope) {
			out.Values = append(out.Values, o.Parameters...)
		}
	}
	return out
}

// holdsIn reports whether what holds in a narrow scope holds in all of another.
func holdsIn(narrow, scope []disclose.Axis) bool {
	for _, n := range narrow {
		i := slices.IndexFunc(scope, func(a disclose.Axis) bool { return a.Name == n.Name })
		if i < 0 || slices.ContainsFunc(scope[i].Values, func(v string) bool { return !slices.Contains(n.Values, v) }) {
			return false
		}
	}
	return true
}
