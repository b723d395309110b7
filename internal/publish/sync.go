package publish

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/candor-site/candor/internal/artifact"
)

// syncFiles makes the disk hold the tree at dir, file by file, where the
// system has no call for the whole.
func syncFiles(dir string, files []staged) error {
	dirs := map[string]bool{".": true}
	for _, e := range files {
		if err := syncFile(filepath.Join(dir, filepath.FromSlash(e.Path))); err != nil {
			return err
		}
		for d := path.Dir(e.Path); !dirs[d]; d = path.Dir(d) {
			dirs[d] = true
			if err := syncDir(filepath.Join(dir, filepath.FromSlash(d))); err != nil {
				return err
			}
		}
	}
	if err := syncFile(filepath.Join(dir, artifact.ManifestPath)); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncDir makes the disk hold the names in a directory. Windows keeps them by
// itself and cannot be asked; some network file systems cannot either.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// isMount reports whether a rename failed because one side is a mount point.
func isMount(err error) bool {
	return errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EXDEV)
}
