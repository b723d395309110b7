package dossier

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/outline"
)

// Cited is a page that cites a control, with the headings under which it does.
type Cited struct {
	Title, URL string
	Places     []disclose.Link // headings with their anchors, in reading order
}

// cited finds where pages cite a control.
func (x *Index) cited(c *disclose.Control) []Cited {
	var out []Cited
	for _, l := range c.Pages {
		cited := Cited{Title: l.Title, URL: l.URL}
		if p := x.view.Page(l.URL); p != nil && p.Doc != nil {
			for _, h := range headings(p, c.ID) {
				cited.Places = append(cited.Places, disclose.Link{Title: h.Text, URL: l.URL + "#" + h.ID})
			}
		}
		out = append(out, cited)
	}
	return out
}

// headings returns the headings under which a page names a control, each once.
// What a page includes from other files lies under none of its own.
func headings(p *disclose.Page, id string) []outline.Heading {
	var at []int
	for _, r := range p.Doc.Reads {
		if len(r.Path) > 1 && r.Path[0] == "control" && r.Path[1] == id && r.Span.Path() == p.Source {
			at = append(at, r.Span.Start)
		}
	}
	for _, u := range p.Doc.Uses {
		if u.Span.Path() == p.Source && slices.ContainsFunc(u.Props, func(prop markup.PropValue) bool { return names(prop.Value, id) }) {
			at = append(at, u.Span.Start)
		}
	}
	if len(at) == 0 {
		return nil
	}
	slices.Sort(at)
	all := p.Doc.Headings()
	var out []outline.Heading
	for _, place := range at {
		under := outline.Heading{}
		for _, h := range all {
			if h.Span.Path() == p.Source && h.Span.Start <= place && h.Level > 1 {
				under = h
			}
		}
		if under.ID != "" && !slices.ContainsFunc(out, func(h outline.Heading) bool { return h.ID == under.ID }) {
			out = append(out, under)
		}
	}
	return out
}

// names reports whether the value of a prop holds an id: alone, among words
// apart, or in a list.
func names(value any, id string) bool {
	switch v := value.(type) {
	case string:
		return slices.Contains(strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }), id)
	case []any:
		return slices.ContainsFunc(v, func(item any) bool { return item == id })
	}
	return false
}
