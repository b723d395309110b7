package migrate

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decodeText returns the text of a file as UTF-8 with line feeds, and the name
// of the encoding that it was in: UTF-8, UTF-16 with a byte order mark, or
// else CP-1252.
func decodeText(data []byte) (text []byte, encoding string, err error) {
	encoding = "UTF-8"
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		encoding = "UTF-16"
		text = fromUTF16(data[2:], data[0] == 0xfe)
	case utf8.Valid(data):
		text = bytes.TrimPrefix(data, []byte("\ufeff"))
	default:
		encoding = "CP-1252"
		text = fromCP1252(data)
	}
	if i := bytes.IndexByte(text, 0); i >= 0 {
		return nil, "", fmt.Errorf("the file holds a NUL character, so it is no text")
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, "", errors.New("the file holds no text")
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	// A form feed starts a page of paper, and here a paragraph; other control
	// characters stand for nothing.
	text = bytes.Map(func(r rune) rune {
		switch {
		case r == '\f' || r == '\v' || r == '\u2028':
			return '\n'
		case r < ' ' && r != '\n' && r != '\t' || r == 0x7f:
			return -1
		}
		return r
	}, text)
	return text, encoding, nil
}

// fromUTF16 converts UTF-16; halves of surrogate pairs become U+FFFD.
func fromUTF16(data []byte, big bool) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i]) | uint16(data[2*i+1])<<8
		if big {
			units[i] = uint16(data[2*i])<<8 | uint16(data[2*i+1])
		}
	}
	return []byte(string(utf16.Decode(units)))
}

// cp1252 are the characters of the bytes 0x80 to 0x9F (WHATWG Encoding,
// index windows-1252); all others are those of Latin-1.
const cp1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"

func fromCP1252(data []byte) []byte {
	high := []rune(cp1252)
	var out strings.Builder
	for _, c := range data {
		if c >= 0x80 && c <= 0x9f {
			out.WriteRune(high[c-0x80])
		} else {
			out.WriteRune(rune(c))
		}
	}
	return []byte(out.String())
}
