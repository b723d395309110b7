package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// TokenAt returns the bytes [from, to) of the CEL token at or after offset. At
// the end of the text it is the last token.
func TokenAt(s string, offset int) (from, to int) {
	from = offset + len(s[offset:]) - len(strings.TrimLeftFunc(s[offset:], unicode.IsSpace))
	if from >= len(s) {
		end := len(strings.TrimRightFunc(s, unicode.IsSpace))
		from = max(end-1, 0)
		for from > 0 && InName(s[from]) && InName(s[from-1]) {
			from--
		}
		return from, end
	}
	return from, from + tokenLength(s[from:])
}

func tokenLength(s string) int {
	switch c := s[0]; {
	case InName(c):
		n := 1
		for n < len(s) && InName(s[n]) {
			n++
		}
		if n < len(s) && n <= 2 && (s[n] == '"' || s[n] == '\'') {
			return n + quotedLength(s[n:]) // a prefix: r"", b""
		}
		return n
	case c == '"' || c == '\'':
		return quotedLength(s)
	}
	for _, op := range []string{"&&", "||", "==", "!=", "<=", ">=", ".?", "[?"} {
		if strings.HasPrefix(s, op) {
			return len(op)
		}
	}
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// quotedLength returns the length of the quoted string that s starts with, or
// of all of s when nothing closes it.
func quotedLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}

// InName reports whether a byte may stand in a name.
func InName(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
