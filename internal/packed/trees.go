package packed

import (
	"sync/atomic"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/tree"
)

// Trees bounds the memory that the trees of many pages take: there is room for
// some, and the others are packed. It is safe for concurrent use. A nil Trees has
// room for all.
type Trees struct {
	Most  int64        // bytes, or nearly so
	Attic *attic.Attic // takes what is packed, and the bytes of its file; nil: that stays in memory
	held  atomic.Int64
}

const perByte = 9 // about what one byte of a page takes as a tree

// Take packs a tree, which nobody else may be at, where there is no room for it.
// Whether there is, it says; it returns nil as well for a tree that cannot be packed.
func (ts *Trees) Take(t *tree.Tree) (small *Tree, room bool) {
	if ts == nil || ts.held.Add(int64(len(t.Buf)*perByte)) <= ts.Most {
		return nil, true
	}
	small, ok := Pack(t)
	if !ok {
		return nil, false
	}
	if whole := alike(t.Buf, t.File.Data); small.putAway(ts.Attic) && whole {
		t.File.PutAway(small.text())
	}
	return small, false
}

// alike reports whether two texts are one.
func alike(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// putAway keeps the text and the nodes of the tree in an attic. It reports false
// where that has no room.
func (t *Tree) putAway(in *attic.Attic) bool {
	at, ok := in.Put(t.like.Buf, t.code)
	if ok {
		t.in, t.at, t.size = in, at, len(t.like.Buf)
		t.like.Buf, t.code = nil, nil
	}
	return ok
}

// text returns what reads the text of a tree that was put away, and holds nothing
// else of it. Its error is that of the disk.
func (t *Tree) text() func() ([]byte, error) {
	in, at := t.in, t.at.First(t.size)
	return func() ([]byte, error) { return in.Get(at, nil) }
}
