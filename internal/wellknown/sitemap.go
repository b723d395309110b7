package wellknown

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// SitemapPath is the path of the list of pages for search engines.
const SitemapPath = "sitemap.xml"

// otherLanguage says in a sitemap where a page stands in one of its languages.
type otherLanguage struct {
	Rel      string `xml:"rel,attr"`
	Language string `xml:"hreflang,attr"`
	URL      string `xml:"href,attr"`
}

// languages lists the languages of a page for the sitemap.
func languages(v *disclose.View, p *disclose.Page) []otherLanguage {
	var out []otherLanguage
	for _, w := range p.Versions {
		out = append(out, otherLanguage{"alternate", w.Language, route.Below(v.Site.BaseURL, w.Route)})
	}
	if len(out) > 0 {
		out = append(out, otherLanguage{"alternate", "x-default", out[0].URL})
	}
	return out
}

// Sitemap lists the pages for search engines, as sitemaps.org defines it, with
// the languages of each (hreflang): the written pages, and those of made, which
// are the routes of the pages that the portal makes by itself. Only written pages
// have a date: that of their last change or review.
func Sitemap(v *disclose.View, made []string) artifact.File {
	type entry struct {
		Loc       string          `xml:"loc"`
		LastMod   string          `xml:"lastmod,omitempty"`
		Languages []otherLanguage `xml:"xhtml:link"`
	}
	var list []entry
	space := ""
	written := make(map[string]bool)
	for _, p := range v.Pages {
		written[p.Route] = true
		if p.NoIndex {
			continue
		}
		e := entry{Loc: route.Below(v.Site.BaseURL, p.Route), LastMod: day(p.Modified, p.Reviewed), Languages: languages(v, p)}
		if len(e.Languages) > 0 {
			space = "http://www.w3.org/1999/xhtml"
		}
		list = append(list, e)
	}
	for _, address := range made {
		if !written[address] {
			list = append(list, entry{Loc: route.Below(v.Site.BaseURL, address)})
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
		panic("wellknown: sitemap: " + err.Error()) // plain text always encodes
	}
	buf.WriteByte('\n')
	return artifact.New(SitemapPath, buf.Bytes())
}

// day formats the later of two times as a day, "" when neither is known.
func day(a, b time.Time) string {
	if b.After(a) {
		a = b
	}
	if a.IsZero() {
		return ""
	}
	return a.UTC().Format(time.DateOnly)
}
