// Package disclose reduces a site and its assessment to what one audience may
// see. Renderers and exporters accept nothing but its View, so that nothing
// private can reach an output by a forgotten flag.
//
// Everything in a View is computed from what the audience may see: counts,
// orders, dates. The package writes nothing and knows no clock.
package disclose

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/cadence"
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

// View is a portal as one audience may see it. Lists are sorted by id or route
// unless said otherwise; times are UTC, and the zero time means unknown or never.
type View struct {
	Audience      string
	AsOf          time.Time
	Site          Site
	Menu          []Link
	Pages         []*Page
	Assets        []*Asset    // published files: images, documents, raw evidence
	Documents     []*Document // by folder and title
	Absent        []Absent    // pages that are left out at the instant of the build
	Controls      []*Control
	Kinds         []*Kind // those with a control, in the order of the vocabulary
	Scopes        []Axis  // the axes and values that something in the view names, in the order of the vocabulary
	Evidence      []*Evidence
	Frameworks    []*Framework
	Exceptions    []*Exception
	Subprocessors []*Subprocessor
	Answers       []*Answer
	Topics        []*topic.Topic // of questionnaires, in the order of the vocabulary
	Summary       Summary
	Reviews       []*Review   // what changed between any two snapshots, and until now; by the older one, then by the newer
	Unreviewed    int         // snapshots that are older than those of Reviews
	Approvals     []*Approval // claims that became weaker with an approval, the newest first
	Lines         []Line      // what was claimed before, and now: first as this audience sees it, then as more open ones do
}

// Approval is a claim that became weaker, and that somebody approved.
type Approval struct {
	Control, Title string // the title of the control
	What           string // "retention"
	Before, After  string
	By, Reason     string
	On             time.Time // a date
	From, To       string    // names of the snapshots between which it changed
}

// Line is what one audience was shown over time: its snapshots, oldest first,
// and last what it is shown now, under the name snapshot.Now.
type Line struct {
	Audience  string
	Snapshots []*snapshot.Snapshot
}

// Review is what changed from one snapshot of the portal to a later one, or
// until now.
type Review struct {
	From, To string // names; To is snapshot.Now for the portal itself
	Step     bool   // no other snapshot lies between the two
	*change.Comparison
}

// Site is what the site file says to everybody.
type Site struct {
	Title, Organization, Description string
	BaseURL                          string // absolute, ends with a slash
	BasePath                         string // starts and ends with a slash
	Language                         string
	Timezone                         string
	Logo                             Logo
	Favicon                          string   // route of a picture, or ""
	Edit                             string   // address at which a file of the site is edited, with {path} in it, or ""
	FrameHosts                       []string // that an iframe may show
	Contact                          Contact
	StaleAnswers                     string // what becomes of answers whose evidence is past its date: hold, mark, fail
}

// Logo is the picture that stands beside the title, or in its place.
type Logo struct {
	Light, Dark string // routes; "" for none, Dark also where Light serves for both
	Wordmark    bool   // it holds the name: the title is not written beside it
}

// Contact says whom to write to; empty strings are unknown.
type Contact struct {
	Security, Policy, Encryption, Acknowledgments string
	Languages                                     []string
	Expires                                       time.Time
}

// Link is a titled link to a route or a URL.
type Link struct {
	Title string
	URL   string      // a route starts with a slash and does not hold the base path
	Span  source.Span // where an entry of the menu is written; zero for others
}

// Page is one written page.
type Page struct {
	Route       string
	Language    string    // BCP 47
	Versions    []Version // this page in every language that it has, the site's first; nil for one language
	Title       string
	LinkTitle   string // never empty
	Description string
	Weight      int
	Tags        []string
	Aliases     []string
	Date        time.Time
	Modified    time.Time
	Reviewed    time.Time
	ReviewBy    time.Time
	ReviewEnds  time.Time // when the next review is overdue: the end of ReviewBy
	ReviewDue   time.Time // ReviewBy or, without one, when the last review is too old for the site
	HideTOC     bool
	HideTitle   bool
	NoIndex     bool
	Layout      string
	Source      string // path of the file below the site, for the manifest
	Params      map[string]any
	Front       map[string]any
	Doc         *markup.Document
	Controls    []string  // ids of the controls that it cites
	FreshUntil  time.Time // soonest FreshUntil of those
}

