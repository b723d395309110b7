// Package vista is one view of a site while it is written: as an audience may see
// it, at a date, with or without drafts. Its files are made when they are asked
// for; an edit of the words of a page is shown by making that page anew.
//
// It watches nothing, and keeps nothing up to date by itself: each vista shows the
// site as it was when it was opened, or glanced at.
package vista

import (
	"cmp"
	"context"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/route"
)

// Wish is which view of a site is wanted.
type Wish struct {
	Audience string // "" is the one that Who chooses
	AsOf     string // a date; "" is the instant that nobody chose
	Drafts   bool
}

// Vista is one view of a site at one moment. It is safe for concurrent use.
type Vista struct {
	project *build.Project
	view    *disclose.View
	plan    *render.Plan // nil where there are errors
	found   diag.List    // but for those of the project
	faulty  bool         // pages that changed have errors

	asked sync.RWMutex // held while a file is made that somebody waits for

	mu       sync.Mutex
	files    map[string]artifact.File // that were asked for
	together map[string]artifact.File // made of several pages when all were last looked through
	current  bool                     // together is of this vista
}

// Open opens the site as it is now. who chooses the audience among those of the
// site; changed are the files that changed since it was opened before. An error
// means that it cannot be opened at all, not that it has mistakes.
func Open(ctx context.Context, s *build.Session, at time.Time, w Wish, who func(ladder []string, name string) (string, error), changed []string) (*Vista, error) {
	project, err := s.Open(ctx, at, w.Drafts)
	if err != nil {
		return nil, err
	}
	if w.AsOf != "" {
		project.Foresee()
	}
	v := &Vista{project: project}
	if project.Config == nil {
		return v, nil
	}
	audience, err := who(project.Config.Ladder, w.Audience)
	if err != nil {
		return nil, err
	}
	v.view, v.found = project.View(audience)
	if v.view == nil || v.found.HasErrors() || project.Grave() {
		project.Lint(ctx)
		return v, ctx.Err()
	}
	plan, found := project.Plan(v.view)
	v.plan = plan
	v.found.Add(found...)
	for _, page := range v.view.Pages {
		if slices.Contains(changed, page.Source) {
			_, list, _ := plan.File(route.FilePath(page.Route))
			found.Add(list...)
		}
	}
	v.faulty = found.HasErrors()
	return v, ctx.Err()
}

// Ladder lists the audiences of the site; nil where its site file cannot be read.
func (v *Vista) Ladder() []string {
	if v.project.Config == nil {
		return nil
	}
	return v.project.Config.Ladder
}

// BasePath is where the site lies on its host; "" where its site file cannot be
// read.
func (v *Vista) BasePath() string {
	if v.project.Config == nil {
		return ""
	}
	return v.project.Config.BasePath
}

// View is what the audience may see, or nil.
func (v *Vista) View() *disclose.View { return v.view }

// Shows reports whether there are pages to be shown.
func (v *Vista) Shows() bool { return v.plan != nil }

// Sound reports whether there are pages to be shown, and those that changed have
// no errors.
func (v *Vista) Sound() bool { return v.Shows() && !v.faulty }

// Problems are the diagnostics that are known before all pages are looked through.
func (v *Vista) Problems() diag.List { return slices.Concat(v.project.Diagnostics, v.found) }

// mostFiles is how many files are kept that were asked for.
const mostFiles = 256

// File makes a file, and keeps it for the next time. It is false for a path that
// no file has.
func (v *Vista) File(name string) (artifact.File, bool) {
	v.mu.Lock()
	f, ok := v.files[name]
	if !ok && !v.plan.Makes(name) && (v.current || path.Ext(name) == ".json") {
		f, ok = v.together[name] // of an earlier vista: it is in no hurry
	}
	v.mu.Unlock()
	if ok {
		return f, true
	}
	v.asked.RLock()
	f, _, ok = v.plan.File(name)
	v.asked.RUnlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	switch {
	case !ok:
		f, ok = v.together[name]
	case v.plan.Makes(name):
		if v.files == nil || len(v.files) >= mostFiles {
			v.files = map[string]artifact.File{}
		}
		v.files[name] = f
	}
	return f, ok
}

// Follow lets what is made of all pages together be that of an earlier vista until
// all pages of this one are looked through.
func (v *Vista) Follow(earlier *Vista) {
	earlier.mu.Lock()
	together := earlier.together
	earlier.mu.Unlock()
	v.mu.Lock()
	defer v.mu.Unlock()
	v.together = together
}

// Glance shows changed pages as they are now. It reports false where more changed
// than the words of single pages, or where a page has errors: then the site must
// be opened to know what to show.
func (v *Vista) Glance(paths []string) (*Vista, bool) {
	const few = 3
	if !v.Shows() || len(paths) > few {
		return nil, false
	}
	plan := v.plan
	for _, name := range paths {
		page, ok := v.project.Glance(v.view, name)
		if !ok {
			return nil, false
		}
		plan = plan.With(page)
		if _, list, ok := plan.File(route.FilePath(page.Route)); !ok || list.HasErrors() {
			return nil, false
		}
	}
	out := &Vista{project: v.project, view: v.view, plan: plan, found: v.found}
	out.Follow(v)
	return out, true
}

// Look makes all files and looks through them, and pauses while somebody waits for
// one. It returns how many there are, and all that is wrong; the error is that of
// the context.
func (v *Vista) Look(ctx context.Context) (int, diag.List, error) {
	v.project.Lint(ctx)
	together, count := map[string]artifact.File{}, 0
	list, err := v.plan.Write(ctx, func(f artifact.File) error {
		v.asked.Lock()
		defer v.asked.Unlock()
		count++
		if !v.plan.Makes(f.Path) {
			together[f.Path] = f
		}
		return nil
	})
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return 0, nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.together, v.current = maps.Clone(together), true
	return count, append(v.Problems(), list...), nil
}
