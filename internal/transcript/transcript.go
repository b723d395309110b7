// Package transcript writes the pages of a portal as Markdown, for programs that
// read text: the words of each page with its values written out, and every state
// with the date on which it was found and until which it holds. It also writes
// llms.txt, which leads to them.
//
// It sees nothing but the View, and never reads HTML. Links are absolute, since
// what reads a transcript has often lost the address that it came from. It
// judges nothing and knows no clock.
package transcript

import (
	"bytes"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// Route returns where the Markdown of a page is served: beside the page, as
// index.md, or as the page's own name with .md behind it.
func Route(page string) string {
	last := page[strings.LastIndexByte(page, '/')+1:]
	switch {
	case last == "":
		return page + "index.md"
	case strings.Contains(last, "."):
		return page + ".md"
	}
	return page + "/index.md"
}

// Page is one page that the portal makes by itself.
type Page struct {
	Route string          // of the page
	About any             // what other files are made of, too: the id of a control, or nil
	write func() []string // its blocks
}

// Markdown writes the page, with a line break at its end.
func (p Page) Markdown(to *bytes.Buffer) {
	markdown.WriteBlocks(to, p.write()...)
}

// Portal writes the pages of one portal. It is safe for concurrent use.
type Portal struct {
	view     *disclose.View
	control  map[string]*disclose.Control
	book     *register.Book
	dossiers *dossier.Index
	library  *reply.Library
	agenda   []agenda.Entry
}

// New returns the writer of a view. list is its agenda.
func New(v *disclose.View, dossiers *dossier.Index, list []agenda.Entry) *Portal {
	p := &Portal{agenda: list, dossiers: dossiers, library: reply.New(v), view: v, book: register.Open(v), control: make(map[string]*disclose.Control, len(v.Controls))}
	for _, c := range v.Controls {
		p.control[c.ID] = c
	}
	return p
}

// Pages are the pages that the portal makes by itself. Those that compare
// snapshots are not among them: their JSON says the same. Nor is the one that
// searches: it says nothing.
func (p *Portal) Pages() []Page {
	v := p.view
	out := []Page{
		{route.Home, nil, p.home}, {route.Controls, nil, p.controls}, {route.Evidence, nil, p.evidence}, {route.Calendar, nil, p.calendar}, {route.Freshness, nil, p.freshness},
		{route.Frameworks, nil, p.frameworks}, {route.Kinds, nil, p.kinds}, {route.Exceptions, nil, p.exceptions}, {route.Subprocessors, nil, p.subprocessors},
	}
	out = append(out, p.registers()...)
	out = append(out, p.answerPages()...)
	for _, c := range v.Controls {
		out = append(out, Page{route.OfControl(c.ID), c.ID, func() []string { return p.aboutControl(c) }})
	}
	for _, version := range p.dossiers.Versions() {
		out = append(out, Page{route.OfVersion(version.ID, version.Digest), version.ID, func() []string { return p.aboutVersion(version) }})
	}
	for _, e := range v.Evidence {
		out = append(out, Page{route.OfEvidence(e.Key), nil, func() []string { return p.aboutEvidence(e) }})
	}
	for _, f := range v.Frameworks {
		out = append(out, Page{route.OfFramework(f.ID), nil, func() []string { return p.aboutFramework(f) }})
	}
	for _, k := range v.Kinds {
		out = append(out, Page{route.OfKind(k.ID), nil, func() []string { return p.aboutKind(k) }})
	}
	return out
}

// absolute returns the absolute URL of a route; other URLs come back as they
// are.
func (p *Portal) absolute(address string) string { return route.Below(p.view.Site.BaseURL, address) }

// link writes a link to a page of the portal around plain text.
func (p *Portal) link(text, address string) string {
	return markdown.Link(markdown.Text(text), p.absolute(address))
}

// page puts a page together: its title, what it says, and where and when it says
// it. data is the JSON that holds the same, below route.API.
func (p *Portal) page(address, title, data string, blocks ...string) []string {
	out := append(make([]string, 0, len(blocks)+2), markdown.Heading(1, markdown.Text(title)))
	return append(append(out, blocks...), p.foot(address, data))
}

// foot says where a page stands, and of when it is.
func (p *Portal) foot(address, data string) string {
	lines := []string{
		"State as of " + instant(p.view.AsOf) + ".",
		"This page: <" + p.absolute(address) + ">",
	}
	if data != "" {
		lines = append(lines, "As data: <"+p.absolute(route.API+data)+">")
	}
	if p.view.Audience != "public" {
		lines = append(lines, "Confidential: for the audience "+markdown.Text(p.view.Audience)+" only.")
	}
	return "---\n\n" + strings.Join(lines, "\\\n")
}

// dataOf returns the name of the JSON of a control, below route.API.
func dataOf(id string) string { return strings.Trim(route.OfControl(id), "/") + ".json" }

// unknown stands where a time is not known.
const unknown = "not known"

// day formats a time as an ISO 8601 day in UTC.
func day(t time.Time) string {
	if t.IsZero() {
		return unknown
	}
	return t.UTC().Format(time.DateOnly)
}

// instant formats a time to the minute, in UTC.
func instant(t time.Time) string {
	if t.IsZero() {
		return unknown
	}
	return t.UTC().Format("2006-01-02 15:04") + " UTC"
}

// state writes a state with its dates: when it was found, and until when it
// holds by age.
func (p *Portal) state(state string, until time.Time) string {
	out := markdown.Bold(markdown.Text(theme.English().State(state))) + " as of " + day(p.view.AsOf)
	if !until.IsZero() {
		out += ", until " + day(until)
	}
	return out
}

// stateOf writes the state of a control with its dates.
func (p *Portal) stateOf(c *disclose.Control) string { return p.state(c.State, c.FreshUntil) }

// scope writes a scope: "cloud: aws, gcp; environment: production".
func scope(axes []disclose.Axis) string {
	parts := make([]string, len(axes))
	for i, a := range axes {
		parts[i] = markdown.Text(a.Name + ": " + strings.Join(a.Values, ", "))
	}
	return strings.Join(parts, "; ")
}

// fact is one line of a list of facts; it is left out where nothing is known.
func fact(name, markdown string) string {
	if strings.TrimSpace(markdown) == "" {
		return ""
	}
	return name + ": " + markdown
}

// dated is the date of a fact; "" where there is none.
func dated(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return day(t)
}

// section is a heading of the second level with what stands below it; it is
// left out where nothing does.
func section(title string, blocks ...string) string {
	heading := markdown.Heading(2, markdown.Text(title))
	out := markdown.Blocks(append(append(make([]string, 0, len(blocks)+1), heading), blocks...)...)
	if len(out) == len(heading) {
		return ""
	}
	return out
}

// sentence writes plain text as a paragraph.
func sentence(text string) string { return markdown.Paragraph(markdown.Text(text)) }

// orElse returns a, or b when a is empty.
func orElse(a, b string) string {
	if a == "" {
		return b
	}
	return a
}
