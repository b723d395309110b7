package render

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/anchor"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/exhibit"
	"github.com/candor-site/candor/internal/extent"
	"github.com/candor-site/candor/internal/matrix"
	"github.com/candor-site/candor/internal/outlook"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/reproduce"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/transcript"
	"github.com/candor-site/candor/internal/twin"
)

// own is one page that the portal makes by itself. A written page at its address
// replaces it, unless it asks for the layout of the page: then the words of the
// author stand in it.
type own struct {
	layout, address, title, description string
	twin                                string // the JSON that holds the same, below route.API
	fresh                               time.Time
	item                                func() any // what the page is about; nil: the portal as a whole
	about                               any        // what its Markdown and its JSON are made of, too: the id of a control; nil: nothing
	sources                             []string
	empty                               bool // it has nothing to show: nothing leads to it
	aside                               bool // it is no place of its own, and not for search engines
	version                             bool // it is what a control claims or claimed: not in the sitemap
	over                                bool // it says what holds no more: search engines are sent away
}

// index is a page about the whole portal; with nothing to show, it says so and
// nothing leads to it. Its title is the message key, which ends with the name of
// its layout.
func (r *renderer) index(key, address, twin string, fresh time.Time, n int, item func() any) own {
	w := r.theme.Words()
	layout := strings.TrimPrefix(key, "place.")
	return own{
		layout: layout, address: address, title: w.Text(key), description: w.Text(key+"-doc", "Name", r.view.Site.Organization),
		twin: twin, fresh: fresh, item: item, empty: n == 0,
	}
}

// beside makes a page one that is no place of its own.
func (o own) beside() own {
	o.aside = true
	return o
}

// about is a page about one thing.
func about(layout, address, title, description, twin string, fresh time.Time, item any, sources ...string) own {
	return own{layout: layout, address: address, title: title, description: description, twin: twin, fresh: fresh, item: func() any { return item }, sources: sources}
}

// own lists the pages that the portal makes by itself.
func (r *renderer) own() []own {
	v, w := r.view, r.theme.Words()
	all := v.Summary.FreshUntil
	out := []own{
		{layout: "home", address: route.Home, title: cmp.Or(v.Site.Title, v.Site.Organization), description: v.Site.Description, twin: "site.json", fresh: all},
		r.index("place.controls", route.Controls, "controls.json", all, len(v.Controls), nil),
		r.index("place.evidence", route.Evidence, "evidence.json", all, len(v.Evidence), func() any { return exhibit.NewIndex(v) }),
		r.index("place.calendar", route.Calendar, "calendar.json", all, len(r.portal.agenda), func() any { return agenda.NewSheet(r.portal.agenda) }),
		r.index("place.freshness", route.Freshness, "freshness.json", all, len(v.Controls), func() any { return outlook.Of(v) }),
		r.index("place.frameworks", route.Frameworks, "frameworks.json", all, len(v.Frameworks), func() any { return matrix.Crosswalk(v) }),
		r.index("place.kinds", route.Kinds, "controls.json", all, len(v.Kinds), nil),
		r.index("place.exceptions", route.Exceptions, "site.json", all, len(v.Exceptions), func() any { return r.portal.Book.Gaps(v.Exceptions) }),
		r.index("place.subprocessors", route.Subprocessors, "site.json", time.Time{}, len(v.Subprocessors), func() any { return r.portal.Book.Parties(v.Subprocessors) }),
		r.index("place.search", route.Search, "site.json", time.Time{}, 1, nil).beside(),
	}
	out = append(out, r.registers()...)
	for _, c := range v.Controls {
		p := about("control", route.OfControl(c.ID), c.Title, c.Statement, twin.OfControl(c.ID), c.FreshUntil, nil, c.Source)
		p.item, p.about = func() any { return r.portal.dossiers.Of(c, v.Site.Language) }, c.ID
		out = append(out, p)
	}
	for _, e := range v.Evidence {
		p := about("evidence-item", route.OfEvidence(e.Key), evidenceTitle(e), "", "evidence.json", lasting(e), nil)
		p.item = func() any { return Piece{exhibit.Of(v, e), reproduce.Of(v, e)} }
		out = append(out, p)
	}
	for _, f := range v.Frameworks {
		p := about("framework", route.OfFramework(f.ID), f.Title, w.Text("place.framework-doc", "Name", f.Title), "frameworks.json", all, nil)
		p.item = func() any { return matrix.Of(v, f) }
		out = append(out, p)
	}
	out = append(out, r.changes()...)
	out = append(out, r.versions()...)
	for _, k := range v.Kinds {
		p := about("kind", route.OfKind(k.ID), k.Title, k.Doc, "controls.json", k.Summary.FreshUntil, nil)
		p.item = func() any { return r.portal.Book.Brief(k) }
		out = append(out, p)
	}
	return out
}

