package hypertext

import (
	"bytes"
	"strings"
)

// escapes are the characters that text and quoted attributes may not hold as
// they are. HTML has no way to write NUL.
var escapes = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", 0: "\ufffd"}

// escapable is every character that escapes lists.
const escapable = "&<>\"'\x00"

// escape makes text safe in HTML and in quoted attributes.
func escape(s string) string {
	if !strings.ContainsAny(s, escapable) {
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
