// Package change compares two snapshots of a portal and says of each change
// whether the claim became stronger or weaker.
//
// It sees nothing but the two snapshots and the table of senses, senses.json.
// It judges claims, and repeats what was found about them; it reads no file and
// knows no clock.
package change

import (
	"cmp"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/snapshot"
)

// Grade says what a change does to a claim.
type Grade string

// The grades, from bad to good.
const (
	Weaker   Grade = "weaker"
	Neutral  Grade = "neutral"
	Stronger Grade = "stronger"
)

// Aspect is what of a claim changed.
type Aspect string

// The aspects.
const (
	Whole          Aspect = "claim" // the claim as a whole: new or withdrawn
	ID             Aspect = "id"
	Title          Aspect = "title"
	Statement      Aspect = "statement"
	Kind           Aspect = "kind"
	Status         Aspect = "status"
	Responsibility Aspect = "responsibility"
	InScope        Aspect = "scope"
	OfParameter    Aspect = "parameter"
	Evidence       Aspect = "evidence"
	Schedule       Aspect = "schedule"
	Assertion      Aspect = "assertion"
	Mapping        Aspect = "mapping"
	Exceptions     Aspect = "exception"
	Proof          Aspect = "proof" // the grade: what stands behind the claim
	InState        Aspect = "state"
)

// Claimed reports whether somebody decides on an aspect: it is not merely
// found.
func (a Aspect) Claimed() bool { return a != Proof && a != InState }

// Aspects lists the aspects that somebody decides on, beside parameters.
var Aspects = []Aspect{Whole, Status, Responsibility, InScope, Evidence, Schedule, Assertion, Mapping, Exceptions}

// Change is one difference of a control.
type Change struct {
	Aspect    Aspect         `json:"aspect" jsonschema:"what of the control changed: whole, status, parameter, evidence and others"`
	Parameter string         `json:"parameter" jsonschema:"name, with the aspect parameter"`
	Scope     snapshot.Scope `json:"scope" jsonschema:"of the override that holds the parameter; empty: the control itself"`
	Item      string         `json:"item" jsonschema:"evidence, requirement, axis or exception that it is about, or empty"`
	Label     string         `json:"label" jsonschema:"of what changed, for people"`
	From      string         `json:"from" jsonschema:"for people; empty where there was none"`
	To        string         `json:"to" jsonschema:"for people; empty where there is none"`
	OldValue  any            `json:"old_value" jsonschema:"plain value of a parameter, or null"`
	NewValue  any            `json:"new_value" jsonschema:"plain value of a parameter, or null"`
	Type      string         `json:"type" jsonschema:"of the parameter, or empty"`
	Grade     Grade          `json:"grade" jsonschema:"weaker, stronger or neutral"`
	Why       string         `json:"why" jsonschema:"what the grade rests on, or empty"`
	Approved  *Approved      `json:"approved" jsonschema:"who agreed to it, or null"`
}

// Claim is one control with what changed of it.
type Claim struct {
	ID       string    `json:"id" jsonschema:"of the control"`
	Was      string    `json:"was" jsonschema:"its id before, where it was renamed, or empty"`
	Title    string    `json:"title" jsonschema:"for people"`
	Kind     string    `json:"kind" jsonschema:"kind of the control"`
	Status   string    `json:"status" jsonschema:"in-effect, planned and others"`
	Said     string    `json:"statement" jsonschema:"the claim, with its values written out"`
	Grade    Grade     `json:"grade" jsonschema:"the worst of its changes"`
	Changes  []Change  `json:"changes" jsonschema:"weaker first"`
	Approved *Approved `json:"approved" jsonschema:"who agreed that the claim is withdrawn, or null"`
}

// Found is a control whose evidence proves it no more, or now does.
type Found struct {
	ID         string `json:"id" jsonschema:"of the control"`
	Title      string `json:"title" jsonschema:"for people"`
	From       string `json:"from" jsonschema:"state before"`
	FromReason string `json:"from_reason" jsonschema:"why it was in that state"`
	To         string `json:"to" jsonschema:"state now"`
	Reason     string `json:"reason" jsonschema:"why it is in that state"`
	Detail     string `json:"detail" jsonschema:"in a sentence"`
	Age        bool   `json:"age" jsonschema:"by age alone: the evidence was not collected again"`
}

