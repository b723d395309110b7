package assess

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

// part is the evidence of one control within one scope: a piece for each need,
// or nil where none was found.
type part struct {
	scope  trust.Scope
	pieces []*trust.Evidence    // parallel to the needs
	why    map[int]trust.Aspect // of a need whose scopes cannot be told, by its index
	until  time.Time            // when the inventory of its scopes is stale; zero: never
}

// maxScopes bounds the scopes that one control is judged in.
const maxScopes = 10_000

// split groups the evidence of a control by scope. The need with the most
// scopes leads; the others give each of its scopes their newest piece that
// meets it on the axes that the site declares and on those by which the leading
// pieces differ: what else a format reads from a file, such as the kind of its
// objects, does not keep two files apart. Scopes that the control or an inventory asks for and no piece
// covers are parts as well. A control whose evidence is not split has one part.
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
		parts := []part{{scope: c.Scope, pieces: make([]*trust.Evidence, len(c.Needs))}}
		return j.inventories(c, groups, parts)
	}
	var parts []part
	for _, e := range groups[lead] {
		p := part{scope: merge(c.Scope, e.Scope), pieces: make([]*trust.Evidence, len(c.Needs))}
		shared := j.shared(e.Scope, groups[lead])
		for i := range c.Needs {
			p.pieces[i] = newest(groups[i], shared)
		}
		p.pieces[lead] = e
		parts = append(parts, p)
	}
	for _, scope := range uncovered(c, groups[lead]) {
		parts = append(parts, j.lacking(c, groups, scope))
	}
	return j.inventories(c, groups, parts)
}

// shared returns what of a scope the evidence of other needs must meet.
func (j *judge) shared(scope trust.Scope, pieces []*trust.Evidence) trust.Scope {
	out := trust.Scope{}
	for axis, values := range scope {
		_, declared := j.site.Config.Scope[axis]
		if declared || slices.ContainsFunc(pieces, func(e *trust.Evidence) bool { return !sameValues(e.Scope[axis], values) }) {
			out[axis] = values
		}
	}
	return out
}

// lacking is the part of a scope that some need has no evidence for; the others
// give it theirs.
func (j *judge) lacking(c *trust.Control, groups [][]*trust.Evidence, scope trust.Scope) part {
	p := part{scope: merge(c.Scope, scope), pieces: make([]*trust.Evidence, len(c.Needs))}
	for i := range c.Needs {
		p.pieces[i] = newest(groups[i], scope)
	}
	return p
}

// candidates returns, for each scope in which a need has evidence, the newest
// piece, in the order of the site.
func (j *judge) candidates(c *trust.Control, n trust.Need) []*trust.Evidence {
	if one := j.byID[n.ID]; len(one) == 1 {
		if !one[0].Scope.Meets(c.Scope) || !one[0].Scope.Meets(n.Scope) {
			return nil
		}
		return one
	}
	met := slices.DeleteFunc(slices.Clone(j.byID[n.ID]), func(e *trust.Evidence) bool { return !e.Scope.Meets(c.Scope) || !e.Scope.Meets(n.Scope) })
	return trust.NewestOfEach(met, func(e *trust.Evidence) string { return e.Scope.String() })
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

// uncovered returns each combination of values of the control's scope that no
// piece covers: a control over two clouds and two environments asks for four.
// A piece that does not name an axis covers all of its values.
func uncovered(c *trust.Control, pieces []*trust.Evidence) []trust.Scope {
	combinations := []trust.Scope{{}}
	for _, axis := range c.Scope.Axes() {
		values := c.Scope[axis]
		if len(values) < 2 || len(combinations)*len(values) > maxScopes {
			continue
		}
		var wider []trust.Scope
		for _, scope := range combinations {
			for _, v := range values {
				wider = append(wider, merge(scope, trust.Scope{axis: {v}}))
			}
		}
		combinations = wider
	}
	return slices.DeleteFunc(combinations, func(s trust.Scope) bool {
		return slices.ContainsFunc(pieces, func(e *trust.Evidence) bool { return e.Scope.Meets(s) })
	})
}

// inventories adds a part for each entry of an inventory that a need has no
// evidence for. An inventory that does not count itself asks for nobody knows
// what: all parts say so.
func (j *judge) inventories(c *trust.Control, groups [][]*trust.Evidence, parts []part) []part {
	for i, n := range c.Needs {
		if n.Across == nil {
			continue
		}
		scopes, until, why := j.required(c, n)
		for k := range parts {
			parts[k].until = period.Sooner(parts[k].until, until)
		}
		if why.Freshness != "" {
			for k := range parts {
				if parts[k].why == nil {
					parts[k].why = map[int]trust.Aspect{}
				}
				parts[k].why[i] = why
			}
			continue
		}
		if len(groups[i]) == 0 && len(c.Needs) == 1 {
			parts = nil // each entry is named by itself
		}
		for _, scope := range scopes {
			named := func(e *trust.Evidence) bool {
				return slices.Contains(e.Scope[n.Across.Axis], scope[n.Across.Axis][0]) && e.Scope.Meets(scope)
			}
			if slices.ContainsFunc(groups[i], named) {
				continue
			}
			p := j.lacking(c, groups, scope)
			p.pieces[i] = nil
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		parts = []part{{scope: c.Scope, pieces: make([]*trust.Evidence, len(c.Needs))}}
	}
	return parts
}

// required returns the scopes that the inventory of a need asks for and when it
// is stale, or the aspect that says why they are not known.
func (j *judge) required(c *trust.Control, n trust.Need) (scopes []trust.Scope, until time.Time, a trust.Aspect) {
	a = trust.Aspect{Name: aspectScope}
	seen := map[string]bool{}
	pieces := j.latest(n.Across.Inventory, merge(c.Scope, n.Scope))
	if len(pieces) == 0 {
		a.Freshness, a.Detail = trust.Incomplete, "the inventory \""+n.Across.Inventory+"\" is missing"
		return nil, until, a
	}
	for _, e := range pieces {
		o := &trust.Observation{Collected: e.Clocks.CollectedAt}
		state, why := j.unusable(e)
		if state == "" {
			age := j.periodic(o, j.limit(&trust.Control{}, e))
			state, why = age.Freshness, age.Detail
		}
		if short, cause := incomplete(e, trust.Need{}, false); short != "" {
			state, why = state.Worse(short), cause
		}
		if !state.Counts() {
			a.Freshness, a.Detail = state, "the inventory \""+n.Across.Inventory+"\" is "+string(state)+": "+why
			return nil, until, a
		}
		found := n.Across.Entries.Find(e.Tree(), j.site.Config.Location)
		switch {
		case found.Why != "":
			a.Detail = found.Why
		case found.Nameless > 0:
			a.Detail = count(int64(found.Nameless), "entry") + " of it have no key"
		case len(found.Records) == 0:
			a.Detail = "it lists nothing"
		case len(found.Records) > maxScopes:
			a.Detail = "it lists more than " + count(maxScopes, "scope")
		}
		if a.Detail != "" {
			a.Freshness, a.Detail = trust.Incomplete, "the inventory \""+n.Across.Inventory+"\" cannot be used: "+a.Detail
			return nil, until, a
		}
		until = period.Sooner(until, o.StaleAt)
		for _, r := range found.Records {
			if !seen[r.Key] {
				seen[r.Key] = true
				scopes = append(scopes, trust.Scope{n.Across.Axis: {r.Key}})
			}
		}
	}
	return scopes, until, a
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
