package render

import (
	"cmp"
	"errors"
	"html/template"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/anchor"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/inspect"
	"github.com/candor-site/candor/internal/navigation"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/slate"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/toc"
	"github.com/candor-site/candor/internal/transcript"
)

// written are the pages that an author wrote. The one at the root becomes a
// part of the home page, unless it asks for a layout by name.
func (r *renderer) written() []job {
	out := make([]job, 0, len(r.view.Pages))
	for _, p := range r.view.Pages {
		path := route.FilePath(route.WithSlash(p.Route))
		out = append(out, job{path: path, run: func() made { return r.page(path, p) }, about: p})
	}
	return out
}

// page renders one written page.
func (r *renderer) page(path string, p *disclose.Page) made {
	layout, list := r.layoutOf(p)
	out := made{about: p}
	if p.Doc != nil {
		var ds diag.List
		out.links, ds = r.checkLinks(p)
		list.Add(ds...)
	}
	said := out.links.Said()
	ctx := &Context{Portal: r.portal, ids: anchor.New(), Page: r.describe(p, layout, said)}
	if p.Doc != nil {
		ctx.taken, out.place = said.Taken, p.Doc.Place
		body := slate.Take()
		env, words := r.env(p, ctx, out.links.Page), map[string]string{}
		env.Heading = func(id, said string) { words[id] = said }
		list.Add(p.Doc.Render(body, env)...)
		ctx.Page.Body = template.HTML(body.String())
		out.said = inspect.Sections(body.Bytes())
		slate.Back(body)
		ctx.Page.say(said, words)
	}
	if o := r.replaced(p, layout); o != nil && o.item != nil {
		ctx.Item = o.item()
	}
	laid := r.layout(path, layout, ctx, p.Doc.Sources(p.Source)...)
	list.Add(laid.list...)
	out.file, out.list, out.buf = laid.file, list, laid.buf
	return out
}

// layoutOf returns the layout of a written page.
func (r *renderer) layoutOf(p *disclose.Page) (string, diag.List) {
	usual := "page"
	if r.portal.original(p) == route.Home {
		usual = "home"
	}
	if p.Layout == "" || slices.Contains(r.theme.Layouts(), p.Layout) {
		return cmp.Or(p.Layout, usual), nil
	}
	place := source.NewFile(p.Source, nil).Whole()
	return usual, diag.List{diag.Warningf(diag.ThemeInvalid, place, "the theme has no layout %q; the page is shown as %q", p.Layout, usual).
		Hinted("%s", diag.DidYouMean(p.Layout, r.theme.Layouts()))}
}

// describe says what a layout needs to know of a written page, and of what it says
// of itself.
func (r *renderer) describe(p *disclose.Page, layout string, said *outline.Outline) *Page {
	page := &Page{
		Route: p.Route, Language: p.Language, Layout: layout, Description: p.Description,
		Canonical: r.portal.Absolute(p.Route), NoIndex: p.NoIndex, FreshUntil: p.FreshUntil,
		Crumbs: r.crumbs(p.Route, p), Written: r.portal.pages[p.Route], Section: r.sections[r.portal.root(p)].Section(p.Route), Edit: navigation.Edit(r.view.Site.Edit, p.Source), Params: p.Params, HideHeading: p.HideTitle,
	}
	page.Twin, page.Markdown = r.portal.URL(route.API+"site.json"), r.portal.URL(transcript.Route(p.Route))
	if o := r.replaced(p, layout); o != nil {
		page.Twin, page.FreshUntil = r.portal.URL(route.API+o.twin), period.Sooner(page.FreshUntil, o.fresh)
	}
	page.head(p, said)
	if p.Doc != nil && !p.HideTOC {
		page.TOC = toc.Of(said.Headings)
	}
	return page
}

// head says what the first heading of a written page is, and whether its body
// brings it.
func (p *Page) head(of *disclose.Page, said *outline.Outline) {
	p.Title, p.Heading = of.Title, of.Title
	if of.Doc == nil {
		return
	}
	switch firsts := firstHeadings(said); {
	case of.HideTitle && len(firsts) == 1:
		p.OwnHeading = true
	case len(firsts) > 0:
		p.Heading = firsts[0].Text
	}
}

