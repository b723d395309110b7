package source

import (
	"hash/crc32"
	"sync"
)

// away is what stays of a file whose bytes were let go.
type away struct {
	size  int
	sum   uint32                            // by which the bytes are known again
	again func(room []byte) ([]byte, error) // gives the bytes; nil: they are read from the tree

	once sync.Once
	data []byte // nil: not there any longer, or others
}

// castagnoli is the polynomial for which processors have an instruction.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// PutAway lets go of the bytes of a file while nobody asks for them: again gives
// the same ones each time, in a room that is grown if need be, or the error of a
// disk, and then the places of the file have no lines. Nobody may be at the file at
// this moment.
func (f *File) PutAway(again func(room []byte) ([]byte, error)) {
	f.away = &away{size: len(f.Data), again: again}
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
	if f.away.again != nil {
		if data, err := f.away.again(nil); err == nil {
			return data
		}
		return nil
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

// rooms are where bytes are read again that nobody keeps.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// Use hands the bytes of the file, as Bytes returns them, to use, which keeps nothing
// of them.
func (f *File) Use(use func(data []byte)) {
	if f.away == nil || f.away.again == nil {
		use(f.Bytes())
		return
	}
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	data, err := f.away.again((*room)[:0])
	if err != nil {
		use(nil)
		return
	}
	*room = data
	use(data)
}

// size returns how many bytes the file has.
func (f *File) size() int {
	if f.away != nil {
		return f.away.size
	}
	return len(f.Data)
}
