package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"syscall"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/source"
)

// Staging is a tree that is being written beside its target, while nobody else
// may publish there. It ends with Publish or Discard.
type Staging struct {
	run   *run
	held  *lock  // nil once it ended
	old   *stood // what stands at the target
	older *stood // what stood there before that
	known bool   // an earlier run vouches for the target

	mu    sync.Mutex
	dir   *folder  // nil: no file differs from the target so far
	mask  bool     // the system takes permissions away from what is made
	files []staged // all of them
	clash error    // the first file whose name was taken
	made  sync.Map // directories in dir

	revision *revision // of the tree before the target's, which dir then is; nil: dir is new
}

// staged is a file of the tree that is being made.
type staged struct {
	artifact.Entry
	seen mark // when it was known to hold that; zero when it could not be made
	same bool // it is the target's
}

// Begin makes ready to publish to a directory: nobody else can, until Publish or
// Discard. It returns a *Refused for a target that must not be written, and a
// *Busy when another build is publishing there.
func Begin(ctx context.Context, opt Options) (*Staging, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return newRun(opt).begin()
}

func (r *run) begin() (*Staging, error) {
	var err error
	if r.place, err = locate(r.opt); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(r.place.parent, dirMode); err != nil {
		return nil, err
	}
	held, err := acquire(r.place.lock, r.opt.Dir)
	if err != nil {
		return nil, err
	}
	s := &Staging{run: r, held: held}
	if err := s.prepare(); err != nil {
		held.release()
		return nil, err
	}
	return s, nil
}

// prepare tidies up what runs left that were killed, and looks at the target.
func (s *Staging) prepare() error {
	r := s.run
	if err := r.place.finish(); err != nil {
		return err
	}
	if err := r.place.clean(); err != nil {
		return err
	}
	if err := r.reached("cleaned"); err != nil {
		return err
	}
	var err error
	if s.old, s.older, err = r.place.inspect(r.opt.Dir); err != nil {
		return err
	}
	s.known = r.opt.Known != nil && len(s.old.marks) > 0 && r.opt.Known(sealOf(s.old.marks))
	return nil
}

// Put takes one file of the tree, at once: it is written, unless the target
// holds exactly this file. It is safe for concurrent use and does not keep Data.
func (s *Staging) Put(f artifact.File) error {
	if err := checkPath(f.Path); err != nil {
		return err
	}
	e := artifact.EntryOf(f)
	seen, same := s.holds(e)
	var clash error
	if !same {
		var err error
		if seen, err = s.write(f.Path, f.Data); isTaken(err) {
			clash = err // plan says it better, with all paths at hand
		} else if err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files = append(s.files, staged{e, seen, same})
	if s.clash == nil {
		s.clash = clash
	}
	return nil
}

// Keep takes one file of the tree that the target holds exactly so, and is false for
// any other. It is safe for concurrent use.
func (s *Staging) Keep(path string, sum source.Digest, size int) bool {
	old := s.old.find(path)
	if old == nil || old.SHA256 != sum || old.Size != size || checkPath(path) != nil {
		return false
	}
	seen, same := s.holds(old.Entry)
	if same {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.files = append(s.files, staged{old.Entry, seen, true})
	}
	return same
}

// isTaken reports whether a file could not be made because its name, or that of
// a directory which it lies in, is taken.
func isTaken(err error) bool {
	return errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.EISDIR)
}

// holds reports whether the target holds exactly the file of an entry, with what
// the file system said of it before it was read. It is not read where the target
// is as a run left it that made sure of every file.
func (s *Staging) holds(want artifact.Entry) (mark, bool) {
	old := s.old.find(want.Path)
	if old == nil || old.SHA256 != want.SHA256 || old.Size != want.Size {
		return mark{}, false
	}
	seen := old.seen
	if !seen.mode.IsRegular() || seen.size != int64(want.Size) || runtime.GOOS != "windows" && seen.mode.Perm() != fileMode {
		return mark{}, false
	}
	return seen, s.known || holds(s.run.place.target, want)
}

// write writes a file into the staging directory.
func (s *Staging) write(name string, data []byte) (mark, error) {
	dir, err := s.stage()
	if err != nil {
		return mark{}, err
	}
	if err := s.makeDirs(path.Dir(name)); err != nil {
		return mark{}, err
	}
	return dir.create(name, data, s.mask)
}

