package preview

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/serve"
	"github.com/candor-site/candor/internal/vista"
)

// show is one view of the site that is looked at, and its upkeep: an edit of words
// is shown at once (touch), any other when the site was opened again (refresh), and
// mistakes elsewhere when all pages were looked through (check).
type show struct {
	stage *stage
	wish  vista.Wish
	main  bool // the terminal speaks of it

	shown atomic.Pointer[serve.Showing]

	mu      sync.Mutex
	stale   bool         // files changed since it was opened
	edits   int          // how often files changed
	paths   []string     // that changed since it was opened
	vista   *vista.Vista // nil before it was opened
	checked bool         // all its pages were looked through
	last    *serve.Showing
	good    *serve.Showing // the last one that was looked through, and has no errors
}

// now is what the view shows.
func (sh *show) now() *serve.Showing { return sh.shown.Load() }

// pages counts the pages of the view.
func (sh *show) pages() int {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.vista == nil || sh.vista.View() == nil {
		return 0
	}
	return len(sh.vista.View().Pages)
}

// edited reports whether somebody writes: files changed since it was first opened.
func (sh *show) edited() bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.edits > 0
}

// touch notes changed files, and shows changed pages at once where only their
// words changed. It reports whether it did.
func (sh *show) touch(paths []string) bool {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.stale = true
	sh.edits++
	sh.paths = append(sh.paths, paths...)
	if sh.vista == nil {
		return false
	}
	glanced, ok := sh.vista.Glance(paths)
	if !ok {
		return false
	}
	bar := sh.now().Bar
	bar.Took, bar.Checked = sh.took(), false
	sh.take(glanced, bar)
	return true
}

// take shows a vista.
func (sh *show) take(v *vista.Vista, bar serve.Bar) {
	sh.vista, sh.checked = v, false
	sh.last = &serve.Showing{File: v.File, Bar: bar}
	sh.put(sh.last)
}

// refresh opens the view anew where files changed, and reports whether it did. An
// error means that it cannot be opened at all, not that the site has mistakes.
func (sh *show) refresh(ctx context.Context) (bool, error) {
	sh.mu.Lock()
	stale, edits, paths := sh.stale, sh.edits, slices.Clone(sh.paths)
	sh.mu.Unlock()
	if !stale {
		return false, nil
	}
	v, err := sh.stage.open(ctx, sh.wish, paths)
	if err != nil {
		return false, err
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.edits != edits {
		return false, nil // it shows what is no more
	}
	if sh.vista != nil {
		v.Follow(sh.vista)
	}
	sh.stale, sh.paths = false, nil
	switch {
	case !v.Shows():
		sh.vista, sh.checked = v, true
		return true, sh.end(v.Problems())
	case !v.Sound():
		sh.vista, sh.checked = v, false // shown when all its errors are known
	default:
		sh.take(v, sh.bar(v.View(), nil))
	}
	return true, nil
}

// check looks through all pages, which ends a build. It reports whether it did.
func (sh *show) check(ctx context.Context) (bool, error) {
	sh.mu.Lock()
	v, edits, done := sh.vista, sh.edits, sh.vista == nil || sh.stale || sh.checked
	sh.mu.Unlock()
	if done {
		return false, nil
	}
	count, all, err := v.Look(ctx)
	if err != nil {
		return false, err
	}
	sh.mu.Lock()
	defer sh.mu.Unlock()
	if sh.edits != edits {
		return false, nil
	}
	sh.checked = true
	if all.HasErrors() {
		sh.last = sh.good
		return true, sh.end(all)
	}
	bar := sh.bar(v.View(), faults(all, diag.Warning))
	bar.Took, bar.Checked = sh.now().Bar.Took, true
	sh.good = &serve.Showing{File: v.File, Bar: bar}
	sh.last = sh.good
	sh.put(sh.good)
	err = sh.say(all)
	if sh.main && err == nil {
		sh.stage.env.say("built %d files; %s", count, sh.stage.env.States(v.View().Summary))
	}
	return true, err
}

// end shows the errors of a build over the last good one.
func (sh *show) end(list diag.List) error {
	sh.over(faults(list, diag.Error))
	return sh.say(list)
}

// fail shows what kept the view from being opened.
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
