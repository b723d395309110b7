package excerpt

import (
	"bytes"
	"unicode/utf8"
)

// IsSpace reports whether a byte is a blank or ends a line.
func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\v' }

// IsLetter reports whether a byte starts a name.
func IsLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '$' }

// IsDigit reports whether a byte is a decimal digit.
func IsDigit(c byte) bool { return c >= '0' && c <= '9' }

// IsNameByte reports whether a byte may stand in a name.
func IsNameByte(c byte) bool { return IsLetter(c) || IsDigit(c) || c == '-' }

// IsPathStart reports whether a byte starts a member behind a dot.
func IsPathStart(c byte) bool { return IsLetter(c) || IsDigit(c) || c >= utf8.RuneSelf }

// IsBlank reports whether b holds white space only.
func IsBlank(b []byte) bool { return len(bytes.Trim(b, " \t\r\n")) == 0 }

// IsRemark reports whether an expression is empty or a comment only.
func IsRemark(b []byte) bool {
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
