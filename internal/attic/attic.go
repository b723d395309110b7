// Package attic keeps bytes of one run of the program out of its memory: in a
// file that no path leads to, and that is gone with the program.
//
// It is no cache: nothing of it outlives the run. What is put into it stays until
// the Attic itself is let go.
package attic

import (
	"os"
	"slices"
	"sync"
	"sync/atomic"
)

// Attic is a file with no name. It is safe for concurrent use. A nil Attic takes
// nothing.
type Attic struct {
	file *os.File
	size atomic.Int64
}

// Place says where bytes are.
type Place struct {
	at   int64
	size int
}

// New opens an attic in a folder; "" is the folder for temporary files. It
// returns nil where no such file can be made: then all stays in memory.
func New(dir string) *Attic {
	file, err := nameless(dir)
	if err != nil {
		return nil
	}
	return &Attic{file: file}
}

// rooms are where parts are put together, to be written at once, and where bytes are
// read that nobody keeps.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// Put takes bytes, the parts one behind the other. It reports false where there
// is no room for them.
func (a *Attic) Put(parts ...[]byte) (Place, bool) {
	if a == nil {
		return Place{}, false
	}
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	at := a.size.Add(int64(n)) - int64(n)
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	*room = (*room)[:0]
	for _, p := range parts {
		*room = append(*room, p...)
	}
	if _, err := a.file.WriteAt(*room, at); err != nil {
		return Place{}, false
	}
	return Place{at, n}, true
}

// Get reads what is at a place into room, which is grown if need be. The error is
// that of the disk.
func (a *Attic) Get(at Place, room []byte) ([]byte, error) {
	room = slices.Grow(room[:0], at.size)[:at.size]
	_, err := a.file.ReadAt(room, at.at)
	return room, err
}

// Use hands what is at a place to use, which keeps nothing of it. The error is that
// of the disk.
func (a *Attic) Use(at Place, use func(data []byte)) error {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	var err error
	if *room, err = a.Get(at, *room); err != nil {
		return err
	}
	use(*room)
	return nil
}

// Close lets go of all that is in the attic. Whoever asks for it later gets an
// error.
func (a *Attic) Close() error { return a.file.Close() }

// First returns the place of the first n bytes of what is at a place.
func (p Place) First(n int) Place { return Place{p.at, min(n, p.size)} }

// Behind returns the place of what is behind the first n bytes of what is at a place.
func (p Place) Behind(n int) Place {
	n = min(n, p.size)
	return Place{p.at + int64(n), p.size - n}
}
