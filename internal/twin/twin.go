// Package twin makes the JSON twins of a portal's pages: documents that hold
// what the pages show, for programs.
//
// It sees nothing but the View, and writes what is promised to readers: a field
// keeps its name and meaning as long as the schema that the document names. It
// holds no list and no mapping that is null.
package twin

import (
	"bytes"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/route"
)

// The schemas of the JSON documents. A change that breaks a reader takes the
// next number.
const (
	schemaSite       = "candor-site/1"
	schemaControls   = "candor-controls/1"
	schemaControl    = "candor-control/1"
	schemaEvidence   = "candor-evidence/1"
	schemaFrameworks = "candor-frameworks/1"
	schemaAnswers    = "candor-answers/1"
	schemaStatus     = "candor-status/1"
	schemaCalendar   = "candor-calendar/1"
	schemaFreshness  = "candor-freshness/1"
	schemaChanges    = "candor-changes/1"
	schemaVersion    = "candor-version/1"
)

// Document is one JSON document of a portal.
type Document struct {
	Path    string // of the file
	About   any    // what other files are made of, too: the id of a control, or nil
	content func() any
}

// Write encodes the document: indented, with a line break at its end.
func (d Document) Write(to *bytes.Buffer) {
	if err := jsontext.Escaped(to, d.content()); err != nil {
		panic("twin: " + d.Path + ": " + err.Error()) // plain trees always encode
	}
}

// SitePath is the path of the document of the portal with its pages: the one that
// says when those were last changed.
var SitePath = filePath("site.json")

// Documents are the JSON documents of a view: those about the whole portal,
// then one for every control. menu is the main menu as the pages show it, and list the agenda.
// Nothing is encoded before it is asked for, and several may be at a time.
func Documents(v *disclose.View, menu []disclose.Link, dossiers *dossier.Index, list []agenda.Entry) []Document {
	w := &writer{view: v, menu: menu, dossiers: dossiers, agenda: list}
	out := []Document{
		{SitePath, nil, w.site},
		{filePath("controls.json"), nil, w.controls},
		{filePath("evidence.json"), nil, w.evidence},
		{filePath("frameworks.json"), nil, w.frameworks},
		{filePath("answers.json"), nil, w.answers},
		{filePath("status.json"), nil, w.status},
		{filePath(calendarName), nil, w.calendar},
		{filePath(freshnessName), nil, w.freshness},
		{filePath(snapshotName), nil, func() any { return w.view.Snapshot() }},
		{filePath(OpenAPI), nil, w.openapi},
	}
	out = append(out, w.registers()...)
	if len(v.Answers) > 0 {
		out = append(out, Document{filePath(questionnairesName), nil, w.questionnaires})
	}
	if len(v.Reviews) > 0 {
		out = append(out, Document{filePath(Changes), nil, w.changes})
	}
	for _, r := range v.Reviews {
		out = append(out, Document{filePath(OfChange(r.From, r.To)), nil, func() any { return r.Document() }})
	}
	for _, c := range v.Controls {
		out = append(out, Document{filePath(OfControl(c.ID)), c.ID, func() any { return w.control(c) }})
	}
	for _, version := range w.dossiers.Versions() {
		out = append(out, Document{filePath(OfVersion(version.ID, version.Digest)), version.ID, func() any { return w.version(version) }})
	}
	return out
}

// snapshotName is the document that later portals are compared with.
const snapshotName = "snapshot.json"

// SnapshotPath returns the path of the snapshot in a built portal.
func SnapshotPath() string { return filePath(snapshotName) }

// OfControl returns the name of a control's document, below route.API.
func OfControl(id string) string { return "controls/" + route.Segment(id) + ".json" }

// filePath returns the path of the file of a document.
func filePath(name string) string { return route.FilePath(route.API + name) }

// writer is what all documents share; it does not change once made.
type writer struct {
	view     *disclose.View
	menu     []disclose.Link
	dossiers *dossier.Index
	agenda   []agenda.Entry
}

// absolute returns the absolute URL of a route; other URLs come back as they
// are.
func (w *writer) absolute(address string) string { return route.Below(w.view.Site.BaseURL, address) }

// head is what every document starts with.
type head struct {
	Schema string  `json:"schema" jsonschema:"name and number of the shape"`
	AsOf   instant `json:"as_of" jsonschema:"when the states were judged"`
}

// head returns the start of a document.
func (w *writer) head(schema string) head { return head{schema, stamp(w.view.AsOf)} }

// instant is a time as RFC 3339 writes it, in UTC and whole seconds.
type instant string

// stamp formats a time.
func stamp(t time.Time) instant { return instant(t.UTC().Format(time.RFC3339)) }

// when is a time in a document; an unknown one is null.
func when(t time.Time) *instant {
	if t.IsZero() {
		return nil
	}
	s := stamp(t)
	return &s
}

// linkJSON is a link in a document.
type linkJSON struct {
	Title string `json:"title" jsonschema:"for people"`
	URL   string `json:"url" jsonschema:"absolute"`
}

// links makes absolute links.
func (w *writer) links(in []disclose.Link) []linkJSON {
	out := make([]linkJSON, 0, len(in))
	for _, l := range in {
		out = append(out, linkJSON{l.Title, w.absolute(l.URL)})
	}
	return out
}

// scope makes a mapping of axes to values.
func scope(axes []disclose.Axis) map[string][]string {
	out := make(map[string][]string, len(axes))
	for _, a := range axes {
		out[a.Name] = full(a.Values)
	}
	return out
}

// full returns a list that is not null in JSON.
func full[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// counts makes a mapping of names to numbers.
func counts(list []disclose.Count) map[string]int {
	out := make(map[string]int, len(list))
	for _, c := range list {
		out[c.Name] = c.N
	}
	return out
}

// summaryJSON counts controls.
type summaryJSON struct {
	Total      int            `json:"total" jsonschema:"controls"`
	States     map[string]int `json:"states" jsonschema:"state to number"`
	Grades     map[string]int `json:"grades" jsonschema:"grade to number"`
	Reasons    map[string]int `json:"reasons" jsonschema:"reason to number, of those that are not satisfied"`
	Excepted   int            `json:"excepted" jsonschema:"under a current exception"`
	FreshUntil *instant       `json:"fresh_until" jsonschema:"when the state may first change by age alone; null: never"`
}

// summary makes a summary.
func summary(s disclose.Summary) summaryJSON {
	return summaryJSON{s.Total, counts(s.States), counts(s.Grades), counts(s.Reasons), s.Excepted, when(s.FreshUntil)}
}
