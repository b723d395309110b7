package delimited

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
// parts fields and lines in other tables, and behind quotes: a program that takes
// the wrong one for it, or loses count, starts a cell there. What is no formula
// behind a blank, such as a number with a sign, stays as it is.
func Stored(text string) string {
	const no, next, blank = 0, 1, 2 // whether a cell could start: here, or before blanks
	var b strings.Builder
	behind := no
	for text = Neutral(text); len(text) > 0; {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case strings.ContainsRune(separators+"\r\n\x00\"", r):
			behind = next
		case behind != no && (unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf)):
			behind = blank
		default:
			if behind == next && starts(r) && r != '%' || behind == blank && strings.ContainsAny(source.FoldName(string(r)), "=@") {
				b.WriteByte('\'')
			}
			behind = no
		}
		b.WriteString(text[:size])
		text = text[size:]
	}
	return b.String()
}
