// Package rest tells which files were at rest when a run of the program began:
// what the file system says of them tells then whether they change later.
//
// A file changed when its path, its size, the times at which its bytes and its
// entry changed, or its inode are no longer what they were. One that changed only
// just before a run began could change once more without a trace; it is not at
// rest. So a wrong answer takes a clock that was set back. Where the system does
// not tell all of this, nothing is at rest. The package never says when evidence
// was collected, and reads no file.
package rest

import (
	"encoding/binary"
	"os"
	"path"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// settled is for how long a file must have been as it is when a run begins:
// longer than the steps in which any file system counts time.
const settled = 2 * time.Second

// Watch is the begin of a run. Nothing is at rest for nil.
type Watch struct {
	begun int64 // as the file system tells; 0: it does not
}

// Begin asks the file system what time it is: the clock by which files are dated.
// For that a file of that name is made below a root, and removed.
func Begin(root *os.Root, name string) *Watch {
	if root.MkdirAll(path.Dir(name), 0o755) != nil {
		return &Watch{}
	}
	_ = root.Remove(name) // one that a run left behind
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return &Watch{}
	}
	defer func() { _ = root.Remove(name) }()
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return &Watch{}
	}
	return &Watch{begun: info.ModTime().UnixNano()}
}

// Settled reports whether a file was as it is for so long when the run began that
// any later change of it shows.
func (w *Watch) Settled(e source.Entry) bool {
	return w != nil && Marked(e) && max(e.Stamp.Modified, e.Stamp.Changed) < w.begun-int64(settled)
}

// Marked reports whether the system tells enough of a file to see that it changed.
func Marked(e source.Entry) bool { return e.Stamp.Inode != 0 && e.Stamp.Changed != 0 }

// AppendMark appends what tells a file apart from all others and from what it was
// before a change, in bytes of which none can be taken for a part of the next.
func AppendMark(out []byte, e source.Entry) []byte {
	out = binary.LittleEndian.AppendUint32(out, uint32(len(e.Path)))
	out = append(out, e.Path...)
	for _, n := range [...]int64{e.Size, e.Stamp.Modified, e.Stamp.Changed, int64(e.Stamp.Inode)} {
		out = binary.LittleEndian.AppendUint64(out, uint64(n))
	}
	return out
}