// Entry is a change of a subprocessor, an exception or a framework.
type Entry struct {
	ID       string    `json:"id" jsonschema:"of the entry"`
	Title    string    `json:"title" jsonschema:"for people"`
	Control  string    `json:"control" jsonschema:"of an exception, or empty"`
	How      How       `json:"how" jsonschema:"added, removed or changed"`
	Grade    Grade     `json:"grade" jsonschema:"weaker, stronger or neutral"`
	Detail   string    `json:"detail" jsonschema:"for people, or empty"`
	Changes  []Change  `json:"changes" jsonschema:"of one that is in both"`
	Approved *Approved `json:"approved" jsonschema:"who agreed to an exception that was opened, or null"`
}

// How says in which of two snapshots something is.
type How string

// The ways.
const (
	Added   How = "added"
	Removed How = "removed"
	Changed How = "changed"
)

// Side is one of the two snapshots.
type Side struct {
	Name     string           `json:"name" jsonschema:"of the snapshot"`
	Audience string           `json:"audience" jsonschema:"who could see it"`
	AsOf     snapshot.Instant `json:"as_of" jsonschema:"when the controls were judged"`
	Controls int              `json:"controls" jsonschema:"how many there were"`
}

// Summary counts. Weaker counts changes that are weaker, claims that were
// withdrawn, exceptions that were opened and claims that are proved no more;
// Stronger the reverse.
type Summary struct {
	Weaker   int `json:"weaker" jsonschema:"changes that are weaker"`
	Stronger int `json:"stronger" jsonschema:"changes that are stronger"`
	Neutral  int `json:"neutral" jsonschema:"other changes"`
}

// Comparison is everything that differs between two snapshots. Lists are sorted
// by grade, the weaker first, then by id.
type Comparison struct {
	Old           Side    `json:"old" jsonschema:"older snapshot"`
	New           Side    `json:"new" jsonschema:"later snapshot"`
	Summary       Summary `json:"summary" jsonschema:"counts"`
	Withdrawn     []Claim `json:"withdrawn" jsonschema:"claims that are made no more"`
	Changed       []Claim `json:"changed" jsonschema:"claims that changed"`
	Added         []Claim `json:"added" jsonschema:"new claims"`
	Stopped       []Found `json:"stopped" jsonschema:"proved before, and not now"`
	Began         []Found `json:"began" jsonschema:"proved now, and not before"`
	Exceptions    []Entry `json:"exceptions" jsonschema:"register of gaps"`
	Subprocessors []Entry `json:"subprocessors" jsonschema:"third parties"`
	Frameworks    []Entry `json:"frameworks" jsonschema:"editions"`
}

// Between compares two snapshots.
func Between(old, now *snapshot.Snapshot) *Comparison {
	c := &Comparison{
		Old: side(old), New: side(now),
		Withdrawn: []Claim{}, Changed: []Claim{}, Added: []Claim{}, Stopped: []Found{}, Began: []Found{},
		Exceptions: []Entry{}, Subprocessors: []Entry{}, Frameworks: []Entry{},
	}
	m := match(old.Controls, now.Controls)
	for _, p := range m.pairs {
		c.pair(p.old, p.now)
	}
	for _, w := range m.withdrawn {
		c.Withdrawn = append(c.Withdrawn, whole(w, Weaker))
	}
	for _, a := range m.added {
		c.Added = append(c.Added, whole(a, Stronger))
	}
	c.registers(old, now, m)
	c.sort()
	c.count()
	return c
}

// Empty reports whether nothing differs.
func (c *Comparison) Empty() bool { return c.Summary == Summary{} }

// Same reports whether both sides were judged at one instant.
func (c *Comparison) Same() bool { return c.Old.AsOf.Equal(c.New.AsOf.Time) }

func side(s *snapshot.Snapshot) Side {
	return Side{Name: s.Title(), Audience: s.Audience, AsOf: s.AsOf, Controls: len(s.Controls)}
}

// whole is a claim that stands in one of the snapshots only. What is announced
// or admitted, and not claimed, is neither stronger nor weaker.
func whole(c *snapshot.Control, g Grade) Claim {
	if standing[c.Status] == 0 {
		g = Neutral
	}
	return Claim{ID: c.ID, Title: c.Title, Kind: c.Kind, Status: c.Status, Said: c.Statement, Grade: g, Changes: []Change{}}
}

