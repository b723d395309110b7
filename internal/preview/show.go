package preview

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/serve"
)

// wish is which view of the site is wanted.
type wish struct {
	audience string // "" is that of the flags, or the most open one
	asOf     string // a date; "" is the instant of the flags, or now
	drafts   bool
}

// show is one view of the site that is looked at.
type show struct {
	stage *stage
	wish  wish
	main  bool // the terminal speaks of it

	shown atomic.Pointer[serve.Showing]

	mu    sync.Mutex
	stale bool     // files changed since it was made
	edits int      // how often files changed
	paths []string // that changed since it was made
	made  *made
	last  *serve.Showing // the last one without errors, as far as was looked
	good  *serve.Showing // the last one that was looked through, and has none
}

// made is what a view was made of, until files change.
type made struct {
	project *build.Project
	view    *disclose.View
	plan    *render.Plan // nil where there are errors
	found   diag.List    // but for lints
	checked bool         // all pages were made and looked through
}

// now is what the view shows.
func (sh *show) now() *serve.Showing { return sh.shown.Load() }

// pages counts the pages of the view.
func (sh *show) pages() int {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.made == nil || sh.made.view == nil {
		return 0
	}
	return len(sh.made.view.Pages)
}

// touch notes changed files, and shows changed pages at once where only their
// words changed. It reports whether it did.
func (sh *show) touch(paths []string) bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.stale = true
	sh.edits++
	sh.paths = append(sh.paths, paths...)
	const few = 3
	if sh.made == nil || sh.made.plan == nil || len(paths) > few {
		return false
	}
	plan := sh.made.plan
	for _, name := range paths {
		page, ok := sh.made.project.Glance(sh.made.view, name)
		if !ok {
			return false
		}
		plan = plan.With(page)
		if _, list, ok := plan.File(route.FilePath(page.Route)); !ok || list.HasErrors() {
			return false
		}
	}
	sh.made.plan = plan
	bar := sh.now().Bar
	bar.Took, bar.Checked = sh.took(), false
	sh.last = &serve.Showing{File: fileOf(plan, nil), Bar: bar}
	sh.put(sh.last)
	return true
}

