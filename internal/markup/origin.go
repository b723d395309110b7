package markup

import (
	"sort"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// origin is the text that is parsed, and the way back to the bytes of the
// file. Line ends are LF in it; everything else stands where it stands in the
// file, so that offsets differ only by the carriage returns left out.
type origin struct {
	file  *source.File
	buf   []byte
	start int   // where the body starts in buf
	cuts  []int // offsets in buf of line feeds whose carriage return was left out
	dirty int   // file offset of the first byte that is no text, or -1
}

// newOrigin prepares a file whose body starts at byte offset body.
func newOrigin(f *source.File, body int) origin {
	data := f.Data
	body = min(max(body, 0), len(data))
	if body < 3 && len(data) >= 3 && string(data[:3]) == "\ufeff" {
		body = 3
	}
	o := origin{file: f, buf: data, start: body, dirty: firstDirty(data, body)}
	if o.dirty < 0 && !hasCR(data) {
		return o
	}
	buf := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		if i == body {
			o.start = len(buf)
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
		o.start = len(buf)
	}
	o.buf = buf
	return o
}

// span converts a range of buf to a span of the file.
func (o *origin) span(from, to int) source.Span {
	return o.file.Span(o.offset(from), o.offset(to))
}

// offset converts an offset in buf to an offset in the file.
func (o *origin) offset(at int) int {
	return at + sort.SearchInts(o.cuts, at)
}

// written returns a range of buf as text.
func (o *origin) written(from, to int) string { return string(o.buf[from:to]) }

func hasCR(data []byte) bool {
	for _, c := range data {
		if c == '\r' {
			return true
		}
	}
	return false
}

// firstDirty returns the offset of the first NUL or malformed UTF-8 byte.
func firstDirty(data []byte, from int) int {
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
