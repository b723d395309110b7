package format

import (
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/moment"
)

// About says what a format reads, for people and for programs.
type About struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Tool     string   `json:"tool"`  // its name, "" where only the file names it
	Files    []string `json:"files"` // kinds of files: json, xml, ...
	Time     string   `json:"time"`  // of collection: none, zoned, as written
	Verdict  bool     `json:"verdict"`
	Coverage bool     `json:"coverage"`
	Events   bool     `json:"events"`
	Wraps    bool     `json:"wraps"` // it holds documents of other formats
	Params   []string `json:"params"`
	Own      bool     `json:"own"` // of the site
	Doc      string   `json:"doc"`
}

// The ways in which a format has a time of collection.
const (
	timeNone    = "none"
	timeZoned   = "zoned"
	timeWritten = "as written" // with a zone or without, as the file has it
)

// About returns what the formats read, by id.
func (r *Registry) About() []About {
	byID := map[string]*About{}
	for _, e := range r.entries(everything) {
		a := byID[e.id]
		if a == nil {
			a = &About{ID: e.id, Title: e.about.Title, Tool: e.about.Tool.Name.constant(), Doc: strings.TrimSpace(e.about.Doc), Time: timeNone, Own: e.own, Files: []string{}, Params: []string{}}
			byID[e.id] = a
		}
		a.Files = append(a.Files, e.shapes...)
		a.Verdict = a.Verdict || !e.reads.Verdict.IsZero()
		a.Coverage = a.Coverage || !e.reads.Coverage.Examined.IsZero()
		a.Events = a.Events || e.reads.Events.Type != ""
		a.Wraps = a.Wraps || !e.variant.Contains.IsZero()
		a.Params = slices.AppendSeq(a.Params, maps.Keys(e.reads.Params))
		for i := range e.reads.Collected {
			if a.Time == timeNone {
				a.Time = timeZoned
			}
			if !e.reads.Collected[i].zoned() {
				a.Time = timeWritten
			}
		}
	}
	out := make([]About, 0, len(byID))
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		a := byID[id]
		slices.Sort(a.Files)
		slices.Sort(a.Params)
		a.Files, a.Params = slices.Compact(a.Files), slices.Compact(a.Params)
		out = append(out, *a)
	}
	return out
}

// zoned reports whether every time that the clock reads has a zone.
func (k *clock) zoned() bool {
	return k.utc || !slices.ContainsFunc(k.layouts, func(l string) bool {
		epoch := l == moment.EpochSeconds || l == moment.EpochMillis || l == moment.EpochNanos || l == moment.JavaScript
		return !epoch && !strings.Contains(l, "-07") && !strings.Contains(l, "Z07")
	})
}

// constant returns the name that a format gives a tool itself, or "".
func (t toolName) constant() string {
	for _, s := range t.sources {
		if name, ok := s.constant.(string); ok && s.op == "const" {
			return name
		}
	}
	return ""
}
