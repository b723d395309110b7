package trust

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/cadence"
)

// Assessment is what was found at one instant.
type Assessment struct {
	AsOf     time.Time
	Findings []*Finding // one a control, sorted by control id
	// Exceptions are the states of the exceptions, in the order of the catalog.
	Exceptions []ExceptionState
	// Relations are what was found of the relations between controls, by control
	// and in the order of its relations.
	Relations []RelationState
}

// RelationState is what was found of one relation of a control.
type RelationState struct {
	Control string
	Other   string
	How     Relation
	Verdict RelationVerdict
	Detail  string // for people: the values, with their units; "" where none were compared
	// Brief is Detail without values that the author inferred; "" is Detail as it is.
	Brief string
}

// RelationVerdict says whether a relation is kept.
type RelationVerdict string

// The verdicts.
const (
	RelationHolds     RelationVerdict = "holds"     // what it asks for is so
	RelationBroken    RelationVerdict = "broken"    // what it asks for is not so
	RelationUnchecked RelationVerdict = "unchecked" // it has no values that can be compared
	RelationSettled   RelationVerdict = "settled"   // it asks for nothing now: one of the two is not in effect, or excused
	RelationStated    RelationVerdict = "stated"    // it is shown, and asks for nothing
)

// RelationVerdicts lists the verdicts.
var RelationVerdicts = []RelationVerdict{RelationHolds, RelationBroken, RelationUnchecked, RelationSettled, RelationStated}

// ExceptionState is the state of one exception.
type ExceptionState struct {
	ID    string
	State string    // open, obsolete, overdue, undetermined
	Until time.Time // when it stops to waive anything; zero: never
}

// Finding returns the finding of a control, or nil.
func (a *Assessment) Finding(control string) *Finding {
	if i, ok := slices.BinarySearchFunc(a.Findings, control, func(f *Finding, id string) int { return strings.Compare(f.Control, id) }); ok {
		return a.Findings[i]
	}
	for _, f := range a.Findings {
		if f.Control == control {
			return f
		}
	}
	return nil
}

// Finding says in which state a control is, why, and until when that holds.
type Finding struct {
	Control string
	State   State
	Reason  Reason
	Detail  string // one sentence for people: what was compared with what
	Brief   string // Detail without text that only the raw evidence holds
	// Showed is satisfied where nothing but the age of evidence keeps the control
	// from that: what is stale or expired showed it when it was collected.
	Showed       State
	Grade        Grade
	FreshUntil   time.Time // when the state may next change by age alone; zero: never
	Observations []*Observation
	// Comparisons pair claimed and measured values of a failed or passed assertion.
	Comparisons []Comparison
	// Missing is the path that an assertion could not read, when Reason is error.
	Missing string
	// Waivers are the current exceptions that cover a control which is not
	// satisfied, in the order of the catalog. Reason stays what it is without them.
	Waivers []Waiver
	// Conditions are the controls that this one holds on, and that are not met, in
	// the order of their ids. Detail does not name them.
	Conditions []string
	// PerScope are the states within the scopes that evidence was split by.
	PerScope []ScopedState
}

// Waiver is one exception that covers a finding.
type Waiver struct {
	Exception string
	Until     time.Time // zero: without end
}

// Observation is how one need of a control was met by one piece of evidence.
type Observation struct {
	Need      string    // evidence id
	Evidence  *Evidence // nil when missing
	Freshness Freshness
	Outcome   Outcome // of the tool's own verdict
	Detail    string  // one sentence for people
	// Collected and Expires follow OSCAL; zero times are unknown or never.
	Collected time.Time
	DueAt     time.Time // end of the period
	StaleAt   time.Time // end of the grace
	Expires   time.Time
	Schedule  string // for people: "daily", "every 7 days", "for each release"
	// Brief is Detail without names and keys that only raw evidence holds; "" is
	// Detail as it is.
	Brief string
	// Broken says that evidence which counts shows a schedule was not kept: a
	// record is missing, a collection was left out.
	Broken bool
	// Aspects are what the evidence was held to; the worst decides.
	Aspects []Aspect
	// Sources are further pieces that Detail and Aspects draw on: the feed of
	// events, the inventory of scopes.
	Sources []*Evidence
	// History are the recordings of the evidence up to now, oldest first.
	History []Recording
	// Failures are the times of the runs that collected nothing, oldest first.
	Failures []time.Time
	// Rhythm is how often it is due; the zero Rhythm where no period says.
	Rhythm cadence.Rhythm
}

// Aspect is one limit that a piece of evidence was held to.
type Aspect struct {
	Name      string // age, event, each, records, coverage, cadence, sources, scope
	Freshness Freshness
	Broken    bool   // it shows that a schedule was not kept
	Detail    string // one sentence for people
	Brief     string // Detail without what only raw evidence holds; "" is Detail as it is
}

// Recording is one collection of a piece of evidence, as it was then.
type Recording struct {
	Collected  time.Time
	Verdict    Verdict
	Coverage   Coverage
	FreshUntil time.Time // end of its grace; zero: no schedule sets one
}

// Comparison is one claimed value beside what evidence says.
type Comparison struct {
	Parameter string // name of the parameter
	Claimed   string // such as p.retention = 90 days
	Measured  string // such as retentionInDays = 30
	Path      string // where in the evidence, or ""
	Holds     bool
	// Textual reports that Measured is text or a tree of the raw evidence, and
	// not a number, a time, or true or false.
	Textual bool
}

// ScopedState is the state of a control within one scope.
type ScopedState struct {
	Scope  Scope
	State  State
	Reason Reason
}
