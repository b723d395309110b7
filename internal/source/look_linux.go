package source

import (
	"encoding/binary"
	"os"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

// recordsBytes is how much of a folder is read in one go.
const recordsBytes = 256 << 10

// records lends room for them.
var records = sync.Pool{New: func() any { return new([recordsBytes]byte) }}

// readNames returns the names in a folder. Those that were read in one go lie in
// memory together.
func readNames(dir *os.File) ([]string, error) {
	raw, err := dir.SyscallConn()
	if err != nil {
		return nil, err
	}
	var names []string
	var bad error
	err = raw.Control(func(fd uintptr) {
		room := records.Get().(*[recordsBytes]byte)
		defer records.Put(room)
		for {
			n, err := unix.Getdents(int(fd), room[:])
			switch {
			case err == unix.EINTR:
			case err != nil:
				bad = &os.PathError{Op: "getdents", Path: dir.Name(), Err: err}
				return
			case n == 0:
				return
			default:
				names = appendNames(names, string(room[:n]))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return names, bad
}

// A record of getdents64(2) is the inode, the place of the next one, its own
// length and the kind of the file, and then the name with zeros behind it.
const (
	direntLength = 16
	direntName   = 19
)

// appendNames appends the names in records of a folder.
func appendNames(names []string, records string) []string {
	for len(records) >= direntName {
		size := int(binary.NativeEndian.Uint16([]byte(records[direntLength : direntLength+2])))
		if size < direntName || size > len(records) {
			break
		}
		name, _, _ := strings.Cut(records[direntName:size], "\x00")
		gone := binary.NativeEndian.Uint64([]byte(records[:8])) == 0
		if records = records[size:]; !gone && name != "." && name != ".." {
			names = append(names, name)
		}
	}
	return names
}

// lookAtAll looks at what a folder holds by some of its names. Whatever is no
// regular file and no folder is left to the slow way, which says what it is.
func lookAtAll(root *os.Root, place string, names []string, out []seen) {
	const together = 512
	for ; len(names) > together; names, out = names[together:], out[together:] {
		lookAtSome(root, below(place, names[:together]), names[:together], out)
	}
	lookAtSome(root, below(place, names), names, out)
}

func lookAtSome(root *os.Root, places, names []string, out []seen) {
	dir, err := root.Open(".")
	if err != nil {
		lookAtEach(root, places, names, out)
		return
	}
	defer dir.Close()
	raw, err := dir.SyscallConn()
	if err == nil {
		err = raw.Control(func(fd uintptr) {
			for i, name := range names {
				out[i] = lookIn(int(fd), root, places[i], name)
			}
		})
	}
	if err != nil {
		lookAtEach(root, places, names, out)
	}
}

// lookIn looks at a name in an open folder.
func lookIn(dir int, root *os.Root, full, name string) seen {
	var st unix.Stat_t
	err := unix.Fstatat(dir, name, &st, unix.AT_SYMLINK_NOFOLLOW)
	for err == unix.EINTR {
		err = unix.Fstatat(dir, name, &st, unix.AT_SYMLINK_NOFOLLOW)
	}
	switch kind := st.Mode & unix.S_IFMT; {
	case err == nil && kind == unix.S_IFREG:
		stamp := Stamp{Modified: st.Mtim.Nano(), Changed: st.Ctim.Nano(), Inode: st.Ino}
		return seen{entry: Entry{Path: full, Size: st.Size, Stamp: stamp}, problem: checkEntry(full, 0)}
	case err == nil && kind == unix.S_IFDIR:
		return seen{folder: true, entry: Entry{Path: full}}
	}
	return lookAt(root, full, name)
}