// Version is a page in one language.
type Version struct {
	Language string
	Route    string
}

// In returns the route of the page in a language, if it has one there.
func (p *Page) In(lang string) (string, bool) {
	for _, v := range p.Versions {
		if v.Language == lang {
			return v.Route, true
		}
	}
	return p.Route, p.Language == lang
}

// Asset is a file that is published as it is.
type Asset struct {
	Route  string
	Source string
	Data   []byte
}

// Document is a file for people to keep, or one that is given on request.
type Document struct {
	Title, Description string
	Folder             string // with slashes, "" at the top
	Tags               []string
	Date, ValidUntil   time.Time
	ValidEnds          time.Time // the end of ValidUntil
	Route              string    // of the file, "" when it is given on request
	Request            string    // route or URL to ask for it, "" when the file is here
	Name               string    // of the file
	Size               int64     // bytes
	Digest             string    // SHA-256, hexadecimal
	Audience           string    // who may read it
}

// Absent is a page that is left out, for links that lead to it.
type Absent struct {
	Source, Route string
	Why           string // completes "that page ..."
}

// Control is one claim with what was found.
type Control struct {
	ID             string
	Title          string
	Kind           string
	KindTitle      string
	Statement      string    // expanded for people
	Claim          []Segment // the same, cut where values stand
	Summary        string
	Owner          string
	Status         string
	Responsibility string
	Method         string
	Scope          []Axis
	Parameters     []Parameter // without inferred ones
	Overrides      []Override
	Assert         string // the expression, or ""
	State          string
	Reason         string
	Detail         string // one sentence for people
	Showed         string // satisfied where nothing but the age of evidence keeps the control from it; "" otherwise
	Grade          string
	FreshUntil     time.Time
	Comparisons    []Comparison
	PerScope       []ScopedState
	Evidence       []Observation // in the order of the catalog
	Mappings       []Mapping
	Relates        []Relation
	Questions      []string
	Flags          []string
	Note           string
	Pages          []Link
	Exceptions     []string // ids
	Answers        []string // ids
	Source         string
	Origin         string // the claim that it was made from, as a digest: it stays when the id changes; or ""
}

// Segment is a part of a statement: plain text, or what a parameter says.
type Segment struct {
	Text      string
	Parameter string // its name, "" for plain text
	Control   string // whose parameter it is; "" for the control's own
}

// Axis is one axis of a scope with its values.
type Axis struct {
	Name   string
	Values []string
}

// Parameter is one published value of a control.
type Parameter struct {
	Name     string
	Label    string // for people: "key bits"
	Text     string // for people: "90 days"
	Raw      any    // plain tree
	Value    parameter.Value
	Type     string
	Sense    string
	Unstated bool
	Readings []string // texts of the other readings of an ambiguous phrase
}

// Override is a set of values for a narrower scope.
type Override struct {
	Scope      []Axis
	Parameters []Parameter
	Note       string
}

// Comparison is one claimed value beside a measured one.
type Comparison struct {
	Claimed, Measured, Path string
	Holds                   bool
}

// ScopedState is the state within one scope.
type ScopedState struct {
	Scope         []Axis
	State, Reason string
}

// Observation is how one need of a control was met.
type Observation struct {
	ID        string // evidence id
	Title     string
	Tool      string
	Format    string
	Shows     string // what in it proves the claim
	Schedule  string // for people
	Every     string // the period of the schedule, ISO 8601; "" where an event or nothing sets it
	Freshness string
	Outcome   string
	Detail    string
	Collected time.Time
	DueAt     time.Time
	StaleAt   time.Time // end of the grace
	Expires   time.Time
	Scope     []Axis
	Aspects   []Aspect // what it was held to; the worst decides
	Linked    bool     // the evidence has a page in this view
}

