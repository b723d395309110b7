// Package rule compiles and evaluates assertions: CEL expressions over
// evidence that say true, false, or error.
//
// An expression that cannot be evaluated, because the evidence lacks what it
// reads, is an error and never false. The package knows no clock, reads no
// files, and limits what an evaluation may cost.
package rule

import (
	"time"

	"cel.dev/cel-go/cel"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Program is a compiled expression; it is immutable and safe for concurrent
// use.
type Program struct {
	text source.Text
	*body
	named []clause.Slot // evidence that the body knows by another id
	own   func() *body  // the body of the text itself, where there is such evidence
	where *Program      // the filter of a population, or nil
}

// body is what was compiled of an expression, or of all that differ in the ids of
// evidence alone.
type body struct {
	program cel.Program
	survey  *survey
}

// Compile compiles an assertion: an expression of type bool over
//
//	ev     evidence id -> parsed body (dyn)
//	facts  evidence id -> {verdict, coverage, params, scope, events} (dyn)
//	at     evidence id -> time of collection (timestamp)
//	p      the control's parameters, plain
//	c      control id -> its parameters, plain
//	now    the instant of the build (timestamp)
//
// with iso(text) (ISO 8601 duration; a year counts 365 days, a month 30),
// days(text), hours(text) (whole numbers), semver.compare(a, b) (-1, 0 or 1),
// the string, set and math extensions, and optional types. Diagnostics point
// at the token inside the file that the text came from.
func Compile(text source.Text) (*Program, diag.List) {
	return compile(text, assertions, cel.BoolType)
}

// CompileList compiles an expression that yields a list: the population of an
// assertion. where filters its items, each named it; an empty where keeps all.
func CompileList(path, where source.Text) (*Program, diag.List) {
	p, problems := compile(path, assertions, cel.ListType(cel.DynType))
	if blank(where.Value) {
		return p, problems
	}
	filter, more := compile(where, filters, cel.BoolType)
	problems = append(problems, more...)
	if p == nil || filter == nil {
		return nil, problems
	}
	p.where = filter
	return p, problems
}

// CompileValue compiles an expression of any type over one variable, doc, the
// parsed body of a file; formats use it.
func CompileValue(text source.Text) (*Program, diag.List) {
	return compile(text, documents, cel.DynType)
}

// At returns the program of the same texts where they stand elsewhere; where is
// that of the filter, if there is one.
func (p *Program) At(text, where source.Text) *Program {
	out := *p
	if out.text = text; p.where != nil {
		out.where = p.where.At(where, where)
	}
	return &out
}

// Reads returns the evidence ids that the expression reads through ev, facts
// and at with a constant key, sorted.
func (p *Program) Reads() []string {
	return p.names(func(p *Program) nameSet {
		ids := nameSet{}
		for id := range p.survey.evidence {
			ids[p.idOf(id)] = true
		}
		return ids
	})
}

// ReadsParameters returns the names that the expression reads through p,
// sorted.
func (p *Program) ReadsParameters() []string {
	return p.names(func(p *Program) nameSet { return p.survey.parameters })
}

// ReadsControls returns the ids that the expression reads through c, sorted.
func (p *Program) ReadsControls() []string {
	return p.names(func(p *Program) nameSet { return p.survey.controls })
}

// Inputs are the values that an assertion is evaluated over: plain trees
// (map[string]any, []any, string, int64, float64, bool, nil).
type Inputs struct {
	Ev    map[string]any
	Facts map[string]any
	At    map[string]time.Time
	P     map[string]any
	C     map[string]any
	Now   time.Time
}

// Verdict is what an evaluation said.
type Verdict int

// The verdicts.
const (
	Error Verdict = iota
	False
	True
)

// String returns "error", "false" or "true".
func (v Verdict) String() string { return [...]string{"error", "false", "true"}[v] }

// Result is the outcome of one evaluation.
type Result struct {
	Verdict Verdict
	// Message says why the evaluation failed, when Verdict is Error.
	Message string
	// Hint is an action that mends the failure, or "".
	Hint string
	// Missing is the path that could not be read, such as
	// ev.aws_log_groups.logGroups, or "". The items of a list are written [].
	Missing string
	// Span is the token that decided: the failing read, or the assertion.
	Span source.Span
	// Comparisons are the relations in the expression that compare something
	// with a parameter or a constant, with the values that decided last.
	// Those that speak against the assertion come first, and those that only
	// select items come last.
	Comparisons []Comparison
	// Facts are the conditions without a relation that speak against the
	// assertion when Verdict is False, in reading order.
	Facts []Fact
	// Empty are the source texts of the lists over which an all() ran without
	// finding an item, in reading order: all of nothing is true, and proves
	// nothing. Lists that are made from the items of another list do not count,
	// nor does an all() under a negation or in a place that only computes.
	Empty []string
}

// Comparison is one relation with both its values.
type Comparison struct {
	Left, Right           string // source text, such as g.retentionInDays and days(p.retention)
	LeftValue, RightValue any    // plain; a duration is a time.Duration, an instant a time.Time
	Op                    string // ==, !=, <, <=, >, >=, in
	Parameter             string // name of the parameter that a side reads, or ""
	Holds                 bool
	// Decides reports that the relation speaks against the assertion, and not
	// only as one of several items any of which would have done.
	Decides bool
}

// Failure is an evaluation that could not be finished; Count and Value return
// it as their error.
type Failure struct {
	Message string      // why: lower case, no full stop
	Hint    string      // an action, or ""
	Missing string      // the path that could not be read, or ""
	Span    source.Span // the failing token, or the whole expression
}

// Error implements error.
func (f *Failure) Error() string { return f.Message }
