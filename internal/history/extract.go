package history

import (
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// The most that is read of the files of a revision, in bytes.
const (
	maxFile = 256 << 20
	maxAll  = 4 << 30
)

// Revision is a commit whose files are read.
type Revision struct {
	Commit string    // hash, hexadecimal
	At     time.Time // when it was committed, UTC, whole seconds
}

// Extract finds the commit that a revision names and hands over each regular
// file that it holds of a site: root is the directory of the site, which may lie
// anywhere in a repository. Links and submodules are left out, as sites are not
// read through them. put gets paths below the site, with slashes, which lead
// nowhere else.
//
// An *UnknownRevision says that there is no such commit, ErrNone that there is
// no repository.
func Extract(root, revision string, put func(name string, data []byte) error) (rev Revision, err error) {
	defer func() {
		if r := recover(); r != nil { // the parsers of the library meet bytes that nobody vouches for
			err = fmt.Errorf("the repository is broken: %v", r)
		}
		err = bare(err)
	}()
	repo, err := find(root)
	if err != nil {
		return rev, err
	}
	c, err := repo.resolve(revision)
	if err != nil {
		return rev, err
	}
	rev = Revision{Commit: c.Hash.String(), At: c.Committer.When.UTC().Truncate(time.Second)}
	w := &walk{objects: repo.objects, folder: repo.prefix, trees: map[plumbing.Hash]plumbing.Hash{}}
	top, err := w.treeOf(c)
	if err != nil {
		return rev, err
	}
	if top.IsZero() {
		return rev, unknown(revision, "has no folder %s", repo.prefix)
	}
	e := &extraction{walk: w, put: put}
	return rev, e.folder(top, "", 0)
}

// extraction goes through the files of one commit.
type extraction struct {
	*walk
	put   func(name string, data []byte) error
	files int
	bytes int64
}

// folder hands over the files below a tree.
func (e *extraction) folder(tree plumbing.Hash, dir string, depth int) error {
	if depth > maxDepth {
		return fmt.Errorf("the folder %s is nested too deeply", dir)
	}
	t, err := object.GetTree(e.objects, tree)
	if err != nil {
		return err
	}
	for _, entry := range t.Entries {
		if !plainName(entry.Name) {
			return fmt.Errorf("the folder %q holds the name %q, which leads elsewhere", dir, entry.Name)
		}
		name := path.Join(dir, entry.Name)
		switch {
		case strings.HasPrefix(entry.Name, "."): // sites are read without them
		case entry.Mode == filemode.Dir:
			if err := e.folder(entry.Hash, name, depth+1); err != nil {
				return err
			}
		case entry.Mode.IsFile() && entry.Mode != filemode.Symlink:
			if err := e.file(entry.Hash, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// plainName reports whether a name of a tree is that of a file in its folder.
func plainName(name string) bool {
	return name != "" && name != "." && name != ".." && !strings.ContainsAny(name, "/\\\x00")
}

// file hands over one file.
func (e *extraction) file(hash plumbing.Hash, name string) error {
	blob, err := object.GetBlob(e.objects, hash)
	if err != nil {
		return err
	}
	e.files++
	e.bytes += blob.Size
	switch {
	case e.files > maxFiles:
		return fmt.Errorf("the revision holds more than %d files", maxFiles)
	case blob.Size > maxFile || e.bytes > maxAll:
		return fmt.Errorf("the revision holds more than is read: %s", name)
	}
	r, err := blob.Reader()
	if err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err = errors.Join(err, r.Close()); err != nil {
		return err
	}
	return e.put(name, data)
}
