// Package site is the vocabulary of a site: its configuration, pages, assets
// and routes, and the catalog and evidence bound to them.
//
// It holds data only. The readers of its folders make its parts, package
// resolve binds them into a Site.
package site

import (
	"time"

	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
	"github.com/candor-site/candor/internal/topic"
	"github.com/candor-site/candor/internal/trust"
)

// Site is everything that one build knows, with every reference bound.
type Site struct {
	Config *Config
	Pages  []*Page  // sorted by Route
	Assets []*Asset // sorted by Route
	// Documents are the assets that people ask for by name, and those that are
	// given on request, sorted by folder and title.
	Documents []*Document
	Absent    []*Absent // pages that are left out at the instant of the build, sorted by Source
	Catalog   *trust.Catalog
	Topics    []*topic.Topic    // of questionnaires: those that Candor knows and the site's own, in that order
	Evidence  []*trust.Evidence // sorted by ID, then scope, then path
	Lacking   map[string]string // why no piece of a join could be made, by its id
	Log       []trust.LogEntry
	Snapshots []*snapshot.Snapshot     // what the portal claimed before, oldest first
	Rules     map[string]*Rules        // by control id; controls without an assertion have none
	Gaps      map[string]*rule.Program // by exception id: true while the gap exists
	Sentences *statement.Table         // of the catalog, parsed; may be nil
	Links     Links
}

// Rules are the compiled expressions of one control.
type Rules struct {
	Assert     *rule.Program
	Population *rule.Program // nil when none is declared
}

// Links are the ties of the site, both ways. Lists are sorted and hold each
// entry once.
type Links struct {
	PagesOfControl        map[string][]string // control id -> routes
	ControlsOfPage        map[string][]string // route -> control ids
	ControlsOfEvidence    map[string][]string // evidence id -> control ids
	ControlsOfRequirement map[string][]string // "framework/requirement" -> control ids
	RelatedTo             map[string][]string // control id -> ids of controls that relate to it
	ExceptionsOfControl   map[string][]string // control id -> exception ids
	AnswersOfControl      map[string][]string // control id -> answer ids
}

// Page is one page that an author wrote.
type Page struct {
	File        *source.File
	Route       string // such as /security/saas/; starts and ends with a slash
	Language    string // BCP 47: the site's, or that of a translation
	Original    string // path of the file without language and extension: equal for all languages of a page
	Title       string
	LinkTitle   string // short title for menus; "" means Title
	Description string
	Weight      int // orders pages of a section; 0 comes last
	Tags        []string
	Aliases     []string // old routes that redirect here
	Draft       bool
	Date        time.Time // zero if not given, as all times here
	Modified    time.Time
	Reviewed    time.Time
	ReviewBy    time.Time
	Expires     time.Time
	HideTOC     bool
	HideTitle   bool
	NoIndex     bool
	Layout      string
	Audience    string         // effective: folder's, tightened by the page
	Params      map[string]any // keys that Candor does not know
	Front       map[string]any // the whole front matter, plain
	Doc         *markup.Document
}

// Asset is a file of content/ that is published: an image, a PDF.
type Asset struct {
	File     *source.File // as it is published: a picture without metadata
	Route    string       // such as /security/images/a.png
	Audience string
}

// Document is a file for people to keep, such as a policy or a report, with
// what is said of it.
type Document struct {
	Source      string // the file, or the sheet of a document that is given on request
	Asset       *Asset // nil when it is given on request
	Title       string
	Description string
	Folder      string // below content/, with slashes, "" at the top
	Tags        []string
	Date        time.Time // zero if not given
	ValidUntil  time.Time // last day of validity; zero if not given
	Reviewed    time.Time // zero if not given
	Request     string    // route or URL to ask for it, when Asset is nil
	RequestSpan source.Span
	Audience    string // who may know of it
}

// Absent is a page that is not part of the site at the instant of the build.
type Absent struct {
	Source   string
	Route    string // that it would have, "" when unknown
	Audience string
	Why      string // completes "that page ..."
}
