package markup

import (
	"bytes"
	"unicode/utf8"
)

// isSpace reports whether a byte is a blank or ends a line.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\v' }

// isLetter reports whether a byte starts a name.
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' }

// isDigit reports whether a byte is a decimal digit.
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isNameByte reports whether a byte may stand in a name.
func isNameByte(c byte) bool { return isLetter(c) || isDigit(c) || c == '-' }

// isPathStart reports whether a byte starts a member behind a dot.
func isPathStart(c byte) bool { return isLetter(c) || isDigit(c) || c >= utf8.RuneSelf }

// isBlank reports whether b holds white space only.
func isBlank(b []byte) bool { return len(bytes.Trim(b, " \t\r\n")) == 0 }

// isRemark reports whether an expression is empty or a comment only.
func isRemark(b []byte) bool {
	for {
		b = bytes.TrimSpace(b)
		switch {
		case len(b) == 0:
			return true
		case bytes.HasPrefix(b, []byte("/*")):
			n := bytes.Index(b[2:], []byte("*/"))
			if n < 0 {
				return false
			}
			b = b[n+4:]
		case bytes.HasPrefix(b, []byte("//")):
			n := bytes.IndexByte(b, '\n')
			if n < 0 {
				return true
			}
			b = b[n:]
		default:
			return false
		}
	}
}
