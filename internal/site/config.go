package site

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/selection"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Config is the site file, candor.yaml, with every default filled in.
type Config struct {
	File         *source.File
	Title        string
	Organization string
	Description  string
	BaseURL      string   // absolute, ends with a slash
	BasePath     string   // path of BaseURL, escaped as there; starts and ends with a slash
	Language     string   // BCP 47
	Languages    []string // others, that pages are translated into
	Location     *time.Location
	Contact      Contact
	Ladder       []string               // audiences from open to closed: public, nda, internal
	Audiences    []AudienceRule         // longest prefix first
	Scope        map[string][]string    // axis -> values
	Bucket       source.Text            // address of the bucket that evidence lies in, or ""
	ScopeSpans   map[string]source.Span // places of the axes
	// ScopeMap says what values that evidence states mean in Scope: axis of the
	// evidence -> value -> axis of the site -> values.
	ScopeMap  map[string]map[string]map[string][]string
	Freshness Freshness
	Events    map[string]EventFeed
	Signers   []Signer // who may sign evidence
	// TrustedRoot is a file of the site: whom keyless signatures are traced
	// back to. "" knows nobody.
	TrustedRoot source.Text
	Policy      Policy
	// StaleAnswers says what becomes of answers whose evidence is past its date.
	StaleAnswers StaleAnswers
	Lints        Lints
	Spellings    []Spelling // of names, in the order of the file
	Frameworks   []string
	// FrameworkSpans are the places of Frameworks, in the same order.
	FrameworkSpans []source.Span
	Menu           []MenuItem
	Kinds          []Kind // the 28 and those that the site adds, in order
	Vocabulary     *parameter.Vocabulary
	Theme          source.Text // a built-in theme, or a folder below themes; "" for the default
	Lenient        bool
	FrameHosts     []string
	LastModified   LastModified
	Look           Look
}

// Files below evidence/ that say how pieces are labelled and joined.
const (
	LabelsFile = "evidence/labels.yaml"
	JoinsFile  = "evidence/joins.yaml"
)

// StandardsFile adds standards that were withdrawn to those that Candor knows.
const StandardsFile = "controls/standards.yaml"

// TopicsFile adds topics of questionnaires to those that Candor knows, and words
// to theirs.
const TopicsFile = "controls/topics.yaml"

// StaleAnswers says what becomes of prepared answers while evidence that they
// rest on is stale or expired.
type StaleAnswers string

// What becomes of them.
const (
	HoldStale StaleAnswers = "hold" // a person must answer (the default)
	MarkStale StaleAnswers = "mark" // what the evidence showed is said, with its date
	FailStale StaleAnswers = "fail" // as hold, and it is a mistake
)

// LastModified says where the date comes from on which a page was last changed.
type LastModified string

// The sources of the date.
const (
	ModifiedGit   LastModified = "git"          // front matter, else the git history
	ModifiedFront LastModified = "front-matter" // front matter alone
	ModifiedOff   LastModified = "off"          // pages show none
)

// Contact says whom to write to.
type Contact struct {
	Security        string // URI: mailto: or https:
	Policy          string // route or URL of the disclosure policy
	Encryption      string // URI of a key
	Acknowledgments string
	Languages       []string
	Expires         time.Time // of security.txt; zero means one year after the build, at most
}

// AudienceRule gives a folder its audience.
type AudienceRule struct {
	Prefix   string // such as content/nda/
	Audience string
	Span     source.Span
}

// Freshness are the site's defaults for the age of evidence.
type Freshness struct {
	Snapshot  period.Period // standing configuration
	Review    period.Period // documents and statements
	Grace     period.Grace
	MaxAge    int           // periods after which evidence expires
	Future    time.Duration // tolerance for clocks that run ahead
	Conflict  time.Duration // tolerance between two sources of time
	ByName    bool          // where nothing else dates evidence, a date in the name of its file may
	ByGit     bool          // and after that the first commit of its bytes
	Goal      int           // share of a window that evidence should be fresh, in hundredths of a percent; 0: none
	Exception period.Period // longest unread time of an exception without a date
}

