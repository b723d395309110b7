package assess

import (
	"slices"

	"github.com/candor-site/candor/internal/trust"
)

// part is the evidence of one control within one scope: a piece for each need,
// or nil where none was found.
type part struct {
	scope  trust.Scope
	pieces []*trust.Evidence // parallel to the needs
}

// split groups the evidence of a control by scope. The need with the most
// scopes leads; the others give each of its scopes their newest piece that
// meets it. A control whose evidence is not split has one part.
func (j *judge) split(c *trust.Control) []part {
	groups := make([][]*trust.Evidence, len(c.Needs))
	lead := -1
	for i, n := range c.Needs {
		groups[i] = j.candidates(c, n)
		if lead < 0 || len(groups[i]) > len(groups[lead]) {
			lead = i
		}
	}
	if lead < 0 || len(groups[lead]) == 0 {
		return []part{{scope: c.Scope, pieces: make([]*trust.Evidence, len(c.Needs))}}
	}
	var parts []part
	for _, e := range groups[lead] {
		p := part{scope: merge(c.Scope, e.Scope), pieces: make([]*trust.Evidence, len(c.Needs))}
		for i := range c.Needs {
			p.pieces[i] = newest(groups[i], e.Scope)
		}
		p.pieces[lead] = e
		parts = append(parts, p)
	}
	return append(parts, uncovered(c, groups[lead])...)
}

// candidates returns, for each scope in which a need has evidence, the newest
// piece, in the order of the site.
func (j *judge) candidates(c *trust.Control, n trust.Need) []*trust.Evidence {
	var out []*trust.Evidence
	at := map[string]int{}
	for _, e := range j.byID[n.ID] {
		if !e.Scope.Meets(c.Scope) || !e.Scope.Meets(n.Scope) {
			continue
		}
		key := e.Scope.String()
		i, seen := at[key]
		switch {
		case !seen:
			at[key] = len(out)
			out = append(out, e)
		case e.Clocks.CollectedAt.After(out[i].Clocks.CollectedAt):
			out[i] = e
		}
	}
	return out
}

// newest returns the most recently collected piece that meets a scope.
func newest(pieces []*trust.Evidence, scope trust.Scope) *trust.Evidence {
	var best *trust.Evidence
	for _, e := range pieces {
		if e.Scope.Meets(scope) && (best == nil || e.Clocks.CollectedAt.After(best.Clocks.CollectedAt)) {
			best = e
		}
	}
	return best
}

// uncovered returns an empty part for each value of the control's scope that
// no evidence covers, on axes that the evidence is split by.
func uncovered(c *trust.Control, pieces []*trust.Evidence) []part {
	var parts []part
	for _, axis := range c.Scope.Axes() {
		values := c.Scope[axis]
		if len(values) < 2 || slices.ContainsFunc(pieces, func(e *trust.Evidence) bool { return len(e.Scope[axis]) == 0 }) {
			continue
		}
		for _, v := range values {
			covered := slices.ContainsFunc(pieces, func(e *trust.Evidence) bool { return slices.Contains(e.Scope[axis], v) })
			if !covered {
				parts = append(parts, part{scope: merge(c.Scope, trust.Scope{axis: {v}}), pieces: make([]*trust.Evidence, len(c.Needs))})
			}
		}
	}
	return parts
}

// merge returns the outer scope narrowed by the inner one.
func merge(outer, inner trust.Scope) trust.Scope {
	out := make(trust.Scope, len(outer)+len(inner))
	for axis, values := range outer {
		out[axis] = values
	}
	for axis, values := range inner {
		out[axis] = values
	}
	return out
}
