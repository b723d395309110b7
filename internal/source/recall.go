package source

import (
	"os"
	"slices"
	"strings"
	"sync"
)

// walks remembers what Walk found; it is safe for concurrent use.
type walks struct {
	mu   sync.Mutex
	dirs map[string]walked
}

// walked is what one walk found.
type walked struct {
	entries  []Entry
	problems []*Problem
}

// Remember lets the tree remember what Walk found, until Forget says what
// changed. It is for programs that are told of each change.
func (t *Tree) Remember() { t.walks = &walks{dirs: map[string]walked{}} }

// Forget says that files changed, came or went, at paths below the root. Without
// any path all is forgotten.
func (t *Tree) Forget(paths ...string) {
	t.dirs.close() // a folder of that name may be another now
	if t.walks == nil {
		return
	}
	t.walks.mu.Lock()
	defer t.walks.mu.Unlock()
	if len(paths) == 0 {
		clear(t.walks.dirs)
	}
	for _, p := range paths {
		for dir, w := range t.walks.dirs {
			if (dir == "." || strings.HasPrefix(p, dir+"/")) && !t.resized(w, p) {
				delete(t.walks.dirs, dir)
			}
		}
	}
}

// resized brings an entry of a walk up to date, and reports false where more
// than a regular file changed that was there before and still is.
func (t *Tree) resized(w walked, p string) bool {
	at, ok := slices.BinarySearchFunc(w.entries, p, func(e Entry, p string) int { return strings.Compare(e.Path, p) })
	info, err := t.root.Lstat(p)
	if !ok || err != nil || !info.Mode().IsRegular() {
		return false
	}
	w.entries[at] = Entry{Path: p, Size: info.Size(), Stamp: stampOf(info)}
	return true
}

// remembered returns what Walk found earlier.
func (t *Tree) remembered(dir string) (walked, bool) {
	if t.walks == nil {
		return walked{}, false
	}
	t.walks.mu.Lock()
	defer t.walks.mu.Unlock()
	w, ok := t.walks.dirs[dir]
	return walked{slices.Clone(w.entries), slices.Clone(w.problems)}, ok
}

// remember keeps what Walk found.
func (t *Tree) remember(dir string, w walked) {
	if t.walks == nil {
		return
	}
	t.walks.mu.Lock()
	defer t.walks.mu.Unlock()
	t.walks.dirs[dir] = walked{slices.Clone(w.entries), slices.Clone(w.problems)}
}

// Stands reports whether a path still leads to the directory of the tree.
func (t *Tree) Stands(dir string) bool {
	mine, err := t.root.Stat(".")
	if err != nil {
		return false
	}
	there, err := os.Stat(dir)
	return err == nil && os.SameFile(mine, there)
}

// Noting returns the tree with a note of each file that is asked for, there or
// not, and of each folder that is listed, with a slash behind it. The note must
// be safe for concurrent use; the tree it comes from is the one to be closed.
func (t *Tree) Noting(note func(name string)) *Tree {
	out := *t
	out.note = note
	return &out
}

func (t *Tree) noted(name string) {
	if t.note != nil {
		t.note(name)
	}
}
