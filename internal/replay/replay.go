// Package replay tells that a build would do what one did before: nothing that
// it depends on changed, and nobody touched what it made.
//
// It compares what the file system says of files (size, times, inode), never
// their bytes, and only of files that were at rest when the earlier build began.
// What it cannot tell for certain counts as changed, so that the build is done;
// it decides nothing about what a build makes.
package replay

import (
	"crypto/sha256"
	"os"
	"slices"

	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/publish"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/source"
)

// Outcome is what a build came to.
type Outcome struct {
	Seal    publish.Seal // of the published tree
	Printed []byte       // its diagnostics as they were printed
	Summary []string     // lines that sum it up
}

// Run is a build that is about to be done. A nil *Run is like no other.
type Run struct {
	root   *os.Root
	name   string
	key    memo.Key
	inputs []source.Entry
}

// The most that is kept: builds, and bytes of all of them.
const (
	most    = 8
	maxSize = 4 << 20
)

// Begin looks at everything that a build of the site in dir depends on: the files
// and folders that it reads, and what else it is told, among it the program. name
// is that of the file below dir in which earlier builds are kept. Where something
// is in the way, the run is nil.
func Begin(dir, name string, reads []string, told ...string) *Run {
	tree, err := source.OpenTree(dir)
	if err != nil {
		return nil
	}
	defer tree.Close()
	r := &Run{name: name}
	h := sha256.New()
	for _, folder := range reads {
		entries, problems, err := tree.Walk(folder)
		if err != nil {
			return nil
		}
		for _, e := range entries {
			h.Write(rest.AppendMark(nil, e))
		}
		for _, p := range problems {
			h.Write(rest.AppendMark(nil, source.Entry{Path: p.Error()}))
		}
		r.inputs = append(r.inputs, entries...)
	}
	if r.root, err = os.OpenRoot(dir); err != nil {
		return nil
	}
	r.key = memo.KeyOf(append(slices.Clip(told), string(h.Sum(nil)))...)
	return r
}

// Same returns what a build came to that was the same as this one, if the tree
// that it published stands at out as it left it; else nil.
func (r *Run) Same(out string) *Outcome {
	if r == nil {
		return nil
	}
	for _, k := range r.kept() {
		if k.Key == r.key && k.Outcome.Seal != (publish.Seal{}) && publish.SealOf(out) == k.Outcome.Seal {
			return &k.Outcome
		}
	}
	return nil
}

// Keep remembers what the build came to, unless a file changed so shortly before
// that it could have changed once more without a trace. The watch tells.
func (r *Run) Keep(w *rest.Watch, o Outcome) error {
	if r == nil || slices.ContainsFunc(r.inputs, func(e source.Entry) bool { return !w.Settled(e) }) {
		return nil
	}
	all := slices.DeleteFunc(r.kept(), func(k kept) bool { return k.Key == r.key || k.Outcome.Seal == o.Seal })
	all = append([]kept{{r.key, o}}, all...)
	for n := min(len(all), most); n > 0; n-- {
		data, err := memo.Marshal(all[:n])
		if err != nil {
			return err
		}
		if len(data) <= maxSize {
			return write(r.root, r.name, magic, data)
		}
	}
	return nil
}

// Close ends the run.
func (r *Run) Close() error {
	if r == nil {
		return nil
	}
	return r.root.Close()
}

// kept is one build that was kept.
type kept struct {
	Key     memo.Key
	Outcome Outcome
}

// The file is magic, the builds, the newest first, and the digest of both. It is
// replaced in one step, so that two processes may write at once: the last counts.
const magic = "candor builds 1\n"

// kept reads the builds that were kept; none from a file that does not hold
// together.
func (r *Run) kept() []kept {
	var all []kept
	if data := read(r.root, r.name, magic, maxSize); data == nil || memo.Unmarshal(data, &all) != nil {
		return nil
	}
	return all
}
