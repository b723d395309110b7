package source

import (
	"io/fs"
	"os"
	"path"
	"sync"
	"syscall"
)

// folders are folders of a tree that stay open, so that the files of one need
// not be looked for from the root each time. There are few of them.
type folders struct {
	mu   sync.RWMutex
	open map[string]*folder
}

// folder is one folder that stays open until nobody reads from it.
type folder struct {
	file *os.File
	uses sync.WaitGroup
}

// maxFolders is how many folders of a tree stay open.
const maxFolders = 32

// take returns an open folder, nil where it cannot be opened. The caller calls
// Done of its uses.
func (t *Tree) take(name string) *folder {
	t.dirs.mu.RLock()
	f := t.dirs.open[name]
	if f != nil {
		f.uses.Add(1)
	}
	t.dirs.mu.RUnlock()
	if f != nil {
		return f
	}
	file, err := t.root.OpenFile(name, os.O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil
	}
	t.dirs.mu.Lock()
	defer t.dirs.mu.Unlock()
	if f := t.dirs.open[name]; f != nil {
		file.Close()
		f.uses.Add(1)
		return f
	}
	if t.dirs.open == nil {
		t.dirs.open = map[string]*folder{}
	}
	if len(t.dirs.open) == maxFolders {
		t.dirs.release()
	}
	f = &folder{file: file}
	f.uses.Add(1)
	t.dirs.open[name] = f
	return f
}

// release closes all folders, each when nobody reads from it any more.
func (d *folders) release() {
	for name, f := range d.open {
		delete(d.open, name)
		go func() {
			f.uses.Wait()
			f.file.Close()
		}()
	}
}

func (d *folders) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.release()
}

// readPlain reads a regular file of at most limit bytes in as few steps as the
// system allows, into the room where it is large enough. Whatever is in the way is
// left to the slow way, which says what it is.
func (t *Tree) readPlain(name string, limit int64, room []byte) ([]byte, bool) {
	if !fs.ValidPath(name) || name == "." {
		return nil, false
	}
	f := t.take(path.Dir(name))
	if f == nil {
		return nil, false
	}
	defer f.uses.Done()
	raw, err := f.file.SyscallConn()
	if err != nil {
		return nil, false
	}
	var data []byte
	ok := false
	err = raw.Control(func(dir uintptr) { data, ok = readAt(int(dir), path.Base(name), limit, room) })
	return data, ok && err == nil
}

// readAt reads a file of an open folder. A symbolic link is not followed, a
// FIFO not waited for.
func readAt(dir int, name string, limit int64, room []byte) ([]byte, bool) {
	fd, err := syscall.Openat(dir, name, syscall.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, false
	}
	defer func() { _ = syscall.Close(fd) }() // it was only read
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil || st.Mode&syscall.S_IFMT != syscall.S_IFREG || st.Size > limit {
		return nil, false
	}
	data := room[:min(int64(len(room)), st.Size+1)] // one more, to see the end
	if int64(len(data)) <= st.Size {
		data = make([]byte, st.Size+1)
	}
	for n := 0; n < len(data); {
		got, err := syscall.Read(fd, data[n:])
		switch {
		case err == syscall.EINTR:
		case err != nil:
			return nil, false
		case got == 0:
			return data[:n:n], true
		}
		if n += max(got, 0); int64(n) == st.Size {
			return data[:n:n], true // less than was asked for, and all that there was
		}
	}
	return nil, false // it grew
}
