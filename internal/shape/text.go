package shape

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/onuse"
)

const byteOrderMark = "\xef\xbb\xbf"

// cleanText returns evidence as UTF-8 without a byte order mark. UTF-16 needs
// its mark; XML may declare any charset.
func cleanText(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte(byteOrderMark)):
		data = data[len(byteOrderMark):]
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return fromUTF16(data[2:], false)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return fromUTF16(data[2:], true)
	default:
		converted, err := fromDeclaredCharset(data)
		if err != nil {
			return nil, err
		}
		data = converted
	}
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return nil, fmt.Errorf("found a NUL byte at offset %d, expected text", i)
	}
	if i := decode.InvalidUTF8(data); i >= 0 {
		return nil, fmt.Errorf("the byte 0x%02x at offset %d is not UTF-8", data[i], i)
	}
	return data, nil
}

// fromUTF16 converts UTF-16 to UTF-8.
func fromUTF16(data []byte, big bool) ([]byte, error) {
	if len(data)%2 != 0 {
		return nil, errors.New("the UTF-16 text ends inside a character")
	}
	out := make([]byte, 0, len(data)/2)
	for i := 0; i < len(data); i += 2 {
		r := utf16Unit(data, i, big)
		if utf16.IsSurrogate(r) {
			if i += 2; i == len(data) {
				return nil, errors.New("the UTF-16 text ends inside a character")
			}
			if r = utf16.DecodeRune(r, utf16Unit(data, i, big)); r == utf8.RuneError {
				return nil, fmt.Errorf("found half of a surrogate pair at offset %d", i)
			}
		}
		if r == 0 {
			return nil, fmt.Errorf("found a NUL character at offset %d, expected text", i+2)
		}
		out = utf8.AppendRune(out, r)
	}
	return out, nil
}

func utf16Unit(data []byte, i int, big bool) rune {
	if big {
		return rune(data[i])<<8 | rune(data[i+1])
	}
	return rune(data[i+1])<<8 | rune(data[i])
}

var xmlCharset = onuse.Regexp(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// fromDeclaredCharset converts an XML document that declares a charset other
// than UTF-8; anything else is returned as it is.
func fromDeclaredCharset(data []byte) ([]byte, error) {
	m := xmlCharset.FindSubmatch(data[:min(len(data), 512)])
	if m == nil {
		return data, nil
	}
	name := strings.ToLower(string(m[1]))
	if name == "utf-8" || name == "us-ascii" || name == "ascii" {
		return data, nil
	}
	encoding, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("the charset %q of the XML is not known", name)
	}
	if canonical, _ := htmlindex.Name(encoding); strings.HasPrefix(canonical, "utf-16") {
		return nil, errors.New("the XML says UTF-16, but has no byte order mark")
	}
	out, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("the XML is not of its charset %q", name)
	}
	return out, nil
}