// say replaces the headings of a page by the words that readers see: the values
// of bindings instead of what is written.
func (p *Page) say(said *outline.Outline, words map[string]string) {
	if firsts := firstHeadings(said); len(firsts) > 0 && p.Heading == firsts[0].Text && words[firsts[0].ID] != "" {
		p.Heading = words[firsts[0].ID]
	}
	toc.Say(p.TOC, words)
}

// replaced returns the page that the portal would make by itself where a written
// page stands that asks for its layout, or nil: the words of the author stand in
// that page.
func (r *renderer) replaced(p *disclose.Page, layout string) *own {
	if o := r.ownAt[r.portal.original(p)]; o != nil && o.layout == layout {
		return o
	}
	return nil
}

// firstHeadings returns the headings of level 1.
func firstHeadings(said *outline.Outline) []outline.Heading {
	var out []outline.Heading
	for _, h := range said.Headings {
		if h.Level == 1 {
			out = append(out, h)
		}
	}
	return out
}

// layout runs a layout over a context and returns the page.
func (r *renderer) layout(path, name string, ctx *Context, sources ...string) made {
	out := made{buf: slate.Take()}
	if err := r.speaking(ctx.Page.Language).Execute(out.buf, name, ctx, ctx.ids.Mark(), ctx.self); err != nil {
		place := source.Span{}
		if ctx.Page.Written != nil {
			place = source.NewFile(ctx.Page.Written.Source, nil).Whole()
		}
		out.list.Add(asDiagnostic(err, place))
	}
	out.file = artifact.New(path, out.buf.Bytes(), sources...)
	return out
}

// asDiagnostic makes a diagnostic of an error of a template, at a place if it
// has none of its own.
func asDiagnostic(err error, place source.Span) diag.Diagnostic {
	var d diag.Diagnostic
	if !errors.As(err, &d) {
		d = diag.Errorf(diag.ThemeInvalid, place, "%s", err)
	}
	if d.Span.IsZero() {
		d.Span = place
	}
	return d
}

// crumbs returns the way from the home page to a route, without its last step,
// in the language of the page there; nil for a generated page.
func (r *renderer) crumbs(address string, p *disclose.Page) []disclose.Link {
	root := r.portal.root(p)
	if address == root {
		return nil
	}
	words := r.theme.Words()
	if root != route.Home {
		words = r.speaking(p.Language).Words()
	}
	out := []disclose.Link{{Title: words.Text("word.home"), URL: r.portal.home(p)}}
	parts := strings.Split(strings.Trim(strings.TrimPrefix(address, root), "/"), "/")
	for i := 1; i < len(parts); i++ {
		up := strings.Join(parts[:i], "/") + "/"
		if above := r.portal.pages[root+up]; above != nil {
			out = append(out, disclose.Link{Title: above.LinkTitle, URL: root + up})
		} else if above := r.portal.pages["/"+up]; above != nil {
			out = append(out, disclose.Link{Title: above.LinkTitle, URL: "/" + up})
		} else if o := r.ownAt["/"+up]; o != nil {
			out = append(out, disclose.Link{Title: o.title, URL: "/" + up})
		}
	}
	return out
}

// pageLinks lists pages by weight, those without one last, then by title.
func pageLinks(pages []*disclose.Page) []disclose.Link {
	sorted := slices.Clone(pages)
	slices.SortStableFunc(sorted, func(a, b *disclose.Page) int {
		return navigation.Order(a.Weight, b.Weight, a.LinkTitle, b.LinkTitle)
	})
	out := make([]disclose.Link, len(sorted))
	for i, p := range sorted {
		out[i] = disclose.Link{Title: p.LinkTitle, URL: p.Route}
	}
	return out
}

// parent returns the route above a route.
func parent(route string) string {
	trimmed := strings.TrimSuffix(route, "/")
	return trimmed[:strings.LastIndexByte(trimmed, '/')+1]
}