// pair compares a control with what it was.
func (c *Comparison) pair(old, now *snapshot.Control) {
	changes := controls(old, now)
	if f, moved := found(old, now); moved {
		switch {
		case old.State == satisfied:
			c.Stopped = append(c.Stopped, f)
		case now.State == satisfied:
			c.Began = append(c.Began, f)
		default:
			changes = append(changes, Change{Aspect: InState, Label: "state", From: f.From + reason(f.FromReason), To: f.To + reason(f.Reason), Grade: Neutral})
		}
	}
	if len(changes) == 0 {
		return
	}
	claim := Claim{ID: now.ID, Title: now.Title, Kind: now.Kind, Status: now.Status, Said: now.Statement, Changes: changes, Grade: Stronger}
	if old.ID != now.ID {
		claim.Was = old.ID
	}
	for i := range changes {
		if changes[i].Scope == nil {
			changes[i].Scope = snapshot.Scope{}
		}
	}
	sortChanges(changes)
	claim.Grade = changes[0].Grade
	c.Changed = append(c.Changed, claim)
}

func reason(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

const satisfied = "satisfied"

// found returns how the state of a control moved.
func found(old, now *snapshot.Control) (Found, bool) {
	if old.State == now.State {
		return Found{}, false
	}
	return Found{
		ID: now.ID, Title: now.Title, From: old.State, FromReason: old.Reason, To: now.State, Reason: now.Reason, Detail: now.Detail,
		Age: now.Reason == "due" || now.Reason == "stale" || now.Reason == "expired",
	}, true
}

// weight orders grades, the weaker first.
func weight(g Grade) int { return slices.Index([]Grade{Weaker, Neutral, Stronger}, g) }

func sortChanges(changes []Change) {
	slices.SortStableFunc(changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(weight(a.Grade), weight(b.Grade)), cmp.Compare(place(a.Aspect), place(b.Aspect)),
			cmp.Compare(a.Parameter, b.Parameter), cmp.Compare(a.Item, b.Item), cmp.Compare(scopeText(a.Scope), scopeText(b.Scope)), cmp.Compare(a.Label, b.Label))
	})
}

// place orders aspects within a grade: what is claimed before how it is worded.
func place(a Aspect) int {
	return slices.Index([]Aspect{Whole, ID, OfParameter, Status, Responsibility, InScope, Assertion, Evidence, Schedule, Mapping, Proof, InState, Kind, Title, Statement}, a)
}

// sort brings all lists in their order.
func (c *Comparison) sort() {
	for _, list := range [][]Claim{c.Withdrawn, c.Changed, c.Added} {
		slices.SortStableFunc(list, func(a, b Claim) int {
			return cmp.Or(cmp.Compare(weight(a.Grade), weight(b.Grade)), cmp.Compare(a.ID, b.ID))
		})
	}
	for _, list := range [][]Found{c.Stopped, c.Began} {
		slices.SortStableFunc(list, func(a, b Found) int { return cmp.Compare(a.ID, b.ID) })
	}
	for _, list := range [][]Entry{c.Exceptions, c.Subprocessors, c.Frameworks} {
		slices.SortStableFunc(list, func(a, b Entry) int {
			return cmp.Or(cmp.Compare(weight(a.Grade), weight(b.Grade)), cmp.Compare(a.ID, b.ID))
		})
	}
}

// count fills in the summary.
func (c *Comparison) count() {
	add := func(g Grade, n int) {
		switch g {
		case Weaker:
			c.Summary.Weaker += n
		case Stronger:
			c.Summary.Stronger += n
		default:
			c.Summary.Neutral += n
		}
	}
	for _, list := range [][]Claim{c.Withdrawn, c.Added} {
		for _, w := range list {
			add(w.Grade, 1)
		}
	}
	for _, w := range c.Changed {
		for _, ch := range w.Changes {
			add(ch.Grade, 1)
		}
	}
	add(Weaker, len(c.Stopped))
	add(Stronger, len(c.Began))
	for _, list := range [][]Entry{c.Exceptions, c.Subprocessors, c.Frameworks} {
		for _, e := range list {
			add(e.Grade, 1)
		}
	}
}

// day formats an instant as a date for people.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }
