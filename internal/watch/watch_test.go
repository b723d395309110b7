package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// patience is how long a test waits for something that must happen.
const patience = 20 * time.Second

// watched is a Run under test and the site that a builder would have, which
// reads only what it was told about.
type watched struct {
	t      *testing.T
	dir    string
	sets   chan []string
	notice chan string
	site   map[string]string
}

// start makes a small site and watches it.
func start(t *testing.T, adapt func(*watcher)) *watched {
	t.Helper()
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "site")
	w := &watched{t: t, dir: dir, sets: make(chan []string, 1000), notice: make(chan string, 10)}
	w.write("content/index.md", "# Hello")
	w.write("content/deep/er/page.md", "deep")
	w.write("controls/access.yaml", "controls: []")
	w.write(".git/HEAD", "ref")
	w.write("public/index.html", "built")
	w.site = w.disk()
	ready := make(chan struct{})
	run := newWatcher(Options{
		Dir:    dir,
		Skip:   func(p string) bool { return p == "public" },
		Notice: func(m string) { w.notice <- m },
		Ready:  func() { close(ready) },
	})
	if adapt != nil {
		adapt(run)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- run.run(ctx, func(paths []string) { w.sets <- paths }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run ended with %v", err)
		}
	})
	select {
	case <-ready:
	case <-time.After(patience):
		t.Fatal("Run never got ready")
	}
	return w
}

func (w *watched) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

func (w *watched) write(name, data string) {
	w.t.Helper()
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o755))
	w.must(os.WriteFile(w.path(name), []byte(data), 0o644))
}

func (w *watched) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// disk reads the whole site, without names that are left out.
func (w *watched) disk() map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(w.dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel := filepath.ToSlash(strings.TrimPrefix(p, w.dir+string(filepath.Separator)))
		switch {
		case p != w.dir && (strings.HasPrefix(d.Name(), ".") || rel == "public"):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			data, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			out[rel] = string(data)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.t.Fatal(err)
	}
	return out
}

// apply does what a builder does with a set.
func (w *watched) apply(paths []string) {
	if !slices.IsSorted(paths) || len(slices.Compact(slices.Clone(paths))) != len(paths) {
		w.t.Errorf("the set %q is not sorted or names a path twice", paths)
	}
	for _, p := range paths {
		data, err := os.ReadFile(w.path(p))
		if err != nil {
			delete(w.site, p)
			continue
		}
		w.site[p] = string(data)
	}
}

// settle takes sets until the builder's site is the one on the disk and
// nothing more comes, and returns all paths that were told.
func (w *watched) settle() []string {
	w.t.Helper()
	told := map[string]bool{}
	deadline := time.After(patience)
	for {
		var calm <-chan time.Time
		if maps.Equal(w.site, w.disk()) {
			calm = time.After(250 * time.Millisecond)
		}
		select {
		case paths := <-w.sets:
			w.apply(paths)
			for _, p := range paths {
				told[p] = true
			}
		case <-calm:
			return slices.Sorted(maps.Keys(told))
		case <-deadline:
			w.t.Fatalf("missed changes: the builder has %q, the disk %q", slices.Sorted(maps.Keys(w.site)), slices.Sorted(maps.Keys(w.disk())))
		}
	}
}

