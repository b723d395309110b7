package publish

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Seal names a tree by what the file system says of each of its files: path,
// permissions, size, inode, and when its bytes were last changed. While it stays
// the same, nobody touched a file. The zero seal is none.
//
// It does not hold when a directory entry changed, as it does when another name
// of the file comes or goes: unchanged files are shared by two trees.
type Seal [sha256.Size]byte

// mark is what the file system says of one file.
type mark struct {
	path  string
	mode  fs.FileMode
	size  int64
	time  int64
	inode uint64
}

func markOf(path string, info fs.FileInfo) mark {
	return mark{path, info.Mode(), info.Size(), info.ModTime().UnixNano(), inodeOf(info)}
}

// sealOf returns the seal of a tree of these files.
func sealOf(marks []mark) Seal {
	slices.SortFunc(marks, func(a, b mark) int { return strings.Compare(a.path, b.path) })
	h := sha256.New()
	var line []byte
	for _, m := range marks {
		line = binary.LittleEndian.AppendUint32(line[:0], uint32(len(m.path)))
		line = append(line, m.path...)
		line = binary.LittleEndian.AppendUint32(line, uint32(m.mode))
		for _, n := range [...]uint64{uint64(m.size), uint64(m.time), m.inode} {
			line = binary.LittleEndian.AppendUint64(line, n)
		}
		h.Write(line)
	}
	return Seal(h.Sum(nil))
}

// SealOf returns the seal of the tree at a directory; none when there is no tree,
// or it cannot be looked at.
func SealOf(dir string) Seal {
	if info, err := os.Lstat(dir); err != nil || !info.IsDir() {
		return Seal{}
	}
	s := &surveyor{root: dir, free: make(chan struct{}, workers)}
	s.folder(".")
	s.wait.Wait()
	if s.failed || len(s.marks) == 0 {
		return Seal{}
	}
	return sealOf(s.marks)
}

// surveyor looks at the files of a tree, at several folders at a time.
type surveyor struct {
	root string
	free chan struct{} // holds one for each further worker
	wait sync.WaitGroup

	mu     sync.Mutex
	marks  []mark
	failed bool
}

// folder looks at a folder and those in it. One is left to another worker when
// there is one.
func (s *surveyor) folder(dir string) {
	entries, err := os.ReadDir(filepath.Join(s.root, filepath.FromSlash(dir)))
	marks := make([]mark, 0, len(entries))
	for _, e := range entries {
		if e.IsDir() {
			below := path.Join(dir, e.Name())
			select {
			case s.free <- struct{}{}:
				s.wait.Go(func() {
					s.folder(below)
					<-s.free
				})
			default:
				s.folder(below)
			}
			continue
		}
		info, gone := e.Info()
		if err = errors.Join(err, gone); gone == nil && !litter[e.Name()] {
			marks = append(marks, markOf(path.Join(dir, e.Name()), info))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marks = append(s.marks, marks...)
	s.failed = s.failed || err != nil
}
