package packed

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/candor-site/candor/internal/attic"
	"github.com/candor-site/candor/internal/slate"
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
// What beside appends to some bytes is kept with a tree that is packed, unless it
// reports false.
func (ts *Trees) Take(t *tree.Tree, beside func(to []byte) ([]byte, bool)) (small *Tree, kept *Beside, room bool) {
	if ts == nil || ts.held.Add(int64(len(t.Buf)*perByte)) <= ts.Most {
		return nil, nil, true
	}
	page := slate.Room()
	defer slate.Leave(page)
	small, ok := pack(t, *page)
	if !ok {
		return nil, nil, false
	}
	nodes := len(small.code)
	all, ok := beside(small.code)
	*page, small.code = all, all[:nodes]
	if !ok {
		all = small.code
	}
	whole := alike(t.Buf, t.File.Data)
	if !small.putAway(ts.Attic, all) {
		all = slices.Clone(all)
		small.code = all[:nodes:nodes]
	} else if whole {
		t.File.PutAway(small.text())
	}
	if ok {
		kept = &Beside{in: small.in, here: all[nodes:]}
		if kept.in != nil {
			kept.at, kept.here = small.at.Behind(small.size+nodes), nil
			small.at = small.at.First(small.size + nodes)
		}
	}
	return small, kept, false
}

// Beside are bytes that are kept beside a tree. They are immutable and safe for
// concurrent use.
type Beside struct {
	in   *attic.Attic // has them; nil: they are here
	at   attic.Place
	here []byte
}

// Use hands the bytes to use, which keeps nothing of them. The error is that of the
// disk.
func (b *Beside) Use(use func([]byte)) error {
	if b.in == nil {
		use(b.here)
		return nil
	}
	return b.in.Use(b.at, use)
}

// lately lends what was made last of the bytes of some Beside.
var lately = sync.Pool{New: func() any { return new(made) }}

type made struct {
	of *Beside
	it any
}

// Make returns what is made of the bytes, of which it keeps nothing, or what was made
// of them right before: nobody may change it. The error is that of the disk.
func (b *Beside) Make(of func([]byte) any) (any, error) {
	last := lately.Get().(*made)
	defer lately.Put(last)
	if last.of != b {
		last.of = nil
		if err := b.Use(func(code []byte) { last.it = of(code) }); err != nil {
			return nil, err
		}
		last.of = b
	}
	return last.it, nil
}

// alike reports whether two texts are one.
func alike(a, b []byte) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// putAway keeps the text, the nodes and what is behind them in an attic. It reports
// false where that has no room.
func (t *Tree) putAway(in *attic.Attic, behind []byte) bool {
	at, ok := in.Put(t.like.Buf, behind)
	if ok {
		t.in, t.at, t.size = in, at, len(t.like.Buf)
		t.like.Buf, t.code = nil, nil
	}
	return ok
}

// text returns what lends the text of a tree that was put away, and holds nothing
// else of it. Its error is that of the disk.
func (t *Tree) text() func(use func([]byte)) error {
	in, at := t.in, t.at.First(t.size)
	return func(use func([]byte)) error { return in.Use(at, use) }
}
