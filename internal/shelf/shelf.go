// Package shelf is where evidence lies: in a folder of the site and, where the
// site file names a bucket, in the copy of it on this machine.
//
// It lists and reads files; it never looks into them, and opens no connection.
package shelf

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/mirror"
	"github.com/candor-site/candor/internal/source"
)

// Shelf holds the files of both places. The folder comes first.
type Shelf struct {
	tree   *source.Tree
	folder string
	mirror *mirror.Mirror // nil: there is no bucket, or no copy of it
}

// Open opens a folder of a site and the copy of the bucket that the site file
// names; an empty address is no bucket. What an author can mend about the copy
// comes back as diagnostics.
func Open(tree *source.Tree, folder string, bucket source.Text) (Shelf, diag.List, error) {
	s := Shelf{tree: tree, folder: folder}
	if bucket.Value == "" {
		return s, nil, nil
	}
	const hint = "copy it: candor evidence pull"
	m, err := mirror.Open(tree, folder)
	var problem *source.Problem
	switch {
	case errors.As(err, &problem):
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, bucket.Span, "the copy of %s cannot be used: %v", bucket.Value, problem).Hinted("%s", problem.Hint)}, nil
	case err != nil:
		return s, nil, err
	case m == nil:
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, bucket.Span, "evidence lies in %s, of which there is no copy here", bucket.Value).Hinted(hint)}, nil
	case m.Source != bucket.Value:
		return s, diag.List{diag.Errorf(diag.EvidenceNotPulled, bucket.Span, "evidence lies in %s, and the copy here is of %s", bucket.Value, m.Source).Hinted(hint)}, nil
	}
	s.mirror = m
	return s, nil, nil
}

// Walk lists all files, sorted by path. What lies in both places is reported;
// the folder's counts.
func (s Shelf) Walk() ([]source.Entry, diag.List, error) {
	entries, problems, err := s.tree.Walk(s.folder)
	if err != nil {
		return nil, nil, err
	}
	var list diag.List
	for _, p := range problems {
		list.Add(Unreadable(p))
	}
	if s.mirror == nil {
		return entries, list, nil
	}
	local := make(map[string]bool, len(entries))
	for _, e := range entries {
		local[e.Path] = true
	}
	for _, e := range s.mirror.Entries() {
		if local[e.Path] {
			list.Add(diag.Errorf(diag.EvidenceDuplicate, source.NewFile(e.Path, nil).Whole(), "%s lies in the folder and in the bucket", path.Base(e.Path)).
				Hinted("remove it from one of them; until then the folder's counts"))
			continue
		}
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b source.Entry) int { return cmp.Compare(a.Path, b.Path) })
	return entries, list, nil
}

// Read reads one file of at most limit bytes, of the folder or of any other
// place of the site, or of the copy. Errors are those of source.Tree.
func (s Shelf) Read(name string, limit int64) (*source.File, error) {
	return s.ReadInto(nil, name, limit)
}

// ReadInto is Read of a file that may lie in a room that the caller takes back:
// nothing of the file may be used then.
func (s Shelf) ReadInto(room []byte, name string, limit int64) (*source.File, error) {
	if s.mirror != nil && s.mirror.Has(name) {
		if f, err := s.tree.Read(name, limit); err == nil {
			return f, nil
		}
		return s.mirror.Read(name, limit)
	}
	return s.tree.ReadInto(room, name, limit)
}

// Reader is where files are read from.
type Reader interface {
	ReadInto(room []byte, name string, limit int64) (*source.File, error)
}

// Read reads a file, into the room where it fits. What an author can mend comes back
// as diagnostics; a file that is not there is nil without one.
func Read(from Reader, room []byte, name string, limit int64) (*source.File, diag.List, error) {
	f, err := from.ReadInto(room, name, limit)
	var p *source.Problem
	switch {
	case err == nil:
		return f, nil, nil
	case errors.As(err, &p):
		return nil, diag.List{Unreadable(p)}, nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return nil, nil, nil
	}
	return nil, nil, err
}

// Unreadable is what package source refuses to read.
func Unreadable(p *source.Problem) diag.Diagnostic {
	d := diag.Errorf(diag.FileUnreadable, source.NewFile(p.Path, nil).Whole(), "the file %s", p.Reason)
	d.Hint = p.Hint
	return d
}
