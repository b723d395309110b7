package render

import (
	"bytes"
	"slices"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/badge"
	"github.com/candor-site/candor/internal/calendar"
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
	for _, d := range twin.Documents(r.view, r.portal.menu, r.portal.dossiers, r.portal.agenda) {
		out = append(out, job{path: d.Path, about: d.About, dates: d.Path == twin.SitePath, run: func() made { return written(d.Path, nil, d.Write) }})
	}
	out = append(out, job{path: wellknown.SitemapPath, dates: true, run: func() made { return made{file: r.sitemap()} }})
	if len(r.view.Subprocessors) > 0 {
		path := route.FilePath(route.Subprocessors + "subprocessors.csv")
		out = append(out, job{path: path, run: func() made {
			var buf bytes.Buffer
			if err := export.Subprocessors(&buf, r.view); err != nil {
				panic("render: subprocessors: " + err.Error()) // a buffer takes everything
			}
			return made{file: artifact.New(path, buf.Bytes())}
		}})
	}
	for _, b := range badge.Of(r.view) {
		out = append(out, job{path: b.Path, run: func() made { return made{file: b.File()} }})
	}
	for _, f := range slices.Concat(wellknown.Files(r.view), feed.Files(r.view), export.Files(r.view), calendar.Files(r.view, r.portal.agenda, r.theme.In(r.view.Site.Language).Words())) {
		out = append(out, job{path: f.Path, run: func() made { return made{file: f} }})
	}
	return out
}

// sitemap lists the pages for search engines.
func (r *renderer) sitemap() artifact.File {
	var addresses []string
	for _, p := range r.owned {
		if !p.empty && !p.aside && !p.version {
			addresses = append(addresses, p.address)
		}
	}
	return wellknown.Sitemap(r.view, addresses)
}

// Policy returns the content security policy that a page carries in itself.
func (p *Portal) Policy() string { return p.policy }

// Feeds reports whether the portal has updates for feeds.
func (p *Portal) Feeds() bool { return p.feeds }
