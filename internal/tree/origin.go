package tree

import (
	"bytes"
	"sort"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// Origin is the text that is parsed, and the way back to the bytes of the
// file. Line ends are LF in it; everything else stands where it stands in the
// file, so that offsets differ only by the carriage returns left out.
type Origin struct {
	File  *source.File
	Buf   []byte
	Start int   // where the body starts in Buf
	cuts  []int // offsets in Buf of line feeds whose carriage return was left out
	Dirty int   // file offset of the first byte that is no text, or -1
}

// NewOrigin prepares a file whose body starts at byte offset body.
func NewOrigin(f *source.File, body int) Origin {
	data := f.Data
	body = min(max(body, 0), len(data))
	if body < 3 && len(data) >= 3 && string(data[:3]) == "\ufeff" {
		body = 3
	}
	o := Origin{File: f, Buf: data, Start: body, Dirty: firstDirty(data, body)}
	if o.Dirty < 0 && !hasCR(data) {
		return o
	}
	buf := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if i == body {
			o.Start = len(buf)
		}
		c := data[i]
		switch {
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			o.cuts = append(o.cuts, len(buf))
			i++
			continue
		case c == '\r':
			buf = append(buf, '\n')
		case c == 0:
			buf = append(buf, '?')
		case c < utf8.RuneSelf:
			buf = append(buf, c)
		default:
			r, n := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && n == 1 {
				buf = append(buf, '?')
			} else {
				buf = append(buf, data[i:i+n]...)
				i += n - 1
			}
		}
		i++
	}
	if body == len(data) {
		o.Start = len(buf)
	}
	o.Buf = buf
	return o
}

// Span converts a range of Buf to a span of the file.
func (o *Origin) Span(from, to int) source.Span {
	return o.File.Span(o.offset(from), o.offset(to))
}

// offset converts an offset in Buf to an offset in the file.
func (o *Origin) offset(at int) int {
	return at + sort.SearchInts(o.cuts, at)
}

// Written returns a range of Buf as text.
func (o *Origin) Written(from, to int) string { return string(o.Buf[from:to]) }

func hasCR(data []byte) bool { return bytes.IndexByte(data, '\r') >= 0 }

// firstDirty returns the offset of the first NUL or malformed UTF-8 byte.
func firstDirty(data []byte, from int) int {
	if utf8.Valid(data[from:]) && bytes.IndexByte(data[from:], 0) < 0 {
		return -1
	}
	for i := from; i < len(data); {
		if c := data[i]; c != 0 && c < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		if r == 0 || r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