// refresh makes the view anew where files changed, and reports whether it did. An
// error means that it cannot be made at all, not that the site has mistakes.
func (sh *show) refresh(ctx context.Context) (bool, error) {
	sh.mu.Lock()
	stale, edits, paths := sh.stale, sh.edits, slices.Clone(sh.paths)
	sh.mu.Unlock()
	if !stale {
		return false, nil
	}
	m, faulty, err := sh.make(ctx, paths)
	if err != nil {
		return false, err
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.edits != edits {
		return false, nil // made of what is no more
	}
	sh.stale, sh.paths, sh.made = false, nil, m
	switch {
	case m.plan == nil:
		m.checked = true
		return true, sh.end(slices.Concat(m.project.Diagnostics, m.found))
	case !faulty: // else it is shown when all its errors are known
		sh.last = &serve.Showing{File: fileOf(m.plan, nil), Bar: sh.bar(m.view, nil)}
		sh.put(sh.last)
	}
	return true, nil
}

// make opens the site and plans its pages. It reports whether changed pages have
// errors of their own.
func (sh *show) make(ctx context.Context, paths []string) (*made, bool, error) {
	s := sh.stage
	opt, err := s.options(sh.wish.asOf)
	if err != nil {
		return nil, false, err
	}
	project, err := s.session.Open(ctx, opt.AsOf, sh.wish.drafts)
	if err != nil {
		return nil, false, err
	}
	if sh.wish.asOf != "" {
		project.Foresee()
	}
	m := &made{project: project}
	if project.Config == nil {
		return m, true, nil
	}
	who, err := s.env.Who(project.Config.Ladder, sh.wish.audience)
	if err != nil {
		return nil, false, err
	}
	s.mu.Lock()
	s.ladder = project.Config.Ladder
	if s.server == nil {
		s.basePath = project.Config.BasePath
	}
	s.mu.Unlock()
	m.view, m.found = project.View(who)
	if m.view == nil || m.found.HasErrors() || project.Grave() {
		project.Lint(ctx)
		return m, true, ctx.Err()
	}
	plan, found := project.Plan(m.view)
	m.plan = plan
	m.found.Add(found...)
	for _, page := range m.view.Pages {
		if slices.Contains(paths, page.Source) {
			_, list, _ := plan.File(route.FilePath(page.Route))
			found.Add(list...)
		}
	}
	return m, found.HasErrors(), ctx.Err()
}

// check makes all pages and looks through them, which ends the build. It reports
// whether it did.
func (sh *show) check(ctx context.Context) (bool, error) {
	sh.mu.Lock()
	m, edits, stale := sh.made, sh.edits, sh.stale
	sh.mu.Unlock()
	if m == nil || stale || m.checked {
		return false, nil
	}
	m.project.Lint(ctx)
	files, count := map[string]artifact.File{}, 0
	var mu sync.Mutex
	list, err := m.plan.Write(ctx, func(f artifact.File) error {
		mu.Lock()
		defer mu.Unlock()
		count++
		if !m.plan.Makes(f.Path) { // of several pages: not made when it is asked for
			files[f.Path] = f
		}
		return nil
	})
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return false, err
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.edits != edits {
		return false, nil
	}
	m.checked = true
	all := slices.Concat(m.project.Diagnostics, m.found, list)
	if all.HasErrors() {
		sh.last = sh.good
		return true, sh.end(all)
	}
	bar := sh.bar(m.view, faults(all, diag.Warning))
	bar.Took, bar.Checked = sh.now().Bar.Took, true
	sh.good = &serve.Showing{File: fileOf(m.plan, files), Bar: bar}
	sh.last = sh.good
	sh.put(sh.good)
	err = sh.say(all)
	if sh.main && err == nil {
		sh.stage.env.say("built %d files; %s", count, sh.stage.env.States(m.view.Summary))
	}
	return true, err
}

// end shows the errors of a build over the last good one.
func (sh *show) end(list diag.List) error {
	sh.over(faults(list, diag.Error))
	return sh.say(list)
}

// fail shows what kept the view from being made.
func (sh *show) fail(err error) {
	sh.over([]serve.Fault{{Place: "candor", Severity: diag.Error.String(), Text: "candor: error: " + err.Error() + "\n"}})
}

// over shows errors over the last good build.
func (sh *show) over(list []serve.Fault) {
	shown := serve.Showing{Faults: list}
	if sh.last != nil {
		shown.File, shown.Bar = sh.last.File, sh.last.Bar
	} else {
		shown.Bar = sh.bar(nil, nil)
	}
	sh.put(&shown)
}

// put makes something what is shown.
func (sh *show) put(shown *serve.Showing) {
	shown.Beside = sh.stage.besides()
	sh.shown.Store(shown)
}

// say prints the diagnostics of the view that the terminal speaks of.
func (sh *show) say(list diag.List) error {
	sh.stage.env.Settle()
	if !sh.main {
		return nil
	}
	return sh.stage.env.Report(list)
}

// fileOf makes files of a plan, and has those that are made of several pages.
func fileOf(plan *render.Plan, files map[string]artifact.File) func(string) (artifact.File, bool) {
	return func(path string) (artifact.File, bool) {
		if f, ok := files[path]; ok {
			return f, true
		}
		f, _, ok := plan.File(path)
		return f, ok
	}
}

// mostFaults is how many diagnostics a browser is told.
const mostFaults = 200

// faults are the diagnostics of a severity as the terminal shows them.
func faults(list diag.List, severity diag.Severity) []serve.Fault {
	var out []serve.Fault
	for _, d := range list.Sorted() {
		if d.Severity != severity || len(out) == mostFaults {
			continue
		}
		var b bytes.Buffer
		if err := diag.Text(&b, diag.List{d}, diag.TextOptions{}); err != nil {
			continue // a buffer takes everything
		}
		out = append(out, serve.Fault{Place: d.Span.Position().String(), Severity: d.Severity.String(), Text: b.String()})
	}
	return out
}

// took is how long ago the last change was, in milliseconds.
func (sh *show) took() int64 {
	s := sh.stage
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.env.Now().Sub(s.since).Milliseconds()
}

// bar is what the toolbar shows of a view, which may be nil.
func (sh *show) bar(v *disclose.View, warnings []serve.Fault) serve.Bar {
	s := sh.stage
	s.mu.Lock()
	ladder := s.ladder
	s.mu.Unlock()
	bar := serve.Bar{Audiences: ladder, Drafts: sh.wish.drafts, Took: sh.took(), Warnings: warnings}
	today := s.env.Now()
	if opt, err := s.flags.options(""); err == nil {
		today = opt.AsOf
	}
	bar.Today, bar.AsOf = today.UTC().Format(time.DateOnly), today.UTC().Format(time.DateOnly)
	if v == nil {
		bar.Audience, bar.AsOf = sh.wish.audience, cmp.Or(sh.wish.asOf, bar.AsOf)
		return bar
	}
	bar.Audience, bar.AsOf, bar.States = v.Audience, v.AsOf.Format(time.DateOnly), s.env.States(v.Summary)
	year := today.AddDate(1, 0, 0)
	for _, e := range agenda.Of(v) {
		if day := e.Day.Format(time.DateOnly); day >= bar.Today && e.Day.Before(year) && len(bar.Dates) < mostFaults {
			bar.Dates = append(bar.Dates, serve.Date{Day: day, What: strings.ReplaceAll(string(e.Kind), "-", " "), Title: e.Title})
		}
	}
	return bar
}
