package disclose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/trust"
)

// relations ties the controls of the view to each other, with what was found of
// each tie: those that a control states, in its order, then those that others
// state of it. A tie to a control that the audience may not see is left out, and
// with it what was compared.
func (r *reducer) relations() {
	type key struct {
		control, other string
		how            trust.Relation
	}
	found := map[key]trust.RelationState{}
	for _, f := range r.found.Relations {
		found[key{f.Control, f.Other, f.How}] = f
	}
	for _, c := range r.site.Catalog.Controls {
		if len(c.Relates) == 0 {
			continue
		}
		own := r.view.Control(c.ID)
		if own == nil {
			continue
		}
		for _, rel := range c.Relates {
			other := r.view.Control(rel.ID)
			if other == nil || other == own {
				continue
			}
			f := found[key{c.ID, rel.ID, rel.How}]
			tie := Relation{ID: other.ID, Title: other.Title, How: string(rel.How), Verdict: string(f.Verdict), Detail: cmp.Or(f.Brief, f.Detail)}
			own.Relates = append(own.Relates, tie)
		}
	}
	for _, c := range r.view.Controls {
		for _, tie := range c.Relates {
			other := r.view.Control(tie.ID)
			if tie.Turned || slices.ContainsFunc(other.Relates, func(x Relation) bool { return x.ID == c.ID }) {
				continue
			}
			other.Relates = append(other.Relates, Relation{ID: c.ID, Title: c.Title, How: tie.How, Verdict: tie.Verdict, Detail: tie.Detail, Turned: true})
		}
	}
}

// conditions names the conditions of a claim that are not met, as far as the
// audience may see them.
func (r *reducer) conditions(f *trust.Finding) string {
	var seen []string
	for _, id := range f.Conditions {
		if c := r.site.Catalog.Control(id); c != nil && r.sees(c.Audience) {
			seen = append(seen, c.Title)
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return ": " + strings.Join(seen, "; ")
}
