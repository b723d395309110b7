// Package watch tells when files below a directory change, as sets of paths
// after a moment of quiet.
//
// It watches directories, not files, scans a new directory after watching it,
// and polls where the system cannot watch. It never reads the files.
package watch

import (
	"context"
	"time"
)

// Options say what to watch.
type Options struct {
	Dir     string
	Skip    func(path string) bool // slash-separated, relative to Dir; true leaves it out
	Quiet   time.Duration          // how long nothing must happen; 0 means 50 ms
	Longest time.Duration          // how long a set may wait at most; 0 means 500 ms
	Notice  func(message string)   // told once when polling takes over; may be nil
}

// Run sends sorted sets of changed paths, slash-separated and relative to Dir, until ctx ends.
func Run(ctx context.Context, opt Options, changed func(paths []string)) error { panic("watch") }
