// Package rule compiles and evaluates assertions: CEL expressions over
// evidence that say true, false, or error.
//
// An expression that cannot be evaluated, because the evidence lacks what it
// reads, is an error and never false. The package knows no clock, reads no
// files, and limits what an evaluation may cost.
package rule

import (
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Program is a compiled expression; it is immutable and safe for concurrent
// use.
type Program struct{}

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
// days(text), hours(text) (whole numbers), semver comparison, the string and
// set extensions, and optional types. Diagnostics point at the token inside
// the file that the text came from.
func Compile(text source.Text) (*Program, diag.List) { panic("rule") }

// CompileList compiles an expression that yields a list: the population of an
// assertion. where filters its items, each named it; an empty where keeps all.
func CompileList(path, where source.Text) (*Program, diag.List) { panic("rule") }

// CompileValue compiles an expression of any type over one variable, doc, the
// parsed body of a file; formats use it.
func CompileValue(text source.Text) (*Program, diag.List) { panic("rule") }

// Reads returns the evidence ids that the expression reads through ev, facts
// and at with a constant key, sorted.
func (p *Program) Reads() []string { panic("rule") }

// ReadsParameters returns the names that the expression reads through p,
// sorted.
func (p *Program) ReadsParameters() []string { panic("rule") }

// ReadsControls returns the ids that the expression reads through c, sorted.
func (p *Program) ReadsControls() []string { panic("rule") }

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

// Result is the outcome of one evaluation.
type Result struct {
	Verdict Verdict
	// Message says why the evaluation failed, when Verdict is Error.
	Message string
	// Missing is the path that could not be read, such as
	// ev.aws_log_groups.logGroups, or "".
	Missing string
	// Span is the token that decided: the failing read, or the assertion.
	Span source.Span
	// Comparisons are the relations in the expression that compare something
	// with a parameter or a constant, with the values that decided last.
	Comparisons []Comparison
}

// Comparison is one relation with both its values.
type Comparison struct {
	Left, Right           string // source text, such as g.retentionInDays and days(p.retention)
	LeftValue, RightValue any    // plain; a duration is a time.Duration, an instant a time.Time
	Op                    string // ==, !=, <, <=, >, >=, in
	Parameter             string // name of the parameter that a side reads, or ""
	Holds                 bool
}

// Eval evaluates an assertion.
func (p *Program) Eval(in Inputs) Result { panic("rule") }

// Count evaluates a population and returns the number of its items.
func (p *Program) Count(in Inputs) (n int, err error) { panic("rule") }

// Value evaluates an expression compiled by CompileValue over doc and returns
// a plain tree; instants come back as time.Time.
func (p *Program) Value(doc any) (any, error) { panic("rule") }
