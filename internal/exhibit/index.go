package exhibit

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
)

// Index is all evidence of a view, by tool.
type Index struct {
	Total     int
	Freshness []disclose.Count     // in the order of severity, the worst first; "" for evidence that no control needs
	Attention []*disclose.Evidence // what is neither fresh nor due, the worst first
	Groups    []Group
}

// Group is the evidence of one tool, or what people state.
type Group struct {
	Name      string // of the tool; "" where none is known
	People    bool   // what people state: documents, attestations, drills
	Items     []*disclose.Evidence
	Freshness []disclose.Count
}

// severity lists states of freshness from bad to good.
var severity = []string{
	"missing", "conflict", "future", "undated", "undated-event", "expired", "stale", "incomplete", "due", "fresh", "",
}

// NewIndex lays out the evidence of a view: what people state comes last, tools
// with most pieces first.
func NewIndex(v *disclose.View) *Index {
	x := &Index{Total: len(v.Evidence), Freshness: tally(v.Evidence)}
	for _, e := range v.Evidence {
		i := slices.IndexFunc(x.Groups, func(g Group) bool { return g.People == e.Manual && (e.Manual || g.Name == e.Tool) })
		if i < 0 {
			i = len(x.Groups)
			g := Group{People: e.Manual}
			if !e.Manual {
				g.Name = e.Tool
			}
			x.Groups = append(x.Groups, g)
		}
		x.Groups[i].Items = append(x.Groups[i].Items, e)
		if attention(e) {
			x.Attention = append(x.Attention, e)
		}
	}
	byWorst := func(a, b *disclose.Evidence) int { return cmp.Compare(rank(a), rank(b)) }
	slices.SortStableFunc(x.Attention, byWorst)
	for i := range x.Groups {
		slices.SortStableFunc(x.Groups[i].Items, byWorst)
		x.Groups[i].Freshness = tally(x.Groups[i].Items)
	}
	slices.SortStableFunc(x.Groups, func(a, b Group) int {
		return cmp.Or(order(a)-order(b), len(b.Items)-len(a.Items), cmp.Compare(a.Name, b.Name))
	})
	return x
}

// order puts tools before those that are not known, and people last.
func order(g Group) int {
	switch {
	case g.People:
		return 2
	case g.Name == "":
		return 1
	}
	return 0
}

// attention reports whether evidence that a control needs does not count.
func attention(e *disclose.Evidence) bool {
	return e.Freshness != "" && e.Freshness != "fresh" && e.Freshness != "due"
}

func rank(e *disclose.Evidence) int { return slices.Index(severity, e.Freshness) }

// tally counts pieces by freshness, without zeros.
func tally(pieces []*disclose.Evidence) []disclose.Count {
	var out []disclose.Count
	for _, state := range severity {
		n := 0
		for _, e := range pieces {
			if e.Freshness == state {
				n++
			}
		}
		if n > 0 {
			out = append(out, disclose.Count{Name: state, N: n})
		}
	}
	return out
}
