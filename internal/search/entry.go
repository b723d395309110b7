// Package search makes the index that a portal is searched with in the
// browser: the pages by heading, the controls, answers, pieces of evidence and
// requirements of one view, as files of JSON of which a query reads a few.
//
// It sees nothing but the View and the text of finished pages, reads no files
// and judges nothing. Equal input gives equal bytes.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
)

// Kind is what an entry is about.
type Kind string

// The kinds.
const (
	Page        Kind = "page" // a page, or what stands below one of its headings
	Control     Kind = "control"
	Answer      Kind = "answer"
	Evidence    Kind = "evidence"
	Requirement Kind = "requirement"
)

// Entry is one thing that can be found.
type Entry struct {
	Kind   Kind
	ID     string // who types all of it finds the entry first; may be ""
	Title  string
	Within string // where it belongs: the page of a heading, the kind of a control
	Text   string
	Route  string

	Language string // name of the language, "" for that of the site
}

// entry makes an entry in the language of the site.
func entry(kind Kind, id, title, within, text, route string) Entry {
	return Entry{Kind: kind, ID: id, Title: title, Within: within, Text: text, Route: route}
}

// inLanguage says of the entries of a page in which language they are, if that is
// not the language of the site.
func inLanguage(v *disclose.View, p *disclose.Page, entries []Entry) []Entry {
	if p.Language == "" || p.Language == v.Site.Language {
		return entries
	}
	for i := range entries {
		entries[i].Language = message.Name(p.Language)
	}
	return entries
}

// others returns what a view offers to be found beside its pages.
func others(v *disclose.View) []Entry {
	var out []Entry
	for _, c := range v.Controls {
		out = append(out, controlEntry(c))
	}
	for _, a := range reply.New(v).Answers {
		said := text(a.Because, a.Compensating, strings.Join(a.Asks, " "))
		if a.Stands() {
			said = text(a.Short, a.Long, said)
		}
		out = append(out, entry(Answer, a.ID, a.Question, strings.ReplaceAll(a.Topic, "-", " "), said, route.OfAnswer(a.Topic, a.ID)))
	}
	titles := make(map[string]string, len(v.Controls))
	for _, c := range v.Controls {
		titles[c.ID] = c.Title
	}
	for _, e := range v.Evidence {
		var bears []string
		for _, id := range e.Controls {
			bears = append(bears, titles[id])
		}
		words := []string{e.Key, e.Format, e.Target, strings.Join(bears, "; ")}
		out = append(out, entry(Evidence, e.Key, orElse(e.Title, e.Key), e.Tool, text(words...), route.OfEvidence(e.Key)))
	}
	out = append(out, registerEntries(v)...)
	for _, f := range v.Frameworks {
		for _, q := range f.Requirements {
			var meets []string
			for _, c := range q.Controls {
				meets = append(meets, c.Title)
			}
			out = append(out, entry(Requirement, q.ID, strings.TrimSpace(q.ID+" "+q.Title), f.Title, text(q.Group, strings.Join(meets, "; ")), route.OfRequirement(f.ID, q.ID)))
		}
	}
	return out
}

// registerEntries are the third parties, the known gaps and the places of scope,
// which stand on pages that the portal makes by itself.
func registerEntries(v *disclose.View) []Entry {
	var out []Entry
	for _, s := range v.Subprocessors {
		out = append(out, entry(Page, s.ID, s.Name, s.Entity, text(s.Purpose, strings.Join(s.Data, ", "), strings.Join(s.Places, ", ")), route.Subprocessors))
	}
	for _, x := range v.Exceptions {
		out = append(out, entry(Page, x.ID, orElse(x.Title, x.ID), x.ControlTitle, text(x.Resource, x.Reason, x.Action), route.Exceptions))
	}
	for _, a := range v.Scopes {
		for _, value := range a.Values {
			out = append(out, entry(Page, value, value, strings.ReplaceAll(a.Name, "-", " "), "", route.OfScope(a.Name, value)))
		}
	}
	return out
}

// pageEntries makes an entry of each section of a page. What stands before its
// first heading, or below its only title, is the page itself.
func pageEntries(p *disclose.Page, sections []inspect.Section) []Entry {
	own := Entry{Kind: Page, Title: p.Title, Text: p.Description, Route: p.Route}
	out := make([]Entry, 1, 1+len(sections))
	titled := false
	for _, s := range sections {
		switch {
		case s.Level == 0:
			own.Text = text(own.Text, s.Text)
		case s.Level == 1 && !titled:
			titled = true
			own.Title, own.Text = orElse(s.Heading, own.Title), text(own.Text, s.Text)
		default:
			e := Entry{Kind: Page, Title: s.Heading, Within: p.Title, Text: s.Text, Route: p.Route}
			if s.ID != "" {
				e.Route += "#" + s.ID
			}
			out = append(out, e)
		}
	}
	own.Text = text(own.Text, strings.Join(p.Tags, " "))
	out[0] = own
	return out
}

// controlEntry makes the entry of a control.
func controlEntry(c *disclose.Control) Entry {
	words := []string{c.Statement, c.Summary}
	words = append(words, c.Questions...)
	var values []string
	for _, p := range c.Parameters {
		if !p.Unstated {
			values = append(values, p.Label+" "+p.Text)
		}
	}
	words = append(words, strings.Join(values, "; "))
	for _, a := range c.Scope {
		words = append(words, strings.Join(a.Values, " "))
	}
	for _, m := range c.Mappings {
		words = append(words, m.Requirement)
	}
	words = append(words, c.ID)
	return entry(Control, c.ID, c.Title, c.KindTitle, text(words...), route.OfControl(c.ID))
}

// text joins what is not empty by spaces, and leaves one space between words.
func text(parts ...string) string {
	var few [8]string
	out := few[:0]
	for _, p := range parts {
		if p = spaced(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " ")
}

// spaced returns a text with one space between words. Most are so.
func spaced(text string) string {
	behind := true // a space, or the start
	for i := range len(text) {
		switch c := text[i]; {
		case c > ' ' && c < utf8.RuneSelf:
			behind = false
		case c == ' ' && !behind:
			behind = true
		case c >= utf8.RuneSelf:
			return spacedAnywhere(text)
		case behind || '\t' <= c && c <= '\r':
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return strings.TrimSuffix(text, " ")
}

// spacedAnywhere is spaced for a text that has other characters than those of ASCII.
func spacedAnywhere(text string) string {
	behind := true
	for _, r := range text {
		if (r <= ' ' || r >= utf8.RuneSelf) && unicode.IsSpace(r) && (behind || r != ' ') {
			return strings.Join(strings.Fields(text), " ")
		}
		behind = r == ' '
	}
	return strings.TrimSuffix(text, " ")
}

// orElse returns a, or b when a is empty.
func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
