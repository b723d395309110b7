package render

import (
	"bytes"
	"html/template"
	"strings"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/leads"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/slate"
	"github.com/candor-site/candor/internal/transcript"
)

// transcripts are the pages as Markdown, and llms.txt. Those that an author
// wrote come first, as they do among the pages.
func (r *renderer) transcripts() []job {
	t := transcript.New(r.view, r.portal.dossiers, r.portal.agenda)
	var out []job
	for _, p := range r.view.Pages {
		path := route.FilePath(transcript.Route(p.Route))
		out = append(out, job{path: path, run: func() made {
			return written(path, p.Doc.Sources(p.Source), func(to *bytes.Buffer) { r.transcribe(to, t, p) })
		}, about: p})
	}
	for _, p := range t.Pages() {
		path := route.FilePath(transcript.Route(p.Route))
		out = append(out, job{path: path, run: func() made { return written(path, nil, p.Markdown) }, about: p.About})
	}
	return append(out, job{path: "llms.txt", run: func() made { return made{file: artifact.New("llms.txt", t.LLMs())} }})
}

// written makes a file of what is written into a buffer.
func written(path string, sources []string, content func(to *bytes.Buffer)) made {
	buf := slate.Take()
	content(buf)
	return made{file: artifact.New(path, buf.Bytes(), sources...), buf: buf}
}

// transcribe writes a written page as Markdown. What is wrong on the page is
// reported when its HTML is made.
func (r *renderer) transcribe(to *bytes.Buffer, t *transcript.Portal, p *disclose.Page) {
	page := Page{Route: p.Route, Language: p.Language, Written: r.portal.pages[p.Route]}
	found, _ := r.found.Load(p)
	links, _ := found.(*leads.Page)
	said := links.Said()
	if said == nil && p.Doc != nil {
		said = p.Doc.Outline()
	}
	page.head(p, said)
	if p.Doc == nil {
		t.Written(to, p, page.Heading, nil)
		return
	}
	absolute := func(to route.Target) string {
		if to.Fault != "" {
			return r.portal.Absolute(p.Route)
		}
		if strings.HasPrefix(to.URL, "#") {
			return r.portal.Absolute(p.Route) + to.URL
		}
		return r.portal.Absolute(to.URL)
	}
	ctx := &Context{Portal: r.portal, Page: &page}
	body := slate.Take()
	defer slate.Back(body)
	p.Doc.Markdown(body, hypertext.Env{
		Component: func(call *hypertext.Call) (template.HTML, error) {
			decl := r.theme.Declared(call.Name)
			r.locate(p, call, decl)
			return template.HTML(t.Component(transcript.Use{Call: call, Decl: decl, Below: ctx.Below})), nil
		},
		Bind:  r.scope(p).Value,
		Names: r.scope(p).Names,
		Link:  func(file, destination string) string { return absolute(r.target(links, p, file, destination)) },
		Image: func(file, destination string) string {
			return absolute(r.addresses.Image(r.from(p, file), destination))
		},
		SkipTitle: !page.OwnHeading,
	})
	heading := page.Heading
	if page.OwnHeading {
		heading = ""
	}
	t.Written(to, p, heading, body.Bytes())
}

// locate makes the addresses in the props of a component routes of files, and
// absolute URLs of what they lead to.
func (r *renderer) locate(p *disclose.Page, call *hypertext.Call, decl *component.Component) {
	if decl == nil {
		return
	}
	for _, prop := range decl.Props {
		text, isText := call.Props[prop.Name].(string)
		if !isText || text == "" || prop.Type != component.PropURL && prop.Type != component.PropAsset {
			continue
		}
		to := r.resolve(p, hypertext.Home(call, prop.Name), text)
		switch {
		case to.Fault != "" || !allow.Link(to.URL):
			call.Props[prop.Name] = r.portal.Absolute(p.Route)
		case prop.Type == component.PropURL:
			call.Props[prop.Name] = r.portal.Absolute(to.URL)
		default:
			call.Props[prop.Name] = to.URL
		}
	}
}
