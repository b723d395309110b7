// Package lineage carries the age of evidence, and how far it is vouched for, to
// what was derived from it.
//
// It makes nothing younger and nothing better vouched for, and reads no file.
package lineage

import (
	"slices"
	"time"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// From begins the source of a time that was taken over; the name of the parent
// follows.
const From = "derived_from:"

// Inherit carries the age of parents to what was derived from them: converting
// or joining files makes nothing younger, so the oldest parent counts, and
// nothing is better vouched for than the weakest of them. A parent is found
// among the evidence by its digest, and else dated by the envelope. Where
// nothing dates a parent, what was derived from it has no date either.
func Inherit(set []*trust.Evidence) {
	if !slices.ContainsFunc(set, func(e *trust.Evidence) bool { return len(e.Parents) > 0 }) {
		return
	}
	h := heritage{byDigest: make(map[source.Digest]*trust.Evidence, len(set)), done: map[*trust.Evidence]bool{}}
	for _, e := range set {
		first := h.byDigest[e.Digest]
		if first == nil || !e.Clocks.CollectedAt.IsZero() && e.Clocks.CollectedAt.Before(first.Clocks.CollectedAt) {
			h.byDigest[e.Digest] = e // of several with the same bytes the oldest
		}
	}
	for _, e := range set {
		h.resolve(e)
	}
}

// heritage resolves parents before what was derived from them.
type heritage struct {
	byDigest map[source.Digest]*trust.Evidence
	done     map[*trust.Evidence]bool
	line     []*trust.Evidence // evidence that is being resolved, each derived from the next
}

func (h *heritage) resolve(e *trust.Evidence) {
	if h.done[e] {
		return
	}
	if i := slices.Index(h.line, e); i >= 0 {
		for _, one := range h.line[i:] {
			undate(one, "parent-cycle", "it is derived from itself, so nothing says when it was collected")
			one.Assurance = trust.Inferred
		}
		return
	}
	h.line = append(h.line, e)
	for _, parent := range e.Parents {
		at := parent.CollectedAt
		if p := h.byDigest[parent.Digest]; p != nil && parent.Digest != "" {
			h.resolve(p)
			at = oldest(at, p.Clocks.CollectedAt)
			e.Assurance = e.Assurance.Weaker(p.Assurance)
		}
		age(e, parent.Name, at)
	}
	h.line = h.line[:len(h.line)-1]
	h.done[e] = true
}

// oldest returns the time of a parent that is there: what the envelope says of
// it counts only if it is older, and a parent without a date has none.
func oldest(stated, own time.Time) time.Time {
	if own.IsZero() {
		return own
	}
	if !stated.IsZero() && stated.Before(own) {
		return stated
	}
	return own
}

// age makes evidence as old as a parent.
func age(e *trust.Evidence, parent string, at time.Time) {
	c := &e.Clocks
	switch {
	case c.Unknown != "": // it has no date whatever its parents say
	case at.IsZero():
		undate(e, "parent-undated", "nothing says when "+parent+" was collected, from which this was derived")
	case c.CollectedAt.IsZero() || at.Before(c.CollectedAt):
		c.CollectedAt, c.CollectedSource, c.Zone = at, From+parent, trust.ZoneStated
		if c.Precision == "" {
			c.Precision = "second"
		}
	}
}

// undate takes the time from evidence, and says why.
func undate(e *trust.Evidence, code, why string) {
	c := &e.Clocks
	if c.Unknown != "" {
		return
	}
	c.CollectedAt, c.CollectedSource, c.Precision, c.Zone, c.Unknown = time.Time{}, "", "", "", why
	e.Problems = append(e.Problems, trust.Problem{Code: code, Message: why})
}
