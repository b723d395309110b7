package disclose

import (
	"cmp"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// To reduces a site to what one audience may see. An audience that the site
// does not declare is an error, as it must not publish anything.
func To(s *site.Site, a *trust.Assessment, audience string) (*View, diag.List) {
	if !slices.Contains(s.Config.Ladder, audience) {
		d := diag.Errorf(diag.AudienceUnknown, s.Config.File.Whole(), "there is no audience %q", audience)
		return nil, diag.List{d.Hinted("the audiences are %s", parameter.Enumerate(s.Config.Ladder, "and"))}
	}
	r := present(s, a, audience)
	return r.view, r.past()
}

// Now reduces a site to what one audience may see of what holds now: the view
// knows nothing of what was claimed before. The audience must be one of the site.
func Now(s *site.Site, a *trust.Assessment, audience string) *View {
	return present(s, a, audience).view
}

// About is Now of what goes by one id, a control or evidence: of others the view
// holds no evidence, nor what was observed of it, which is most of a large site.
func About(s *site.Site, a *trust.Assessment, audience, id string) *View {
	r := newReducer(s, a, audience)
	r.only = &id
	return r.present().view
}

func present(s *site.Site, a *trust.Assessment, audience string) *reducer {
	return newReducer(s, a, audience).present()
}

func newReducer(s *site.Site, a *trust.Assessment, audience string) *reducer {
	return &reducer{site: s, found: a, audience: audience, view: &View{Audience: audience, AsOf: a.AsOf, Topics: s.Topics}}
}

func (r *reducer) present() *reducer {
	r.view.Site = siteOf(r.site.Config)
	seen := keep(r.site.Catalog.Controls, func(c *trust.Control) bool { return r.sees(c.Audience) })
	var beside sync.WaitGroup
	beside.Go(r.pages)
	beside.Go(func() { r.evidence(seen) })
	r.controls(seen)
	beside.Wait()
	r.exceptions()
	r.frameworks()
	r.subprocessors()
	r.view.Scopes = r.scopes()
	r.answers()
	r.tie()
	r.view.Kinds = r.kinds()
	r.view.Summary = summarise(r.view.Controls)
	return r
}

// reducer builds one view.
type reducer struct {
	site     *site.Site
	found    *trust.Assessment
	audience string
	view     *View
	only     *string // what goes by another id is of no interest; nil: all is
}

// skips reports whether nobody asks for what goes by an id.
func (r *reducer) skips(id string) bool { return r.only != nil && *r.only != id }

// sees reports whether the audience of the view may see an item of another.
func (r *reducer) sees(audience string) bool {
	return r.site.Config.Closed(audience) <= r.site.Config.Closed(r.audience)
}

func siteOf(c *site.Config) Site {
	return Site{
		Title: c.Title, Organization: c.Organization, Description: c.Description,
		BaseURL: c.BaseURL, BasePath: c.BasePath, Language: c.Language, Timezone: c.Location.String(), FrameHosts: c.FrameHosts,
		Logo: Logo(c.Look.Logo), Favicon: c.Look.Favicon, Edit: c.Look.Edit,
		Contact: Contact{
			Security: c.Contact.Security, Policy: c.Contact.Policy, Encryption: c.Contact.Encryption,
			Acknowledgments: c.Contact.Acknowledgments, Languages: c.Contact.Languages, Expires: c.Contact.Expires,
		},
		StaleAnswers: string(c.StaleAnswers),
	}
}

func (r *reducer) pages() {
	for _, m := range r.site.Config.Menu {
		r.view.Menu = append(r.view.Menu, Link{Title: m.Title, URL: m.Link, Span: m.Span})
	}
	for _, p := range r.site.Pages {
		if r.sees(p.Audience) {
			r.view.Pages = append(r.view.Pages, r.page(p))
		}
	}
	r.versions()
	for _, a := range r.site.Assets {
		if r.sees(a.Audience) {
			r.view.Assets = append(r.view.Assets, &Asset{Route: a.Route, Source: a.File.Path, Data: a.File.Data})
		}
	}
	for _, d := range r.site.Documents {
		if r.sees(d.Audience) {
			r.view.Documents = append(r.view.Documents, r.document(d))
		}
	}
	for _, a := range r.site.Absent {
		if r.sees(a.Audience) {
			r.view.Absent = append(r.view.Absent, Absent{Source: a.Source, Route: a.Route, Why: a.Why})
		}
	}
}

// versions ties the languages of each page together, as far as the audience may
// see them.
func (r *reducer) versions() {
	several, first := false, make(map[string]bool, len(r.site.Pages))
	for _, p := range r.site.Pages {
		several = several || first[p.Original]
		first[p.Original] = true
	}
	if !several {
		return
	}
	of := make(map[string][]Version)
	for _, lang := range append([]string{r.site.Config.Language}, r.site.Config.Languages...) {
		for _, p := range r.site.Pages {
			if p.Language == lang && r.sees(p.Audience) {
				of[p.Original] = append(of[p.Original], Version{lang, p.Route})
			}
		}
	}
	at := make(map[string]string)
	for _, p := range r.site.Pages {
		at[p.Route] = p.Original
	}
	for _, p := range r.view.Pages {
		if all := of[at[p.Route]]; len(all) > 1 {
			p.Versions = all
		}
	}
}

// Closed lists the pages and files that an audience may not see. It is for
// diagnostics, which only the author of the site reads, and never part of a
// View.
func Closed(s *site.Site, audience string) []Absent {
	var out []Absent
	add := func(source, route, who string) {
		if s.Config.Closed(who) > s.Config.Closed(audience) {
			out = append(out, Absent{Source: source, Route: route, Why: "is for the audience " + who + ", and this portal is for " + audience})
		}
	}
	for _, p := range s.Pages {
		add(p.File.Path, p.Route, p.Audience)
	}
	for _, a := range s.Assets {
		add(a.File.Path, a.Route, a.Audience)
	}
	for _, a := range s.Absent {
		add(a.Source, a.Route, a.Audience)
	}
	return out
}

func (r *reducer) page(p *site.Page) *Page {
	return &Page{
		Route: p.Route, Language: cmp.Or(p.Language, r.site.Config.Language), Title: p.Title, LinkTitle: cmp.Or(p.LinkTitle, p.Title), Description: p.Description,
		Weight: p.Weight, Tags: p.Tags, Aliases: p.Aliases,
		Date: r.day(p.Date), Modified: r.day(p.Modified), Reviewed: r.day(p.Reviewed), ReviewBy: r.day(p.ReviewBy), ReviewEnds: r.endOf(p.ReviewBy), ReviewDue: r.reviewDue(p.ReviewBy, p.Reviewed),
		HideTOC: p.HideTOC, HideTitle: p.HideTitle, NoIndex: p.NoIndex, Layout: p.Layout,
		Source: p.File.Path, Params: p.Params, Front: p.Front, Doc: p.Doc,
	}
}

// day returns a calendar date, which the site's files give in the site's zone,
// as the start of the same date in UTC: a view shows all times in UTC, and a
// date must not move to its neighbour.
func (r *reducer) day(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.In(r.site.Config.Location).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// reviewDue returns the date of the next review: the one that was set, or that
// on which the last one is too old for the site.
func (r *reducer) reviewDue(set, last time.Time) time.Time {
	holds := r.site.Config.Freshness.Review
	if !set.IsZero() || last.IsZero() || holds.IsZero() {
		return r.day(set)
	}
	return r.day(holds.After(last, r.site.Config.Location))
}

// endOf returns the instant at which a calendar date is over in the site's
// zone.
func (r *reducer) endOf(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := t.In(r.site.Config.Location).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, r.site.Config.Location).UTC()
}

func (r *reducer) document(d *site.Document) *Document {
	out := &Document{
		Title: d.Title, Description: d.Description, Folder: d.Folder, Tags: d.Tags, Date: r.day(d.Date),
		ValidUntil: r.day(d.ValidUntil), ValidEnds: r.endOf(d.ValidUntil), Request: d.Request, Audience: d.Audience,
	}
	if d.Asset != nil {
		f := d.Asset.File
		out.Route, out.Name, out.Size, out.Digest = d.Asset.Route, path.Base(f.Path), int64(len(f.Data)), string(f.Digest())
	}
	return out
}

// collected returns when evidence was collected; a date without a time of day
// stays that date.
func (r *reducer) collected(e *trust.Evidence) time.Time {
	if e.Clocks.Precision == "day" {
		return r.day(e.Clocks.CollectedAt)
	}
	return e.Clocks.CollectedAt
}

// tie fills in what items of the view say of one another, both ways.
func (r *reducer) tie() {
	v := r.view
	for _, p := range v.Pages {
		for _, id := range r.site.Links.ControlsOfPage[p.Route] {
			c := v.Control(id)
			if c == nil {
				continue
			}
			p.Controls = append(p.Controls, id)
			p.FreshUntil = period.Sooner(p.FreshUntil, c.FreshUntil)
			c.Pages = append(c.Pages, Link{Title: p.Title, URL: p.Route})
		}
	}
	for _, a := range v.Answers {
		for _, id := range a.Controls {
			if c := v.Control(id); c != nil {
				c.Answers = append(c.Answers, a.ID)
			}
		}
	}
	for _, x := range v.Exceptions {
		if c := v.Control(x.Control); c != nil {
			x.ControlTitle = c.Title
			c.Exceptions = append(c.Exceptions, x.ID)
		}
	}
}

func axes(s trust.Scope) []Axis {
	var out []Axis
	for _, name := range s.Axes() {
		out = append(out, Axis{Name: name, Values: s[name]})
	}
	return out
}
