package render

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/leads"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/navigation"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// Alternate is a page in one of its languages.
type Alternate struct {
	Language string // BCP 47
	Name     string // of the language, in itself
	URL      string
	Absolute string
	Current  bool
	Default  bool // for readers whose language the page does not have
}

// Alternates returns the languages of a written page, the site's first; none
// for a page in one language.
func (c *Context) Alternates() []Alternate {
	if c.Page.Written == nil {
		return nil
	}
	var out []Alternate
	for i, v := range c.Page.Written.Versions {
		out = append(out, Alternate{
			Language: v.Language, Name: message.Name(v.Language), URL: c.URL(v.Route), Absolute: c.Absolute(v.Route),
			Current: v.Language == c.Page.Written.Language, Default: i == 0,
		})
	}
	return out
}

// speaking returns the theme in the language of a page; "" is that of the site.
func (r *renderer) speaking(lang string) *theme.Theme {
	if lang == "" || lang == r.view.Site.Language {
		return r.theme
	}
	return r.theme.In(lang)
}

// abroad reports whether a page is in another language than the site.
func (p *Portal) abroad(page *disclose.Page) bool {
	return page.Language != "" && page.Language != p.Site.Language
}

// original returns the route of a page in the language of the site, or the one
// that it would have there.
func (p *Portal) original(page *disclose.Page) string {
	if !p.abroad(page) {
		return page.Route
	}
	if at, ok := page.In(p.Site.Language); ok {
		return at
	}
	return strings.TrimPrefix(page.Route, p.root(page)[:len(p.root(page))-1])
}

// root returns the route that all pages of the language of a page lie below.
func (p *Portal) root(page *disclose.Page) string {
	if page == nil || !p.abroad(page) {
		return route.Home
	}
	return "/" + strings.ToLower(page.Language) + "/"
}

// ways maps how the pages of each language lie together, by its root.
func (p *Portal) ways() map[string]*navigation.Map {
	below := make(map[string][]*disclose.Page)
	for _, page := range p.View.Pages {
		below[p.root(page)] = append(below[p.root(page)], page)
	}
	out := make(map[string]*navigation.Map, len(below))
	for _, root := range slices.Sorted(maps.Keys(below)) {
		out[root] = navigation.New(root, below[root])
	}
	return out
}

// home returns the first page in the language of a page, or that of the site
// where it has none.
func (p *Portal) home(page *disclose.Page) string {
	if root := p.root(page); p.pages[root] != nil {
		return root
	}
	return route.Home
}

// HomeURL returns the URL of the first page in the language of this one.
func (c *Context) HomeURL() string { return c.URL(c.home(c.Page.Written)) }

// within returns the route of the page at a route in the language of another
// page, or the same where it has none.
func (p *Portal) within(page *disclose.Page, address string) string {
	if page == nil || !p.abroad(page) {
		return address
	}
	path := route.PathOf(address)
	if q := p.pages[path]; q != nil {
		if at, ok := q.In(page.Language); ok {
			return at + address[len(path):]
		}
	}
	return address
}

// mentions reports whether a list on a page names another page: those of its
// language, and those of the site that are not translated.
func (p *Portal) mentions(on, page *disclose.Page) bool {
	lang := p.Site.Language
	if on != nil && on.Language != "" {
		lang = on.Language
	}
	if page.Language == lang || page.Language == "" {
		return true
	}
	_, translated := page.In(lang)
	return !translated && !p.abroad(page)
}

// from says where a link of a page is written. What it writes relative to its
// address is meant as on the original: translations lie one folder deeper.
func (r *renderer) from(p *disclose.Page, file string) route.From {
	if file == "" {
		file = p.Source
	}
	return route.From{Route: r.portal.original(p), Source: p.Source, File: file}
}

// resolve finds what a destination on a page means; a page that is translated
// is meant in the language of the page that links to it.
func (r *renderer) resolve(p *disclose.Page, file, destination string) route.Target {
	if strings.HasPrefix(strings.TrimSpace(destination), "#") {
		return r.addresses.Resolve(route.From{Route: p.Route, Source: p.Source, File: p.Source}, destination)
	}
	t := r.addresses.Resolve(r.from(p, file), destination)
	if at := r.portal.within(p, t.URL); t.Fault == "" && t.File != "" && at != t.URL {
		t.URL, t.File = at, route.FilePath(route.PathOf(at))
	}
	return t
}

// target is resolve, for a page of which links may be known.
func (r *renderer) target(known *leads.Page, p *disclose.Page, file, destination string) route.Target {
	if to, ok := known.To(cmp.Or(file, p.Source), destination); ok {
		return to
	}
	return r.resolve(p, file, destination)
}