// stage returns the staging directory, which it makes when it is needed first.
func (s *Staging) stage() (*folder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir != nil {
		return s.dir, nil
	}
	name, masked, err := s.run.place.newStaging()
	if err != nil {
		return nil, err
	}
	dir, err := openFolder(name)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(name))
	}
	s.dir, s.mask = dir, masked
	s.made.Store(".", true)
	return dir, nil
}

// Publish puts the tree in the place of the target: the files that Put took, and
// nothing else. On an error the staging is discarded, and the target is as it
// was unless the error says that the site is published.
func (s *Staging) Publish(ctx context.Context) (*Result, error) {
	defer s.release()
	manifest, encoded, err := plan(s.files, s.run.opt.AsOf)
	if err == nil {
		err = s.clash
	}
	if err != nil {
		return nil, errors.Join(err, s.remove())
	}
	made := func(f staged) bool { return !f.same }
	if s.old.exists && bytes.Equal(encoded, s.old.encoded) && !slices.ContainsFunc(s.files, made) {
		return &Result{Manifest: manifest, Unchanged: true, Previous: s.run.place.kept(), Seal: sealOf(s.old.marks)}, s.remove()
	}
	seal, err := s.fill(ctx, encoded)
	if err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if err := s.run.enter(s.dir.name, s.old.exists); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	dir, v := s.dir, s.revision
	s.dir, s.revision = nil, nil // from here on it is what the exchange made of it
	if err := errors.Join(dir.close(), s.run.settle(dir.name, s.old.exists)); err != nil {
		return nil, err
	}
	if v != nil {
		if err := v.clear(); err != nil {
			return nil, fmt.Errorf("the site is published, but %w", err)
		}
	}
	return &Result{Manifest: manifest, Previous: s.run.place.kept(), Seal: seal}, nil
}

// Discard removes what was staged; the target is as it was. After Publish it does
// nothing.
func (s *Staging) Discard() error {
	defer s.release()
	return s.remove()
}

// release lets others publish; the lock of another run stays untouched.
func (s *Staging) release() {
	if s.held != nil {
		s.held.release()
	}
	s.held = nil
}

func (s *Staging) remove() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	dir, v := s.dir, s.revision
	s.dir, s.revision = nil, nil
	switch {
	case dir == nil:
		return nil
	case v != nil:
		return errors.Join(dir.close(), v.takeBack(dir.name), v.clear())
	}
	return errors.Join(dir.close(), os.RemoveAll(dir.name))
}

// fill completes the staging directory and makes sure that the disk holds it. It
// returns the seal of the tree.
func (s *Staging) fill(ctx context.Context, encoded []byte) (Seal, error) {
	dir, err := s.stage()
	if err != nil {
		return Seal{}, err
	}
	seen, err := dir.create(artifact.ManifestPath, encoded, s.mask)
	if err != nil {
		return Seal{}, err
	}
	if err := s.gather(ctx); err != nil {
		return Seal{}, err
	}
	if err := s.run.reached("written"); err != nil {
		return Seal{}, err
	}
	manifest := staged{Entry: artifact.EntryOf(artifact.New(artifact.ManifestPath, encoded)), seen: seen}
	seal, err := check(ctx, s.dir.name, s.files, manifest)
	if err != nil {
		return Seal{}, fmt.Errorf("the files just written differ from what was to be written: %w", err)
	}
	if err := s.run.reached("verified"); err != nil {
		return Seal{}, err
	}
	if err := syncTree(s.dir.name, s.files); err != nil {
		return Seal{}, err
	}
	if err := s.run.reached("synced"); err != nil {
		return Seal{}, err
	}
	return seal, ctx.Err()
}

// gather puts all files into the staging directory, or makes the tree before the
// target's the staging directory where it holds most of them.
func (s *Staging) gather(ctx context.Context) error {
	if stays, leave := s.compare(); s.pays(stays) {
		return errors.Join(ctx.Err(), s.revise(stays, leave))
	}
	return crew.Each(ctx, workers, len(s.files), func(i int) error { return s.take(&s.files[i]) })
}

// take takes a file over that the target holds: by a link, or as a copy where
// links cannot be made.
func (s *Staging) take(f *staged) error {
	if !f.same {
		return nil
	}
	if err := s.makeDirs(path.Dir(f.Path)); err != nil {
		return err
	}
	below := filepath.FromSlash(f.Path)
	from := filepath.Join(s.run.place.target, below)
	if os.Link(from, filepath.Join(s.dir.name, below)) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	f.seen, err = s.dir.create(f.Path, data, s.mask)
	return err
}
