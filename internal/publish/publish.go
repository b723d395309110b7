// Package publish puts the files of a portal on a disk: into a staging
// directory beside the target, checked against their manifest, then exchanged
// with the target in one step.
//
// A reader who opens the target sees the old site or the new one, never a
// mixture, whenever the program or the machine stops; the tree that was
// replaced is kept for one generation. The package removes nothing that an
// earlier manifest does not list (but for .DS_Store and Thumbs.db, which file
// managers write by themselves), and refuses directories that Candor did not
// make.
//
// Beside a target "public" it uses these names, and no others:
//
//	.public.candor-lock        held while a build publishes; names its process
//	.public.candor-staging-N   the tree that is being written, or being removed
//	.public.candor-previous    the tree that was replaced last
//	.public.candor-journal     two renames under way, where none can exchange
package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/candor-site/candor/internal/artifact"
)

// Options say where to publish.
type Options struct {
	Dir    string // target directory; made if it does not exist
	Source string // root of the site, which the target must not hold or be
	AsOf   string // RFC 3339, for the manifest
	// Known reports whether an earlier run left a tree of this seal at the target, as
	// its result said: then no file of it need be read again. nil knows none.
	Known func(Seal) bool
}

// Result says what was done.
type Result struct {
	Manifest  *artifact.Manifest
	Unchanged bool   // the target already held exactly these files
	Previous  string // where the previous tree is kept, or ""
	Seal      Seal   // of the tree, as it was checked
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
	Dir, Host string // Host is "" when the lock does not say
	PID       int    // 0 when the lock does not say
}

// Error implements error.
func (e *Busy) Error() string {
	if e.PID == 0 {
		return "another build is publishing to " + e.Dir
	}
	return fmt.Sprintf("another build is publishing to %s: process %d on %s", e.Dir, e.PID, e.Host)
}

// Dir publishes files as one tree, with a manifest beside them.
//
// It returns a *Refused for a target that must not be written, a *Busy when
// another build is publishing there, and the error of ctx when that ends
// before the exchange; in all these cases the target is as it was.
func Dir(ctx context.Context, files []artifact.File, opt Options) (*Result, error) {
	return newRun(opt).publish(ctx, files)
}

// run is one publication.
type run struct {
	opt   Options
	place place
	// swap exchanges two directories; errors.ErrUnsupported asks for two
	// renames instead.
	swap func(a, b string) error
	// reached is told the name of each step that was just finished. Tests stop
	// a run there.
	reached func(step string) error
}

func newRun(opt Options) *run {
	return &run{opt: opt, swap: exchange, reached: func(string) error { return nil }}
}

// publish is the whole way of files that are there already to the disk.
func (r *run) publish(ctx context.Context, files []artifact.File) (*Result, error) {
	s, err := r.begin()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := errors.Join(ctx.Err(), s.Put(f)); err != nil {
			return nil, errors.Join(err, s.Discard())
		}
	}
	return s.Publish(ctx)
}

// enter puts a staged tree in the target's place. On an error the target is as it
// was, but for that of a step after it.
func (r *run) enter(staging string, occupied bool) error {
	if occupied {
		return r.explain(r.exchange(staging))
	}
	return r.explain(os.Rename(staging, r.place.target))
}

// settle makes sure that the disk knows of the exchange, and keeps the tree that
// was replaced.
func (r *run) settle(staging string, occupied bool) error {
	if err := r.reached("exchanged"); err != nil {
		return err
	}
	if err := syncDir(r.place.parent); err != nil {
		return fmt.Errorf("the site is published, but %w", err)
	}
	if err := r.reached("recorded"); err != nil {
		return err
	}
	if !occupied {
		return nil
	}
	if err := r.keep(staging); err != nil {
		return fmt.Errorf("the site is published, but the previous one was not put aside: %w", err)
	}
	return r.reached("kept")
}

// keep makes the replaced tree, which the exchange left under the staging
// name, the previous one.
func (r *run) keep(replaced string) error {
	if !hasManifest(replaced) {
		return os.RemoveAll(replaced) // an empty directory that waited for its first site
	}
	older := replaced + "1"
	switch err := os.Rename(r.place.previous, older); {
	case errors.Is(err, os.ErrNotExist):
		return os.Rename(replaced, r.place.previous)
	case err != nil:
		return err
	}
	if err := r.reached("older moved"); err != nil {
		return err
	}
	if err := os.Rename(replaced, r.place.previous); err != nil {
		return err
	}
	if err := r.reached("previous moved"); err != nil {
		return err
	}
	return os.RemoveAll(older)
}

// explain turns the error of a rename that can never work into a refusal.
func (r *run) explain(err error) error {
	if !isMount(err) {
		return err
	}
	return &Refused{
		Dir:    r.opt.Dir,
		Reason: "is a mount point, which cannot be exchanged in one step",
		Hint:   "publish to a directory inside it, such as " + filepath.Join(r.opt.Dir, "site"),
	}
}
