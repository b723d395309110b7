package render

import (
	"bytes"
	"slices"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/transcript"
)

// With returns the plan with another version of one written page, of which
// nothing changed that other pages show. What is made of all pages together
// stays as it was.
func (p *Plan) With(page *disclose.Page) *Plan {
	out := &Plan{renderer: p.renderer, jobs: slices.Clone(p.jobs), written: p.written, at: p.at, late: p.late}
	swap := func(path string, run func() made) {
		if i, ok := out.at[path]; ok {
			out.jobs[i].run = run
		}
	}
	at, markdown := route.FilePath(route.WithSlash(page.Route)), route.FilePath(transcript.Route(page.Route))
	text := func(to *bytes.Buffer) {
		p.transcribe(to, transcript.New(p.view, p.portal.dossiers, p.portal.agenda), page)
	}
	swap(at, func() made { return p.page(at, page) })
	swap(markdown, func() made { return written(markdown, page.Doc.Sources(page.Source), text) })
	return out
}

// Makes reports whether a file is made by itself, and not of several pages.
func (p *Plan) Makes(path string) bool { _, ok := p.at[path]; return ok }
