package delimited

import (
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/source"
)

// Neutral returns text that no spreadsheet runs as a formula: with an
// apostrophe in front if the first visible character could start one
// (OWASP ASVS 1.2.10), in any width, or if a tab, a line end or a NUL stands
// before it.
func Neutral(text string) string {
	for _, r := range text {
		switch {
		case r == '\t' || r == '\r' || r == '\n' || r == 0:
			return "'" + text
		case unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf):
			continue // nothing to see; programs skip some of these
		case starts(r):
			return "'" + text
		}
		return text
	}
	return text
}

// starts reports whether a formula can start with r, or with the character
// that r is a wide, small or raised form of.
func starts(r rune) bool {
	return strings.ContainsAny(source.FoldName(string(r)), "=+-@|%\u2212")
}

// Stored is what a field says that was given a text: the text, with apostrophes
// where a formula could start. Beside the first character that is behind what
// parts fields in other tables: a program that takes the wrong one for it starts a
// cell there.
func Stored(text string) string {
	var b strings.Builder
	behind := false
	for _, r := range Neutral(text) {
		if behind && starts(r) && r != '|' && r != '%' {
			b.WriteByte('\'')
		}
		b.WriteRune(r)
		behind = strings.ContainsRune(separators+`"`, r)
	}
	return b.String()
}