// Signer is somebody who may sign evidence: the holder of a key, or whoever can
// prove an identity to an issuer.
type Signer struct {
	ID       string
	Span     source.Span
	Person   bool        // a person, not a program
	Key      source.Text // public key in PEM, or the file of the site that holds it; "" for an identity
	Identity string      // subject of the certificate, such as an address of a workflow
	Issuer   string      // who vouches for the identity
	Evidence []string    // patterns of the evidence ids that may be signed for; empty: all
	Controls []Name      // ids of the controls that the signer may vouch for; empty: all
}

// Name is an id with its place.
type Name struct {
	ID   string
	Span source.Span
}

// EventFeed says which evidence tells when an event last happened.
type EventFeed struct {
	Evidence string
	Span     source.Span
	// Lead is how long before its event evidence may have been collected, Lag how long
	// after it evidence may take.
	Lead, Lag period.Period
	Every     period.Period // how often the feed is collected; zero: the site's default by its kind
	// Records finds the events in the body of the evidence; nil leaves that to
	// its format.
	Records trust.Finder
	// Changes names a value whose change from one recording to the next is the
	// event: "version", or a normalised parameter; "" has none. ChangesAt is the
	// place of a value in the body, in place of a name.
	Changes   string
	ChangesAt *selection.Pointer
}

// Action is what policy does with a state.
type Action string

// The actions.
const (
	ActError   Action = "error"
	ActWarning Action = "warning"
	ActOff     Action = "off"
)

// Policy promotes findings to diagnostics. Reasons that it does not name do
// nothing.
type Policy struct {
	Default map[string]Action            // reason -> action
	ByKind  map[string]map[string]Action // kind -> reason -> action
	Weaker  Weaker
}

// Weaker is what policy does about claims that became weaker since the newest
// snapshot.
type Weaker struct {
	Unapproved Action   // what an unapproved one does; "" and off: nothing
	By         []string // who may approve, names or roles; empty: anybody who is named
	Span       source.Span
}

// Asked reports whether weaker claims need an approval.
func (w Weaker) Asked() bool { return w.Unapproved == ActError || w.Unapproved == ActWarning }

// Action returns what to do with a control of a kind in a state for a reason.
func (p Policy) Action(kind, reason string) Action {
	if a, ok := p.ByKind[kind][reason]; ok {
		return a
	}
	if a, ok := p.Default[reason]; ok {
		return a
	}
	return ActOff
}

// Spelling says how a name is written, and how it is not.
type Spelling struct {
	Name   string
	Others []string
}

// Lints are the weights that a site gives to lints. Lints that it does not name
// have the one of the table of codes.
type Lints struct {
	Severity map[diag.Code]diag.Severity
	Off      map[diag.Code]bool
}

// Of returns the severity of a lint, and whether it is reported at all. A code
// that is no lint keeps the severity that it has.
func (l Lints) Of(code diag.Code, has diag.Severity) (s diag.Severity, on bool) {
	byDefault, lint := code.Lint()
	if !lint {
		return has, true
	}
	if s, ok := l.Severity[code]; ok {
		return s, true
	}
	return byDefault, !l.Off[code]
}

// MenuItem is one entry of the main menu.
type MenuItem struct {
	Title string
	Link  string // route or URL
	Span  source.Span
}

// Kind is a kind of control.
type Kind struct {
	ID    string
	Title string
	Doc   string // what it covers, in one line
}

// Closed returns how closed an audience is: 0 for the most open. Unknown
// audiences count as more closed than any.
func (c *Config) Closed(audience string) int {
	if i := slices.Index(c.Ladder, audience); i >= 0 {
		return i
	}
	return len(c.Ladder)
}

// AudienceOf returns the audience of a path by the longest matching folder;
// without one it is the most closed audience.
func (c *Config) AudienceOf(path string) string {
	for _, r := range c.Audiences {
		if strings.HasPrefix(path, r.Prefix) {
			return r.Audience
		}
	}
	return c.Ladder[len(c.Ladder)-1]
}
