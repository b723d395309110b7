package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a piece of text that came out of a file, such as a YAML scalar. Its
// value may differ from the bytes of its span: quotes, folding, indentation.
type Text struct {
	Value string
	Span  Span
}

// String returns the value.
func (t Text) String() string { return t.Value }

// At returns the place in the file of the bytes [from, to) of the value. White
// space is aligned loosely, so that folded and indented scalars work; where the
// two part company for good, the whole span is returned.
func (t Text) At(from, to int) Span {
	if t.Span.File == nil || len(t.Span.File.Bytes()) < t.Span.End {
		return t.Span
	}
	start, ok := t.align(from)
	if !ok {
		return t.Span
	}
	end, ok := t.align(max(to-1, from))
	if !ok {
		end = start
	}
	return t.Span.File.Span(start, min(end+1, t.Span.End))
}

// align returns the offset in the file of the byte at offset in the value.
func (t Text) align(offset int) (int, bool) {
	data := t.Span.File.Bytes()
	at, quoted := t.open()
	for i := range len(t.Value) {
		c := t.Value[i]
		if c < utf8.RuneSelf && unicode.IsSpace(rune(c)) {
			if i == offset {
				return min(at, t.Span.End), true
			}
			continue
		}
		for at < t.Span.End && data[at] != c {
			if quoted && data[at] == '\\' && at+1 < t.Span.End && strings.IndexByte("nrtvfabe0", data[at+1]) >= 0 {
				at++ // the letter of an escape is no text
			}
			at++
		}
		if at >= t.Span.End {
			return 0, false
		}
		if i == offset {
			return at, true
		}
		at++
	}
	return min(at, t.Span.End), offset >= len(t.Value)
}

// open returns where the text starts inside its span, behind a quote if it has
// one, and whether backslashes in it are escapes.
func (t Text) open() (at int, escapes bool) {
	s := t.Span
	if s.End-s.Start < len(t.Value)+2 {
		return s.Start, false
	}
	data := s.File.Bytes()
	first, last := data[s.Start], data[s.End-1]
	if first != last || first != '"' && first != '\'' {
		return s.Start, false
	}
	return s.Start + 1, first == '"'
}
