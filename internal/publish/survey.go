package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// mark is what the file system says of one file: path, permissions, size, when
// its bytes were last changed, and inode. While it stays the same, nobody touched
// the file.
//
// It does not hold when a directory entry changed, as it does when another name
// of the file comes or goes: unchanged files are shared by two trees.
type mark struct {
	path  string // slash-separated
	mode  fs.FileMode
	size  int64
	time  int64
	inode uint64
}

func markOf(path string, info fs.FileInfo) mark {
	return mark{path, info.Mode(), info.Size(), info.ModTime().UnixNano(), inodeOf(info)}
}

// workers is how many files or folders are looked at, and how many files are
// linked, at a time.
const workers = 4

// survey looks at everything below a directory but directories, sorted by path.
func survey(dir string) ([]mark, error) {
	s := &surveyor{root: dir, free: make(chan struct{}, workers-1)}
	s.folder(".")
	s.wait.Wait()
	slices.SortFunc(s.marks, func(a, b mark) int { return strings.Compare(a.path, b.path) })
	return s.marks, s.fault
}

// surveyor looks at the files of a tree, at several folders at a time.
type surveyor struct {
	root string
	free chan struct{} // holds one for each further worker
	wait sync.WaitGroup

	mu    sync.Mutex
	marks []mark
	fault error // the first one
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
		if err = errors.Join(err, gone); gone == nil {
			marks = append(marks, markOf(path.Join(dir, e.Name()), info))
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marks = append(s.marks, marks...)
	if s.fault == nil {
		s.fault = err
	}
}

// litter is what file managers leave in directories that people look at.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true}

// isLitter reports whether a file manager left a file.
func (m mark) isLitter() bool { return m.mode.IsRegular() && litter[path.Base(m.path)] }
