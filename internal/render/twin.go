package render

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
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
)

// documents are the JSON documents and the files that well-known addresses
// serve.
func (r *renderer) documents() []job {
	out := []job{
		r.json("site.json", r.siteDocument),
		r.json("controls.json", r.controlsDocument),
		r.json("evidence.json", r.evidenceDocument),
		r.json("frameworks.json", r.frameworksDocument),
		r.json("answers.json", r.answersDocument),
		r.json("status.json", r.statusDocument),
		text("sitemap.xml", r.sitemap),
		text("robots.txt", r.robots),
		text("_headers", headers(r.view.Site)),
	}
	if r.view.Site.Contact.Security != "" {
		out = append(out, text(".well-known/security.txt", r.security))
	}
	for _, c := range r.view.Controls {
		out = append(out, r.json("controls/"+segment(c.ID)+".json", func() any { return r.controlDocument(c) }))
	}
	return out
}

// json makes a JSON document below the folder of the API.
func (r *renderer) json(name string, document func() any) job {
	path := filePath(routeAPI + name)
	return job{path, func() made {
		var buf bytes.Buffer
		enc := json.NewEncoder(&buf)
		enc.SetIndent("", "  ")
		if err := enc.Encode(document()); err != nil {
			panic("render: " + name + ": " + err.Error()) // plain trees always encode
		}
		return made{file: artifact.New(path, buf.Bytes())}
	}}
}

// text makes a file of text.
func text(path string, content func() string) job {
	return job{path, func() made { return made{file: artifact.New(path, []byte(content()))} }}
}

// head is what every document starts with.
type head struct {
	Schema string `json:"schema"`
	AsOf   string `json:"as_of"`
}

// head returns the start of a document.
func (r *renderer) head(schema string) head { return head{schema, stamp(r.view.AsOf)} }

// stamp formats a time as RFC 3339 in UTC and whole seconds, "" for an unknown
// one.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// when is a time in a document; an unknown one is null.
func when(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := stamp(t)
	return &s
}

// linkJSON is a link in a document.
type linkJSON struct {
	Title string `json:"title"`
	URL   string `json:"url"` // absolute
}

// links makes absolute links.
func (r *renderer) links(in []disclose.Link) []linkJSON {
	out := make([]linkJSON, 0, len(in))
	for _, l := range in {
		out = append(out, linkJSON{l.Title, r.portal.Absolute(l.URL)})
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
	Total      int            `json:"total"`
	States     map[string]int `json:"states"`
	Grades     map[string]int `json:"grades"`
	Reasons    map[string]int `json:"reasons"`
	Excepted   int            `json:"excepted"`
	FreshUntil *string        `json:"fresh_until"`
}

// summary makes a summary.
func summary(s disclose.Summary) summaryJSON {
	return summaryJSON{s.Total, counts(s.States), counts(s.Grades), counts(s.Reasons), s.Excepted, when(s.FreshUntil)}
}