// Aspect is one limit that evidence was held to.
type Aspect struct {
	Name      string // age, event, each, records, coverage, cadence, sources, scope
	Freshness string
	Broken    bool // it shows that a schedule was not kept
	Detail    string
}

// Mapping is one requirement that a control bears on.
type Mapping struct {
	Framework      string // id
	FrameworkTitle string
	Requirement    string
	Title          string
	Degree         string
	Note           string
}

// Relation ties a control to another one of the view.
type Relation struct {
	ID, Title, How string
	Verdict        string // holds, broken, unchecked, settled, stated; "" where nothing was found
	Detail         string // the values, with their units, or ""
	Turned         bool   // the other control says it of this one
}

// Kind is a kind of control with its controls.
type Kind struct {
	ID, Title, Doc string
	Controls       []string // ids
	Summary        Summary
}

// Evidence is one piece of evidence: its envelope and verdict, never its body.
type Evidence struct {
	ID, Title   string
	Key         string // unique among the view: ID, or ID and a number when several scopes share it
	Tool        string
	ToolVersion string
	Format      string
	Manual      bool
	Record      string
	Attester    string
	Digest      string // SHA-256, hexadecimal
	Size        int64
	Media       string
	Collected   time.Time
	CollectedBy string    // where the time was read
	Precision   string    // second, minute, day
	Zone        string    // how its zone is known: stated, site, oldest; "" without a time
	Undated     string    // why Collected is not known, or ""
	Conflict    string    // why two sources of time disagree, or ""
	Observed    time.Time // when the tool began to look
	ObservedTo  time.Time
	Produced    time.Time // when the report was written
	Recorded    time.Time
	Existed     time.Time // when others had seen it already
	ExistedBy   string
	Assurance   string   // level: signed-by-ci, signed-by-person, unsigned-run, unsigned, inferred
	Vouched     string   // the same for people
	Signers     []string // ids of those who signed
	ValidUntil  time.Time
	Knowledge   time.Time
	DueAt       time.Time // soonest over the controls that need it, as StaleAt and Expires are
	StaleAt     time.Time // end of the grace
	Expires     time.Time
	Freshness   string // worst over the controls that need it; "" when none does
	Verdict     string
	Coverage    *Coverage // nil when not known
	Scope       []Axis
	Target      string
	Version     string
	Params      []Param
	Problems    []Problem
	Controls    []string    // ids
	Raw         string      // route of the published raw file, or ""
	Content     []byte      // of that file, as it was collected
	Beside      []Asset     // what is published beside it: its envelope, signatures
	File        string      // name of the file as it was collected, "" where it is not for the audience
	Collector   string      // id of what collected it
	Run         string      // identity of the run
	Command     []string    // argv, nil where there was none or it is not shown
	Withheld    bool        // there was a command, and it is not shown
	Env         []string    // names of the variables that the command was given
	Exit        *int        // exit code
	Event       *Event      // what it belongs to, or nil
	Parents     []Parent    // what it was made of
	Signatures  []Signature // verified, of signers that the site lists
	History     []Recording // up to the instant of the build, oldest first
	Failures    []time.Time // runs that collected nothing, oldest first
	// Rhythm is how often it is due over the controls that need it: the soonest
	// counts. The zero Rhythm where no period says.
	Rhythm cadence.Rhythm
	beside []trust.Beside
}

// Event is a happening that evidence belongs to.
type Event struct {
	Type, Key string // release, v4.2.0
	At        time.Time
}

// Parent is what a piece of evidence was made of.
type Parent struct {
	Name      string // of a file, or an id
	Digest    string // SHA-256, hexadecimal, or ""
	Collected time.Time
}

