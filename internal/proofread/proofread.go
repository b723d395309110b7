// Package proofread reads what the pages of a site say, each page once, and has
// all lints of words look at it: vague words, standards that have passed, facts
// that no control carries or that one contradicts, names that are written in
// several ways.
//
// What a page gives depends on that page and on the catalog, and on no other
// page, so that pages are read side by side and what they say is kept by nobody.
// What only all pages together show is judged at the end, over small summaries.
package proofread

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/spelling"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/wording"
)

// Reader knows what pages are held to. It is safe for concurrent use.
type Reader struct {
	site      *site.Site
	standards *standards.Register
	now       time.Time
	facts     *bare.Index // nil where the catalog could not be read whole
	names     *spelling.Table
}

// New returns a reader of the pages of a site at the instant of the build.
func New(s *site.Site, register *standards.Register, now time.Time) *Reader {
	return &Reader{s, register, now, bare.New(s), spelling.NewTable(s.Config.Spellings)}
}

// Findings are what one page gives.
type Findings struct {
	words     diag.List
	standards diag.List
	facts     []bare.Fact
	names     *spelling.Page
}

// Page reads a page.
func (r *Reader) Page(p *site.Page) *Findings {
	said := p.Doc.Prose()
	f := &Findings{
		words:     wording.Page(r.site, p, said, r.now),
		standards: r.standards.Prose(said, r.now),
		names:     r.names.Page(said),
	}
	if r.facts != nil {
		f.facts = r.facts.Page(p, said)
	}
	return f
}

// Site reads all pages and the catalog, several pages at a time.
func (r *Reader) Site(workers int) diag.List {
	pages := make([]*site.Page, 0, len(r.site.Pages))
	for _, p := range r.site.Pages {
		if p.Doc != nil {
			pages = append(pages, p)
		}
	}
	found := make([]*Findings, len(pages))
	each(len(pages), workers, func(i int) { found[i] = r.Page(pages[i]) })

	var words, passed diag.List
	var facts []bare.Fact
	names := make([]*spelling.Page, len(found))
	for i, f := range found {
		words.Add(f.words...)
		passed.Add(f.standards...)
		facts = append(facts, f.facts...)
		names[i] = f.names
	}
	list := append(words, wording.Catalog(r.site.Catalog)...)
	list.Add(passed...)
	list.Add(r.standards.Catalog(r.site.Catalog, r.now)...)
	if r.facts != nil {
		list.Add(bare.Diagnose(bare.Sorted(append(facts, r.facts.Catalog()...)))...)
	}
	list.Add(r.names.Judge(names, workers, func(i int) []prose.Sentence { return pages[i].Doc.Prose() })...)
	list.Add(spelling.IDs(r.site.Catalog)...)
	return list
}

// each does something with each of n things, several at a time.
func each(n, workers int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}
