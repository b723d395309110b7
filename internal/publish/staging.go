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
	"sync"
	"syscall"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/source"
)

// Staging is a tree that is being written beside its target, while nobody else
// may publish there. It ends with Publish or Discard.
type Staging struct {
	run      *run
	held     *lock                     // nil once it ended
	occupied bool                      // something stands at the target
	old      map[string]artifact.Entry // what the target holds, by path
	encoded  []byte                    // the manifest there
	listed   mark                      // of that, before it was read

	mu      sync.Mutex
	dir     string           // "": no file differs from the target so far
	masked  bool             // the system takes permissions away from what is made
	entries []artifact.Entry // of all files
	same    []string         // paths of those that the target holds already
	marks   []mark           // of these, before they were read
	clash   error            // the first file whose name was taken
	made    sync.Map         // directories in dir
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
	info, err := os.Lstat(filepath.Join(r.place.target, artifact.ManifestPath))
	if err == nil {
		s.listed = markOf(artifact.ManifestPath, info)
	}
	m, encoded, occupied, err := r.place.inspect(r.opt.Dir)
	if err != nil {
		return err
	}
	s.occupied, s.encoded = occupied, encoded
	s.old = make(map[string]artifact.Entry, len(m.Files))
	for _, e := range m.Files {
		s.old[e.Path] = e
	}
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
		if err := s.write(f); isTaken(err) {
			clash = err // plan says it better, with all paths at hand
		} else if err != nil {
			return err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, e)
	if same {
		s.same, s.marks = append(s.same, e.Path), append(s.marks, seen)
	}
	if s.clash == nil {
		s.clash = clash
	}
	return nil
}

// isTaken reports whether a file could not be made because its name, or that of
// a directory which it lies in, is taken.
func isTaken(err error) bool {
	return errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) || errors.Is(err, syscall.EISDIR)
}

// holds reports whether the target holds exactly the file of an entry, with what
// the file system said of it before it was read.
func (s *Staging) holds(want artifact.Entry) (mark, bool) {
	old, listed := s.old[want.Path]
	if !listed || old.SHA256 != want.SHA256 || old.Size != want.Size {
		return mark{}, false
	}
	name := filepath.Join(s.run.place.target, filepath.FromSlash(want.Path))
	info, err := os.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(want.Size) || runtime.GOOS != "windows" && info.Mode().Perm() != fileMode {
		return mark{}, false
	}
	data, err := os.ReadFile(name)
	return markOf(want.Path, info), err == nil && source.DigestOf(data) == want.SHA256
}

// write writes a file into the staging directory.
func (s *Staging) write(f artifact.File) error {
	dir, err := s.stage()
	if err != nil {
		return err
	}
	if err := s.makeDirs(path.Dir(f.Path)); err != nil {
		return err
	}
	return s.writeFile(filepath.Join(dir, filepath.FromSlash(f.Path)), f.Data)
}

// stage returns the staging directory, which it makes when it is needed first.
func (s *Staging) stage() (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir != "" {
		return s.dir, nil
	}
	dir, masked, err := s.run.place.newStaging()
	if err != nil {
		return "", err
	}
	s.dir, s.masked = dir, masked
	s.made.Store(".", true)
	return dir, nil
}

// Publish puts the tree in the place of the target: the files that Put took, and
// nothing else. On an error the staging is discarded, and the target is as it
// was unless the error says that the site is published.
func (s *Staging) Publish(ctx context.Context) (*Result, error) {
	defer s.release()
	manifest, encoded, err := plan(s.entries, s.run.opt.AsOf)
	if err == nil {
		err = s.clash
	}
	if err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if s.occupied && len(s.same) == len(manifest.Files) && bytes.Equal(encoded, s.encoded) {
		return &Result{Manifest: manifest, Unchanged: true, Previous: s.run.place.kept(), Seal: sealOf(append(s.marks, s.listed))}, s.remove()
	}
	seal, err := s.fill(ctx, manifest, encoded)
	if err != nil {
		return nil, errors.Join(err, s.remove())
	}
	staging := s.dir
	s.dir = "" // from here on it is what the exchange makes of it
	if err := s.run.replace(staging, s.occupied); err != nil {
		return nil, err
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
	dir := s.dir
	s.dir = ""
	if dir == "" {
		return nil
	}
	return os.RemoveAll(dir)
}

// fill completes the staging directory and makes sure that the disk holds it. It
// returns the seal of the tree.
func (s *Staging) fill(ctx context.Context, m *artifact.Manifest, encoded []byte) (Seal, error) {
	dir, err := s.stage()
	if err != nil {
		return Seal{}, err
	}
	if err := crew.Each(ctx, workers, len(s.same), func(i int) error { return s.take(s.same[i]) }); err != nil {
		return Seal{}, err
	}
	if err := s.writeFile(filepath.Join(dir, artifact.ManifestPath), encoded); err != nil {
		return Seal{}, err
	}
	if err := s.run.reached("written"); err != nil {
		return Seal{}, err
	}
	seal, err := verify(ctx, dir, m, encoded)
	if err != nil {
		return Seal{}, fmt.Errorf("the files just written differ from what was to be written: %w", err)
	}
	if err := s.run.reached("verified"); err != nil {
		return Seal{}, err
	}
	if err := syncTree(dir, m); err != nil {
		return Seal{}, err
	}
	if err := s.run.reached("synced"); err != nil {
		return Seal{}, err
	}
	return seal, ctx.Err()
}

// take takes a file over that the target holds: by a link, or as a copy where
// links cannot be made.
func (s *Staging) take(name string) error {
	if err := s.makeDirs(path.Dir(name)); err != nil {
		return err
	}
	from, to := filepath.Join(s.run.place.target, filepath.FromSlash(name)), filepath.Join(s.dir, filepath.FromSlash(name))
	if os.Link(from, to) == nil {
		return nil
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return s.writeFile(to, data)
}