// Signature is a verified signature over an envelope or a record.
type Signature struct {
	Signer           string
	Person           bool   // a person, not a program
	Form             string // what follows the name of what is signed: .sig, .dsse.json, .sigstore.json
	Base64           bool   // a detached signature that is written in Base64
	Key              string // the public key in PEM, "" for an identity
	Scheme           string // ed25519, ecdsa-p256, ecdsa-p384, rsa-pss; "" for an identity
	Identity, Issuer string
}

// Recording is one collection of a piece of evidence, as it was then.
type Recording struct {
	Collected  time.Time
	Verdict    string
	Examined   int64     // -1 when not known
	FreshUntil time.Time // soonest end of the grace over the controls that need it; zero: none is set
}

// Coverage says how much was examined.
type Coverage struct {
	Examined, Skipped, Errors int64
	Truncated                 bool
}

// Param is one normalised parameter of evidence.
type Param struct {
	Name string
	Text string
	Raw  any
}

// Problem is something that a format noticed.
type Problem struct{ Code, Message string }

// Framework is a framework with the controls mapped to each requirement.
type Framework struct {
	ID, Title, Publisher, Version, URL string
	Withdrawn                          time.Time
	Successor                          string
	Requirements                       []Requirement // in the order of the framework
	Covered                            int           // requirements with at least one control
}

// Requirement is one clause with the controls that bear on it.
type Requirement struct {
	ID, Title, Group string
	Controls         []RequirementControl
}

// RequirementControl is one control under a requirement.
type RequirementControl struct {
	ID, Title, Degree, State, Reason string
}

// Exception is a recorded gap.
type Exception struct {
	ID, Title, Control, ControlTitle, Resource, Reason string
	Action, By, When                                   string
	BlockedBy, Owner, Trigger                          string
	Accepted                                           bool
	Opened, Until                                      time.Time
	Lapses                                             time.Time // when it stops to waive anything; zero: never
	State                                              string    // open, obsolete, overdue, undetermined
	Scope                                              []Axis
}

// Subprocessor is a third party that runs or holds something.
type Subprocessor struct {
	ID, Name, Entity, Purpose, Transfer, URL string
	Data, Places                             []string
	Since, Notice                            time.Time
	Scope                                    []Axis
	Controls                                 []string
}

// Summary counts controls.
type Summary struct {
	Total   int
	States  []Count // every state, in the order of the vocabulary
	Grades  []Count // every grade, from strong to weak
	Reasons []Count // reasons of controls that are not satisfied, most frequent first
	// Excepted are the not-satisfied controls under a current exception.
	Excepted   int
	FreshUntil time.Time // when the first state may change by age alone
}

// Count is a number of controls under a name.
type Count struct {
	Name string
	N    int
}

// Control returns the control of an id, or nil.
func (v *View) Control(id string) *Control {
	return find(v.Controls, func(c *Control) bool { return c.ID == id })
}

// Page returns the page of a route, or nil.
func (v *View) Page(route string) *Page {
	return find(v.Pages, func(p *Page) bool { return p.Route == route })
}

// EvidenceOf returns the pieces of evidence of an id.
func (v *View) EvidenceOf(id string) []*Evidence {
	from, _ := slices.BinarySearchFunc(v.Evidence, id, func(e *Evidence, id string) int { return strings.Compare(e.ID, id) })
	to := from
	for to < len(v.Evidence) && v.Evidence[to].ID == id {
		to++
	}
	return append([]*Evidence(nil), v.Evidence[from:to]...)
}

// Framework returns the framework of an id, or nil.
func (v *View) Framework(id string) *Framework {
	return find(v.Frameworks, func(f *Framework) bool { return f.ID == id })
}

// find returns the first item that holds, or nil.
func find[T any](items []*T, holds func(*T) bool) *T {
	for _, it := range items {
		if holds(it) {
			return it
		}
	}
	return nil
}
