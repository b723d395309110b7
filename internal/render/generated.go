package render

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/transcript"
	"github.com/candor-site/candor/internal/twin"
)

// generated are the pages that the portal makes by itself. A written page at
// the same route replaces them.
func (r *renderer) generated() []job {
	v := r.view
	all := v.Summary.FreshUntil
	out := []job{
		r.index("home", route.Home, orElse(v.Site.Title, v.Site.Organization), v.Site.Description, "site.json", all),
		r.index("controls", route.Controls, "Controls", "Every control of "+v.Site.Organization+" with its state, by kind.", "controls.json", all),
		r.index("evidence", route.Evidence, "Evidence", "The evidence behind the controls: when it was collected, what it says, when it expires.", "evidence.json", all),
		r.index("frameworks", route.Frameworks, "Frameworks", "Frameworks and the controls that bear on their requirements.", "frameworks.json", all),
		r.index("kinds", route.Kinds, "Kinds of control", "What the controls are about.", "controls.json", all),
		r.index("exceptions", route.Exceptions, "Exceptions", "Known gaps, recorded with a reason and a date.", "site.json", all),
		r.index("subprocessors", route.Subprocessors, "Subprocessors", "Third parties that run systems or hold data.", "site.json", time.Time{}),
		r.index("search", route.Search, "Search", "Pages, controls, answers, evidence and requirements of this portal.", "site.json", time.Time{}),
		r.notFound(),
	}
	for _, c := range v.Controls {
		out = append(out, r.about("control", route.OfControl(c.ID), c.Title, c.Statement, twin.OfControl(c.ID), c.FreshUntil, c, c.Source))
	}
	for _, e := range v.Evidence {
		out = append(out, r.about("evidence-item", route.OfEvidence(e.Key), evidenceTitle(e), "", "evidence.json", lasting(e), e))
	}
	for _, f := range v.Frameworks {
		out = append(out, r.about("framework", route.OfFramework(f.ID), f.Title, "Requirements of "+f.Title+" and the controls that bear on them.", "frameworks.json", all, f))
	}
	out = append(out, r.changes()...)
	for _, k := range v.Kinds {
		out = append(out, r.about("kind", route.OfKind(k.ID), k.Title, k.Doc, "controls.json", k.Summary.FreshUntil, k))
	}
	return out
}

// evidenceTitle returns what a piece of evidence is called.
func evidenceTitle(e *disclose.Evidence) string { return orElse(e.Title, e.Key) }

// lasting returns when evidence that counts now will count no more.
func lasting(e *disclose.Evidence) time.Time {
	if e.Freshness == "fresh" || e.Freshness == "due" {
		return e.Expires
	}
	return time.Time{}
}

// index makes a page about the whole portal.
func (r *renderer) index(layout, address, title, description, twin string, fresh time.Time) job {
	return r.about(layout, address, title, description, twin, fresh, nil)
}

// about makes a page about one thing.
func (r *renderer) about(layout, address, title, description, twin string, fresh time.Time, item any, sources ...string) job {
	path := route.FilePath(address)
	return job{path, func() made {
		ctx := &Context{Portal: r.portal, ids: map[string]int{}, Item: item, Page: Page{
			Route: address, Layout: layout, Title: title, Heading: title, Description: description,
			Canonical: r.portal.Absolute(address), Twin: r.portal.URL(route.API + twin), FreshUntil: fresh, Crumbs: r.crumbs(address),
		}}
		if !strings.HasPrefix(address, route.Changes) && address != route.Search {
			ctx.Page.Markdown = r.portal.URL(transcript.Route(address))
		}
		f, list := r.layout(path, layout, ctx, known(sources)...)
		return made{file: f, list: list}
	}}
}

// known returns the names that are not empty.
func known(names []string) []string {
	var out []string
	for _, n := range names {
		if strings.TrimSpace(n) != "" {
			out = append(out, n)
		}
	}
	return out
}

// notFound makes the page that a host shows for addresses that do not exist.
func (r *renderer) notFound() job {
	path := filePath(route.NotFound)
	return job{path, func() made {
		ctx := &Context{Portal: r.portal, ids: map[string]int{}, Page: Page{
			Route: route.NotFound, Layout: "404", Title: "Page not found", Heading: "Page not found", NoIndex: true,
		}}
		f, list := r.layout(path, "404", ctx)
		return made{file: f, list: list}
	}}
}

// redirects are small pages at the old addresses of pages.
func (r *renderer) redirects() []job {
	var out []job
	for _, p := range r.view.Pages {
		for _, alias := range p.Aliases {
			route := withIndex("/" + strings.TrimPrefix(route.PathOf(alias), "/"))
			path := filePath(route)
			out = append(out, job{path, func() made {
				ctx := &Context{Portal: r.portal, ids: map[string]int{}, Page: Page{
					Route: p.Route, Layout: "redirect", Title: p.Title, Heading: p.Title, NoIndex: true, Canonical: r.portal.Absolute(p.Route),
				}}
				f, list := r.layout(path, "redirect", ctx, p.Source)
				return made{file: f, list: list}
			}})
		}
	}
	return out
}
