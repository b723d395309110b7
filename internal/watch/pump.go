package watch

import (
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// pump turns whatever a watcher says into reasons to look, until the watcher
// is closed. It never blocks, so the system's queue does not fill up. An error
// is a reason too: a queue that ran over says nothing about what was in it.
func pump(system *fsnotify.Watcher, wake chan<- struct{}) {
	for {
		select {
		case event, open := <-system.Events:
			if !open {
				return
			}
			if strings.HasPrefix(filepath.Base(event.Name), ".") {
				continue
			}
		case _, open := <-system.Errors:
			if !open {
				return
			}
		}
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}
