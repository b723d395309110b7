package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// scan is what one look found; keys are slash-separated and relative.
type scan struct {
	files map[string]state
	dirs  map[string]uint64 // inodes; the root is "."
}

// state is what tells that a file changed without reading it.
type state struct {
	size  int64
	mtime int64 // nanoseconds since 1970
	inode uint64
}

// look walks the tree at root. enter is told the full path of each directory
// before its names are read. What vanishes meanwhile, or cannot be read, is
// left out.
func look(root string, skip func(string) bool, enter func(dir string)) scan {
	s := scan{files: map[string]state{}, dirs: map[string]uint64{}}
	_ = filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // WalkDir goes on with the next name
		}
		rel, err := filepath.Rel(root, full)
		if err != nil {
			return nil
		}
		rel = filepath.ToSlash(rel)
		if rel != "." && (strings.HasPrefix(d.Name(), ".") || skip(rel)) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			enter(full)
		}
		info, err := d.Info()
		switch {
		case err != nil:
		case d.IsDir():
			s.dirs[rel] = inode(info)
		default:
			s.files[rel] = stateOf(info)
		}
		return nil
	})
	return s
}

// refresh looks at single places again, and returns those that changed, sorted.
// It gives up, and changes nothing, where more than files did: a directory came,
// went or moved.
func (s scan) refresh(root string, places map[string]bool, skip func(string) bool) (paths []string, ok bool) {
	now := make(map[string]state, len(places))
	for p := range places {
		if _, was := s.dirs[p]; was {
			return nil, false
		}
		if skipped(p, skip) {
			continue
		}
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(p)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil, info.IsDir():
			return nil, false
		default:
			now[p] = stateOf(info)
		}
	}
	for p := range places {
		was, known := s.files[p]
		is, there := now[p]
		switch {
		case there && is != was:
			s.files[p] = is
		case known && !there:
			delete(s.files, p)
		default:
			continue
		}
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths, true
}

// skipped reports whether a path, or a folder that it lies in, is left out.
func skipped(p string, skip func(string) bool) bool {
	for i := 0; i <= len(p); i++ {
		if (i == len(p) || p[i] == '/') && (strings.HasPrefix(path.Base(p[:i]), ".") || skip(p[:i])) {
			return true
		}
	}
	return false
}

func stateOf(info fs.FileInfo) state {
	return state{info.Size(), info.ModTime().UnixNano(), inode(info)}
}

// since returns the files that differ from an earlier scan, sorted.
func (s scan) since(earlier scan) []string {
	var paths []string
	for p, now := range s.files {
		if before, ok := earlier.files[p]; !ok || before != now {
			paths = append(paths, p)
		}
	}
	for p := range earlier.files {
		if _, ok := s.files[p]; !ok {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return paths
}

// lost reports whether a directory of an earlier scan is gone, or another one
// has its name.
func (s scan) lost(earlier scan) bool {
	for p, before := range earlier.dirs {
		if now, ok := s.dirs[p]; !ok || now != before {
			return true
		}
	}
	return false
}