// TestSaveStyles saves a file in the ways of editors, three times each: a
// watch that dies at the first save shows at the second.
func TestSaveStyles(t *testing.T) {
	const page = "content/index.md"
	for _, c := range []struct {
		name string
		save func(w *watched, data string)
	}{
		{"truncate and write", func(w *watched, data string) { w.write(page, data) }},
		{"temporary file renamed over", func(w *watched, data string) {
			w.write(page+".tmp", data)
			w.must(os.Rename(w.path(page+".tmp"), w.path(page)))
		}},
		{"hidden temporary file renamed over", func(w *watched, data string) {
			w.write("content/.index.md.swp", data)
			w.must(os.Rename(w.path("content/.index.md.swp"), w.path(page)))
		}},
		{"old file moved to a backup, new one written, backup removed", func(w *watched, data string) {
			w.must(os.Rename(w.path(page), w.path(page+"~")))
			w.write(page, data)
			w.must(os.Remove(w.path(page + "~")))
		}},
		{"removed and written again", func(w *watched, data string) {
			w.must(os.Remove(w.path(page)))
			w.write(page, data)
		}},
		{"appended in pieces", func(w *watched, data string) {
			f, err := os.OpenFile(w.path(page), os.O_WRONLY|os.O_TRUNC, 0)
			w.must(err)
			for _, r := range data {
				_, err := f.WriteString(string(r))
				w.must(err)
				time.Sleep(time.Millisecond)
			}
			w.must(f.Close())
		}},
		{"test file written and removed, then in place", func(w *watched, data string) {
			w.write("content/4913", "")
			w.must(os.Remove(w.path("content/4913")))
			w.write(page, data)
		}},
		{"renamed over from a directory outside", func(w *watched, data string) {
			outside := filepath.Join(filepath.Dir(w.dir), "outside")
			w.must(os.WriteFile(outside, []byte(data), 0o644))
			w.must(os.Rename(outside, w.path(page)))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := start(t, nil)
			for n := range 3 {
				data := fmt.Sprintf("# Version %d", n)
				c.save(w, data)
				told := w.settle()
				if w.site[page] != data || !slices.Contains(told, page) {
					t.Fatalf("after save %d the builder has %q, told %q", n, w.site[page], told)
				}
			}
		})
	}
}

func TestOneSetForOneSave(t *testing.T) {
	w := start(t, nil)
	w.write("content/index.md", "one")
	w.write("controls/access.yaml", "two")
	if told := w.settle(); !slices.Equal(told, []string{"content/index.md", "controls/access.yaml"}) {
		t.Errorf("told %q", told)
	}
}

func TestNewFoldersWithFilesAtOnce(t *testing.T) {
	w := start(t, nil)
	for n := range 20 {
		w.write(fmt.Sprintf("content/new/a%d/b/c/page.md", n), "new")
	}
	if told := w.settle(); len(told) != 20 {
		t.Errorf("told %d paths, want 20", len(told))
	}
	w.write("content/new/a7/b/c/page.md", "changed")
	w.write("content/new/a7/b/other.md", "added")
	if told := w.settle(); !slices.Equal(told, []string{"content/new/a7/b/c/page.md", "content/new/a7/b/other.md"}) {
		t.Errorf("told %q", told)
	}
}

func TestManyFiles(t *testing.T) {
	w := start(t, nil)
	for n := range 500 {
		w.write(fmt.Sprintf("content/s%d/p%d.md", n%25, n), "first")
	}
	w.settle()
	w.must(os.RemoveAll(w.path("content/s3")))
	for n := range 500 {
		if n%25 != 3 {
			w.write(fmt.Sprintf("content/s%d/p%d.md", n%25, n), "second text")
		}
	}
	if told := w.settle(); len(told) != 500 {
		t.Errorf("told %d paths, want all 500", len(told))
	}
}

func TestMovedDirectory(t *testing.T) {
	w := start(t, nil)
	w.must(os.Rename(w.path("content/deep"), w.path("content/a-moved")))
	if told := w.settle(); !slices.Equal(told, []string{"content/a-moved/er/page.md", "content/deep/er/page.md"}) {
		t.Errorf("told %q", told)
	}
	// The watches must have moved too, and the old name must be free again.
	w.write("content/a-moved/er/page.md", "changed after the move")
	w.write("content/a-moved/er/new.md", "new after the move")
	w.write("content/deep/er/page.md", "a second one")
	w.settle()
	w.write("content/a-moved/er/page.md", "changed again")
	w.write("content/deep/er/page.md", "changed as well")
	if told := w.settle(); len(told) != 2 {
		t.Errorf("told %q", told)
	}
}

func TestRootRemovedAndMadeAgain(t *testing.T) {
	w := start(t, nil)
	w.must(os.RemoveAll(w.dir))
	if told := w.settle(); len(told) != 3 {
		t.Errorf("told %q, want all three files", told)
	}
	w.write("content/index.md", "back")
	w.settle()
	w.write("content/index.md", "and watched")
	if told := w.settle(); !slices.Equal(told, []string{"content/index.md"}) {
		t.Errorf("told %q", told)
	}
}

