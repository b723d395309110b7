package trust

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
)

// Control is one claim with typed parameters: what is said, where it holds,
// what proves it and what it answers.
type Control struct {
	ID             string
	Span           source.Span // the id in the catalog
	Title          string
	Kind           string
	Summary        string
	Statement      source.Text // a template over the parameters; "" means the title
	Owner          string
	Audience       string // "" inherits the folder's; an item may only tighten it
	Scope          Scope
	Status         Status
	Responsibility Responsibility
	Method         Method
	Parameters     []Parameter // in the order of the file
	Unread         []string    // parameters that are in the file, and could not be read
	Overrides      []Override
	Needs          []Need
	Freshness      Limit
	Assert         source.Text // a CEL expression, or ""
	Population     Population
	Relates        []Relates
	Mappings       []Mapping // sorted by framework, then in the order of the file
	Questions      []string
	Flags          []Flag
	Note           string
	Origin         Origin
}

// Parameter returns the parameter of that name.
func (c *Control) Parameter(name string) (Parameter, bool) {
	for _, p := range c.Parameters {
		if p.Name == name {
			return p, true
		}
	}
	return Parameter{}, false
}

// Effective returns the parameters that hold for a scope: those of the control
// with the matching overrides laid over them, in the order of the file.
func (c *Control) Effective(scope Scope) []Parameter {
	out := slices.Clone(c.Parameters)
	for _, o := range c.Overrides {
		if !o.Scope.Covers(scope) {
			continue
		}
		for _, p := range o.Parameters {
			if i := slices.IndexFunc(out, func(q Parameter) bool { return q.Name == p.Name }); i >= 0 {
				out[i] = p
			} else {
				out = append(out, p)
			}
		}
	}
	return out
}

// Parameter is one named, typed value of a control.
type Parameter struct {
	Name  string
	Span  source.Span // the value in the catalog
	Value parameter.Value
}

// Override replaces parameters where a narrower scope applies, such as a plan.
type Override struct {
	Span       source.Span
	Scope      Scope
	Parameters []Parameter
	Note       string
}

// Need is evidence that a control asks for.
type Need struct {
	ID       string // the evidence id
	Span     source.Span
	Tool     string           // what produces it, for people
	Shows    string           // what in it proves the claim, for people
	Schedule *period.Schedule // nil takes the control's Limit
	// ScheduleSpan is the place of the schedule.
	ScheduleSpan source.Span
	// From names the parameter that the schedule is read from, or "".
	From  string
	Scope Scope // narrows which evidence counts; empty takes the control's

	Each     Finder         // with a schedule for each event: records of the evidence; nil: each piece is one
	Records  *RecordLimit   // how old the records within the evidence may be; nil: no such limit
	Coverage *CoverageLimit // how much must have been examined; nil: anything, and no errors
	Cadence  period.Period  // window in which no collection may have been missed; zero: only the last one counts
	Across   *Across        // scopes that must each have evidence; nil: those of the control
	Warn     Outcome        // what a verdict of warn counts as; "" is none
	Publish  bool           // the portal shows the file itself to its audience

	Assurance Demand // least assurance of the evidence; "" asks for none
}

// RecordLimit says how old the records within a piece of evidence may be, beside
// the age of the piece itself.
type RecordLimit struct {
	Records Finder
	MaxAge  period.Period
	Grace   *period.Grace // nil: none
	Rule    RecordRule
}

// RecordRule says to which records a limit applies.
type RecordRule string

// The rules.
const (
	EveryRecord  RecordRule = "every"  // each of them; the default
	OldestRecord RecordRule = "oldest" // the oldest
	NewestRecord RecordRule = "newest" // the newest
)

// RecordRules lists the rules.
var RecordRules = []RecordRule{EveryRecord, OldestRecord, NewestRecord}

// CoverageLimit says how much a tool must have examined.
type CoverageLimit struct {
	MinExamined  int64
	MaxErrors    int64
	MaxSkipped   int64 // -1: no bound
	SkippedShare int   // in percent of what was examined and skipped; -1: no bound
}

// Across says that each entry of an inventory must have a piece of evidence of
// its own: each account of an organisation, each region in use.
type Across struct {
	Axis      string
	Inventory string // evidence id
	Entries   Finder
	Span      source.Span
}

// Limit says how old the evidence of a control may be.
type Limit struct {
	Basis  Basis // "" lets the kind of the evidence decide: snapshot or review
	Span   source.Span
	MaxAge period.Period // zero: the site's default
	Grace  *period.Grace // nil: the site's default
	Event  string        // with BasisEvent
	Why    string
}

// Population says over what an assertion quantifies, so that "all of nothing"
// does not pass.
type Population struct {
	Path      source.Text // CEL expression that yields a list, such as ev.volumes.Volumes; "" means none is declared
	Where     source.Text // CEL condition over an item named "it", or ""
	EmptyPass bool        // an empty population proves the claim
}

// Relates ties a control to another.
type Relates struct {
	ID   string
	How  Relation
	Span source.Span
	// Compare are the values that must fit, as the author says; none lets the
	// kinds and the names of the parameters decide.
	Compare []Pair
}

// Pair is a parameter of one control and a parameter of another that must fit.
type Pair struct {
	Own, Other string // names of parameters
	Op         string // one of parameter.Ops: own OP other
	Span       source.Span
}

// Mapping ties a control to a requirement of a framework.
type Mapping struct {
	Framework   string
	Requirement string
	Degree      Degree
	Note        string
	Span        source.Span // of the requirement
	// FrameworkSpan is the place of the framework's id.
	FrameworkSpan source.Span
}

// Origin says where a claim was first published, for catalogs that were made
// from existing pages.
type Origin struct {
	Claim   string // id in an inventory of claims
	File    string
	Section string
	Lines   []int
}

// Scope narrows where something holds: axis to values, such as cloud: [aws].
// An empty scope holds everywhere.
type Scope map[string][]string

// Covers reports whether everything in inner lies within s: on each axis that
// s names, inner has values and all of them are among those of s.
func (s Scope) Covers(inner Scope) bool {
	for axis, values := range s {
		got := inner[axis]
		if len(got) == 0 {
			return false
		}
		for _, v := range got {
			if !slices.Contains(values, v) {
				return false
			}
		}
	}
	return true
}

// Meets reports whether the two scopes can hold at once: they share a value on
// every axis that both name.
func (s Scope) Meets(t Scope) bool {
	for axis, values := range s {
		other, ok := t[axis]
		if ok && !slices.ContainsFunc(values, func(v string) bool { return slices.Contains(other, v) }) {
			return false
		}
	}
	return true
}

// Axes returns the axes in alphabetical order.
func (s Scope) Axes() []string { return slices.Sorted(maps.Keys(s)) }

// String formats the scope as "cloud=aws,gcp environment=production".
func (s Scope) String() string {
	parts := make([]string, 0, len(s))
	for _, axis := range s.Axes() {
		parts = append(parts, axis+"="+strings.Join(s[axis], ","))
	}
	return strings.Join(parts, " ")
}
