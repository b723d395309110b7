package markup

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// again is how the file of a page is read a second time whose tree cannot be packed.
type again struct {
	body int
	opt  Options
}

// letGo packs the tree where there is no room for it, or lets it go. That of a
// page that includes others stays: the files may not be there any longer.
func (p *page) letGo(body int) {
	switch small, room := p.opt.Trees.Take(p.doc.tree); {
	case small != nil:
		p.doc.tree, p.doc.packed = nil, small
	case !room && len(p.opened) == 0:
		p.doc.tree, p.doc.again = nil, &again{body, p.opt}
		p.doc.again.opt.Open = nil
	}
}

// use hands the tree of the document to a function that keeps nothing of it. What
// it returns is that the tree cannot be made again, for the disk failed.
func (d *Document) use(f func(*tree.Tree)) (lost diag.List) {
	var err error
	if d.tree == nil && d.packed != nil {
		err = d.packed.Use(f)
	} else if t, failed := d.look(); failed != nil {
		err = failed
	} else {
		f(t)
	}
	if err != nil {
		lost.Add(diag.Errorf(diag.FileUnreadable, d.file.Whole(), "what was read of the file cannot be read back from the folder for temporary files: %v", err).
			Hinted("see that the disk is sound, and run again"))
	}
	return lost
}

// look returns the tree of the document. The error is that of the disk.
func (d *Document) look() (*tree.Tree, error) {
	switch {
	case d.tree != nil:
		return d.tree, nil
	case d.packed != nil:
		return d.packed.Unpack()
	}
	return read(d.file, d.again.body, d.again.opt, true).pages[0].doc.tree, nil
}

// LetGo lets go of what only Render, Markdown, Prose, Text and the check of links
// read: none of them may be asked for from now on, and nobody be at it at this moment.
func (d *Document) LetGo() {
	d.tree, d.packed, d.again, d.Links, d.Images = nil, nil, nil, nil, nil
	d.file.LetGo()
}
