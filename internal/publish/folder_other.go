//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package publish

import (
	"errors"
	"os"
	"path"
	"path/filepath"
)

// folder is a directory that files are made in. Paths in it are slash-separated
// and have no links to follow.
type folder struct{ name string }

func openFolder(name string) (*folder, error) { return &folder{name}, nil }

func (f *folder) close() error { return nil }

// mkdir makes a directory.
func (f *folder) mkdir(name string) error {
	return os.Mkdir(filepath.Join(f.name, filepath.FromSlash(name)), dirMode)
}

// create makes a file, with exactly the permissions of one where the system
// masks them, and returns what the file system says of it once it holds all data.
func (f *folder) create(name string, data []byte, masked bool) (mark, error) {
	full := filepath.Join(f.name, filepath.FromSlash(name))
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return mark{}, err
	}
	_, err = file.Write(data)
	if err == nil && masked {
		err = file.Chmod(fileMode)
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return mark{}, err
	}
	info, err := os.Lstat(full)
	if err != nil {
		return mark{}, err
	}
	return markOf(name, info), nil
}

// inodeOf returns 0 where the system does not tell the number of a file.
func inodeOf(os.FileInfo) uint64 { return 0 }

// list looks at what stands in a folder of a tree: what is no directory, and the
// directories if they are asked for. inner are the paths of the directories.
func list(root, dir string, withFolders bool) (marks, folders []mark, inner []string, err error) {
	entries, err := os.ReadDir(filepath.Join(root, filepath.FromSlash(dir)))
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if e.IsDir() {
			inner = append(inner, name)
			if !withFolders {
				continue
			}
		}
		info, gone := e.Info()
		switch {
		case gone != nil:
			err = errors.Join(err, gone)
		case e.IsDir():
			folders = append(folders, markOf(name, info))
		default:
			marks = append(marks, markOf(name, info))
		}
	}
	return marks, folders, inner, err
}
