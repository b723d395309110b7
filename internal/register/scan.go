package register

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// The kinds of control that registers list.
const (
	kindScan     = "scan"
	kindRecovery = "recovery-objective"
)

// Scan is one automated scan: what is looked at, with what, how often, and the
// runs that show it.
type Scan struct {
	*disclose.Control
	Category, Type, Tool, Frequency, Resource string // "" where the claim does not state it
	Runs                                      []Run
	Last                                      time.Time // the newest run; zero: none is known
	Due                                       time.Time // when the next run is due first; zero: no period says
}

// Run is one piece of evidence behind a control: the newest run of a tool, for
// one part of the site.
type Run struct {
	disclose.Observation
	Evidence *disclose.Evidence // nil when it has no page
}

// Scans lists scans by category and then by title; those that name no category
// come last.
func (b *Book) Scans(in []*disclose.Control) []Scan {
	var out []Scan
	for _, c := range in {
		s := Scan{
			Control: c, Category: said(c, "category"), Type: said(c, "scan_type", "scan-type", "type"), Tool: said(c, "tool", "tools"),
			Frequency: said(c, "frequency"), Resource: said(c, "resource", "resources", "target"), Runs: b.runs(c),
		}
		for _, r := range s.Runs {
			s.Last = latest(s.Last, r.Collected)
			if !r.DueAt.IsZero() && (s.Due.IsZero() || r.DueAt.Before(s.Due)) {
				s.Due = r.DueAt
			}
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Scan) int {
		return cmp.Or(cmp.Compare(emptyLast(a.Category), emptyLast(b.Category)), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Title, b.Title))
	})
	return out
}

// AllScans lists the scans of the view.
func (b *Book) AllScans() []Scan { return b.Scans(b.ofKind(kindScan)) }

// runs returns what stands behind a control, the newest first within each piece.
func (b *Book) runs(c *disclose.Control) []Run {
	var out []Run
	for _, o := range c.Evidence {
		out = append(out, Run{Observation: o, Evidence: o.Among(b.evidence[o.ID])})
	}
	return out
}

func emptyLast(text string) int {
	if text == "" {
		return 1
	}
	return 0
}

// Objective is one recovery objective with what was measured against it.
type Objective struct {
	*disclose.Control
	Time, Point string // of recovery, as claimed; "" where the claim does not state it
	Other       []disclose.Parameter
	Resource    string
	Runs        []Run
	Tested      time.Time // when the newest evidence of a drill or a restore was made; zero: none is known
	Measured    bool      // something was compared with a value
}

// Objectives lists recovery objectives: those that state a time or a point first.
func (b *Book) Objectives(in []*disclose.Control) []Objective {
	var out []Objective
	for _, c := range in {
		o := Objective{Control: c, Time: said(c, "rto"), Point: said(c, "rpo"), Resource: said(c, "resource", "resources"), Runs: b.runs(c), Measured: len(c.Comparisons) > 0}
		for _, q := range c.Parameters {
			if q.Type == "duration" && q.Name != "rto" && q.Name != "rpo" && !q.Unstated {
				o.Other = append(o.Other, q)
			}
		}
		for _, r := range o.Runs {
			o.Tested = latest(o.Tested, r.Collected)
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b Objective) int { return stated(a) - stated(b) })
	return out
}

// AllObjectives lists the recovery objectives of the view.
func (b *Book) AllObjectives() []Objective { return b.Objectives(b.ofKind(kindRecovery)) }

// stated orders objectives: those with a time and a point, those with one, the
// rest.
func stated(o Objective) int { return emptyLast(o.Time) + emptyLast(o.Point) }
