// Package dossier gathers what the page of a control shows beside the control
// itself: the assertion in words, what proves each need, the lanes of its
// evidence, its states by scope, the history of its values and the versions that
// can be cited.
//
// It computes plain values of a View, which the page, its Markdown and its JSON
// all show. It writes nothing and knows no clock.
package dossier

import (
	"slices"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/citation"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/paraphrase"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/snapshot"
)

// Days is the window of the lanes.
const Days = disclose.ServiceDays

// Index is what the dossiers of one view share. It is safe for concurrent use.
type Index struct {
	view     *disclose.View
	control  map[string]*disclose.Control    // by id
	evidence map[string][]*disclose.Evidence // by id of the control, in the order of the view
	read     recent[string, *rule.Syntax]    // by assertion
	made     recent[subject, *Dossier]
	editions recent[subject, *Edition]
	versions []*citation.Version
	current  map[string]*citation.Version   // by id of the control
	of       map[string][]*citation.Version // by id of the control, newest first
	past     []*snapshot.Snapshot           // of the first line that has any, with the portal itself last
	renamed  []map[string]string            // from each snapshot of past to the one before: new id -> old id
	steps    map[[2]string]*disclose.Review // by the names of both sides
}

// New indexes a view.
func New(v *disclose.View) *Index {
	x := &Index{view: v, control: map[string]*disclose.Control{}, evidence: map[string][]*disclose.Evidence{}, current: map[string]*citation.Version{}, of: map[string][]*citation.Version{}, steps: map[[2]string]*disclose.Review{}}
	for _, c := range v.Controls {
		x.control[c.ID] = c
	}
	for _, e := range v.Evidence {
		for i, id := range e.Controls {
			if !slices.Contains(e.Controls[:i], id) {
				x.evidence[id] = append(x.evidence[id], e)
			}
		}
	}
	var lines [][]*snapshot.Snapshot
	for _, l := range v.Lines {
		lines = append(lines, l.Snapshots)
		if x.past == nil && len(l.Snapshots) > 1 {
			x.past = l.Snapshots
		}
	}
	var version func(c *snapshot.Control) *citation.Version
	x.versions, version = citation.Versions(lines...)
	for _, v := range x.versions {
		x.of[v.ID] = append([]*citation.Version{v}, x.of[v.ID]...)
	}
	if len(lines) > 0 {
		own := lines[0][len(lines[0])-1]
		for i := range own.Controls {
			c := &own.Controls[i]
			x.current[c.ID] = version(c)
		}
	}
	for i := 1; i < len(x.past); i++ {
		back := map[string]string{}
		for was, is := range change.Renamed(x.past[i-1], x.past[i]) {
			back[is] = was
		}
		x.renamed = append(x.renamed, back)
	}
	for _, r := range v.Reviews {
		if r.Step {
			x.steps[[2]string{r.From, r.To}] = r
		}
	}
	return x
}

// syntax reads an assertion once, although several documents show it.
func (x *Index) syntax(assertion string) *rule.Syntax {
	return x.read.of(assertion, func() *rule.Syntax { return rule.Parse(assertion) })
}

// Versions are all versions of all controls that the view may show, by id and
// then by age.
func (x *Index) Versions() []*citation.Version { return x.versions }

// Dossier is one control with all that its page shows.
type Dossier struct {
	*disclose.Control
	Rule     *paraphrase.Said      // the assertion in words; nil where there is none
	Compared []disclose.Comparison // claimed and measured values, those that do not hold first
	Broken   int                   // how many of them do not hold
	Needs    []Need
	Lanes    []Lane
	Spread   *Spread // the states by scope; nil where there is one state only
	Cited    []Cited
	History  History
	Version  *citation.Version   // what is claimed now; nil where nobody can cite it
	Versions []*citation.Version // all of them, the newest first
}

// Need is one thing that must be proved, with what was found of it.
type Need struct {
	ID       string
	Shows    string // what in the evidence proves the claim, or ""
	Schedule string // for people
	Found    []Found
}

// Found is what was found of a need.
type Found struct {
	disclose.Observation
	Limits []disclose.Aspect // those of its aspects that say more than its freshness
}

// Lane is the history of one piece of evidence with the measure of how steadily
// it was collected.
type Lane struct {
	disclose.Lane
	Service  cadence.Record
	Measured bool // a period says when it is due; without one nothing is measured
}

// Days is the length of the window.
func (l Lane) Days() int { return Days }

// Percent is how much of the window had fresh evidence, in whole percent,
// rounded down: only a window without any gap is 100.
func (l Lane) Percent() int { return int(l.Service.Share() * 100) }

// Begun reports whether collection began within the window: there is no evidence
// of the time before.
func (l Lane) Begun() bool { return l.Service.First.After(l.From) }

// Of gathers the dossier of a control; language is that of its words. It may be
// shared: nobody changes it.
func (x *Index) Of(c *disclose.Control, language string) *Dossier {
	return x.made.of(subject{c, language}, func() *Dossier { return x.gather(c, language) })
}

func (x *Index) gather(c *disclose.Control, language string) *Dossier {
	d := &Dossier{Control: c, Needs: needs(c), Spread: spread(c), Cited: x.cited(c), History: x.history(c.ID), Version: x.current[c.ID], Versions: x.of[c.ID]}
	if c.Assert != "" {
		d.Rule = paraphrase.Say(x.syntax(c.Assert), x.names(c), language)
	}
	for _, holds := range []bool{false, true} {
		for _, cmp := range c.Comparisons {
			if cmp.Holds == holds {
				d.Compared = append(d.Compared, cmp)
			}
		}
		if !holds {
			d.Broken = len(d.Compared)
		}
	}
	for _, e := range x.evidence[c.ID] {
		lane := Lane{Lane: x.view.LaneOf(e, Days)}
		lane.Service, lane.Measured = x.view.Service(e, Days)
		d.Lanes = append(d.Lanes, lane)
	}
	return d
}

// needs groups what was found by what is needed, in the order of the catalog.
func needs(c *disclose.Control) []Need {
	var out []Need
	for _, o := range c.Evidence {
		i := slices.IndexFunc(out, func(n Need) bool { return n.ID == o.ID })
		if i < 0 {
			i = len(out)
			out = append(out, Need{ID: o.ID, Shows: o.Shows, Schedule: o.Schedule})
		}
		f := Found{Observation: o}
		for _, a := range o.Aspects {
			if a.Broken || a.Detail != "" && a.Detail != o.Detail || len(o.Aspects) > 1 {
				f.Limits = append(f.Limits, a)
			}
		}
		out[i].Found = append(out[i].Found, f)
	}
	return out
}
