package build

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/proofread"
	"github.com/candor-site/candor/internal/resolve"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// recall is what a session keeps of what it read, for the next time. A nil
// recall keeps nothing.
type recall struct {
	pages    content.Kept
	read     proofread.Kept
	catalog  controls.Kept
	bonds    resolve.Kept
	verdicts []verdicts     // of the last instants, the latest first
	speaker  *message.Words // of the values of the catalog

	reading sync.Mutex // held while pages are proofread

	mu    sync.Mutex
	items map[string]*recalled // by what was read
	last  *site.Config         // of the last time
}

// recalled is what a reader gave, the files and folders that it asked for, and
// what it was read under.
type recalled struct {
	value any
	list  diag.List
	asked map[string]bool // folders end with a slash
	under []any
}

// touched reports whether a reader would be told something else now.
func (r *recalled) touched(path string) bool {
	if r.asked[path] || r.asked["./"] {
		return true
	}
	for i := range len(path) {
		if path[i] == '/' && r.asked[path[:i+1]] {
			return true
		}
	}
	return false
}

// kept are the pages of earlier times.
func (r *recall) kept() *content.Kept {
	if r == nil {
		return nil
	}
	return &r.pages
}

// readings are what the words of pages gave earlier.
func (r *recall) readings() *proofread.Kept {
	if r == nil {
		return nil
	}
	return &r.read
}

// controls are the files of the catalog of earlier times.
func (r *recall) controls(speaker *message.Words) *controls.Kept {
	if r == nil {
		return nil
	}
	if r.speaker != speaker {
		r.catalog.Forget()
		r.speaker = speaker
	}
	return &r.catalog
}

// bound is what binding gave earlier.
func (r *recall) bound() *resolve.Kept {
	if r == nil {
		return nil
	}
	return &r.bonds
}

// forget drops what changed paths had a part in; without any path, all.
func (r *recall) forget(paths []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.pages.Forget(paths...)
	r.catalog.Forget(paths...)
	for name, item := range r.items {
		if len(paths) == 0 || slices.ContainsFunc(paths, item.touched) {
			delete(r.items, name)
		}
	}
}

// config returns the site file of the last time, where it says the same: what
// was read under it then holds.
func (r *recall) config(now *site.Config) *site.Config {
	if r == nil {
		return now
	}
	if !reflect.DeepEqual(r.last, now) {
		r.last = now
	}
	return r.last
}

// unchanged reports whether two values are equal; of what is led to, only whether it
// is the same.
func unchanged(a, b any) bool {
	if reflect.TypeOf(a).Kind() == reflect.Pointer {
		return a == b
	}
	return reflect.DeepEqual(a, b)
}

// once reads something, or returns what it gave earlier, where no file of those
// that it asked for has changed and it is read under the same values. What it
// gives must not be changed.
func once[T any](r *recall, name string, tree *source.Tree, under []any, read func(*source.Tree) (T, diag.List, error)) (T, diag.List, error) {
	if r == nil {
		return read(tree)
	}
	r.mu.Lock()
	item := r.items[name]
	r.mu.Unlock()
	if item != nil && slices.EqualFunc(item.under, under, unchanged) {
		return item.value.(T), slices.Clone(item.list), nil
	}
	var mu sync.Mutex
	asked := map[string]bool{}
	value, list, err := read(tree.Noting(func(name string) {
		mu.Lock()
		defer mu.Unlock()
		asked[strings.TrimPrefix(name, "./")] = true
	}))
	if err != nil {
		return value, list, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.items[name] = &recalled{value, slices.Clone(list), asked, under}
	return value, list, nil
}
