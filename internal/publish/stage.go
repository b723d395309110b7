package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// The permissions of what is published: a web server may run as somebody else.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// makeDirs makes dir, slash-separated, in the staging directory, and what it
// lies in, whatever the umask says.
func (s *Staging) makeDirs(dir string) error {
	if _, made := s.made.Load(dir); made {
		return nil
	}
	if err := s.makeDirs(path.Dir(dir)); err != nil {
		return err
	}
	name := filepath.Join(s.dir.name, filepath.FromSlash(dir))
	switch err := s.dir.mkdir(dir); {
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
	case s.mask:
		if err := os.Chmod(name, dirMode); err != nil {
			return err
		}
	}
	if v := s.revision; v != nil {
		v.did(func() error { return os.Remove(name) })
	}
	s.made.Store(dir, true)
	return nil
}
