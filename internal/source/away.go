package source

import (
	"bytes"
	"hash/crc32"
	"sync"
)

// away is what stays of a file whose bytes were let go.
type away struct {
	size int
	sum  uint32                       // by which the bytes are known again
	lend func(use func([]byte)) error // hands the bytes out; nil: they are read from the tree

	once sync.Once
	data []byte // nil: not there any longer, or others
}

// castagnoli is the polynomial for which processors have an instruction.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// PutAway lets go of the bytes of a file while nobody asks for them: lend hands the
// same ones out each time, to somebody who keeps nothing of them, or returns the error
// of a disk, and then the places of the file have no lines. Nobody may be at the file
// at this moment.
func (f *File) PutAway(lend func(use func(data []byte)) error) {
	f.away = &away{size: len(f.Data), lend: lend}
	f.Data = nil
}

// LetGo lets go of the bytes of a file that a tree read: who asks for a place in it
// later, such as a diagnostic that is printed, has it read again. Where it changed
// meanwhile, its places have no lines. Nobody may look at Data from now on, or at
// anything of the file at this moment.
func (f *File) LetGo() {
	if f.tree == nil || f.away != nil {
		return
	}
	f.away = &away{size: len(f.Data), sum: crc32.Checksum(f.Data, castagnoli)}
	f.Data = nil
}

// Bytes returns the bytes of the file, read again if need be; nil where they are
// not there any longer.
func (f *File) Bytes() []byte {
	if f.away == nil {
		return f.Data
	}
	if f.away.lend != nil {
		var data []byte
		_ = f.away.lend(func(lent []byte) { data = bytes.Clone(lent) }) // without the disk there are none
		return data
	}
	f.away.once.Do(func() {
		tree, err := OpenTree(f.tree.dir)
		if err != nil {
			return
		}
		defer tree.Close()
		if now, err := tree.Read(f.Path, int64(f.away.size)); err == nil && len(now.Data) == f.away.size && crc32.Checksum(now.Data, castagnoli) == f.away.sum {
			f.away.data = now.Data
		}
	})
	return f.away.data
}

// Use hands the bytes of the file, as Bytes returns them, to use, which keeps nothing
// of them.
func (f *File) Use(use func(data []byte)) {
	if f.away == nil || f.away.lend == nil {
		use(f.Bytes())
	} else if f.away.lend(use) != nil {
		use(nil)
	}
}

// size returns how many bytes the file has.
func (f *File) size() int {
	if f.away != nil {
		return f.away.size
	}
	return len(f.Data)
}
