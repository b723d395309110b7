package render

import (
	"cmp"
	"crypto/sha512"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/anchor"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/calendar"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/feed"
	"github.com/candor-site/candor/internal/frontpage"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/navigation"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/toc"
	"github.com/candor-site/candor/internal/wellknown"
)

// Portal is what every layout and component of a theme sees of the portal as
// a whole.
type Portal struct {
	*disclose.View
	*register.Book
	words    *message.Words
	speaking func(lang string) *theme.Theme
	dossiers *dossier.Index
	library  *reply.Library
	Site     disclose.Site
	AsOf     time.Time
	Public   bool // the audience is everybody; otherwise search engines are sent away
	Style    Bundle
	Script   Bundle
	bundles  map[string]Bundle
	feeds    bool
	calendar bool   // there is one to subscribe to
	policy   string // of security, for browsers
	more     []disclose.Link
	JSON     string // URL of the folder of the JSON documents
	menu     []disclose.Link
	control  map[string]*disclose.Control
	byID     map[string][]*disclose.Evidence
	byKey    map[string]*disclose.Evidence
	assets   map[string]*disclose.Asset // by route
	pages    map[string]*disclose.Page
	except   map[string]*disclose.Exception
	agenda   []agenda.Entry
	folders  func() map[string][]*disclose.Page
	ownAt    map[string]*own // the pages that the portal makes by itself, by address
	self     *byte           // stands for this portal where the theme remembers how it reads
}

// Bundle is one made asset.
type Bundle struct {
	URL       string
	Integrity string // Subresource Integrity: "sha384-...", or ""
}

// Context is what a layout sees: the portal, the page that is being rendered,
// and the thing that the page is about. Partials get one too, made by With.
type Context struct {
	*Portal
	Page *Page
	Item any
	ids  *anchor.Set

	taken func(id string) bool // ids that the text of a written page has; nil: none
}

// Anchor returns an id that nothing else on the page has: the name, or the name
// and a number when it is taken.
func (c *Context) Anchor(name string) string { return c.ids.Give(name, c.taken) }

// Page is the page that is being rendered.
type Page struct {
	Route       string
	Language    string // BCP 47; "" for a generated page, which is in that of the site
	Layout      string
	Title       string // of the window
	Heading     string // the first heading
	HideHeading bool   // only screen readers see the heading
	Description string
	Canonical   string // absolute URL
	Twin        string // URL of the JSON that holds the same, or ""
	Markdown    string // URL of the same as Markdown, or ""
	NoIndex     bool
	FreshUntil  time.Time // when what it says may first change by age alone
	Crumbs      []disclose.Link
	Body        template.HTML       // of a written page
	OwnHeading  bool                // the body brings its own first heading
	TOC         []toc.Entry         // of a written page
	Written     *disclose.Page      // nil for a generated page
	Section     *navigation.Section // of a written page; nil where it stands alone
	Edit        string              // address at which a written page is edited, or ""
	Params      map[string]any      // of a written page
}

// newPortal indexes a view.
func newPortal(v *disclose.View, w *message.Words, opt Options) *Portal {
	var both sync.WaitGroup
	whole, v := v, exposed(v)
	p := &Portal{
		self: new(byte), View: v, words: w, Site: v.Site, AsOf: v.AsOf, Public: v.Audience == "public",
		control: make(map[string]*disclose.Control, len(v.Controls)),
		byID:    make(map[string][]*disclose.Evidence, len(v.Evidence)),
		byKey:   make(map[string]*disclose.Evidence, len(v.Evidence)),
		assets:  make(map[string]*disclose.Asset, len(v.Assets)),
		pages:   make(map[string]*disclose.Page, len(v.Pages)),
		except:  make(map[string]*disclose.Exception, len(v.Exceptions)),
	}
	both.Go(func() { p.dossiers = dossier.New(whole) })
	both.Go(func() { p.agenda = agenda.Of(v) })
	for _, c := range v.Controls {
		p.control[c.ID] = c
	}
	for _, e := range v.Evidence {
		p.byID[e.ID] = append(p.byID[e.ID], e)
		p.byKey[e.Key] = e
	}
	for _, a := range v.Assets {
		p.assets[a.Route] = a
	}
	for _, page := range v.Pages {
		p.pages[page.Route] = page
	}
	for _, x := range v.Exceptions {
		p.except[x.ID] = x
	}
	p.Book, p.bundles, p.library = register.Open(v), p.describe(opt.Bundles), reply.New(v)
	both.Wait()
	p.feeds, p.calendar, p.policy = feed.Has(v), len(calendar.Listed(p.agenda)) > 0, wellknown.Policy(p.Site)
	p.Site.Favicon = cmp.Or(p.Site.Favicon, "/favicon.svg") // of the theme
	p.Style, p.Script = p.Bundle("site.css"), p.Bundle("site.js")
	p.JSON = p.URL(route.API)
	p.menu, p.folders = menu(v, w), sync.OnceValue(p.byFolder)
	return p
}

