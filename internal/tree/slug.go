package tree

import (
	"strings"
	"unicode"
)

// Slug makes an anchor of a heading as GitHub does: lower case; letters, marks,
// digits, hyphens and underscores of any script stay, spaces become hyphens,
// everything else goes. "A & B / C" gives "a--b--c".
func Slug(s string) string {
	var out strings.Builder
	for _, r := range strings.TrimSpace(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			out.WriteByte(byte(r))
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || unicode.Is(unicode.Nl, r) || unicode.Is(unicode.Pc, r):
			out.WriteRune(r)
		case r == ' ' || r == '\n' || r == '\t':
			out.WriteByte('-')
		}
	}
	if out.Len() == 0 {
		return "section"
	}
	return out.String()
}
