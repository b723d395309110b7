// Package source holds the bytes that a site is made of: files, spans inside
// them, line and column arithmetic, digests, and read-only trees that cannot
// be left.
//
// It never interprets what it reads and never writes. Reading is confined to
// one root directory (os.Root) and to regular files; everything else below the
// root is reported as a Problem.
package source

import (
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// File is one file of a site, held in memory. It is immutable once made and
// safe for concurrent use.
type File struct {
	// Path is slash-separated and relative to the root of the site.
	Path string
	// Data are the exact bytes as stored; nil where they were put away or let go,
	// see Bytes.
	Data []byte
	// Included is the place in another file that includes this one, where it is
	// read as a part of that file.
	Included Span

	before, above int // bytes and lines of the file that stand before Data, and are not in memory

	once   sync.Once
	lines  []int // byte offset at which each line starts
	digest atomic.Pointer[Digest]
	tree   *Tree // that it was read from; nil: it was made
	away   *away // nil: Data are there
}

// NewFile returns a file with the given site-relative path and bytes.
func NewFile(path string, data []byte) *File { return &File{Path: path, Data: data} }

// Lines returns a file of which some lines in the middle are in memory: those
// behind so many bytes and lines. Spans keep their places in the whole file.
func Lines(path string, data []byte, bytes, lines int) *File {
	return &File{Path: path, Data: data, before: bytes, above: lines}
}

// IncludedAt returns the file as a part of another, which includes it at a place.
func (f *File) IncludedAt(at Span) *File {
	return &File{Path: f.Path, Data: f.Bytes(), Included: at, before: f.before, above: f.above}
}

// Digest returns the SHA-256 digest of the exact bytes.
func (f *File) Digest() Digest {
	if known := f.digest.Load(); known != nil {
		return *known
	}
	var d Digest
	f.Use(func(data []byte) { d = DigestOf(data) })
	f.digest.Store(&d)
	return d
}

// Span returns the half-open byte range [start, end), clamped to the file.
func (f *File) Span(start, end int) Span {
	if f == nil {
		return Span{}
	}
	start = min(max(start, f.before), f.before+f.size())
	end = min(max(end, start), f.before+f.size())
	return Span{File: f, Start: start, End: end}
}

// Whole returns a zero-width span at the start of the file, for mistakes that
// have no better place.
func (f *File) Whole() Span { return f.Span(0, 0) }

// Lines returns the number of the last line; a final newline does not start another.
func (f *File) Lines() int {
	f.index()
	n := len(f.lines)
	if n > 1 && f.lines[n-1] == len(f.Bytes()) {
		n--
	}
	return f.above + n
}

// Line returns the text of line n (1-based) without its line end, and the byte
// offset at which it starts. A line outside the file gives "" and -1.
func (f *File) Line(n int) (text string, offset int) {
	f.index()
	n -= f.above
	if n < 1 || n > len(f.lines) {
		return "", -1
	}
	data := f.Bytes()
	start, end := f.lines[n-1], len(data)
	if n < len(f.lines) {
		end = f.lines[n]
	}
	return strings.TrimRight(string(data[start:end]), "\r\n"), f.before + start
}

// Position converts a byte offset to a line and a column.
func (f *File) Position(offset int) Position {
	f.index()
	data := f.Bytes()
	if len(data) < f.size() {
		return Position{Path: f.Path}
	}
	offset = min(max(offset-f.before, 0), len(data))
	line := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset })
	start := f.lines[line-1]
	return Position{
		Path:   f.Path,
		Line:   f.above + line,
		Column: utf8.RuneCount(data[start:offset]) + 1,
	}
}

func (f *File) index() {
	f.once.Do(func() {
		f.lines = append(f.lines, 0)
		for i, b := range f.Bytes() {
			if b == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	})
}
