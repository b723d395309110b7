package draft

import (
	"bytes"
	"regexp"
	"slices"
)

// FrontKey is a key of YAML at the start of its line.
var FrontKey = regexp.MustCompile(`(?m)^([A-Za-z_][\w-]*)([ \t]*:)(?:[ \t]|$)`)

// Front is the YAML at the start of the page with both its fences, or
// nothing.
func (d *Page) Front() []byte {
	_, first := LineAt(d.Buf, 0)
	if string(bytes.TrimRight(d.Buf[:first], " \t")) != "---" {
		return nil
	}
	for at := first + 1; at < len(d.Buf); {
		_, end := LineAt(d.Buf, at)
		if string(bytes.TrimRight(d.Buf[at:end], " \t")) == "---" {
			return d.Buf[:min(end+1, len(d.Buf))]
		}
		at = end + 1
	}
	return nil
}

// HasFront reports whether the front matter has a key.
func (d *Page) HasFront(key string) bool {
	return slices.ContainsFunc(FrontKey.FindAllSubmatch(d.Front(), -1), func(m [][]byte) bool { return string(m[1]) == key })
}
