//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// folder is a directory that stays open while files are made in it: by system
// calls of their own, as a tree has tens of thousands of them, and package os
// asks more of the system for each than making it takes. Paths in it are
// slash-separated and have no links to follow.
type folder struct {
	name string
	fd   int
}

func openFolder(name string) (*folder, error) {
	for {
		fd, err := unix.Open(name, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		if err == nil {
			return &folder{name, fd}, nil
		}
		if !errors.Is(err, unix.EINTR) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

func (f *folder) close() error { return unix.Close(f.fd) }

// fault says of an error which file it is about.
func (f *folder) fault(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: filepath.Join(f.name, filepath.FromSlash(name)), Err: err}
}

// mkdir makes a directory.
func (f *folder) mkdir(name string) error {
	for {
		if err := unix.Mkdirat(f.fd, name, dirMode); !errors.Is(err, unix.EINTR) {
			return f.fault("mkdir", name, err)
		}
	}
}

// create makes a file, with exactly the permissions of one where the system
// masks them, and returns what the file system says of it once it holds all data.
func (f *folder) create(name string, data []byte, masked bool) (mark, error) {
	fd, err := f.open(name)
	if err != nil {
		return mark{}, f.fault("open", name, err)
	}
	err = write(fd, data)
	if err == nil && masked {
		err = unix.Fchmod(fd, fileMode)
	}
	var st unix.Stat_t
	if err == nil {
		err = unix.Fstat(fd, &st)
	}
	if err = errors.Join(err, unix.Close(fd)); err != nil {
		return mark{}, f.fault("write", name, err)
	}
	return markOfStat(name, 0, &st), nil
}

// open opens a new file for writing.
func (f *folder) open(name string) (int, error) {
	for {
		fd, err := unix.Openat(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, fileMode)
		if !errors.Is(err, unix.EINTR) {
			return fd, err
		}
	}
}

// write writes all data to a file.
func write(fd int, data []byte) error {
	for len(data) > 0 {
		n, err := unix.Write(fd, data[:min(len(data), 1<<30)])
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			return err
		case n == 0:
			return io.ErrUnexpectedEOF
		}
		data = data[n:]
	}
	return nil
}

// inodeOf returns the number by which the file system knows a file.
func inodeOf(info os.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}

// list looks at what stands in a folder of a tree: what is no directory, and the
// directories if they are asked for. inner are the paths of the directories.
func list(root, dir string, withFolders bool) (marks, folders []mark, inner []string, err error) {
	f, err := openFolder(filepath.Join(root, filepath.FromSlash(dir)))
	if err != nil {
		return nil, nil, nil, err
	}
	names, err := f.names()
	marks = make([]mark, 0, len(names))
	for _, name := range names {
		below := name
		if dir != "." {
			below = dir + "/" + name
		}
		m, gone := f.look(below, name)
		switch {
		case gone != nil:
			err = errors.Join(err, gone)
		case !m.mode.IsDir():
			marks = append(marks, m)
		default:
			inner = append(inner, below)
			if withFolders {
				folders = append(folders, m)
			}
		}
	}
	return marks, folders, inner, errors.Join(err, f.close())
}

// names returns the names of what stands in the directory.
func (f *folder) names() (names []string, err error) {
	var buf [1 << 13]byte
	for {
		n, err := unix.ReadDirent(f.fd, buf[:])
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil || n <= 0:
			return names, f.fault("readdir", ".", err)
		}
		_, _, names = unix.ParseDirent(buf[:n], -1, names)
	}
}

// look returns what the file system says of a file in the directory, which stands
// at a path of the tree. What is neither file nor directory, or has permissions of
// a special kind, is left to package os.
func (f *folder) look(path, name string) (mark, error) {
	var st unix.Stat_t
	for {
		err := unix.Fstatat(f.fd, name, &st, unix.AT_SYMLINK_NOFOLLOW)
		if err == nil {
			break
		}
		if !errors.Is(err, unix.EINTR) {
			return mark{}, f.fault("lstat", name, err)
		}
	}
	switch st.Mode &^ 0o777 {
	case unix.S_IFREG:
		return markOfStat(path, 0, &st), nil
	case unix.S_IFDIR:
		return markOfStat(path, fs.ModeDir, &st), nil
	}
	info, err := os.Lstat(filepath.Join(f.name, name))
	if err != nil {
		return mark{}, err
	}
	return markOf(path, info), nil
}

// markOfStat returns the mark of a file of a type with plain permissions.
func markOfStat(path string, of fs.FileMode, st *unix.Stat_t) mark {
	return mark{path, of | fs.FileMode(st.Mode&0o777), st.Size, unix.TimespecToNsec(st.Mtim), uint64(st.Ino)}
}
