package markup

import (
	"sync/atomic"

	"github.com/candor-site/candor/internal/packed"
	"github.com/candor-site/candor/internal/tree"
)

// Trees bounds the memory that the trees of many documents take: beyond it the
// tree of a document is packed once its facts are known, and made again whenever
// it is looked at. It is safe for concurrent use.
type Trees struct {
	Most int64 // bytes, or nearly so
	held atomic.Int64
}

const perByte = 9 // about what one byte of a page takes as a tree

// again is how the file of a page is read a second time whose tree cannot be packed.
type again struct {
	body int
	opt  Options
}

// letGo packs the tree where there is no room for it, or lets it go. That of a
// page that includes others stays: the files may not be there any longer.
func (p *page) letGo(body int) {
	trees := p.opt.Trees
	if trees == nil || trees.held.Add(int64(len(p.Buf)*perByte)) <= trees.Most {
		return
	}
	small, ok := packed.Pack(p.doc.tree)
	switch {
	case ok:
		p.doc.tree, p.doc.packed = nil, small
	case len(p.opened) == 0:
		p.doc.tree, p.doc.again = nil, &again{body, p.opt}
		p.doc.again.opt.Open = nil
	}
}

// use hands the tree of the document to a function that keeps nothing of it.
func (d *Document) use(f func(*tree.Tree)) {
	if d.tree == nil && d.packed != nil {
		d.packed.Use(f)
		return
	}
	f(d.look())
}

// look returns the tree of the document.
func (d *Document) look() *tree.Tree {
	switch {
	case d.tree != nil:
		return d.tree
	case d.packed != nil:
		return d.packed.Unpack()
	}
	return read(d.file, d.again.body, d.again.opt, true).pages[0].doc.tree
}

// LetGo lets go of what only Render, Markdown, Prose, Text and the check of links
// read: none of them may be asked for from now on, and nobody be at it at this moment.
func (d *Document) LetGo() {
	d.tree, d.packed, d.again, d.Links, d.Images = nil, nil, nil, nil, nil
	d.file.LetGo()
}