// Bundle describes a made asset by its logical name, such as search.js, or
// nothing for one that was not made.
func (p *Portal) Bundle(name string) Bundle { return p.bundles[name] }

// describe says once for all pages what the made assets are.
func (p *Portal) describe(files map[string]artifact.File) map[string]Bundle {
	out := make(map[string]Bundle, len(files))
	for name, f := range files {
		if f.Path != "" {
			sum := sha512.Sum384(f.Data)
			out[name] = Bundle{URL: p.URL("/" + f.Path), Integrity: "sha384-" + base64.StdEncoding.EncodeToString(sum[:])}
		}
	}
	return out
}

// list notes the pages that the portal makes by itself.
func (p *Portal) list(owned map[string]*own) {
	p.ownAt = owned
	p.more = p.registers()
}

// listed returns the title of a page that leads somewhere: one that is written, or
// one that the portal makes by itself and has something to show on.
func (p *Portal) listed(address string) (title string, ok bool) {
	if w := p.pages[address]; w != nil {
		return w.LinkTitle, true
	}
	if o := p.ownAt[address]; o != nil && !o.empty {
		return o.title, true
	}
	return "", false
}

// Registers returns the pages about the portal as a whole that have something to
// show, without the home page, the controls and the search, which other places
// lead to.
func (p *Portal) Registers() []disclose.Link { return p.more }

func (p *Portal) registers() []disclose.Link {
	var out []disclose.Link
	for _, address := range []string{
		route.Kinds, route.Frameworks, route.Scopes, route.Responsibility, route.Evidence, route.Calendar, route.Freshness, route.Scans, route.Recovery, route.Exceptions,
		route.Subprocessors, route.Answers, route.Questionnaires, route.Fill, route.Documents, route.Updates, route.Changes,
	} {
		if title, ok := p.listed(address); ok {
			out = append(out, disclose.Link{Title: title, URL: address})
		}
	}
	return out
}

// Lists reports whether there is a page at a route with something to show.
func (p *Portal) Lists(address string) bool { _, ok := p.listed(address); return ok }

// URL returns the URL path of a route, below the base path; other URLs come
// back as they are.
func (p *Portal) URL(address string) string {
	base := p.Site.BasePath
	if base == "" {
		base = "/"
	}
	return route.Below(base, address)
}

// Absolute returns the absolute URL of a route; other URLs come back as they
// are.
func (p *Portal) Absolute(address string) string { return route.Below(p.Site.BaseURL, address) }

// ControlURL returns the URL of a control's page.
func (p *Portal) ControlURL(id string) string { return p.URL(route.OfControl(id)) }

// EvidenceURL returns the URL of a piece of evidence by its key.
func (p *Portal) EvidenceURL(key string) string { return p.URL(route.OfEvidence(key)) }

// FrameworkURL returns the URL of a framework's page.
func (p *Portal) FrameworkURL(id string) string { return p.URL(route.OfFramework(id)) }

// KindURL returns the URL of the page of a kind of control.
func (p *Portal) KindURL(id string) string { return p.URL(route.OfKind(id)) }

