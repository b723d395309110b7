package markup

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/source"
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
	d := p.doc
	switch small, beside, room := p.opt.Trees.Take(d.tree, func(to []byte) ([]byte, bool) { return d.said.Append(to, d.file) }); {
	case small != nil:
		d.tree, d.packed, d.beside = nil, small, beside
		if beside != nil {
			d.said = nil
		}
	case !room && len(p.opened) == 0:
		d.tree, d.again = nil, &again{body, p.opt}
		d.again.opt.Open = nil
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

// Outline returns the headings, links, images and ids of the page; none where they
// were lost, as Render then says.
func (d *Document) Outline() *outline.Outline {
	if d.said != nil {
		return d.said
	}
	if said, err := d.beside.Make(func(code []byte) any { return outline.Read(code, d.file) }); err == nil {
		return said.(*outline.Outline)
	}
	return &outline.Outline{}
}

// Headings returns the headings of the page, as Outline does.
func (d *Document) Headings() (all []outline.Heading) {
	if d.said != nil {
		return d.said.Headings
	}
	_ = d.beside.Use(func(code []byte) { all = outline.Headings(code, d.file) })
	return all
}

// Place returns where the page offers an anchor.
func (d *Document) Place(id string) (source.Span, bool) { return d.Outline().Place(id) }

// LetGo lets go of what only Render, Markdown, Prose and the check of links read:
// none of them may be asked for from now on, and nobody be at it at this moment.
func (d *Document) LetGo() {
	d.tree, d.packed, d.again = nil, nil, nil
	if d.said != nil {
		d.said.Links, d.said.Images = nil, nil
	}
	d.file.LetGo()
}
