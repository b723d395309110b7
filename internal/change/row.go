package change

import (
	"cmp"
	"slices"
	"strings"
)

// Row is one difference on one line, for people.
type Row struct {
	Grade Grade
	ID    string // of the control or whatever else changed
	Title string
	What  string // "retention", "withdrawn", "exception opened"
	From  string // "" where nothing is compared
	To    string
	Why   string

	Approved *Approved // who agreed to it, or nil
}

// Text says the row in one line, without its id and title.
func (r Row) Text() string {
	out := r.What
	if r.From != "" || r.To != "" {
		out += ": " + r.Before() + " -> " + r.After()
	}
	if r.Why != "" {
		out += " (" + r.Why + ")"
	}
	if r.Approved != nil {
		out += ", approved by " + r.Approved.By + " on " + r.Approved.On + ": " + r.Approved.Reason
	}
	return out
}

// Before says what was, in brief; "" where nothing is compared.
func (r Row) Before() string {
	before, _ := r.sides()
	return before
}

// After says what is, in brief; "" where nothing is compared.
func (r Row) After() string {
	_, after := r.sides()
	return after
}

// sides shortens the two texts of a row to where they differ.
func (r Row) sides() (before, after string) {
	if r.From == "" && r.To == "" {
		return "", ""
	}
	const most, lead = 120, 30
	from, to := []rune(r.From), []rune(r.To)
	common := 0
	for common < min(len(from), len(to)) && from[common] == to[common] {
		common++
	}
	start := 0
	if max(len(from), len(to)) > most && common > most/2 && len(from) > 0 && len(to) > 0 {
		start = common - lead
	}
	cut := func(text []rune) string {
		if len(text) == 0 {
			return "nothing"
		}
		mark := ""
		if start > 0 {
			mark = "…"
		}
		if text = text[start:]; len(text) > most {
			return mark + string(text[:most-1]) + "…"
		}
		return mark + string(text)
	}
	return cut(from), cut(to)
}

// Rows lists every difference, the weaker first.
func (c *Comparison) Rows() []Row {
	var out []Row
	for _, w := range c.Withdrawn {
		out = append(out, Row{Grade: w.Grade, ID: w.ID, Title: w.Title, What: "withdrawn", Approved: w.Approved})
	}
	for _, w := range c.Changed {
		for _, ch := range w.Changes {
			out = append(out, Row{Grade: ch.Grade, ID: w.ID, Title: w.Title, What: ch.what(), From: ch.From, To: ch.To, Why: ch.Why, Approved: ch.Approved})
		}
	}
	for _, f := range c.Stopped {
		out = append(out, f.row(Weaker, "proved no more"))
	}
	for _, f := range c.Began {
		out = append(out, f.row(Stronger, "proved now"))
	}
	for _, a := range c.Added {
		out = append(out, Row{Grade: a.Grade, ID: a.ID, Title: a.Title, What: "new"})
	}
	for _, list := range []struct {
		what    string
		entries []Entry
		words   map[How]string
	}{
		{"exception", c.Exceptions, map[How]string{Added: "opened", Removed: "closed"}},
		{"subprocessor", c.Subprocessors, map[How]string{Added: "added", Removed: "removed"}},
		{"framework", c.Frameworks, map[How]string{Added: "added", Removed: "removed"}},
	} {
		for _, e := range list.entries {
			out = append(out, e.rows(list.what, list.words)...)
		}
	}
	slices.SortStableFunc(out, func(a, b Row) int { return cmp.Compare(weight(a.Grade), weight(b.Grade)) })
	return out
}

// what names a change, with the scope in which it holds.
func (c Change) what() string {
	if len(c.Scope) > 0 {
		return c.Label + " (" + scopeText(c.Scope) + ")"
	}
	return c.Label
}

// Where says the scope of an override, "" for the control itself.
func (c Change) Where() string { return scopeText(c.Scope) }

func (f Found) row(g Grade, what string) Row {
	r := Row{Grade: g, ID: f.ID, Title: f.Title, What: what, From: said(f.From), To: said(f.To) + reason(f.Reason), Why: strings.TrimSuffix(f.Detail, ".")}
	if f.Age {
		r.What += ", by age alone"
	}
	return r
}

func said(state string) string { return strings.ReplaceAll(state, "-", " ") }

// rows are an entry of a register: one that is in both has a row a change.
func (e Entry) rows(what string, words map[How]string) []Row {
	if e.How != Changed {
		about := e.Detail
		if e.Control != "" {
			about = "for " + e.Control + ", " + e.Detail
		}
		return []Row{{Grade: e.Grade, ID: e.ID, Title: e.Title, What: what + " " + words[e.How], Why: about, Approved: e.Approved}}
	}
	var out []Row
	for _, ch := range e.Changes {
		out = append(out, Row{Grade: ch.Grade, ID: e.ID, Title: e.Title, What: what + ": " + ch.Label, From: ch.From, To: ch.To, Why: ch.Why, Approved: ch.Approved})
	}
	return out
}

// Document is the comparison for programs; its shape is stable.
type Document struct {
	Schema string `json:"schema" jsonschema:"name and number of the shape"`
	*Comparison
}

// Schema names the shape of the document. A change that breaks a reader takes
// the next number.
const Schema = "candor-diff/1"

// Document returns the comparison under the name of its shape.
func (c *Comparison) Document() Document { return Document{Schema, c} }
