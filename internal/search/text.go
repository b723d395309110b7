package search

import (
	"strings"
	"unicode/utf8"
)

// appendTexts appends a list of texts as JSON.
func appendTexts(room []byte, texts ...string) []byte {
	room = append(room, '[')
	for i, t := range texts {
		if i > 0 {
			room = append(room, ',')
		}
		room = appendText(room, t)
	}
	return append(room, ']')
}

// appendText appends a text as JSON, as package encoding/json writes it where
// nothing is escaped for HTML.
func appendText(room []byte, text string) []byte {
	room = append(room, '"')
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		if asItIs[c] {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		escaped := ""
		switch {
		case c < utf8.RuneSelf:
			escaped = escape(c)
		case r == utf8.RuneError && n == 1:
			escaped = `\ufffd`
		case r == '\u2028':
			escaped = `\u2028`
		case r == '\u2029':
			escaped = `\u2029`
		}
		if escaped != "" {
			room = append(append(room, text[from:i]...), escaped...)
			from = i + n
		}
		i += n
	}
	return append(append(room, text[from:]...), '"')
}

// asItIs are the characters of ASCII that JSON writes as they are.
var asItIs = func() (set [256]bool) {
	for c := ' '; c < utf8.RuneSelf; c++ {
		set[c] = c != '"' && c != '\\'
	}
	return set
}()

// escape returns how a character is written that no text of JSON holds as it is.
func escape(c byte) string {
	if at := strings.IndexByte("\"\\\b\f\n\r\t", c); at >= 0 {
		return `\` + `"\bfnrt`[at:at+1]
	}
	const digits = "0123456789abcdef"
	return `\u00` + digits[c>>4:c>>4+1] + digits[c&15:c&15+1]
}
