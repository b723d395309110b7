package allow

import (
	"bytes"
	"regexp"
)

// BareURL is an address that is a link without brackets, as GFM defines it:
// a host, then anything but blanks and "<". Punctuation behind it is cut off
// later. A host without a dot, such as localhost, is taken as GitHub takes it.
var BareURL = regexp.MustCompile(`^(?:https?|ftp)://[\p{L}\p{N}_.-]*[\p{L}\p{N}_-](?::\d+)?(?:[/?#][^\s<]*)?`)

// BareWWW is the same without a scheme.
var BareWWW = regexp.MustCompile(`^www\.[\p{L}\p{N}_.-]*[\p{L}\p{N}_-](?::\d+)?(?:[/?#][^\s<]*)?`)

// bareHost returns the host of the address that starts b.
func bareHost(b []byte) ([]byte, bool) {
	for _, start := range []string{"http://", "https://", "ftp://", "www."} {
		if rest, ok := bytes.CutPrefix(b, []byte(start)); ok {
			if i := bytes.IndexAny(rest, "/?#: \t\n<"); i >= 0 {
				rest = rest[:i]
			}
			return rest, true
		}
	}
	return nil, false
}

// Underscored reports whether b starts with an address without brackets of
// which one of the last two labels of the host has an underscore: GFM takes it
// as text.
func Underscored(b []byte) bool {
	host, ok := bareHost(b)
	if !ok {
		return false
	}
	labels := bytes.Split(bytes.TrimRight(host, "?!.,:*_~)'\""), []byte("."))
	for _, label := range labels[max(len(labels)-2, 0):] {
		if bytes.IndexByte(label, '_') >= 0 {
			return true
		}
	}
	return false
}

// MayBeBare reports whether the word that starts line may be an address without
// brackets. It is asked at every blank, and most words are none.
func MayBeBare(line []byte) bool {
	for i, c := range line {
		switch c {
		case ':', '@':
			return true
		case '.':
			if i == 3 && line[0] == 'w' {
				return true
			}
		case ' ', '\n', '\t':
			return false
		}
	}
	return false
}

// HoldsBare reports whether text may hold an address without brackets, or lines
// that end with so many blanks that it matters whether such are looked for. Where
// it does not, goldmark need not be made to look: it would do so at every blank.
func HoldsBare(text []byte) bool {
	for _, sign := range bareSigns {
		if bytes.Contains(text, sign) {
			return true
		}
	}
	return bytes.IndexByte(text, '@') >= 0
}

// bareSigns are what one of stands in every address without brackets but those
// of mail, and ends of lines at which goldmark leaves blanks where it was asked
// to look for one.
var bareSigns = [][]byte{[]byte("://"), []byte("www."), []byte("   \n"), []byte("\t\n"), []byte("\v"), []byte("\f"), []byte("\r")}
