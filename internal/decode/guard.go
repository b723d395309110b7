package decode

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

const byteOrderMark = "\xef\xbb\xbf"

// region is the part of a file that is decoded; its offsets count from base.
type region struct {
	file *source.File
	base int
	data []byte
}

// span returns the place of data[start:end].
func (r region) span(start, end int) source.Span {
	return r.file.Span(r.base+start, r.base+end)
}

// regionOf returns the bytes [start, end) of a file without a byte order mark,
// once they are known to be within the limit and clean UTF-8.
func regionOf(f *source.File, start, end int, limit int64) (region, diag.List) {
	if int64(end-start) > limit {
		return region{}, diag.List{diag.Errorf(diag.FileLimit, f.Span(start, start),
			"%s are larger than the limit of %s", SizeText(int64(end-start)), SizeText(limit)).
			Hinted("split the file")}
	}
	data := f.Data[start:end]
	if rest, ok := bytes.CutPrefix(data, []byte(byteOrderMark)); ok {
		data, start = rest, start+len(byteOrderMark)
	}
	r := region{file: f, base: start, data: data}
	if d, bad := encodingFault(r); bad {
		return region{}, diag.List{d}
	}
	return r, nil
}

// Text reports what keeps a file from being clean UTF-8 text.
func Text(f *source.File) diag.List {
	_, list := regionOf(f, 0, len(f.Data), int64(len(f.Data)))
	return list
}

// encodingFault finds what keeps bytes from being clean UTF-8 text.
func encodingFault(r region) (diag.Diagnostic, bool) {
	if looksUTF16(r.data) {
		return diag.Errorf(diag.FileEncoding, r.span(0, 0), "the file is UTF-16, expected UTF-8").
			Hinted("save the file as UTF-8"), true
	}
	if bytes.HasPrefix(r.data, []byte(byteOrderMark)) {
		return diag.Errorf(diag.FileEncoding, r.span(0, len(byteOrderMark)), "found a second byte order mark, expected text").
			Hinted("remove it"), true
	}
	if i := bytes.IndexByte(r.data, 0); i >= 0 {
		return diag.Errorf(diag.FileEncoding, r.span(i, i+1), "found a NUL byte, expected text").
			Hinted("remove the byte, or save the file as UTF-8"), true
	}
	if i := InvalidUTF8(r.data); i >= 0 {
		return diag.Errorf(diag.FileEncoding, r.span(i, i+1), "byte 0x%02x is not UTF-8", r.data[i]).
			Hinted("save the file as UTF-8"), true
	}
	return diag.Diagnostic{}, false
}

// LimitError is an exceeded limit, said for people.
type LimitError struct{ Message string }

// Error implements error.
func (e *LimitError) Error() string { return e.Message }

// looksUTF16 reports whether data starts with a UTF-16 byte order mark, or
// with two ASCII characters in UTF-16.
func looksUTF16(data []byte) bool {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return true
	}
	if len(data) < 4 {
		return false
	}
	little := data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0
	big := data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0
	return little || big
}

// InvalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
func InvalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// controlFault finds a control character that YAML does not allow.
func controlFault(r region) (diag.Diagnostic, bool) {
	for i, c := range string(r.data) {
		ok := c == '\t' || c == '\n' || c == '\r' || c >= 0x20 && c <= 0x7e || c == 0x85 || c >= 0xa0 && c != 0xfffe && c != 0xffff
		if !ok {
			return diag.Errorf(diag.FileEncoding, r.span(i, i+utf8.RuneLen(c)), "found the control character %U, expected text", c).
				Hinted("remove the character"), true
		}
	}
	return diag.Diagnostic{}, false
}

// foldKey reduces a key to the form in which keys that differ in case only are
// the same.
func foldKey(key string) string {
	for i := range len(key) {
		if key[i] >= utf8.RuneSelf {
			return source.FoldName(key)
		}
	}
	return strings.ToLower(key)
}

// SizeText formats a number of bytes for people.
func SizeText(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d KiB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Excerpt shortens text for a message, to 60 characters.
func Excerpt(s string) string {
	const longest = 60
	s = strings.ToValidUTF8(s, "�")
	if utf8.RuneCountInString(s) <= longest {
		return s
	}
	return string([]rune(s)[:longest]) + "..."
}
