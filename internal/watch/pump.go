package watch

import (
	"path/filepath"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"
)

// marks are the places where something happened; it is safe for concurrent use.
type marks struct {
	root string
	wake chan struct{} // holds at most one reason to look

	mu     sync.Mutex
	places map[string]bool // slash-separated, relative
	all    bool            // look everywhere
}

func newMarks(root string) *marks {
	return &marks{root: root, wake: make(chan struct{}, 1), places: map[string]bool{}}
}

// add marks the place of an event.
func (m *marks) add(full string) {
	rel, err := filepath.Rel(m.root, full)
	if err != nil || rel == "." {
		m.everywhere()
		return
	}
	m.mu.Lock()
	m.places[filepath.ToSlash(rel)] = true
	m.mu.Unlock()
}

// everywhere marks the whole tree.
func (m *marks) everywhere() {
	m.mu.Lock()
	m.all = true
	m.mu.Unlock()
}

func (m *marks) count() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.places)
}

// take returns the marked places, and whether the whole tree is marked, and
// wipes the marks.
func (m *marks) take() (places map[string]bool, all bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	places, all = m.places, m.all
	m.places, m.all = map[string]bool{}, false
	return places, all
}

// pump turns whatever a watcher says into reasons to look, until the watcher
// is closed. It never blocks, so the system's queue does not fill up. An error
// is a reason to look everywhere: a queue that ran over says nothing about what
// was in it.
func pump(system *fsnotify.Watcher, m *marks) {
	for {
		select {
		case event, open := <-system.Events:
			if !open {
				return
			}
			if strings.HasPrefix(filepath.Base(event.Name), ".") {
				continue
			}
			m.add(event.Name)
		case _, open := <-system.Errors:
			if !open {
				return
			}
			m.everywhere()
		}
		select {
		case m.wake <- struct{}{}:
		default:
		}
	}
}
