package disclose

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/trust"
)

// scopes returns the axes that the site declares with the values that something
// in the view names, so that no value tells of what others may see. Axes and
// values are in the order of the site file.
func (r *reducer) scopes() []Axis {
	named := make(map[string]map[string]bool)
	add := func(axes []Axis) {
		for _, a := range axes {
			if named[a.Name] == nil {
				named[a.Name] = make(map[string]bool)
			}
			for _, v := range a.Values {
				named[a.Name][v] = true
			}
		}
	}
	for _, c := range r.view.Controls {
		add(c.Scope)
		for _, o := range c.Overrides {
			add(o.Scope)
		}
		for _, s := range c.PerScope {
			add(s.Scope)
		}
	}
	for _, x := range r.view.Exceptions {
		add(x.Scope)
	}
	for _, s := range r.view.Subprocessors {
		add(s.Scope)
	}
	vocabulary, places := r.site.Config.Scope, r.site.Config.ScopeSpans
	axes := trust.Scope(vocabulary).Axes()
	slices.SortStableFunc(axes, func(a, b string) int { return cmp.Compare(places[a].Start, places[b].Start) })
	var out []Axis
	for _, name := range axes {
		a := Axis{Name: name}
		for _, v := range vocabulary[name] {
			if named[name][v] {
				a.Values = append(a.Values, v)
			}
		}
		if len(a.Values) > 0 {
			out = append(out, a)
		}
	}
	return out
}

// Among returns the evidence that an observation speaks of, out of the pieces
// that have its id; nil when it has no page.
func (o Observation) Among(found []*Evidence) *Evidence {
	if !o.Linked {
		return nil
	}
	same := func(x, y Axis) bool { return x.Name == y.Name && slices.Equal(x.Values, y.Values) }
	for _, e := range found {
		if e.Collected.Equal(o.Collected) && slices.EqualFunc(e.Scope, o.Scope, same) {
			return e
		}
	}
	for _, e := range found {
		if e.Collected.Equal(o.Collected) {
			return e
		}
	}
	if len(found) > 0 {
		return found[0]
	}
	return nil
}
