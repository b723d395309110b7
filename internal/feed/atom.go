package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// atomText is text of a feed.
type atomText struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      atomText       `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Link       atomLink       `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Summary    *atomText      `xml:"summary,omitempty"`
}

type atomDocument struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID       string      `xml:"id"`
	Title    atomText    `xml:"title"`
	Subtitle *atomText   `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   string      `xml:"author>name"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

// atom is the feed in Atom.
func (w *writer) atom(list []disclose.News) []byte {
	s := w.view.Site
	doc := atomDocument{
		ID: w.absolute(Atom), Title: plainText(feedTitle(s)), Updated: instant(list[0].Date), Author: cmp.Or(s.Organization, s.Title),
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: w.absolute(Atom)}, {Rel: "alternate", Type: "text/html", Href: w.absolute(route.Home)}},
	}
	for _, n := range list {
		e := atomEntry{ID: w.mark(n), Title: plainText(n.Title), Updated: instant(n.Date), Published: instant(n.Date), Link: atomLink{Rel: "alternate", Type: "text/html", Href: w.absolute(n.Route)}}
		for _, t := range n.Tags {
			e.Categories = append(e.Categories, atomCategory{t})
		}
		if n.Description != "" {
			said := plainText(n.Description)
			e.Summary = &said
		}
		doc.Entries = append(doc.Entries, e)
	}
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	enc := xml.NewEncoder(&buf)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		panic("feed: " + err.Error()) // plain text always encodes
	}
	buf.WriteByte('\n')
	return buf.Bytes()
}

func plainText(text string) atomText { return atomText{Type: "text", Text: text} }
