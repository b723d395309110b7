package render

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/badge"
	"github.com/candor-site/candor/internal/calendar"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/export"
	"github.com/candor-site/candor/internal/feed"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/twin"
	"github.com/candor-site/candor/internal/wellknown"
)

// documents are the JSON documents and the files that well-known addresses
// serve.
func (r *renderer) documents() []job {
	var out []job
	for _, d := range twin.Documents(r.view, r.portal.menu) {
		out = append(out, job{d.Path, func() made { return made{file: d.File()} }})
	}
	out = append(out, job{sitemap, func() made { return made{file: artifact.New(sitemap, r.sitemap())} }})
	if len(r.view.Subprocessors) > 0 {
		path := filePath(route.Subprocessors + "subprocessors.csv")
		out = append(out, job{path, func() made {
			var buf bytes.Buffer
			if err := export.Subprocessors(&buf, r.view); err != nil {
				panic("render: subprocessors: " + err.Error()) // a buffer takes everything
			}
			return made{file: artifact.New(path, buf.Bytes())}
		}})
	}
	for _, f := range slices.Concat(badge.Files(r.view), wellknown.Files(r.view), feed.Files(r.view), calendar.Files(r.view, r.portal.agenda, r.theme.In(r.view.Site.Language).Words())) {
		out = append(out, job{f.Path, func() made { return made{file: f} }})
	}
	return out
}

// sitemap is the path of the list of pages for search engines.
const sitemap = "sitemap.xml"

// otherLanguage says in a sitemap where a page stands in one of its languages.
type otherLanguage struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	URL      string `xml:"href,attr"`
}

// languages lists the languages of a page for the sitemap.
func (r *renderer) languages(p *disclose.Page) []otherLanguage {
	var out []otherLanguage
	for _, v := range p.Versions {
		out = append(out, otherLanguage{"alternate", v.Language, r.portal.Absolute(v.Route)})
	}
	if len(out) > 0 {
		out = append(out, otherLanguage{"alternate", "x-default", out[0].URL})
	}
	return out
}

// sitemap lists the pages for search engines, as sitemaps.org defines it, with
// the languages of each (hreflang).
// Only written pages have a date: that of their last change or review.
func (r *renderer) sitemap() []byte {
	type entry struct {
		Loc       string          `xml:"loc"`
		LastMod   string          `xml:"lastmod,omitempty"`
		Languages []otherLanguage `xml:"xhtml:link"`
	}
	var list []entry
	space := ""
	add := func(address string, last time.Time, languages []otherLanguage) {
		list = append(list, entry{r.portal.Absolute(address), isoDay(last), languages})
		if len(languages) > 0 {
			space = "http://www.w3.org/1999/xhtml"
		}
	}
	written := make(map[string]bool)
	for _, p := range r.view.Pages {
		written[p.Route] = true
		if !p.NoIndex {
			add(p.Route, later(p.Modified, p.Reviewed), r.languages(p))
		}
	}
	for _, p := range r.owned {
		if !written[p.address] && !p.empty && !p.aside && !p.version {
			add(p.address, time.Time{}, nil)
		}
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.Loc, b.Loc) })
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	enc := xml.NewEncoder(&buf)
	enc.Indent("", "  ")
	doc := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Space   string   `xml:"xmlns:xhtml,attr,omitempty"`
		URLs    []entry  `xml:"url"`
	}{Space: space, URLs: list}
	if err := enc.Encode(doc); err != nil {
		panic("render: sitemap: " + err.Error()) // plain text always encodes
	}
	buf.WriteByte('\n')
	return buf.Bytes()
}

// later returns the later of two times.
func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// Policy returns the content security policy that a page carries in itself.
func (p *Portal) Policy() string { return wellknown.Policy(p.Site) }

// Feeds reports whether the portal has updates for feeds.
func (p *Portal) Feeds() bool { return feed.Has(p.View) }
