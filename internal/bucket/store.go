package bucket

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sync/atomic"
	"time"

	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/source"
)

// store writes the mirror. Content is written beside its place and moved there,
// so that no name ever stands for half of a file.
type store struct {
	root  *os.Root
	tree  *source.Tree
	parts atomic.Int64
}

// abandoned is the age at which a part belongs to no copy that is under way.
const abandoned = 24 * time.Hour

// storeError is trouble with the disk.
type storeError struct{ err error }

func (e *storeError) Error() string { return "writing the copy: " + e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

func openStore(dir string) (*store, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	if err := root.MkdirAll(mirror.Dir+"/objects", 0o755); err != nil {
		root.Close()
		return nil, &storeError{err}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		root.Close()
		return nil, err
	}
	return &store{root: root, tree: tree}, nil
}

func (s *store) close() {
	s.tree.Close()
	s.root.Close()
}

// last returns what the last copy of the same bucket held. A copy that cannot
// be read counts as none: all is fetched again.
func (s *store) last(address string) map[string]mirror.Object {
	m, err := mirror.Open(s.tree, "")
	if err != nil || m == nil || m.Source != address {
		return nil
	}
	byPath := make(map[string]mirror.Object, len(m.Objects))
	for _, o := range m.Objects {
		byPath[o.Path] = o
	}
	return byPath
}

// holds reports whether the content of an object is there.
func (s *store) holds(o mirror.Object) bool {
	info, err := s.root.Lstat(o.File())
	return err == nil && info.Mode().IsRegular() && info.Size() == o.Size
}

// put stores content under its digest.
func (s *store) put(digest source.Digest, data []byte) error {
	name := mirror.FileOf(digest)
	if err := s.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return &storeError{err}
	}
	return s.write(name, data, false)
}

// write replaces a file in one step.
func (s *store) write(name string, data []byte, sync bool) error {
	part := fmt.Sprintf("%s/part-%d-%d", mirror.Dir, os.Getpid(), s.parts.Add(1))
	f, err := s.root.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return &storeError{err}
	}
	_, err = f.Write(data)
	if err == nil && sync {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = s.root.Rename(part, name)
	}
	if err != nil {
		_ = s.root.Remove(part) // it is of no use, and the first error counts
		return &storeError{err}
	}
	return nil
}

// commit makes an index the current one.
func (s *store) commit(index mirror.Index) error {
	var data writer
	if err := mirror.Encode(&data, index); err != nil {
		return err
	}
	return s.write(mirror.IndexFile, data, true)
}

type writer []byte

// Write implements io.Writer.
func (w *writer) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

// sweep removes content that only the last copy held, and the parts that an
// interrupted copy left. It returns how many objects are gone from the bucket.
func (s *store) sweep(last map[string]mirror.Object, index mirror.Index) (removed int) {
	used := make(map[source.Digest]bool, len(index.Objects))
	there := make(map[string]bool, len(index.Objects))
	for _, o := range index.Objects {
		used[o.Digest], there[o.Path] = true, true
	}
	for name, old := range last {
		if !there[name] {
			removed++
		}
		if !used[old.Digest] {
			_ = s.root.Remove(old.File()) // what stays is overwritten or unused
		}
	}
	parts, _ := fs.Glob(s.root.FS(), mirror.Dir+"/part-*")
	for _, name := range parts {
		info, err := s.root.Lstat(name)
		if err == nil && index.PulledAt.Sub(info.ModTime()) > abandoned {
			_ = s.root.Remove(name)
		}
	}
	return removed
}
