// Package excerpt is a piece of a page of which every byte knows its place,
// and finds where a tag or an expression ends.
//
// It follows brackets, quotes and comments and understands nothing of what
// they hold. It never looks back, so that its work is bounded by the bytes that
// it is fed.
package excerpt

import "sort"

// Excerpt is a piece of the page that may skip line prefixes, such as a tag
// over several lines of a quote. Every byte of it knows its place.
type Excerpt struct {
	Text  []byte
	marks []mark
}

// mark says that text[at:] stands at offset off of the page.
type mark struct{ at, off int }

// Cut returns the excerpt of one contiguous range.
func Cut(buf []byte, from, to int) Excerpt {
	return Excerpt{Text: buf[from:to], marks: []mark{{0, from}}}
}

// Add appends a line, or the part of a line, that stands at offset off of the
// page.
func (e *Excerpt) Add(value []byte, off int) {
	e.marks = append(e.marks, mark{len(e.Text), off})
	e.Text = append(e.Text[:len(e.Text):len(e.Text)], value...)
}

// Off returns the place in the page of the byte at i.
func (e Excerpt) Off(i int) int {
	if len(e.marks) == 0 {
		return 0
	}
	k := sort.Search(len(e.marks), func(k int) bool { return e.marks[k].at > i })
	m := e.marks[max(k-1, 0)]
	return m.off + i - m.at
}

// End returns the place in the page just behind the byte before i.
func (e Excerpt) End(i int) int {
	if i == 0 {
		return e.Off(0)
	}
	return e.Off(i-1) + 1
}

// Sub returns the excerpt [i, j).
func (e Excerpt) Sub(i, j int) Excerpt {
	out := Excerpt{Text: e.Text[i:j], marks: []mark{{0, e.Off(i)}}}
	for _, m := range e.marks {
		if m.at > i && m.at < j {
			out.marks = append(out.marks, mark{m.at - i, m.off})
		}
	}
	return out
}

// String returns the text.
func (e Excerpt) String() string { return string(e.Text) }
