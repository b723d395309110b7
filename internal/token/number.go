package token

import "strings"

// Number reports whether all of s is a number of RFC 8259, and whether it
// has neither fraction nor exponent.
func Number(s string) (whole, ok bool) {
	rest := strings.TrimPrefix(s, "-")
	digits := Digits(rest)
	if digits == 0 || digits > 1 && rest[0] == '0' {
		return false, false
	}
	rest = rest[digits:]
	whole = rest == ""
	if strings.HasPrefix(rest, ".") {
		n := Digits(rest[1:])
		if n == 0 {
			return false, false
		}
		rest = rest[1+n:]
	}
	if strings.HasPrefix(rest, "e") || strings.HasPrefix(rest, "E") {
		rest = rest[1:]
		if strings.HasPrefix(rest, "+") || strings.HasPrefix(rest, "-") {
			rest = rest[1:]
		}
		n := Digits(rest)
		if n == 0 {
			return false, false
		}
		rest = rest[n:]
	}
	return whole, rest == ""
}

// Digits returns how many decimal digits s starts with.
func Digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
