package relation

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// step is one relation that leads from a control to one that it rests on.
type step struct {
	to   string
	span source.Span
}

// circles reports controls that rest on themselves through others, each circle
// once, at the relation that closes it. Relations that read the same from both
// ends make none.
func (j *judge) circles(controls []*trust.Control) {
	for _, sort := range [][]trust.Relation{
		{trust.ConditionOf, trust.DependsOn},
		{trust.Overrides},
		{trust.Constrains, trust.ConstrainedBy, trust.BoundedBy},
	} {
		w := &walk{next: map[string][]step{}, state: map[string]int{}}
		for _, c := range controls {
			for _, r := range c.Relates {
				if r.ID == c.ID || j.byID[r.ID] == nil || !slices.Contains(sort, r.How) {
					continue
				}
				from, to := c.ID, r.ID
				if r.How == trust.Constrains || r.How == trust.ConditionOf {
					from, to = to, from // the other rests on this one
				}
				w.next[from] = append(w.next[from], step{to, r.Span})
			}
		}
		for _, c := range controls {
			w.from(c.ID, nil)
		}
		j.list.Add(w.list...)
	}
}

// walk goes along relations, depth first.
type walk struct {
	next  map[string][]step
	state map[string]int // 1: on the path, 2: done
	list  diag.List
}

func (w *walk) from(id string, path []string) {
	if w.state[id] != 0 {
		return
	}
	w.state[id] = 1
	path = append(slices.Clone(path), id)
	for _, s := range w.next[id] {
		if w.state[s.to] == 1 {
			circle := append(slices.Clone(path[slices.Index(path, s.to):]), s.to)
			w.list.Add(diag.Errorf(diag.RelationCycle, s.span, "the relations of controls form a circle: %s", strings.Join(circle, " rests on ")).
				Hinted("remove one of the relations"))
			continue
		}
		w.from(s.to, path)
	}
	w.state[id] = 2
}
