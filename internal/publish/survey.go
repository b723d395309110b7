package publish

import (
	"io/fs"
	"os"
	"path"
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

// survey looks at everything below a directory, sorted by path: what is no
// directory, and the directories with itself if they are asked for.
func survey(dir string, withFolders bool) (marks, folders []mark, err error) {
	s := &surveyor{root: dir, withFolders: withFolders, free: make(chan struct{}, workers-1)}
	if withFolders {
		info, err := os.Lstat(dir)
		if err != nil {
			return nil, nil, err
		}
		s.folders = append(s.folders, markOf(".", info))
	}
	s.folder(".")
	s.wait.Wait()
	byPath := func(a, b mark) int { return strings.Compare(a.path, b.path) }
	slices.SortFunc(s.marks, byPath)
	slices.SortFunc(s.folders, byPath)
	return s.marks, s.folders, s.fault
}

// surveyor looks at the files of a tree, at several folders at a time.
type surveyor struct {
	root        string
	withFolders bool
	free        chan struct{} // holds one for each further worker
	wait        sync.WaitGroup

	mu      sync.Mutex
	marks   []mark
	folders []mark
	fault   error // the first one
}

// folder looks at a folder and those in it. One is left to another worker when
// there is one.
func (s *surveyor) folder(dir string) {
	marks, folders, inner, err := list(s.root, dir, s.withFolders)
	for _, below := range inner {
		s.descend(below)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marks, s.folders = append(s.marks, marks...), append(s.folders, folders...)
	if s.fault == nil {
		s.fault = err
	}
}

// descend looks at a folder below another one.
func (s *surveyor) descend(dir string) {
	select {
	case s.free <- struct{}{}:
		s.wait.Go(func() {
			s.folder(dir)
			<-s.free
		})
	default:
		s.folder(dir)
	}
}

// litter is what file managers leave in directories that people look at.
var litter = map[string]bool{".DS_Store": true, "Thumbs.db": true}

// isLitter reports whether a file manager left a file.
func (m mark) isLitter() bool { return m.mode.IsRegular() && litter[path.Base(m.path)] }
