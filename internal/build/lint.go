package build

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/candor-site/candor/internal/concord"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/overdue"
	"github.com/candor-site/candor/internal/proofread"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/waiver"
)

// Lint looks at what the site says, takes from the lints, whoever found them,
// those that comments allow, and gives the others the weight that the site
// wants. It comes last: its findings explain no error, and none of them stops a
// phase. Open has done it; for what a session opened it is left to the caller,
// who may want to show the site before. When ctx ends it gives up, and has found
// nothing.
func (p *Project) Lint(ctx context.Context) {
	if p.Config == nil || p.Site == nil {
		return
	}
	lints := []func() diag.List{
		func() diag.List { return p.proofread(ctx) },
		func() diag.List { return overdue.Reviews(p.Site, p.opt.AsOf) },
		p.answers,
	}
	lists := make([]diag.List, len(lints))
	var wg sync.WaitGroup
	for i, find := range lints {
		wg.Go(func() { lists[i] = find() })
	}
	wg.Wait()
	if ctx.Err() != nil {
		return
	}
	found := append(slices.Clip(p.Diagnostics), slices.Concat(lists...)...)
	p.Diagnostics = p.weighed(waiver.Apply(found, authored(p.Site), p.opt.Workers, isLint))
}

// proofread reads what the pages say.
func (p *Project) proofread(ctx context.Context) diag.List {
	if p.kept != nil {
		p.kept.reading.Lock()
		defer p.kept.reading.Unlock()
	}
	return proofread.Site(ctx, p.Site, p.standards, p.opt.AsOf, p.opt.Workers, p.kept.readings())
}

// answers looks at the prepared answers as the most closed audience has them.
func (p *Project) answers() diag.List {
	if len(p.Site.Catalog.Answers) == 0 {
		return nil
	}
	ladder := p.Config.Ladder
	return concord.Answers(p.Site, p.Assessment, reply.New(disclose.Now(p.Site, p.Assessment, ladder[len(ladder)-1])))
}

// findings are the codes that policy and time make errors of: they say what the
// organisation does not do, not what the author wrote wrongly.
var findings = map[diag.Code]bool{
	diag.StateContradicted: true, diag.StateExpired: true, diag.StateMissing: true, diag.StateStale: true, diag.StateUndetermined: true,
	diag.FreshnessGoal: true, diag.ExceptionObsolete: true, diag.ExceptionOverdue: true,
}

// Foresee makes warnings of the findings that policy made errors: whoever asks
// how the site will be at a later instant wants to see what is out of date then,
// and is not kept from it.
func (p *Project) Foresee() {
	list := slices.Clone(p.Diagnostics)
	for i, d := range list {
		if findings[d.Code] && d.Severity == diag.Error {
			list[i].Severity = diag.Warning
		}
	}
	p.Diagnostics = list
}

// Grave reports errors that do not wait for Lint: no comment and no weight can
// take them away.
func (p *Project) Grave() bool {
	return slices.ContainsFunc(p.Diagnostics, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && !isLint(d.Code) })
}

// isLint reports whether a code is that of a lint, which alone can be allowed.
func isLint(c diag.Code) bool {
	_, ok := c.Lint()
	return ok
}

// weighed gives lints their weight, and leaves out those that are switched off.
func (p *Project) weighed(list diag.List) diag.List {
	out := make(diag.List, 0, len(list))
	for _, d := range list {
		severity, on := p.Config.Lints.Of(d.Code, d.Severity)
		if d.Severity = severity; on {
			out.Add(d)
		}
	}
	return out
}

// authored returns the files that people write and lints read: pages with
// their parts, and the catalog.
func authored(s *site.Site) []*source.File {
	var out []*source.File
	known := map[string]bool{}
	add := func(f *source.File) {
		if f != nil && !known[f.Path] {
			known[f.Path] = true
			out = append(out, f)
		}
	}
	for _, p := range s.Pages {
		add(p.File)
		if p.Doc == nil {
			continue
		}
		if len(p.Doc.Includes) > 0 {
			for _, h := range p.Doc.Headings() {
				add(h.Span.File)
			}
		}
		for _, u := range p.Doc.Uses {
			add(u.Span.File)
		}
	}
	c := s.Catalog
	for _, x := range c.Controls {
		add(x.Span.File)
	}
	for _, x := range c.Exceptions {
		add(x.Span.File)
	}
	for _, x := range c.Answers {
		add(x.Span.File)
	}
	for _, x := range c.Subprocessors {
		add(x.Span.File)
	}
	for _, x := range c.Frameworks {
		add(x.Span.File)
	}
	slices.SortFunc(out, func(a, b *source.File) int { return cmp.Compare(a.Path, b.Path) })
	return out
}
