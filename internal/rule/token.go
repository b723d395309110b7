package rule

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenAt returns the bytes [from, to) of the CEL token at or after offset. At
// the end of the text it is the last token.
func tokenAt(s string, offset int) (from, to int) {
	from = offset + len(s[offset:]) - len(strings.TrimLeftFunc(s[offset:], unicode.IsSpace))
	if from >= len(s) {
		end := len(strings.TrimRightFunc(s, unicode.IsSpace))
		from = max(end-1, 0)
		for from > 0 && inName(s[from]) && inName(s[from-1]) {
			from--
		}
		return from, end
	}
	return from, from + tokenLength(s[from:])
}

func tokenLength(s string) int {
	switch c := s[0]; {
	case inName(c):
		n := 1
		for n < len(s) && inName(s[n]) {
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

// nameNear returns the bytes of a name that belongs to the node at offset:
// the offset of a variable is its name's, that of a selection its dot's, that
// of a call its parenthesis's.
func nameNear(s string, offset int, name string) (from, to int) {
	if name == "" {
		return tokenAt(s, offset)
	}
	after := offset + len(s[offset:]) - len(strings.TrimLeft(s[offset:], ".?[ \t\r\n"))
	if strings.HasPrefix(s[after:], name) {
		return after, after + len(name)
	}
	before := strings.TrimRightFunc(s[:offset], unicode.IsSpace)
	if strings.HasSuffix(before, name) {
		return len(before) - len(name), len(before)
	}
	return tokenAt(s, offset)
}

func inName(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
