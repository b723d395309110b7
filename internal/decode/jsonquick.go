package decode

import (
	"encoding/binary"
	"math/bits"
)

// Bytes of a word, each in its own place.
const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// ordinary returns where the bytes from at on stop to be ordinary ones of a
// quoted text: at a quote, a backslash, a control character or the end. It looks
// at eight at a time.
func ordinary(data []byte, at int) int {
	for ; len(data)-at >= 8; at += 8 {
		word := binary.LittleEndian.Uint64(data[at:])
		quote, slash := word^eachByte*'"', word^eachByte*'\\'
		// Each term has the top bit of a byte set if the byte is zero, or below
		// 0x20; bits above the lowest one may be wrong.
		found := ((quote-eachByte)&^quote | (slash-eachByte)&^slash | (word-eachByte*0x20)&^word) & topBits
		if found != 0 {
			return at + bits.TrailingZeros64(found)/8
		}
	}
	for at < len(data) && data[at] != '"' && data[at] != '\\' && data[at] >= 0x20 {
		at++
	}
	return at
}

// whole reads a whole number of at most 18 digits, which any other number is
// left to.
func (s *jsonScan) whole() (n int64, ok bool) {
	at, negative := s.at, false
	if at < len(s.data) && s.data[at] == '-' {
		at, negative = at+1, true
	}
	first := at
	for at < len(s.data) && s.data[at]-'0' <= 9 {
		if at-first == 18 {
			return 0, false
		}
		n = n*10 + int64(s.data[at]-'0')
		at++
	}
	if at == first || s.data[first] == '0' && at-first > 1 {
		return 0, false
	}
	if at < len(s.data) {
		switch s.data[at] {
		case '.', 'e', 'E', '-', '+':
			return 0, false
		}
	}
	if s.at = at; negative {
		n = -n
	}
	return n, true
}

// repeated keeps values that were read as they are kept in a tree, so that equal
// ones share memory: most numbers and many texts of a report stand in it again
// and again.
type repeated struct {
	numbers [256]any
	texts   [256]any
}

// manyBytes is from how many bytes on a text is worth that.
const manyBytes = 32 << 10

func (r *repeated) number(n int64) any {
	if r == nil || uint64(n) < 256 { // those need no memory
		return n
	}
	kept := &r.numbers[uint64(n)*0x9e3779b97f4a7c15>>56]
	if *kept != any(n) {
		*kept = n
	}
	return *kept
}

func (r *repeated) text(s string) any {
	if r == nil || len(s) < 2 || len(s) > 16 {
		return s
	}
	// Its ends tell a text well enough: one that is taken for another costs a
	// comparison.
	mixed := uint64(len(s)) | uint64(s[0])<<8 | uint64(s[1])<<16 | uint64(s[len(s)/2])<<24 | uint64(s[len(s)-2])<<32 | uint64(s[len(s)-1])<<40
	kept := &r.texts[mixed*0x9e3779b97f4a7c15>>56]
	if known, ok := (*kept).(string); !ok || known != s {
		*kept = s
	}
	return *kept
}
