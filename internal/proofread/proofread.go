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
	"context"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/prefilter"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/spelling"
	"github.com/candor-site/candor/internal/standards"
	"github.com/candor-site/candor/internal/wording"
)

// Site returns what the words of the pages and of the catalog of a site give
// reason to mend at the instant of the build. Pages are read several at a time,
// up to a number of workers; those that did not change since something was kept
// are not read again. Nothing need be kept: nil. It gives up when ctx ends.
func Site(ctx context.Context, s *site.Site, register *standards.Register, now time.Time, workers int, kept *Kept) diag.List {
	r := kept.reader(s, register, now)
	var pages []*site.Page
	for _, p := range s.Pages {
		if p.Doc != nil {
			pages = append(pages, p)
		}
	}
	found := make([]*reading, len(pages))
	err := crew.Each(ctx, workers, len(pages), func(i int) error {
		found[i] = r.page(pages[i], kept.of(pages[i]))
		return nil
	})
	if err != nil || ctx.Err() != nil {
		return nil
	}
	kept.keep(r, pages, found)

	var words, passed diag.List
	var facts []bare.Fact
	names := make([]*spelling.Page, len(pages))
	for i, f := range found {
		words.Add(f.words...)
		passed.Add(f.passed...)
		facts = append(facts, r.factsOf(pages[i], f)...)
		names[i] = f.names
	}
	list := append(words, r.catalog.words...)
	list.Add(passed...)
	list.Add(r.catalog.passed...)
	list.Add(bare.Diagnose(bare.Sorted(append(facts, r.catalog.facts...)))...)
	list.Add(r.names.Judge(names, workers, func(i int) []prose.Sentence { return pages[i].Doc.Prose() })...)
	return append(list, r.catalog.names...)
}

// reader knows what pages are held to. It is safe for concurrent use.
type reader struct {
	site      *site.Site
	standards *standards.Register
	now       time.Time
	facts     *bare.Index // nil where the catalog could not be read whole
	names     *spelling.Table
	may       *prefilter.Sum // of all of them
	catalog   *catalog
	same      bool // the catalog is the one under which the kept pages were read
}

// catalog is what the words of the catalog give.
type catalog struct {
	words, passed, names diag.List
	facts                []bare.Fact
}

func newReader(s *site.Site, register *standards.Register, now time.Time, names *spelling.Table) *reader {
	r := &reader{site: s, standards: register, now: now, facts: bare.New(s), names: names}
	r.may = prefilter.Together(wording.Filter(), fact.Filter(), register.Filter(), names.Filter())
	r.readCatalog()
	return r
}

func (r *reader) readCatalog() {
	c := r.site.Catalog
	r.catalog = &catalog{words: wording.Catalog(c), passed: r.standards.Catalog(c, r.now), names: spelling.IDs(c)}
	if r.facts != nil {
		r.catalog.facts = r.facts.Catalog()
	}
}

// reading is what one page gives.
type reading struct {
	words, passed diag.List
	facts         []bare.Fact // that stand in words
	names         *spelling.Page

	under circumstances
	plain bool // the catalog has no part in it
}

// circumstances are what a reading depends on beside the page and the catalog.
type circumstances struct {
	audience string
	cited    []string // controls
	undated  bool     // nobody is bound to review the page
	passed   int      // how many editions of standards have
}

func (c circumstances) equal(other circumstances) bool {
	return c.audience == other.audience && c.undated == other.undated && c.passed == other.passed && slices.Equal(c.cited, other.cited)
}

// page reads a page, or returns what it gave before, where that is so still.
func (r *reader) page(p *site.Page, before *reading) *reading {
	under := circumstances{p.Audience, r.site.Links.ControlsOfPage[p.Route], wording.NeedsDates(p, r.now), r.standards.Passed(r.now)}
	if before != nil && before.under.equal(under) && (before.plain || r.same) {
		return before
	}
	said := p.Doc.Prose()
	defer prose.Free(said)
	prose.Look(said, r.may)
	words, asked := wording.Page(r.site, said, under.undated)
	f := &reading{words: words, passed: r.standards.Prose(said, r.now), names: r.names.Page(said), under: under}
	if r.facts == nil {
		return f
	}
	facts, stated := r.facts.Stated(p, said, under.cited)
	f.facts, f.plain = facts, !asked && !stated
	return f
}

// factsOf returns the facts of a page: those that it reads from the catalog, and
// those that it states.
func (r *reader) factsOf(p *site.Page, f *reading) []bare.Fact {
	if r.facts == nil {
		return nil
	}
	out := r.facts.Bound(p)
	for _, x := range f.facts {
		x.Page = p
		out = append(out, x)
	}
	return out
}
