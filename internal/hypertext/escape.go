package hypertext

import "bytes"

// escapes are the characters that text and quoted attributes may not hold as
// they are. HTML has no way to write NUL.
var escapes = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", 0: "\ufffd"}

// odd are the bytes that text may not hold as they are: bit 0 in HTML, and bit 1 in
// Markdown that becomes HTML.
var odd = func() (odd [256]uint8) {
	for c, with := range escapes {
		if with != "" {
			odd[c] = 3
		}
	}
	odd['\\'] = 2
	return odd
}()

// isOdd reports whether a text holds a byte that has one of the bits.
func isOdd[T string | []byte](s T, bits uint8) bool {
	for i := range len(s) {
		if odd[s[i]]&bits != 0 {
			return true
		}
	}
	return false
}

// escape makes text safe in HTML and in quoted attributes.
func escape(s string) string {
	if !isOdd(s, 1) {
		return s
	}
	var out bytes.Buffer
	writeEscaped(&out, s)
	return out.String()
}

// writeEscaped writes text so that it is safe in HTML and in quoted attributes.
func writeEscaped(out *bytes.Buffer, s string) {
	from := 0
	for i := range len(s) {
		if with := escapes[s[i]]; with != "" {
			out.WriteString(s[from:i])
			out.WriteString(with)
			from = i + 1
		}
	}
	out.WriteString(s[from:])
}