func TestRootSwappedAtOnce(t *testing.T) {
	w := start(t, nil)
	w.must(os.Rename(w.dir, w.dir+"-old"))
	w.write("content/index.md", "another checkout")
	w.settle()
	w.write("content/index.md", "watched as well")
	if told := w.settle(); !slices.Equal(told, []string{"content/index.md"}) {
		t.Errorf("told %q", told)
	}
}

func TestLeftOut(t *testing.T) {
	w := start(t, nil)
	w.write(".git/HEAD", "other")
	w.write(".git/objects/ab/cd", "object")
	w.write("public/index.html", "built again")
	w.write("public/new/index.html", "built")
	w.write("content/.index.md.swp", "editing")
	if told := w.settle(); len(told) != 0 {
		t.Errorf("told %q, want nothing", told)
	}
	w.must(os.Chmod(w.path("content/index.md"), 0o600))
	if told := w.settle(); len(told) != 0 {
		t.Errorf("permissions count as a change: %q", told)
	}
}

func TestSetsComeWhileItNeverRests(t *testing.T) {
	w := start(t, func(r *watcher) { r.opt.Quiet, r.opt.Longest = time.Hour, 100*time.Millisecond })
	w.write("content/index.md", "no quiet will ever come")
	if told := w.settle(); !slices.Equal(told, []string{"content/index.md"}) {
		t.Errorf("told %q", told)
	}
}

func TestPolling(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"no instances", fmt.Errorf("couldn't initialize inotify: %w", syscall.EMFILE), "max_user_instances"},
		{"no watching at all", errors.New("not here"), "no way to watch"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := start(t, func(r *watcher) {
				r.every = 20 * time.Millisecond
				r.open = func() (*fsnotify.Watcher, error) { return nil, c.err }
			})
			if got := <-w.notice; !strings.Contains(got, c.want) || !strings.Contains(got, c.err.Error()) {
				t.Errorf("the notice is %q, want %q in it", got, c.want)
			}
			for n := range 3 {
				w.write("content/index.md", fmt.Sprintf("# Version %d", n))
				w.write(fmt.Sprintf("content/n%d/x/page.md", n), "new")
				if told := w.settle(); len(told) != 2 {
					t.Errorf("told %q", told)
				}
			}
			w.must(os.RemoveAll(w.path("content/n1")))
			if told := w.settle(); !slices.Equal(told, []string{"content/n1/x/page.md"}) {
				t.Errorf("told %q", told)
			}
			if len(w.notice) > 0 {
				t.Errorf("a second notice: %q", <-w.notice)
			}
		})
	}
}

// TestWatchesRunOut lets the system refuse one more directory while the
// program runs: from then on it polls, and misses nothing.
func TestWatchesRunOut(t *testing.T) {
	w := start(t, func(r *watcher) {
		r.every = 20 * time.Millisecond
		r.add = func(system *fsnotify.Watcher, dir string) error {
			if len(system.WatchList()) >= 6 {
				return &os.PathError{Op: "inotify_add_watch", Path: dir, Err: syscall.ENOSPC}
			}
			return system.Add(dir)
		}
	})
	w.write("content/index.md", "watched")
	w.settle()
	if len(w.notice) > 0 {
		t.Fatalf("a notice too early: %q", <-w.notice)
	}
	w.write("content/one/page.md", "new")
	w.write("content/two/page.md", "new")
	w.settle()
	if got := <-w.notice; !strings.Contains(got, "max_user_watches") {
		t.Errorf("the notice is %q", got)
	}
	w.write("content/two/page.md", "changed")
	if told := w.settle(); !slices.Equal(told, []string{"content/two/page.md"}) {
		t.Errorf("told %q", told)
	}
}

func TestRemedyNamesTheLimit(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&os.PathError{Op: "inotify_add_watch", Err: syscall.ENOSPC}, "fs.inotify.max_user_watches"},
		{syscall.EMFILE, "fs.inotify.max_user_instances"},
		{syscall.ENFILE, "open files"},
		{syscall.ENOSYS, "no way to watch"},
	} {
		if got := remedy(c.err); !strings.Contains(got, c.want) {
			t.Errorf("remedy(%v) = %q, want %q in it", c.err, got, c.want)
		}
	}
	if exhausted(nil) || exhausted(fs.ErrNotExist) {
		t.Error("a directory that is gone counts as an exhausted limit")
	}
}

func TestRunRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{file, filepath.Join(dir, "missing")} {
		if err := Run(context.Background(), Options{Dir: d}, nil); err == nil {
			t.Errorf("Run watches %s", filepath.Base(d))
		}
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	opt := Options{Dir: t.TempDir(), Ready: cancel}
	if err := Run(ctx, opt, func(p []string) { t.Errorf("told %q", p) }); err != nil {
		t.Errorf("Run ended with %v", err)
	}
}

// FuzzSince checks the comparison of scans against its definition.
func FuzzSince(f *testing.F) {
	f.Add([]byte("abc"), []byte("abd"))
	f.Add([]byte(""), []byte("x"))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		one, two := scanOf(a), scanOf(b)
		got := two.since(one)
		if !slices.IsSorted(got) || !slices.Equal(got, one.since(two)) {
			t.Fatalf("since gives %q", got)
		}
		for _, p := range got {
			before, was := one.files[p]
			now, is := two.files[p]
			if was == is && before == now {
				t.Fatalf("%s did not change", p)
			}
		}
		if len(got) == 0 && !maps.Equal(one.files, two.files) {
			t.Fatal("a change is missing")
		}
	})
}

func scanOf(data []byte) scan {
	s := scan{files: map[string]state{}}
	for i, c := range data {
		s.files[fmt.Sprint(i%7)] = state{size: int64(c)}
	}
	return s
}

// TestCheckout changes 500 files as a switch of branches does: one set.
func TestCheckout(t *testing.T) {
	w := start(t, func(r *watcher) { r.opt.Calm, r.opt.Longest = 500*time.Millisecond, patience })
	for n := range 500 {
		w.write(fmt.Sprintf("content/s%d/p%d.md", n%25, n), "first")
	}
	w.settle()
	for n := range 500 {
		w.must(os.Remove(w.path(fmt.Sprintf("content/s%d/p%d.md", n%25, n))))
		w.write(fmt.Sprintf("content/s%d/p%d.md", n%25, n), "second text")
	}
	paths := <-w.sets
	w.apply(paths)
	if len(paths) != 500 {
		t.Errorf("the first set has %d paths, want all 500", len(paths))
	}
	if more := w.settle(); len(more) != 0 {
		t.Errorf("and later %q", more)
	}
}

// TestLostEvents looks through the whole tree when it has come to rest, and so
// finds what no event told of.
func TestLostEvents(t *testing.T) {
	w := start(t, func(r *watcher) {
		r.add = func(system *fsnotify.Watcher, dir string) error {
			if filepath.Base(dir) == "controls" {
				return nil // nothing will be told of this folder
			}
			return system.Add(dir)
		}
	})
	w.write("controls/access.yaml", "changed unseen")
	w.write("content/index.md", "changed")
	if told := w.settle(); !slices.Equal(told, []string{"content/index.md", "controls/access.yaml"}) {
		t.Errorf("told %q", told)
	}
}

// TestRefresh holds looks at single places to looks through the whole tree.
func TestRefresh(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o755), os.WriteFile(full, []byte(data), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	skip := func(p string) bool { return p == "public" }
	enter := func(string) {}
	write("content/a.md", "a")
	write("content/b.md", "b")
	last := look(dir, skip, enter)
	write("content/a.md", "longer")
	write("content/c.md", "new")
	write("public/x.html", "built")
	write("content/.c.md.swp", "hidden")
	if err := os.Remove(filepath.Join(dir, "content", "b.md")); err != nil {
		t.Fatal(err)
	}
	before := scan{files: maps.Clone(last.files), dirs: last.dirs}
	places := map[string]bool{"content/a.md": true, "content/b.md": true, "content/c.md": true, "content/never.md": true, "public/x.html": true, "content/.c.md.swp": true}
	paths, ok := last.refresh(dir, places, skip)
	now := look(dir, skip, enter)
	if want := now.since(before); !ok || !slices.Equal(paths, want) || !maps.Equal(last.files, now.files) {
		t.Errorf("told %q, %v, want %q", paths, ok, want)
	}
	write("content/new/d.md", "in a new folder")
	for _, place := range []string{"content/new", "content"} {
		if paths, ok := last.refresh(dir, map[string]bool{place: true}, skip); ok {
			t.Errorf("%s: a folder is no file; told %q", place, paths)
		}
	}
}
