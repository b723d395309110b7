package render

import (
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/leads"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// contentRoot is the folder that the routes of pages start from.
const contentRoot = "content/"

// newMap gathers every address that the jobs will make.
func newMap(v *disclose.View, jobs []job, opt Options) *route.Map {
	m := route.New(v.Site.BaseURL, len(jobs)+1, len(v.Pages)+len(v.Assets))
	for _, p := range v.Pages {
		m.Page(p.Source, route.WithSlash(p.Route))
	}
	for _, a := range v.Assets {
		m.Page(a.Source, a.Route)
	}
	for _, j := range jobs {
		m.File(j.path)
	}
	m.File(artifact.ManifestPath)
	for _, a := range v.Absent {
		m.Withhold("that page "+a.Why, "remove the link, or publish that page", a.Source, a.Route)
	}
	for _, a := range opt.Closed {
		m.Withhold("that page "+a.Why, "remove the link, or write this page for the same audience", a.Source, a.Route)
	}
	return m
}

// linked is what the links of one page lead to, as they are written.
type linked struct {
	*leads.Page
	places []inspect.Link
}

// checkLinks reports the links and images of a page that lead nowhere, and
// returns the anchors that are to be checked once every page is there.
func (r *renderer) checkLinks(p *disclose.Page) (linked, diag.List) {
	out := linked{Page: leads.Of(p.Doc.Outline(), func(l outline.Link) route.Target { return r.resolve(p, l.Home(), l.Destination) })}
	if r.opt.Once {
		r.found.Store(p, out.Page)
	}
	var list diag.List
	for i, l := range out.Said().Links {
		to := out.At(i)
		if to.Fault != "" {
			if allow.Link(l.Destination) { // else it was reported when the page was read
				list.Add(broken("link", l, to))
			}
		} else if to.Fragment != "" && to.File != "" {
			out.places = append(out.places, inspect.Link{Span: l.Span, Destination: l.Destination, File: to.File, Fragment: to.Fragment})
		}
	}
	for _, l := range out.Said().Images {
		to := r.addresses.Image(r.from(p, l.Home()), l.Destination)
		switch {
		case !allow.Image(l.Destination): // reported when the page was read
		case to.Fault != "":
			list.Add(broken("image", l, to))
		case to.File == "" && strings.HasPrefix(to.URL, "data:"):
			list.Add(diag.Warningf(diag.LinkBroken, l.Span, "the image is written as data:, which the portal's policy does not load").
				Hinted("put the image beside the page"))
		case to.File == "":
			list.Add(diag.Warningf(diag.LinkBroken, l.Span, "the image %s comes from another host, which the portal's policy does not load", l.Destination).
				Hinted("put the image beside the page"))
		}
	}
	return out, list
}

// broken reports a link that leads nowhere.
func broken(what string, l outline.Link, to route.Target) diag.Diagnostic {
	d := diag.Errorf(diag.LinkBroken, l.Span, "the %s %q leads nowhere: %s", what, l.Destination, to.Fault)
	d.Hint = to.Hint
	return d
}

// link returns what stands in the output for a destination. One that is broken
// and was reported where it is written becomes a link to the top; one that was
// computed stays, so that the check of the finished page finds it.
func (r *renderer) link(l *leads.Page, destination string, to route.Target) string {
	if to.Fault != "" && l.Written(destination) {
		return "#"
	}
	return r.portal.URL(to.URL)
}

// oldAddresses returns the routes that the pages at old addresses send to, by
// path of the output.
func (r *renderer) oldAddresses() map[string]string {
	out := make(map[string]string)
	for _, p := range r.view.Pages {
		for _, alias := range p.Aliases {
			out[route.FilePath(route.WithSlash("/"+strings.TrimPrefix(route.PathOf(alias), "/")))] = p.Route
		}
	}
	if len(out) == 0 {
		return out
	}
	for _, p := range r.view.Pages {
		delete(out, route.FilePath(route.WithSlash(p.Route)))
	}
	return out
}

// inspector gathers what the finished pages are checked against.
func (r *renderer) inspector() *inspect.Portal {
	menu := make(map[string]source.Span, len(r.view.Menu))
	for _, l := range r.view.Menu {
		menu[r.portal.URL(l.URL)] = l.Span
	}
	return &inspect.Portal{
		Routes: r.addresses, Old: r.oldAddresses(), Menu: menu, Known: make(map[string]bool), Written: r.theme.Written, Root: r.portal.URL(route.Home), Faulty: r.opt.Faulty,
	}
}

// checkContactLinks reports the routes that candor.yaml gives for the contact
// and for pictures and that lead nowhere: only security.txt holds some of them.
func (r *renderer) checkContactLinks() diag.List {
	var list diag.List
	s := r.view.Site
	for _, x := range []struct{ key, link string }{
		{"contact.policy", s.Contact.Policy}, {"contact.encryption", s.Contact.Encryption}, {"contact.acknowledgments", s.Contact.Acknowledgments},
		{"site.logo", s.Logo.Light}, {"site.logo", s.Logo.Dark}, {"site.favicon", s.Favicon},
	} {
		if !strings.HasPrefix(x.link, "/") || r.opt.Faulty {
			continue
		}
		if to := r.addresses.Resolve(route.From{Route: route.Home}, x.link); to.Fault != "" {
			r.inspected.Known[r.portal.URL(x.link)] = true
			d := diag.Errorf(diag.LinkBroken, source.NewFile("candor.yaml", nil).Whole(), "%s leads to %s: %s", x.key, x.link, to.Fault)
			d.Hint = to.Hint
			list.Add(d)
		}
	}
	return list
}