// HasControl reports whether the view holds a control.
func (p *Portal) HasControl(id string) bool { return p.control[id] != nil }

// HasPage reports whether the view holds a written page.
func (p *Portal) HasPage(address string) bool { return p.pages[address] != nil }

// Control returns the control of an id. One that the view does not hold is an
// error of the page that names it.
func (p *Portal) Control(id string) (*disclose.Control, error) {
	if c := p.control[id]; c != nil {
		return c, nil
	}
	var ids []string
	for _, c := range p.View.Controls {
		ids = append(ids, c.ID)
	}
	return nil, diag.Errorf(diag.ControlUnknown, source.Span{}, "there is no control %q in this portal", id).
		Hinted("%s", diag.DidYouMean(id, ids))
}

// Evidence returns the pieces of evidence of an id; none is an error of the
// page that names it.
func (p *Portal) Evidence(id string) ([]*disclose.Evidence, error) {
	if found := p.byID[id]; len(found) > 0 {
		return found, nil
	}
	var ids []string
	for _, e := range p.View.Evidence {
		ids = append(ids, e.ID)
	}
	return nil, diag.Errorf(diag.EvidenceUnknown, source.Span{}, "there is no evidence %q in this portal", id).
		Hinted("%s", diag.DidYouMean(id, slices.Compact(ids)))
}

// Framework returns the framework of an id; none is an error of the page that
// names it.
func (p *Portal) Framework(id string) (*disclose.Framework, error) {
	if f := p.View.Framework(id); f != nil {
		return f, nil
	}
	var ids []string
	for _, f := range p.View.Frameworks {
		ids = append(ids, f.ID)
	}
	return nil, diag.Errorf(diag.FrameworkUnknown, source.Span{}, "there is no framework %q in this portal", id).
		Hinted("%s", diag.DidYouMean(id, ids))
}

// Exception returns the exception of an id, or nil.
func (p *Portal) Exception(id string) *disclose.Exception { return p.except[id] }

// Observed returns the evidence that an observation speaks of, or nil when it
// has no page.
func (p *Portal) Observed(o disclose.Observation) *disclose.Evidence { return o.Among(p.byID[o.ID]) }

// Front returns what the home page shows besides the counts.
func (p *Portal) Front() *frontpage.Page { return frontpage.Of(p.View) }

// With returns the context with another item, for a partial.
func (c *Context) With(item any) *Context {
	return &Context{Portal: c.Portal, Page: c.Page, Item: item, ids: c.ids, taken: c.taken}
}

// MenuItem is one entry of the main menu.
type MenuItem struct {
	Title, URL string
	Current    bool // the page lies at or below the entry
}

// Menu returns the main menu as this page shows it.
func (c *Context) Menu() []MenuItem {
	out := make([]MenuItem, 0, len(c.menu))
	for _, l := range c.menu {
		if at := c.within(c.Page.Written, l.URL); at != l.URL {
			l = disclose.Link{Title: c.pages[route.PathOf(at)].LinkTitle, URL: at}
		}
		below := l.URL != route.Home && strings.HasPrefix(c.Page.Route, strings.TrimSuffix(l.URL, "/")+"/")
		out = append(out, MenuItem{l.Title, c.URL(l.URL), c.Page.Route == l.URL || below})
	}
	return out
}

// menu returns the site's menu, or one made from what the view holds.
func menu(v *disclose.View, w *message.Words) []disclose.Link {
	if len(v.Menu) > 0 {
		return v.Menu
	}
	out := []disclose.Link{{Title: w.Text("place.controls"), URL: route.Controls}}
	for _, x := range []struct {
		n              int
		title, address string
	}{
		{len(v.Evidence), w.Text("place.evidence"), route.Evidence},
		{len(v.Frameworks), w.Text("place.frameworks"), route.Frameworks},
		{len(v.Exceptions), w.Text("place.exceptions"), route.Exceptions},
		{len(v.Subprocessors), w.Text("place.subprocessors"), route.Subprocessors},
	} {
		if x.n > 0 {
			out = append(out, disclose.Link{Title: x.title, URL: x.address})
		}
	}
	return out
}
