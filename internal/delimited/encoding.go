package delimited

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Encoding is how the characters of a table are written.
type Encoding string

// The encodings. Those of UTF-16 without a byte order mark are told by the zeros
// in every other byte.
const (
	UTF8       Encoding = "UTF-8"
	UTF8BOM    Encoding = "UTF-8 with a byte order mark"
	UTF16LE    Encoding = "UTF-16, little endian"
	UTF16BE    Encoding = "UTF-16, big endian"
	UTF16LEBOM Encoding = "UTF-16, little endian, with a byte order mark"
	UTF16BEBOM Encoding = "UTF-16, big endian, with a byte order mark"
	CP1252     Encoding = "Windows-1252"
)

// bom are the marks at the start of a file.
var bom = map[Encoding]string{UTF8BOM: "\xEF\xBB\xBF", UTF16LEBOM: "\xFF\xFE", UTF16BEBOM: "\xFE\xFF"}

type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// order is the order of the bytes of UTF-16, or nil.
func (e Encoding) order() order {
	switch e {
	case UTF16LE, UTF16LEBOM:
		return binary.LittleEndian
	case UTF16BE, UTF16BEBOM:
		return binary.BigEndian
	}
	return nil
}

// detect tells the encoding of a table.
func detect(data []byte) Encoding {
	for _, e := range []Encoding{UTF8BOM, UTF16LEBOM, UTF16BEBOM} {
		if bytes.HasPrefix(data, []byte(bom[e])) {
			return e
		}
	}
	even, odd := 0, 0
	sample := data[:min(len(data), 4096)&^1]
	for i := 0; i < len(sample); i += 2 {
		if sample[i] == 0 {
			even++
		}
		if sample[i+1] == 0 {
			odd++
		}
	}
	switch {
	case odd > len(sample)/4 && even == 0:
		return UTF16LE
	case even > len(sample)/4 && odd == 0:
		return UTF16BE
	case utf8.Valid(data):
		return UTF8
	}
	return CP1252
}

// decode reads the characters of a table. What would not come back the same when
// it is written is a *Refused.
func decode(data []byte) (Encoding, string, error) {
	e := detect(data)
	body := data[len(bom[e]):]
	var text string
	switch order := e.order(); {
	case order != nil && len(body)%2 == 0:
		units := make([]uint16, len(body)/2)
		for i := range units {
			units[i] = order.Uint16(body[2*i:])
		}
		text = string(utf16.Decode(units))
	case order != nil:
		return e, "", &Refused{Reason: "the file is cut off: it is in UTF-16 and has an odd number of bytes"}
	case e == CP1252:
		var b strings.Builder
		for _, c := range body {
			b.WriteRune(fromCP1252(c))
		}
		text = b.String()
	default:
		text = string(body)
	}
	if strings.ContainsRune(text, 0) {
		return e, "", &Refused{Reason: "the file is no text: it holds the character NUL", Hint: "it should be .xlsx, .xlsm or .csv"}
	}
	if !bytes.Equal(e.encode(text), data) {
		return e, "", &Refused{Reason: "the file holds bytes that are no characters of " + string(e), Hint: "save it anew as CSV in UTF-8"}
	}
	return e, text, nil
}

// encode writes characters as the file has them, with its mark in front.
func (e Encoding) encode(text string) []byte {
	out := []byte(bom[e])
	switch order := e.order(); {
	case order != nil:
		for _, u := range utf16.Encode([]rune(text)) {
			out = order.AppendUint16(out, u)
		}
	case e == CP1252:
		for _, r := range text {
			c, _ := toCP1252(r) // Fits was asked before
			out = append(out, c)
		}
	default:
		out = append(out, text...)
	}
	return out
}

// holds reports whether the encoding has a character.
func (e Encoding) holds(r rune) bool {
	if e != CP1252 {
		return true
	}
	_, ok := toCP1252(r)
	return ok
}

// high are the characters 0x80 to 0x9F of Windows-1252
// (https://encoding.spec.whatwg.org/#windows-1252, which gives the five that are
// not assigned to controls of the same number).
var high = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8D, 'Ž', 0x8F,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9D, 'ž', 'Ÿ',
}

func fromCP1252(c byte) rune {
	if c >= 0x80 && c <= 0x9F {
		return high[c-0x80]
	}
	return rune(c)
}

func toCP1252(r rune) (byte, bool) {
	if r < 0x80 || r >= 0xA0 && r <= 0xFF {
		return byte(r), true
	}
	for i, h := range high {
		if h == r {
			return byte(0x80 + i), true
		}
	}
	return '?', false
}
