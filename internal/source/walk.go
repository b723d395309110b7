package source

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Entry is one regular file found by Walk.
type Entry struct {
	Path  string // slash-separated, relative to the root
	Size  int64  // bytes
	Stamp Stamp
}

// Stamp is what the file system says of a file beside its size: while it stays
// the same, the bytes most likely did. It is never a time of what the file
// tells; only a memory of files that were read before may look at it.
type Stamp struct {
	Modified int64  // when the bytes changed, in nanoseconds since 1970
	Changed  int64  // when the file or its name changed; 0 where nobody says
	Inode    uint64 // 0 where nobody says
}

// MaxFiles is the most files that one Walk returns; a folder with more is a
// mistake, or an attack. A hundred thousand pieces of evidence with envelopes
// and signatures are a third of it.
const MaxFiles = 1_000_000

// Walk lists the regular files below dir (slash-separated; "." is the root),
// sorted by path. Names that start with a dot are skipped. A missing dir gives
// nothing and no error. What is not a regular file, and names that are not
// portable, come back as problems.
func (t *Tree) Walk(dir string) ([]Entry, []*Problem, error) {
	t.noted(dir + "/")
	if w, ok := t.remembered(dir); ok {
		return w.entries, w.problems, nil
	}
	entries, problems, err := t.walk(dir)
	if err == nil {
		t.remember(dir, walked{entries, problems})
	}
	return entries, problems, err
}

// Find returns the place of a path among entries in their order, -1 for none. It is
// looked for around another place first: what belongs together stands together.
func Find(entries []Entry, name string, near int) int {
	for i := max(near-2, 0); i < min(near+3, len(entries)); i++ {
		if entries[i].Path == name {
			return i
		}
	}
	i, ok := slices.BinarySearchFunc(entries, name, func(e Entry, name string) int { return strings.Compare(e.Path, name) })
	if !ok {
		return -1
	}
	return i
}

func (t *Tree) walk(dir string) ([]Entry, []*Problem, error) {
	if !fs.ValidPath(dir) {
		return nil, []*Problem{{Path: dir, Reason: "cannot be read: " + fs.ErrInvalid.Error()}}, nil
	}
	info, err := t.root.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, []*Problem{{Path: dir, Reason: "cannot be read: " + reason(err)}}, nil
	}
	w := &walk{}
	if info.IsDir() {
		w.folder(t.root, dir, dir)
	} else if bad := checkEntry(dir, info.Mode()); bad != nil {
		w.problems = append(w.problems, bad)
	} else {
		w.entries = append(w.entries, Entry{Path: dir, Size: info.Size(), Stamp: stampOf(info)})
	}
	if len(w.entries) > MaxFiles {
		return nil, nil, fmt.Errorf("%s holds more than %d files", dir, MaxFiles)
	}
	slices.SortFunc(w.entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortStableFunc(w.problems, func(a, b *Problem) int { return byFolder(a.Path, b.Path) })
	return w.entries, append(w.problems, caseTwins(w.entries)...), nil
}

// byFolder orders paths as a walk meets them: what a folder holds before what
// stands behind the folder.
func byFolder(a, b string) int {
	for i := range min(len(a), len(b)) {
		switch {
		case a[i] == b[i]:
		case a[i] == '/':
			return -1
		case b[i] == '/':
			return 1
		default:
			return cmp.Compare(a[i], b[i])
		}
	}
	return cmp.Compare(len(a), len(b))
}

// walk is one walk under way.
type walk struct {
	entries  []Entry
	problems []*Problem
}

// folder lists a folder, and those below it: name is how it is called in the
// folder above, place its path from the root.
func (w *walk) folder(above *os.Root, name, place string) {
	if len(w.entries) > MaxFiles {
		return
	}
	root, err := above.OpenRoot(name)
	if err != nil {
		w.unread(place, err)
		return
	}
	defer root.Close()
	names, err := list(root)
	if err != nil {
		w.unread(place, err)
	}
	w.entries = slices.Grow(w.entries, len(names))
	for i, seen := range look(root, place, names) {
		switch {
		case seen.problem != nil:
			w.problems = append(w.problems, seen.problem)
		case seen.folder:
			w.folder(root, names[i], seen.entry.Path)
		default:
			w.entries = append(w.entries, seen.entry)
		}
	}
}

func (w *walk) unread(place string, err error) {
	w.problems = append(w.problems, &Problem{Path: place, Reason: "cannot be read: " + reason(err)})
}

// list returns the names in a folder that do not start with a dot, sorted.
func list(root *os.Root) ([]string, error) {
	f, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := readNames(f)
	slices.Sort(names)
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, ".") }), err
}

// seen is what one name in a folder is.
type seen struct {
	entry   Entry
	folder  bool
	problem *Problem
}

// look looks at what a folder holds; at several names at a time where they are
// many.
func look(root *os.Root, place string, names []string) []seen {
	const few = 256
	out := make([]seen, len(names))
	workers := min(runtime.GOMAXPROCS(0), (len(names)+few-1)/few)
	var wg sync.WaitGroup
	for n := range workers {
		wg.Go(func() {
			start, end := len(names)*n/workers, len(names)*(n+1)/workers
			lookAtAll(root, place, names[start:end], out[start:end])
		})
	}
	wg.Wait()
	return out
}

// lookAtEach looks at names one by one.
func lookAtEach(root *os.Root, places, names []string, out []seen) {
	for i, name := range names {
		out[i] = lookAt(root, places[i], name)
	}
}

// below returns the paths of what a folder holds, which lie in memory together.
func below(place string, names []string) []string {
	size := 0
	for _, name := range names {
		size += len(place) + 1 + len(name)
	}
	var all strings.Builder
	all.Grow(size)
	out := make([]string, len(names))
	for i, name := range names {
		start := all.Len()
		if place != "." {
			all.WriteString(place)
			all.WriteByte('/')
		}
		all.WriteString(name)
		out[i] = all.String()[start:]
	}
	return out
}

func lookAt(root *os.Root, full, name string) seen {
	info, err := root.Lstat(name)
	if err != nil {
		return seen{problem: &Problem{Path: full, Reason: "cannot be read: " + reason(err)}}
	}
	if info.IsDir() {
		return seen{folder: true, entry: Entry{Path: full}}
	}
	return seen{entry: Entry{Path: full, Size: info.Size(), Stamp: stampOf(info)}, problem: checkEntry(full, info.Mode())}
}

func checkEntry(p string, mode fs.FileMode) *Problem {
	if !mode.IsRegular() {
		return &Problem{Path: p, Reason: "is " + describe(mode) + ", not a regular file", Hint: "replace it with a copy of the file"}
	}
	if why := NameFault(path.Base(p)); why != "" {
		return &Problem{Path: p, Reason: "has a name that " + why, Hint: "rename the file"}
	}
	return nil
}

func caseTwins(entries []Entry) []*Problem {
	if !slices.ContainsFunc(entries, func(e Entry) bool { return !folded(e.Path) }) {
		return nil // paths differ, and each is its own form
	}
	var problems []*Problem
	seen := make(map[string]string, len(entries))
	for _, e := range entries {
		key := FoldName(e.Path)
		if first, ok := seen[key]; ok {
			problems = append(problems, &Problem{
				Path:   e.Path,
				Reason: fmt.Sprintf("differs from %s in case or Unicode form only", first),
				Hint:   "rename one of the two",
			})
			continue
		}
		seen[key] = e.Path
	}
	return problems
}

// folded reports whether FoldName would leave a name as it is: ASCII without
// capital letters.
func folded(name string) bool {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}
