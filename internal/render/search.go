package render

import (
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/answerkey"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/search"
)

// searchIndex returns an empty index of the view; nil where the scripts of the
// theme hold no search.
func (r *renderer) searchIndex() *search.Index {
	if r.portal.Bundle("search.js").URL == "" {
		return nil
	}
	var away *attic.Attic // what is made again and again would fill the disk
	if r.opt.Once {
		away = attic.New("")
	}
	return search.New(r.view, away, r.portal.URL(route.Home))
}

// together makes the files that are made of all pages at once, and hands each on:
// those of the search, and what a browser answers questionnaires with. The error is
// that of search.Index.Write, or of the sink.
func (r *renderer) together(index *search.Index, sink artifact.Sink) error {
	if index != nil {
		if err := index.Write(r.opt.Workers, sink); err != nil {
			return err
		}
	}
	return hand(sink, r.answerable()...)
}

// isTogether reports whether together may make the file at a path.
func isTogether(file string) bool {
	below := func(address string) bool { return strings.HasPrefix(file, path.Dir(route.FilePath(address))+"/") }
	return path.Ext(file) == ".json" && (below(route.Search) || below(route.Fill))
}

// answerable makes what the page needs on which a visitor has a questionnaire
// answered. A theme whose scripts fill in none has no use for it.
func (r *renderer) answerable() []artifact.File {
	if r.portal.Bundle("fill.js").URL == "" || !r.portal.Lists(route.Fill) {
		return nil
	}
	return []artifact.File{answerkey.File(reply.New(r.view))}
}

// RequirementAnchor returns the id of a requirement on this page: where the
// search leads, on the page of its framework.
func (c *Context) RequirementAnchor(id string) string { return c.Anchor(route.RequirementPlace(id)) }

// AnswerAnchor returns the id of an answer on this page.
func (c *Context) AnswerAnchor(id string) string { return c.Anchor(route.AnswerPlace(id)) }

// Listed returns the written pages that may be listed, by title.
func (p *Portal) Listed() []disclose.Link {
	var pages []*disclose.Page
	for _, page := range p.View.Pages {
		if !page.NoIndex {
			pages = append(pages, page)
		}
	}
	return pageLinks(pages)
}

// Asked returns the questions that have an answer, with where it stands.
func (p *Portal) Asked() []disclose.Link {
	var out []disclose.Link
	for _, a := range p.View.Answers {
		out = append(out, disclose.Link{Title: a.Question, URL: route.OfAnswer(a.Topic, a.ID)})
	}
	return out
}

// ScopeKeys returns the scope of a control for the filter of a list: axis=value,
// one a line.
func (p *Portal) ScopeKeys(c *disclose.Control) string {
	var out []string
	for _, a := range c.Scope {
		for _, v := range a.Values {
			out = append(out, a.Name+"="+v)
		}
	}
	return strings.Join(out, "\n")
}

// FrameworkKeys returns the frameworks that a control bears on for the filter of
// a list, one a line.
func (p *Portal) FrameworkKeys(c *disclose.Control) string {
	var out []string
	for _, m := range c.Mappings {
		out = append(out, m.Framework)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), "\n")
}
