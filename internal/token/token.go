// Package token reads the innermost of JSON: how far a text goes, whole numbers;
// and it keeps equal ones of a long document in memory once.
//
// It refuses nothing: what it does not know is left to whoever reads the rest.
package token

import (
	"encoding/binary"
	"math/bits"
)

// Bytes of a word, each in its own place.
const (
	eachByte = 0x0101010101010101
	topBits  = 0x8080808080808080
)

// Ordinary returns where the bytes from at on stop to be ordinary ones of a
// quoted text: at a quote, a backslash, a control character or the end. It looks
// at eight at a time.
func Ordinary(data []byte, at int) int {
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

// Whole reads a whole number of at most 18 digits, and returns where it ends; 0
// where anything else stands, to which all other numbers belong.
func Whole(data []byte, at int) (n int64, end int) {
	negative := at < len(data) && data[at] == '-'
	if negative {
		at++
	}
	first := at
	for ; at < len(data) && data[at]-'0' <= 9; at++ {
		if at-first == 18 {
			return 0, 0
		}
		n = n*10 + int64(data[at]-'0')
	}
	if at == first || data[first] == '0' && at-first > 1 {
		return 0, 0
	}
	if at < len(data) {
		switch data[at] {
		case '.', 'e', 'E', '-', '+':
			return 0, 0
		}
	}
	if negative {
		n = -n
	}
	return n, at
}

// Repeated keeps values as they stand in a tree, so that equal ones share memory:
// most numbers and many texts of a report stand in it again and again. A nil one
// keeps nothing.
type Repeated struct {
	numbers [256]any
	texts   [256]any
}

// Number returns a number.
func (r *Repeated) Number(n int64) any {
	if r == nil || uint64(n) < 256 { // those need no memory
		return n
	}
	kept := &r.numbers[uint64(n)*0x9e3779b97f4a7c15>>56]
	if *kept != any(n) {
		*kept = n
	}
	return *kept
}

// Text returns a text.
func (r *Repeated) Text(s string) any {
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
