package reproduce

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain are the characters that no shell reads as anything but themselves,
// wherever in a word they stand.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@,+-"

// Quote writes a text as one word of a POSIX shell (IEEE 1003.1, section 2.2):
// as it is where it is plain, else between single quotes, within which nothing has
// a meaning. It reports false for a text that a reader cannot see as it is: one
// with control characters, with marks that turn or hide what follows, or that is
// not UTF-8.
func Quote(text string) (string, bool) {
	if !utf8.ValidString(text) || strings.ContainsFunc(text, unseen) {
		return "", false
	}
	if text != "" && strings.Trim(text, plain) == "" {
		return text, true
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'", true
}

// unseen reports whether a character is shown as nothing, as a blank that is
// none, or changes how its neighbours are shown.
func unseen(r rune) bool {
	return r == utf8.RuneError || unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) || unicode.IsSpace(r) && r != ' '
}

// Command writes a command of words. It is "" where there is no word, or one
// that cannot be quoted.
func Command(words ...string) string {
	var out []string
	for _, word := range words {
		quoted, ok := Quote(word)
		if !ok {
			return ""
		}
		out = append(out, quoted)
	}
	return strings.Join(out, " ")
}
