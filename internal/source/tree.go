package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Tree is a read-only view of a directory that cannot be left: neither "..",
// nor an absolute path, nor a symbolic link reaches outside.
type Tree struct {
	dir   string
	root  *os.Root
	dirs  *folders
	walks *walks            // nil: each Walk looks anew
	note  func(name string) // told of what is asked for; may be nil
}

// OpenTree opens the directory dir. The caller closes the tree.
func OpenTree(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Tree{dir: dir, root: root, dirs: &folders{}}, nil
}

// Close releases the directory.
func (t *Tree) Close() error {
	t.dirs.close()
	return t.root.Close()
}

// Problem is something below the root that is not read: a symbolic link, a
// FIFO, a device, a file too large, a name that no other system can hold. The
// author mends it, so callers turn it into a diagnostic.
type Problem struct {
	Path   string
	Reason string // lower case, completes "PATH: ..."
	Hint   string // an action, or ""
}

// Error implements error.
func (p *Problem) Error() string { return p.Path + ": " + p.Reason }

// Read reads one regular file of at most limit bytes. Errors that the author
// can mend are of type *Problem; a file that does not exist matches
// fs.ErrNotExist.
func (t *Tree) Read(name string, limit int64) (*File, error) { return t.ReadInto(nil, name, limit) }

// ReadInto is Read of a file that may lie in a room that the caller takes back:
// nothing of the file may be used then.
func (t *Tree) ReadInto(room []byte, name string, limit int64) (*File, error) {
	t.noted(name)
	if data, ok := t.readPlain(name, limit, room); ok {
		return &File{Path: name, Data: data, tree: t}, nil
	}
	info, err := t.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &Problem{Path: name, Reason: "is " + describe(info.Mode()) + ", not a regular file", Hint: "replace it with a copy of the file"}
	}
	if info.Size() > limit {
		return nil, tooLarge(name, limit)
	}
	// Between the two calls the name may have become a FIFO, which must not
	// block the build.
	file, err := t.root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, &Problem{Path: name, Reason: "cannot be read: " + reason(err)}
	}
	defer file.Close()
	if now, err := file.Stat(); err != nil || !os.SameFile(info, now) {
		return nil, &Problem{Path: name, Reason: "was replaced while it was read", Hint: "run again when nothing changes the site"}
	}
	content := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	if _, err := content.ReadFrom(io.LimitReader(file, limit+1)); err != nil {
		return nil, &Problem{Path: name, Reason: "cannot be read: " + reason(err)}
	}
	if int64(content.Len()) > limit {
		return nil, tooLarge(name, limit)
	}
	return &File{Path: name, Data: content.Bytes(), tree: t}, nil
}

func tooLarge(name string, limit int64) *Problem {
	return &Problem{Path: name, Reason: fmt.Sprintf("is larger than the limit of %s", size(limit)), Hint: "split the file, or take it out of the site"}
}

func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

func describe(m fs.FileMode) string {
	switch {
	case m&fs.ModeSymlink != 0:
		return "a symbolic link"
	case m.IsDir():
		return "a directory"
	case m&fs.ModeNamedPipe != 0:
		return "a FIFO"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}
