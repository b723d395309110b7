package replay

import (
	"os"
	"slices"

	"github.com/candor-site/candor/internal/publish"
)

// Trees are the seals of the trees that the last builds left, whatever they were
// made from. A nil *Trees knows none.
type Trees struct {
	root *os.Root
	name string
}

// OpenTrees opens the seals in the file of that name below dir. Where something is
// in the way, it is nil.
func OpenTrees(dir, name string) *Trees {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil
	}
	return &Trees{root, name}
}

// The file is magic, the seals, the newest first, and the digest of both.
const (
	treesMagic = "candor trees 1\n"
	mostTrees  = 64
)

// Left reports whether a build left a tree of that seal.
func (t *Trees) Left(seal publish.Seal) bool {
	return t != nil && seal != (publish.Seal{}) && slices.Contains(t.all(), seal)
}

// Keep remembers the seal of a tree that a build left.
func (t *Trees) Keep(seal publish.Seal) error {
	if t == nil || seal == (publish.Seal{}) {
		return nil
	}
	all := t.all()
	if len(all) > 0 && all[0] == seal {
		return nil
	}
	all = slices.DeleteFunc(all, func(s publish.Seal) bool { return s == seal })
	data := slices.Clone(seal[:])
	for _, s := range all[:min(len(all), mostTrees-1)] {
		data = append(data, s[:]...)
	}
	return write(t.root, t.name, treesMagic, data)
}

// Close ends the use of the file.
func (t *Trees) Close() error {
	if t == nil {
		return nil
	}
	return t.root.Close()
}

// all reads the seals; none from a file that does not hold together.
func (t *Trees) all() []publish.Seal {
	const size = len(publish.Seal{})
	data := read(t.root, t.name, treesMagic, mostTrees*size)
	var out []publish.Seal
	for ; len(data) >= size; data = data[size:] {
		out = append(out, publish.Seal(data[:size]))
	}
	return out
}
