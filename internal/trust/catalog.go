package trust

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
)

// Catalog is everything that the folder controls/ says.
type Catalog struct {
	Controls      []*Control   // sorted by ID
	Frameworks    []*Framework // sorted by ID
	Exceptions    []*Exception // sorted by ID
	Subprocessors []*Subprocessor
	Answers       []*Answer // sorted by ID
	Approvals     []*Approval

	// Partial says that something could not be read: a name that is not here
	// may be in the files all the same.
	Partial bool
}

// Control returns the control of that id, or nil.
func (c *Catalog) Control(id string) *Control {
	if i, ok := slices.BinarySearchFunc(c.Controls, id, func(c *Control, id string) int { return strings.Compare(c.ID, id) }); ok {
		return c.Controls[i]
	}
	for _, ctl := range c.Controls {
		if ctl.ID == id {
			return ctl
		}
	}
	return nil
}

// Framework is a published set of requirements, at one version.
type Framework struct {
	ID           string
	Span         source.Span
	Title        string
	Publisher    string
	Version      string
	URL          string
	Withdrawn    time.Time // zero while the version is in force
	Successor    string    // id or name of what replaces it, or ""
	Audience     string
	Requirements []Requirement // in the order of the file
}

// Requirement is one clause of a framework, with a title in our own words.
type Requirement struct {
	ID    string
	Title string
	Group string
	Span  source.Span
	// Requires are the framework's own numbers, and the kinds of controls that do
	// what it asks.
	Requires []Demanded
}

// Demanded is one thing that a requirement of a framework asks for in so many
// words.
type Demanded struct {
	Kinds     []string // of controls that the number is about; without a number: that do what is asked
	Parameter string   // what must be so: Parameter Op Value; "" is no number
	Op        string   // one of parameter.Ops
	Value     parameter.Value
	Called    string   // words for what is asked, which controls of the kinds Not use wrongly; or ""
	Not       []string // kinds of controls that do not do what is asked
	Span      source.Span
}

// Exception waives a control for a time: a known gap, recorded.
type Exception struct {
	ID          string
	Span        source.Span
	Title       string
	Waives      string // control id
	WaivesSpan  source.Span
	Scope       Scope
	Resource    string
	Reason      string
	Remediation Remediation
	BlockedBy   string // who or what stands in the way, or ""
	Accepted    bool   // the risk is accepted by its owner
	Owner       string
	Opened      time.Time     // zero if unknown
	Trigger     string        // event that calls for a review, or ""
	Until       time.Time     // latest date, inclusive; zero means Opened + AtLatest
	AtLatest    period.Period // zero means the site's default
	UntilSpan   source.Span
	Needs       []Need
	Assert      source.Text // true while the gap exists
	Audience    string
}

// Remediation says what will close a gap.
type Remediation struct {
	Action string
	By     string // provider, customer, nobody
	When   string
}

// Subprocessor is a third party that runs or holds something.
type Subprocessor struct {
	ID       string
	Span     source.Span
	Name     string
	Entity   string
	Purpose  string
	Data     []string
	Places   []string
	Transfer string // legal basis of a transfer, or ""
	URL      string
	Since    time.Time
	Notice   time.Time // when the change was announced; zero if unknown
	Reviewed time.Time // when it was last assessed; zero if unknown
	Scope    Scope
	Audience string
	Controls []Reference
}

// Approval says that somebody agreed to a claim becoming weaker.
type Approval struct {
	Span          source.Span // the id of the control
	Control       string
	Parameter     string // name; "" for another aspect
	ParameterSpan source.Span
	Aspect        string // what of the claim, where it is no parameter: status, scope, evidence, claim and so on
	From, To      any    // plain trees; with a parameter its values, nil where it had or has none
	By            string // name or role
	BySpan        source.Span
	On            time.Time
	Reason        string
	Audience      string
}

// Reference names something else by id.
type Reference struct {
	ID   string
	Span source.Span
}
