package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// The addresses of the feeds, and how many updates they hold at most.
const (
	atomFeed = "/feed.atom"
	jsonFeed = "/feed.json"
	feedSize = 50
)

// Feeds reports whether the portal has updates for feeds.
func (p *Portal) Feeds() bool { return len(p.Published(feedSize)) > 0 }

// feeds are the updates as Atom (RFC 4287) and as JSON Feed 1.1
// (https://www.jsonfeed.org/version/1.1/): pages of the folder updates/ and
// claims that became weaker with an approval. A portal without updates has none.
func (r *renderer) feeds() []job {
	list := r.view.Published(feedSize)
	if len(list) == 0 {
		return nil
	}
	make := func(address string, content func([]disclose.News) []byte) job {
		path := filePath(address)
		return job{path, func() made { return made{file: artifact.New(path, content(list))} }}
	}
	return []job{make(atomFeed, r.atom), make(jsonFeed, r.jsonFeed)}
}

// mark is what identifies an update for good: the address of a page, or of the
// index of changes with a mark of its own.
func (r *renderer) mark(n disclose.News) string {
	if n.Mark == "" {
		return r.portal.Absolute(n.Route)
	}
	return r.portal.Absolute(route.Changes) + "#" + n.Mark
}

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
func (r *renderer) atom(list []disclose.News) []byte {
	s := r.view.Site
	doc := atomDocument{
		ID: r.portal.Absolute(atomFeed), Title: plainText(feedTitle(s)), Updated: instant(list[0].Date), Author: orElse(s.Organization, s.Title),
		Links: []atomLink{{Rel: "self", Type: "application/atom+xml", Href: r.portal.Absolute(atomFeed)}, {Rel: "alternate", Type: "text/html", Href: r.portal.Absolute(route.Home)}},
	}
	for _, n := range list {
		e := atomEntry{ID: r.mark(n), Title: plainText(n.Title), Updated: instant(n.Date), Published: instant(n.Date), Link: atomLink{Rel: "alternate", Type: "text/html", Href: r.portal.Absolute(n.Route)}}
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
		panic("render: feed: " + err.Error()) // plain text always encodes
	}
	buf.WriteByte('\n')
	return buf.Bytes()
}

func plainText(text string) atomText { return atomText{Type: "text", Text: text} }

func feedTitle(s disclose.Site) string { return orElse(s.Title, s.Organization) + ": updates" }

// instant formats a date as the time at which it begins (RFC 3339).
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

type jsonItem struct {
	ID        string   `json:"id"`
	URL       string   `json:"url"`
	Title     string   `json:"title"`
	Text      string   `json:"content_text"`
	Published string   `json:"date_published"`
	Tags      []string `json:"tags,omitempty"`
}

// jsonFeed is the feed as JSON Feed.
func (r *renderer) jsonFeed(list []disclose.News) []byte {
	s := r.view.Site
	items := make([]jsonItem, 0, len(list))
	for _, n := range list {
		items = append(items, jsonItem{r.mark(n), r.portal.Absolute(n.Route), n.Title, orElse(n.Description, n.Title), instant(n.Date), n.Tags})
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version  string     `json:"version"`
		Title    string     `json:"title"`
		Home     string     `json:"home_page_url"`
		Feed     string     `json:"feed_url"`
		Language string     `json:"language,omitempty"`
		Items    []jsonItem `json:"items"`
	}{"https://jsonfeed.org/version/1.1", feedTitle(s), r.portal.Absolute(route.Home), r.portal.Absolute(jsonFeed), s.Language, items})
	if err != nil {
		panic("render: feed: " + err.Error()) // plain text always encodes
	}
	return buf.Bytes()
}
