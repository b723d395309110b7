package source

import "fmt"

// Span is a half-open range of bytes [Start, End) in a file. The zero Span has
// no file and no place. Spans stay byte offsets everywhere; they become lines
// and columns once, when a diagnostic is printed.
type Span struct {
	File       *File
	Start, End int
}

// IsZero reports whether the span has no place.
func (s Span) IsZero() bool { return s.File == nil }

// Path returns the path of the span's file, or "".
func (s Span) Path() string {
	if s.File == nil {
		return ""
	}
	return s.File.Path
}

// Text returns the bytes of the span as text.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	data := s.File.Bytes()
	return string(data[min(s.Start-s.File.before, len(data)):min(s.End-s.File.before, len(data))])
}

// Lines returns the lines on which the span stands, and how many bytes and lines
// of the file stand before them: what Lines makes a file of.
func (s Span) Lines() (data []byte, bytes, lines int) {
	f := s.File
	first, last := f.Position(s.Start).Line-f.above, f.Position(s.End).Line-f.above
	data = f.Bytes()
	from, to := f.lines[first-1], len(data)
	if last < len(f.lines) {
		to = f.lines[last]
	}
	return data[from:to], f.before + from, f.above + first - 1
}

// Position returns where the span starts.
func (s Span) Position() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.Start)
}

// EndPosition returns where the span ends, exclusive.
func (s Span) EndPosition() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.End)
}

// Sub returns the part of the span from byte offset from to byte offset to,
// both counted from the start of the span.
func (s Span) Sub(from, to int) Span {
	if s.File == nil {
		return s
	}
	return s.File.Span(s.Start+from, s.Start+to)
}

// Position is a place in a file for people: line and column count from 1, and
// a column is one code point. The zero Position is "nowhere".
type Position struct {
	Path   string
	Line   int
	Column int
}

// String formats the position as path:line:column, leaving out what is unknown.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.Path
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.Path, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.Path, p.Line, p.Column)
}
