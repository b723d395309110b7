package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldText reduces text to the form in which words are compared by people who
// search: Unicode NFKD without the marks of Latin, Greek and Cyrillic letters
// (U+0300 to U+036F), lower case, one small sigma. A byte that is not UTF-8 is
// U+FFFD, whatever stands beside it.
func FoldText(text string) string {
	if !utf8.ValidString(text) {
		text = string([]rune(text))
	}
	plain := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	return strings.ReplaceAll(strings.ToLower(plain), "ς", "σ")
}
