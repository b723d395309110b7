// Package publish puts the files of a portal on a disk: into a staging
// directory beside the target, checked against their manifest, then exchanged
// with the target in one step.
//
// A reader sees the old site or the new one, never a mixture. The package
// removes nothing that an earlier manifest does not list, and refuses
// directories that Candor did not make.
package publish

import (
	"context"

	"github.com/candor-site/candor/internal/artifact"
)

// Options say where to publish.
type Options struct {
	Dir    string // target directory; made if it does not exist
	Source string // root of the site, which the target must not hold or be
	AsOf   string // RFC 3339, for the manifest
}

// Result says what was done.
type Result struct {
	Manifest  *artifact.Manifest
	Unchanged bool   // the target already held exactly these files
	Previous  string // where the previous tree is kept, or ""
}

// Refused is returned for a target that must not be written: the source, the
// root of the file system, a folder that Candor did not make.
type Refused struct {
	Dir, Reason, Hint string
}

// Error implements error.
func (e *Refused) Error() string { return e.Dir + " " + e.Reason }

// Busy is returned when another build holds the lock of the target.
type Busy struct {
	Dir, Host string
	PID       int
}

// Error implements error.
func (e *Busy) Error() string { return "another build is publishing to " + e.Dir }

// Dir publishes files as one tree.
func Dir(ctx context.Context, files []artifact.File, opt Options) (*Result, error) { panic("publish") }
