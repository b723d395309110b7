// Package watch tells when files below a directory change, as sets of paths
// after a moment of quiet.
//
// It watches directories, not files, scans a new directory after watching it,
// and polls where the system cannot watch. What the system reports is taken as
// a reason to look, never as the truth: the paths come from comparing what is
// there with what was. The places that events name are looked at first, and
// told at once; the whole tree is looked through when it has come to rest, so
// that events that are late, doubled or lost do no harm. It never reads the
// files, and does not follow symbolic links.
package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say what to watch. Names that start with a dot are always left out.
type Options struct {
	Dir     string
	Skip    func(path string) bool // slash-separated, relative to Dir; true leaves it out
	Quiet   time.Duration          // how long nothing must happen after a few events; 0 means 8 ms
	Calm    time.Duration          // how long nothing must happen after many, a quarter of the rest before the whole tree is looked through; 0 means 100 ms
	Longest time.Duration          // how long a set may wait at most; 0 means 2 s
	Notice  func(message string)   // told once when polling takes over; may be nil
	Ready   func()                 // told once when every later change will be seen; may be nil
}

// Run sends sorted sets of changed paths, slash-separated and relative to Dir, until ctx ends.
// A path has changed when it is new, gone, or has another size, modification
// time or inode. The next set waits until changed returns. The end of ctx is
// no error; a Dir that is no directory at the start is one.
func Run(ctx context.Context, opt Options, changed func(paths []string)) error {
	return newWatcher(opt).run(ctx, changed)
}

// watcher is one Run.
type watcher struct {
	opt     Options
	open    func() (*fsnotify.Watcher, error)
	add     func(system *fsnotify.Watcher, dir string) error
	every   time.Duration // between two looks when polling
	missing time.Duration // between two looks for a root that is gone

	root   string            // Dir without symbolic links
	system *fsnotify.Watcher // nil when polling
	marks  *marks            // where to look
	last   scan
	hasty  bool // places were looked at since the whole tree was
}

func newWatcher(opt Options) *watcher {
	return &watcher{
		opt: opt, open: fsnotify.NewWatcher, add: (*fsnotify.Watcher).Add,
		every: time.Second, missing: 200 * time.Millisecond,
	}
}

func (w *watcher) run(ctx context.Context, changed func([]string)) error {
	if err := w.prepare(); err != nil {
		return err
	}
	defer w.close()
	w.reopen()
	w.last = w.look()
	if w.opt.Ready != nil {
		w.opt.Ready()
	}
	for w.wait(ctx) {
		paths, ok := w.settle(ctx)
		if !ok {
			break
		}
		if len(paths) > 0 {
			changed(paths)
		}
	}
	return nil
}

// prepare fills in defaults and resolves the root.
func (w *watcher) prepare() error {
	if w.opt.Quiet <= 0 {
		w.opt.Quiet = 8 * time.Millisecond
	}
	if w.opt.Calm <= 0 {
		w.opt.Calm = 100 * time.Millisecond
	}
	if w.opt.Longest <= 0 {
		w.opt.Longest = 2 * time.Second
	}
	abs, err := filepath.Abs(w.opt.Dir)
	if err != nil {
		return err
	}
	if w.root, err = filepath.EvalSymlinks(abs); err != nil {
		return err
	}
	info, err := os.Stat(w.root)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a directory", w.opt.Dir)
	}
	w.marks = newMarks(w.root)
	return nil
}

// wait returns true when there is a reason to look, and false when ctx ends.
func (w *watcher) wait(ctx context.Context) bool {
	var tick <-chan time.Time
	switch {
	case w.system == nil:
		tick = time.After(w.every)
	case len(w.last.dirs) == 0:
		tick = time.After(w.missing)
	case w.hasty:
		tick = time.After(w.opt.Calm)
	}
	select {
	case <-ctx.Done():
		return false
	case <-w.marks.wake:
	case <-tick:
		w.marks.everywhere()
	}
	return ctx.Err() == nil
}

// many is from how many marked places on a change is taken for a large one: it
// is waited for longer, and the whole tree is looked through.
const many = 16

// settle waits until nothing happened for a while, at most for the longest
// time, and looks where something did. It returns what changed, and false when
// ctx ends.
func (w *watcher) settle(ctx context.Context) ([]string, bool) {
	if w.system == nil {
		return w.settlePolling(ctx)
	}
	longest := time.NewTimer(w.opt.Longest)
	defer longest.Stop()
	for quiet := false; !quiet; {
		pause := w.opt.Quiet
		if w.marks.count() >= many {
			pause = max(pause, w.opt.Calm)
		}
		select {
		case <-ctx.Done():
			return nil, false
		case <-w.marks.wake:
		case <-longest.C:
			quiet = true
		case <-time.After(pause):
			quiet = true
		}
	}
	places, all := w.marks.take()
	if !all && len(places) < many {
		if paths, ok := w.last.refresh(w.root, places, w.skips); ok {
			w.hasty = true
			return paths, true
		}
	}
	now := w.look()
	if w.system != nil && now.lost(w.last) {
		// Directories went away or moved, and the watches on them with them in
		// ways that differ between systems: start afresh.
		w.reopen()
		now = w.look()
	}
	return w.turn(now), true
}

// turn makes a look of the whole tree the last one, and returns what changed.
func (w *watcher) turn(now scan) []string {
	paths := now.since(w.last)
	w.last, w.hasty = now, false
	return paths
}

// settlePolling looks until two looks agree, at most for the longest time.
func (w *watcher) settlePolling(ctx context.Context) ([]string, bool) {
	now := w.look()
	if len(now.since(w.last)) == 0 {
		return nil, true
	}
	for waited := time.Duration(0); waited < w.opt.Longest; waited += w.opt.Calm {
		select {
		case <-ctx.Done():
			return nil, false
		case <-time.After(w.opt.Calm):
		}
		next := w.look()
		if len(next.since(now)) == 0 {
			break
		}
		now = next
	}
	return w.turn(now), true
}

// reopen replaces the system's watcher by a new one without watches.
func (w *watcher) reopen() {
	w.close()
	system, err := w.open()
	if err != nil {
		w.poll(err)
		return
	}
	w.system = system
	go pump(system, w.marks)
}

// look scans the tree, and watches each directory before it reads it.
func (w *watcher) look() scan {
	return look(w.root, w.skips, func(dir string) {
		if w.system == nil {
			return
		}
		// Other errors mean that the directory is gone or closed to us, which
		// the scan finds out by itself.
		if err := w.add(w.system, dir); exhausted(err) {
			w.poll(err)
		}
	})
}

// skips reports whether a path is left out.
func (w *watcher) skips(p string) bool { return w.opt.Skip != nil && w.opt.Skip(p) }

// poll gives up watching.
func (w *watcher) poll(err error) {
	w.close()
	if w.opt.Notice != nil {
		w.opt.Notice(fmt.Sprintf("cannot watch for changes (%v), looking every %v instead: %s", err, w.every, remedy(err)))
	}
}

func (w *watcher) close() {
	if w.system != nil {
		_ = w.system.Close()
		w.system = nil
	}
}

// exhausted reports whether a limit of the system is reached.
func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// remedy names the limit that a user can raise.
func remedy(err error) string {
	switch {
	case !exhausted(err):
		return "the system offers no way to watch"
	case runtime.GOOS != "linux":
		return "raise the number of open files (ulimit -n)"
	case errors.Is(err, syscall.ENOSPC):
		return "raise fs.inotify.max_user_watches with sysctl"
	}
	return "raise fs.inotify.max_user_instances with sysctl, or the number of open files (ulimit -n)"
}
