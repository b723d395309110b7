// Package history tells when the files of a folder were last changed, out of
// the git repository that they lie in, and which files it held at a revision.
//
// It reads nothing outside the repository, writes nothing and runs no program.
// For dates it reads commits and trees, never the content of files: what stands
// on the disk counts only where the repository holds the same bytes.
package history

import (
	"errors"
	"fmt"
	"path"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// The most that is read: commits, files of the folder, and folders in one
// another.
const (
	maxCommits = 20_000
	maxFiles   = 200_000
	maxDepth   = 64
)

// Why there is no history.
var (
	ErrNone    = errors.New("the folder is not in a git repository with a commit")
	ErrShallow = errors.New("the repository is a shallow clone: its history is cut off, so that the oldest commit seems to have changed every file")
)

// History holds when each file of a folder was last changed. Nil holds nothing.
type History struct {
	files map[string]file
	// Partial says that the history is longer than what is read; files that
	// did not change in that time have no date.
	Partial bool
}

// file is one file of the folder in the latest commit.
type file struct {
	blob plumbing.Hash
	at   time.Time // when it was last changed; zero if not known
}

// Changed returns when the file of a path below the site was last changed. Zero
// means that nothing tells: the file is not in the latest commit, or differs
// from what is there.
func (h *History) Changed(name string, data []byte) time.Time {
	if h == nil {
		return time.Time{}
	}
	f, ok := h.files[name]
	if !ok || plumbing.ComputeHash(plumbing.BlobObject, data) != f.blob {
		return time.Time{}
	}
	return f.at
}

// Read reads the history of a folder of a site: root is the directory of the
// site, which may lie anywhere in a repository, and folder a path below it. An
// error means that there is no history to use; ErrNone and ErrShallow say why,
// any other that the repository could not be read.
func Read(root, folder string) (h *History, err error) {
	defer func() {
		if r := recover(); r != nil { // the parsers of the library meet bytes that nobody vouches for
			h, err = nil, fmt.Errorf("the repository is broken: %v", r)
		}
		err = bare(err)
	}()
	repo, err := open(root)
	if err != nil {
		return nil, err
	}
	head, err := repo.head()
	if err != nil {
		return nil, err
	}
	w := &walk{objects: repo.objects, folder: path.Join(repo.prefix, folder), trees: map[plumbing.Hash]plumbing.Hash{}}
	found, err := w.run(head)
	if err != nil {
		return nil, err
	}
	h = &History{files: make(map[string]file, len(found)), Partial: w.cut}
	for name, f := range found {
		h.files[path.Join(folder, name)] = f
	}
	return h, nil
}

// tree returns the entries of a tree by name.
func (w *walk) tree(hash plumbing.Hash) (map[string]object.TreeEntry, error) {
	if hash.IsZero() {
		return nil, nil
	}
	t, err := object.GetTree(w.objects, hash)
	if err != nil {
		return nil, err
	}
	out := make(map[string]object.TreeEntry, len(t.Entries))
	for _, e := range t.Entries {
		out[e.Name] = e
	}
	return out, nil
}

// differ calls found for each file below a tree that is not the same below
// another. It enters only folders that differ.
func (w *walk) differ(mine, other plumbing.Hash, dir string, depth int, found func(name string, blob plumbing.Hash)) error {
	if mine == other {
		return nil
	}
	if depth > maxDepth {
		return fmt.Errorf("the folder %s is nested too deeply", dir)
	}
	entries, err := w.tree(mine)
	if err != nil {
		return err
	}
	against, err := w.tree(other)
	if err != nil {
		return err
	}
	for name, e := range entries {
		was := against[name]
		switch {
		case e.Hash == was.Hash && (e.Mode == filemode.Dir) == (was.Mode == filemode.Dir):
		case e.Mode == filemode.Dir:
			below := plumbing.ZeroHash
			if was.Mode == filemode.Dir {
				below = was.Hash
			}
			if err := w.differ(e.Hash, below, path.Join(dir, name), depth+1, found); err != nil {
				return err
			}
		case e.Mode.IsFile():
			found(path.Join(dir, name), e.Hash)
		}
	}
	return nil
}
