// Package exhibit lays out evidence for a page: its clocks and which of them
// counts, what it was made of, its history, and all pieces by tool.
//
// It sees nothing but the View, judges nothing and writes no words for people.
package exhibit

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Exhibit is one piece of evidence as its page shows it.
type Exhibit struct {
	*disclose.Evidence
	Clocks  []Clock
	Lane    disclose.Lane        // its history over the days of service
	Others  []*disclose.Evidence // of the same id, for other scopes
	Parents []Parent
	Files   []File // what is published: the file itself, then what stands beside it
}

// File is a published file.
type File struct{ Name, Route string }

// Clock is one of the times of a piece of evidence. A time that is not known is
// zero.
type Clock struct {
	Name   string // observed, produced, recorded, evaluated: docs/freshness.md
	At, To time.Time
	Counts bool // age is counted from it
}

// Parent is what a piece was made of, with its page where the view holds one.
type Parent struct {
	disclose.Parent
	Key string // of the page, or ""
}

// Of returns one piece of evidence of a view as its page shows it.
func Of(v *disclose.View, e *disclose.Evidence) *Exhibit {
	out := &Exhibit{Evidence: e, Clocks: clocks(v, e), Lane: v.LaneOf(e, disclose.ServiceDays)}
	if e.Raw != "" {
		out.Files = append(out.Files, file(e.Raw))
	}
	for _, b := range e.Beside {
		out.Files = append(out.Files, file(b.Route))
	}
	for _, o := range v.EvidenceOf(e.ID) {
		if o != e {
			out.Others = append(out.Others, o)
		}
	}
	for _, p := range e.Parents {
		parent := Parent{Parent: p}
		for _, o := range v.Evidence {
			if p.Digest != "" && o.Digest == p.Digest || p.Digest == "" && o.ID == p.Name {
				parent.Key = o.Key
				break
			}
		}
		out.Parents = append(out.Parents, parent)
	}
	return out
}

// clocks lists the four clocks in the order in which they should tick. Age
// counts from the time of collection, which is that of observation, else that of
// production; a time that is neither is told as a clock of its own.
func clocks(v *disclose.View, e *disclose.Evidence) []Clock {
	observed := Clock{Name: "observed", At: e.Observed, To: e.ObservedTo}
	produced := Clock{Name: "produced", At: e.Produced}
	out := []Clock{observed, produced, {Name: "recorded", At: e.Recorded}, {Name: "evaluated", At: v.AsOf}}
	if e.Collected.IsZero() || e.Conflict != "" {
		return out
	}
	same := func(at time.Time) bool { return at.Equal(e.Collected) }
	switch {
	case same(e.Observed) || same(e.ObservedTo):
		out[0].Counts = true
	case same(e.Produced):
		out[1].Counts = true
	default:
		out = append([]Clock{{Name: "collected", At: e.Collected, Counts: true}}, out...)
	}
	return out
}

// file names a published file.
func file(address string) File {
	return File{Name: address[strings.LastIndexByte(address, '/')+1:], Route: address}
}
