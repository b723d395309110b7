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
	"slices"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/source"
)

// The permissions of what is published: a web server may run as somebody else.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// workers is how many files are looked at or linked at a time.
const workers = 4

// makeDirs makes dir, slash-separated, in the staging directory, and what it
// lies in, whatever the umask says.
func (s *Staging) makeDirs(dir string) error {
	if _, made := s.made.Load(dir); made {
		return nil
	}
	if err := s.makeDirs(path.Dir(dir)); err != nil {
		return err
	}
	name := filepath.Join(s.dir, filepath.FromSlash(dir))
	switch err := os.Mkdir(name, dirMode); {
	case errors.Is(err, fs.ErrExist):
		info, err := os.Lstat(name)
		if err != nil {
			return err
		}
		if !info.IsDir() {
			return &fs.PathError{Op: "mkdir", Path: name, Err: fs.ErrExist}
		}
	case err != nil:
		return err
	case s.masked:
		if err := os.Chmod(name, dirMode); err != nil {
			return err
		}
	}
	s.made.Store(dir, true)
	return nil
}

// writeFile makes a file. The name of a staging directory is new and its own, and
// paths in it have no links to follow.
func (s *Staging) writeFile(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	if s.masked {
		if err := f.Chmod(fileMode); err != nil {
			f.Close()
			return err
		}
	}
	return f.Close()
}

// verify reads the tree at dir again and returns its seal, or an error that names
// the first file that is missing, added or different from its manifest.
func verify(ctx context.Context, dir string, m *artifact.Manifest, encoded []byte) (Seal, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Seal{}, err
	}
	defer root.Close()
	have, err := list(root)
	if err != nil {
		return Seal{}, err
	}
	if odd := unlisted(have, m); len(odd) > 0 {
		return Seal{}, fmt.Errorf("%s is not in the manifest", odd[0])
	}
	marks := make([]mark, len(m.Files)+1)
	data, seen, err := readMarked(dir, artifact.ManifestPath)
	if err != nil {
		return Seal{}, err
	}
	if !bytes.Equal(data, encoded) {
		return Seal{}, fmt.Errorf("%s differs", artifact.ManifestPath)
	}
	marks[len(m.Files)] = seen
	err = crew.Each(ctx, workers, len(m.Files), func(i int) error {
		want := m.Files[i]
		data, seen, err := readMarked(dir, want.Path)
		if err != nil {
			return err
		}
		if len(data) != want.Size || source.DigestOf(data) != want.SHA256 {
			return fmt.Errorf("%s differs from its manifest", want.Path)
		}
		marks[i] = seen
		return nil
	})
	return sealOf(marks), err
}

// readMarked reads a file of a tree in which no path has links to follow, and
// says what the file system said of it before.
func readMarked(dir, name string) ([]byte, mark, error) {
	full := filepath.Join(dir, filepath.FromSlash(name))
	info, err := os.Lstat(full)
	if err != nil {
		return nil, mark{}, err
	}
	data, err := os.ReadFile(full)
	return data, markOf(name, info), err
}

// found is something below a directory that is not a directory.
type found struct {
	path    string // slash-separated
	regular bool
}

// list returns everything below root but directories, sorted by path.
func list(root *os.Root) ([]found, error) {
	var out []found
	err := fs.WalkDir(root.FS(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() {
			out = append(out, found{p, d.Type().IsRegular()})
		}
		return nil
	})
	slices.SortFunc(out, func(a, b found) int { return bytes.Compare([]byte(a.path), []byte(b.path)) })
	return out, err
}

// litter is what file managers leave in directories that people look at.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true}

// unlisted returns what no manifest explains: files that it does not name, and
// links, sockets and the like, whatever their names.
func unlisted(have []found, m *artifact.Manifest) []string {
	known := make(map[string]bool, len(m.Files)+1)
	known[artifact.ManifestPath] = true
	for _, e := range m.Files {
		known[e.Path] = true
	}
	var out []string
	for _, f := range have {
		if !f.regular || !known[f.path] && !litter[path.Base(f.path)] {
			out = append(out, f.path)
		}
	}
	return out
}
