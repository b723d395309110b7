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
	for i := plain(text); i < len(text); {
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
		i += plain(text[i:])
	}
	return append(append(room, text[from:]...), '"')
}

// Bytes of a word, each in its own place.
const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// plain returns how many bytes of a text, of those that it starts with, are ASCII that
// JSON writes as it is. It looks at eight at a time, and stops before the first eight
// that may be others, or are fewer.
func plain(text string) int {
	at := 0
	for ; len(text)-at >= 8; at += 8 {
		t := text[at : at+8]
		word := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 | uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		// Where no byte has its top bit set, each term sets that of one that is zero,
		// or below a space.
		quote, slash, space := (word^eachByte*'"')-eachByte, (word^eachByte*'\\')-eachByte, word-eachByte*' '
		if (word|quote|slash|space)&topBits != 0 {
			break
		}
	}
	return at
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
