// Package mirror is the copy of a bucket of evidence on this machine: an index
// of what the bucket held, and the content of each object, by digest.
//
// It reads the copy and names its places; it opens no connection. What fills it
// is package bucket, in a program of its own.
package mirror

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/source"
)

// Dir is the folder of the copy, relative to the root of a site. It can be made
// again at any time and does not belong into version control.
const Dir = ".candor/evidence"

// IndexFile is the index of the copy.
const IndexFile = Dir + "/index.jsonl"

// Object is one object of a bucket.
type Object struct {
	Path     string        `json:"path"` // slash-separated, below the folder evidence/
	Size     int64         `json:"size"` // bytes
	Digest   source.Digest `json:"sha256"`
	Tag      string        `json:"tag,omitempty"` // changes with the content; "" when the store gives none
	Modified time.Time     `json:"modified"`      // as the store says; it says nothing about when evidence was collected
}

// File returns the place of the content, relative to the root of a site.
func (o Object) File() string { return FileOf(o.Digest) }

// FileOf returns the place of content with a digest.
func FileOf(d source.Digest) string {
	return path.Join(Dir, "objects", string(d[:2]), string(d[2:]))
}

// Mirror is a copy that was opened. It is immutable and safe for concurrent use
// as long as its tree is open.
type Mirror struct {
	Index
	tree   *source.Tree
	folder string
	byPath map[string]Object
}

// Open opens the copy of a site. The paths of its files begin with the folder,
// such as evidence. Without a copy it returns nil. What is wrong with the index
// is a *source.Problem.
func Open(tree *source.Tree, folder string) (*Mirror, error) {
	f, err := tree.Read(IndexFile, maxIndex)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	index, err := Decode(f.Data)
	if err != nil {
		return nil, &source.Problem{Path: IndexFile, Reason: err.Error(), Hint: hint}
	}
	m := &Mirror{Index: *index, tree: tree, folder: folder, byPath: make(map[string]Object, len(index.Objects))}
	for _, o := range index.Objects {
		m.byPath[m.name(o)] = o
	}
	return m, nil
}

const hint = "copy the bucket again: candor evidence pull"

func (m *Mirror) name(o Object) string { return path.Join(m.folder, o.Path) }

// Entries lists the files of the copy, sorted by path.
func (m *Mirror) Entries() []source.Entry {
	entries := make([]source.Entry, 0, len(m.Objects))
	for _, o := range m.Objects {
		entries = append(entries, source.Entry{Path: m.name(o), Size: o.Size})
	}
	return entries
}

// Has reports whether the copy holds a file.
func (m *Mirror) Has(name string) bool {
	_, ok := m.byPath[name]
	return ok
}

// Read reads one file of at most limit bytes. Content that is gone, or that no
// longer has its digest, is a *source.Problem; a name that the copy does not
// hold matches fs.ErrNotExist.
func (m *Mirror) Read(name string, limit int64) (*source.File, error) {
	o, ok := m.byPath[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := m.tree.Read(o.File(), limit)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &source.Problem{Path: name, Reason: "is missing from the copy of the bucket", Hint: hint}
	case errors.As(err, &problem):
		return nil, &source.Problem{Path: name, Reason: problem.Reason, Hint: problem.Hint}
	case err != nil:
		return nil, err
	case f.Digest() != o.Digest:
		return nil, &source.Problem{Path: name, Reason: "is damaged in the copy of the bucket: its digest is another", Hint: hint}
	}
	return source.NewFile(name, f.Data), nil
}

// KeyFault says why an object cannot be a file of evidence, as words that
// complete "the key ...", or "". Keys are slash-separated.
func KeyFault(key string) string {
	if !fs.ValidPath(key) || key == "." {
		return "is no path of a file"
	}
	for part := range strings.SplitSeq(key, "/") {
		if why := source.NameFault(part); why != "" {
			return why
		}
		if strings.HasPrefix(part, ".") {
			return "is hidden: it starts with a dot"
		}
	}
	return ""
}

// byPath orders objects.
func byPath(a, b Object) int { return strings.Compare(a.Path, b.Path) }

// sorted reports whether objects are in order, each path once.
func sorted(objects []Object) bool {
	return slices.IsSortedFunc(objects, byPath) && len(slices.CompactFunc(slices.Clone(objects), func(a, b Object) bool { return a.Path == b.Path })) == len(objects)
}
