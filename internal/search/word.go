package search

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// longest is how many letters of a word count.
const longest = 40

// Words returns the words of a text, folded (source.FoldText), in reading
// order. A word is a run of letters, digits and marks; a full stop or a comma
// between two digits belongs to it (99.95, 1.2). Han characters and Hiragana,
// which are written without spaces, are a word each.
//
// The script of the portal splits what people type in the same way:
// testdata/words.json holds both to it.
func Words(text string) []string {
	var out []string
	var room []byte
	eachWord(&room, text, func(word []byte, _ uint32) { out = append(out, string(word)) })
	return out
}

// eachWord calls do for each word of a text, with the sum of its letters. Words lie in
// room, until do returns. Those of ASCII, which most are, are found at one go, and
// folded where they have capitals.
func eachWord(room *[]byte, text string, do func(word []byte, sum uint32)) {
	word := (*room)[:0]
	for i := 0; i < len(text); {
		from, of := i, byte(0)
		for ; i < len(text); i++ {
			c := plainClass[text[i]]
			if c == 0 {
				break
			}
			of |= c
		}
		if i-from <= longest && endsAt(text, i) {
			if i > from {
				word = append(word[:0], text[from:i]...)
				if of&capital != 0 {
					for at, c := range word {
						word[at] = plainFold[c]
					}
				}
				do(word, sumOf(word))
			}
			i++ // past the end of the word
			continue
		}
		for i < len(text) && !plainEnd[text[i]] {
			i++
		}
		word = folded(word[:0], text[from:i])
		split(word, func(word []byte) { do(word, sumOf(word)) })
	}
	*room = word
}

// endsAt reports whether a word of ASCII surely ends, or none starts, at a place of
// a text, by the bytes beside it.
func endsAt(text string, i int) bool {
	if i == len(text) || plainEnd[text[i]] {
		return true
	}
	return (text[i] == '.' || text[i] == ',') && (i == 0 || text[i-1] > '9' && text[i-1] < utf8.RuneSelf || i+1 < len(text) && plainEnd[text[i+1]])
}

// sumOf returns a sum of the letters of a word: of its first eight, its last eight
// and how many there are.
func sumOf(word []byte) uint32 {
	n := len(word)
	var sum uint64
	switch {
	case n >= 8:
		sum = binary.LittleEndian.Uint64(word) + 31*binary.LittleEndian.Uint64(word[n-8:])
	case n >= 4:
		sum = uint64(binary.LittleEndian.Uint32(word)) | uint64(binary.LittleEndian.Uint32(word[n-4:]))<<32
	case n > 0:
		sum = uint64(word[0]) | uint64(word[n/2])<<8 | uint64(word[n-1])<<16
	}
	return uint32((sum + uint64(n)) * 0x9e3779b97f4a7c15 >> 32)
}

// folded appends a text to room, folded. What is not ASCII is folded run by run:
// no letter of ASCII takes part in what happens to those beside it.
func folded(room []byte, text string) []byte {
	for i := 0; i < len(text); {
		for ; i < len(text) && text[i] < utf8.RuneSelf; i++ {
			c := text[i]
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			room = append(room, c)
		}
		from := i
		for i < len(text) && text[i] >= utf8.RuneSelf {
			i++
		}
		switch run := text[from:i]; run {
		case "", "’", "‘", "“", "”", "–", "—", "·", "→": // most of what is met, and its own fold
			room = append(room, run...)
		default:
			room = append(room, source.FoldText(run)...)
		}
	}
	return room
}

// split calls do for each word of a folded text. A word is only there until do
// returns.
func split(text []byte, do func(word []byte)) {
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf && !plainPart[c] {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		switch {
		case alone(r):
			end := i + n + marks(text[i+n:])
			do(text[i:end])
			i = end
		case part(r):
			end := i + run(text[i:])
			do(clip(text[i:end]))
			i = end
		default:
			i += n
		}
	}
}

// run returns the length of the word that a text starts with, in bytes.
func run(text []byte) int {
	last, i := rune(0), 0
	for i < len(text) {
		if c := text[i]; c < utf8.RuneSelf && plainPart[c] {
			last = rune(c)
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if !part(r) || alone(r) {
			next, _ := utf8.DecodeRune(text[min(i+1, len(text)):])
			if (r != '.' && r != ',') || !unicode.IsDigit(last) || !unicode.IsDigit(next) {
				return i
			}
		}
		last = r
		i += n
	}
	return i
}

// marks returns the length of the marks that a text starts with, in bytes.
func marks(text []byte) int {
	return len(text) - len(bytes.TrimLeftFunc(text, func(r rune) bool { return unicode.Is(unicode.M, r) }))
}

// plainPart are the characters of ASCII that belong to words.
var plainPart = func() (set [utf8.RuneSelf]bool) {
	for c := range set {
		set[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return set
}()

// What a character of ASCII is that belongs to words.
const (
	small = 1 << iota // or a digit
	capital
)

// plainClass are what characters are; 0: not of ASCII, or of no word.
var plainClass = func() (set [256]byte) {
	for c, is := range plainPart {
		switch {
		case is && 'A' <= c && c <= 'Z':
			set[c] = capital
		case is:
			set[c] = small
		}
	}
	return set
}()

// plainFold are the characters of ASCII that belong to words, folded.
var plainFold = func() (set [256]byte) {
	for c, is := range plainPart {
		if is {
			set[c] = byte(unicode.ToLower(rune(c)))
		}
	}
	return set
}()

// plainEnd are the characters of ASCII that belong to no word, wherever they stand.
var plainEnd = func() (set [256]bool) {
	for c, is := range plainPart {
		set[c] = !is && c != '.' && c != ','
	}
	return set
}()

// part reports whether a character belongs to words.
func part(r rune) bool {
	if r >= 0 && r < utf8.RuneSelf {
		return plainPart[r]
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M)
}

// alone reports whether a character is a word by itself.
func alone(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana)
}

// clip cuts a word at the letters that count.
func clip(word []byte) []byte {
	if len(word) <= longest {
		return word
	}
	at := 0
	for range longest {
		_, n := utf8.DecodeRune(word[at:])
		at += n
	}
	return word[:at]
}

// exact is the term that stands for a whole id. No word starts as it does.
func exact(id string) string {
	return "=" + string(clip([]byte(strings.TrimSpace(source.FoldText(id)))))
}

// reversed returns a word read from its end.
func reversed(word string) string {
	runes := []rune(word)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}
