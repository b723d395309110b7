package tag

import (
	"strings"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/highlight"
)

// AdmonitionHead reads what stands behind the colons: a type, then a title in
// brackets, in attributes or bare.
func AdmonitionHead(s string) (kind, title string, ok bool) {
	s = strings.TrimLeft(s, " \t")
	n := 0
	for n < len(s) && (excerpt.IsNameByte(s[n]) && s[n] != '$') {
		n++
	}
	if n == 0 || !excerpt.IsLetter(s[0]) {
		return "", "", false
	}
	kind, s = s[:n], s[n:]
	if s != "" && !strings.ContainsRune(" \t[{", rune(s[0])) {
		return "", "", false
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return kind, strings.TrimSpace(s[1 : len(s)-1]), true
	}
	if strings.HasPrefix(s, "{") && strings.HasSuffix(s, "}") {
		meta := highlight.ReadMeta([]byte(s[1 : len(s)-1]))
		return kind, meta.Title, true
	}
	return kind, s, true
}

// AlertHead reads "[!TYPE]" with an optional title behind it.
func AlertHead(s string) (kind, title string, ok bool) {
	if !strings.HasPrefix(s, "[!") {
		return "", "", false
	}
	name, rest, found := strings.Cut(s[2:], "]")
	if !found || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r > 127 || !excerpt.IsNameByte(byte(r)) }) {
		return "", "", false
	}
	if rest != "" && strings.ContainsRune("([:", rune(rest[0])) {
		return "", "", false
	}
	return strings.ToLower(name), strings.TrimSpace(strings.TrimLeft(rest, "+-")), true
}
