package history

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// maxPointer is the most bytes that a file holds which leads to another place.
const maxPointer = 4096

// cacheSize is the memory for objects that were read, in bytes.
const cacheSize = 16 * cache.MiByte

// repository is a git repository that a site lies in.
type repository struct {
	objects *filesystem.Storage
	prefix  string // path of the site below the work tree, "" at its top
	shallow bool   // its history is cut off
}

// open finds the repository of a directory, with the whole of its history.
func open(root string) (*repository, error) {
	r, err := find(root)
	if err == nil && r.shallow {
		return nil, ErrShallow
	}
	return r, err
}

// find finds the repository of a directory: .git in it or in one above, which
// is the repository itself, or a file that leads to it (a work tree, a
// submodule).
func find(root string) (*repository, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	for dir := root; ; dir = filepath.Dir(dir) {
		info, err := os.Lstat(filepath.Join(dir, ".git"))
		switch {
		case err == nil:
			prefix, err := filepath.Rel(dir, root)
			if err != nil {
				return nil, err
			}
			if prefix = filepath.ToSlash(prefix); prefix == "." {
				prefix = ""
			}
			return openAt(dir, info, prefix)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, fmt.Errorf("%w", bare(err))
		case dir == filepath.Dir(dir):
			return nil, ErrNone
		}
	}
}

// head returns the commit that is checked out; without one it is ErrNone.
func (r *repository) head() (plumbing.Hash, error) {
	at, err := storer.ResolveReference(r.objects, plumbing.HEAD)
	if errors.Is(err, plumbing.ErrReferenceNotFound) {
		return plumbing.ZeroHash, ErrNone
	}
	if err != nil {
		return plumbing.ZeroHash, err
	}
	return at.Hash(), nil
}

// openAt opens the repository whose .git stands in a directory.
func openAt(dir string, info fs.FileInfo, prefix string) (*repository, error) {
	at := filepath.Join(dir, ".git")
	switch {
	case info.Mode().IsRegular():
		to, err := pointer(at, "gitdir: ")
		if err != nil {
			return nil, err
		}
		at = inside(dir, to)
	case !info.IsDir():
		return nil, errors.New(".git is neither a directory nor a file")
	}
	own := osfs.New(at, osfs.WithBoundOS())
	common := own
	if _, err := own.Lstat("commondir"); err == nil {
		to, err := pointer(filepath.Join(at, "commondir"), "")
		if err != nil {
			return nil, err
		}
		common = osfs.New(inside(at, to), osfs.WithBoundOS())
	}
	if _, err := own.Stat("HEAD"); err != nil {
		return nil, errors.New(".git leads to no repository")
	}
	both := own
	if common != own {
		both = dotgit.NewRepositoryFilesystem(own, common)
	}
	objects := filesystem.NewStorageWithOptions(relative{both, []string{own.Root(), common.Root()}}, cache.NewObjectLRU(cacheSize), filesystem.Options{ExclusiveAccess: true})
	return &repository{objects: objects, prefix: prefix, shallow: shallow(common)}, nil
}

// relative lets a file be opened by the absolute name that it bears once it was
// opened: the library reads large objects of a pack so.
type relative struct {
	billy.Filesystem
	roots []string
}

// Open implements billy.Basic.
func (r relative) Open(name string) (billy.File, error) {
	for _, root := range r.roots {
		if below, err := filepath.Rel(root, name); err == nil && filepath.IsAbs(name) && filepath.IsLocal(below) {
			return r.Filesystem.Open(below)
		}
	}
	return r.Filesystem.Open(name)
}

// shallow reports whether the history of a repository is cut off.
func shallow(common billy.Filesystem) bool {
	info, err := common.Stat("shallow")
	return err == nil && info.Size() > 0
}

// pointer reads a small file that leads to another place.
func pointer(name, mark string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", bare(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxPointer+1))
	if err != nil {
		return "", bare(err)
	}
	to, ok := strings.CutPrefix(string(data), mark)
	if to = strings.TrimSpace(to); !ok || to == "" || len(data) > maxPointer || strings.ContainsAny(to, "\n\x00") {
		return "", fmt.Errorf("%s does not lead to a repository", filepath.Base(name))
	}
	return filepath.FromSlash(to), nil
}

// inside returns where a path leads that is written in a directory.
func inside(dir, to string) string {
	if filepath.IsAbs(to) {
		return to
	}
	return filepath.Join(dir, to)
}

// bare takes the name of a file out of an error, which differs from machine to
// machine.
func bare(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