// registers are the pages that are there only where the site has something to
// show on them, and the theme a layout for them.
func (r *renderer) registers() []own {
	v, b, w := r.view, r.portal.Book, r.theme.Words()
	duties, scans, objectives, journal := b.Duties(), b.AllScans(), b.AllObjectives(), b.Journal("")
	all := v.Summary.FreshUntil
	n := 0
	if duties.Shared() {
		n = 1
	}
	out := []own{
		r.index("place.scopes", route.Scopes, "scopes.json", all, len(v.Scopes), func() any { return extent.Axes(v) }),
		r.index("place.responsibility", route.Responsibility, "responsibility.json", all, n, func() any { return duties }),
		r.index("place.scans", route.Scans, "scans.json", soonest(scans, func(s register.Scan) time.Time { return s.FreshUntil }), len(scans), func() any { return scans }),
		r.index("place.recovery", route.Recovery, "recovery.json", soonest(objectives, func(o register.Objective) time.Time { return o.FreshUntil }), len(objectives), func() any { return objectives }),
		r.index("place.documents", route.Documents, "site.json", time.Time{}, len(v.Documents), func() any { return b.Library(v.Documents) }),
		r.index("place.fill", route.Fill, "answers.json", soonest(v.Answers, func(a *disclose.Answer) time.Time { return a.FreshUntil }), len(v.Answers), nil).beside(),
		r.index("place.updates", route.Updates, "updates.json", time.Time{}, journal.Total, func() any { return journal }),
	}
	out = append(out, r.answered()...)
	for _, t := range journal.Tags {
		p := about("updates", route.OfTag(t.Name), t.Name, w.Text("place.updates-tag", "Name", t.Name), "updates.json", time.Time{}, nil)
		p.item = func() any { return b.Journal(t.Name) }
		out = append(out, p)
	}
	for _, a := range v.Scopes {
		for _, value := range a.Values {
			p := about("scope", route.OfScope(a.Name, value), value, w.Text("place.scope-doc", "Axis", a.Name, "Name", value), "scopes.json", all, nil)
			p.item = func() any { return extent.Of(v, a.Name, value) }
			out = append(out, p)
		}
	}
	layouts := r.theme.Layouts()
	return slices.DeleteFunc(out, func(p own) bool { return p.empty || !slices.Contains(layouts, p.layout) })
}

// soonest returns the first of several times that is known.
func soonest[T any](list []T, of func(T) time.Time) time.Time {
	var out time.Time
	for _, x := range list {
		if at := of(x); !at.IsZero() && (out.IsZero() || at.Before(out)) {
			out = at
		}
	}
	return out
}

// Piece is what the page of a piece of evidence is about.
type Piece struct {
	*exhibit.Exhibit
	Steps []reproduce.Step // by which a reader checks it
}

// evidenceTitle returns what a piece of evidence is called.
func evidenceTitle(e *disclose.Evidence) string { return cmp.Or(e.Title, e.Key) }

// lasting returns when evidence that counts now will count no more.
func lasting(e *disclose.Evidence) time.Time {
	if e.Freshness == "fresh" || e.Freshness == "due" {
		return e.Expires
	}
	return time.Time{}
}

// generated are the jobs of the pages that the portal makes by itself.
func (r *renderer) generated() []job {
	out := []job{r.notFound()}
	for _, p := range r.owned {
		out = append(out, r.generate(p))
	}
	return out
}

// generate makes one page that the portal makes by itself.
func (r *renderer) generate(p own) job {
	path := route.FilePath(p.address)
	return job{path: path, about: p.about, run: func() made {
		ctx := &Context{Portal: r.portal, ids: anchor.New(), Page: &Page{
			Route: p.address, Layout: p.layout, Title: p.title, Heading: p.title, Description: p.description, NoIndex: p.empty || p.over,
			Canonical: r.portal.Absolute(p.address), Twin: r.portal.URL(route.API + p.twin), FreshUntil: p.fresh, Crumbs: r.crumbs(p.address, nil),
		}}
		if p.item != nil {
			ctx.Item = p.item()
		}
		if !strings.HasPrefix(p.address, route.Changes) && !p.aside {
			ctx.Page.Markdown = r.portal.URL(transcript.Route(p.address))
		}
		return r.layout(path, p.layout, ctx, slices.DeleteFunc(slices.Clone(p.sources), func(name string) bool { return strings.TrimSpace(name) == "" })...)
	}}
}

// notFound makes the page that a host shows for addresses that do not exist.
func (r *renderer) notFound() job {
	path := route.FilePath(route.NotFound)
	return job{path: path, run: func() made {
		title := r.theme.Words().Text("missing.title")
		ctx := &Context{Portal: r.portal, ids: anchor.New(), Page: &Page{
			Route: route.NotFound, Layout: "404", Title: title, Heading: title, NoIndex: true,
		}}
		return r.layout(path, "404", ctx)
	}}
}

// redirects are small pages at the old addresses of pages.
func (r *renderer) redirects() []job {
	var out []job
	for _, p := range r.view.Pages {
		for _, alias := range p.Aliases {
			path := route.FilePath(route.WithSlash("/" + strings.TrimPrefix(route.PathOf(alias), "/")))
			out = append(out, job{path: path, run: func() made {
				ctx := &Context{Portal: r.portal, ids: anchor.New(), Page: &Page{
					Route: p.Route, Language: p.Language, Layout: "redirect", Title: p.Title, Heading: p.Title, NoIndex: true, Canonical: r.portal.Absolute(p.Route),
				}}
				return r.layout(path, "redirect", ctx, p.Source)
			}})
		}
	}
	return out
}
