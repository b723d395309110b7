package evidence

import (
	"time"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// inherit carries the age of parents to what was derived from them: converting
// or joining files makes nothing younger, so the oldest parent counts. A parent
// that the envelope does not date is looked up among the evidence by its digest.
func inherit(set []*trust.Evidence) {
	byDigest := make(map[source.Digest]*trust.Evidence, len(set))
	for _, e := range set {
		byDigest[e.Digest] = e
	}
	h := heritage{byDigest: byDigest, done: map[*trust.Evidence]bool{}}
	for _, e := range set {
		h.resolve(e)
	}
}

type heritage struct {
	byDigest map[source.Digest]*trust.Evidence
	done     map[*trust.Evidence]bool // false while it is being resolved
}

func (h *heritage) resolve(e *trust.Evidence) {
	if _, seen := h.done[e]; seen {
		return
	}
	h.done[e] = false
	for _, parent := range e.Parents {
		at := parent.CollectedAt
		if p := h.byDigest[parent.Digest]; p != nil && p != e {
			h.resolve(p)
			at = older(at, p.Clocks.CollectedAt)
		}
		age(e, parent.Name, at)
	}
	h.done[e] = true
}

// age makes evidence as old as a parent.
func age(e *trust.Evidence, parent string, at time.Time) {
	if at.IsZero() {
		e.Problems = append(e.Problems, trust.Problem{
			Code: "parent-undated", Message: "nothing says when " + parent + " was collected, from which this was derived",
		})
		return
	}
	if c := &e.Clocks; c.CollectedAt.IsZero() || at.Before(c.CollectedAt) {
		c.CollectedAt, c.CollectedSource = at, fromParent+parent
		if c.Precision == "" {
			c.Precision = "second"
		}
	}
}
