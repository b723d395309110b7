package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// shown returns how the character at the start of text is shown, and its
// length in bytes. What a terminal would obey or hide, such as escapes, control
// characters, direction marks and broken UTF-8, is spelt out. A tab stays.
func shown(text string) (string, int) {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '\t':
		return "\t", size
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, text[0]), size
	case r < 0x20 || r == 0x7f:
		return fmt.Sprintf(`\x%02x`, r), size
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
		if r > 0xffff {
			return fmt.Sprintf(`\U%08x`, r), size
		}
		return fmt.Sprintf(`\u%04x`, r), size
	}
	return text[:size], size
}

// visible spells out all characters of text that a terminal would obey or hide.
func visible(text string) string {
	var b strings.Builder
	for len(text) > 0 {
		s, size := shown(text)
		b.WriteString(s)
		text = text[size:]
	}
	return b.String()
}
