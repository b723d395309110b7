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
	return mark{name, fs.FileMode(st.Mode & 0o777), st.Size, unix.TimespecToNsec(st.Mtim), uint64(st.Ino)}, nil
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
