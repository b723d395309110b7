package markup

import "sort"

// excerpt is a piece of the page that may skip line prefixes, such as a tag
// over several lines of a quote. Every byte of it knows its place.
type excerpt struct {
	text  []byte
	marks []mark
}

// mark says that text[at:] stands at offset off of the page.
type mark struct{ at, off int }

// cutting returns the excerpt of one contiguous range.
func cutting(buf []byte, from, to int) excerpt {
	return excerpt{text: buf[from:to], marks: []mark{{0, from}}}
}

// add appends a line, or the part of a line, that stands at offset off of the
// page.
func (e *excerpt) add(value []byte, off int) {
	e.marks = append(e.marks, mark{len(e.text), off})
	e.text = append(e.text[:len(e.text):len(e.text)], value...)
}

// off returns the place in the page of the byte at i.
func (e excerpt) off(i int) int {
	if len(e.marks) == 0 {
		return 0
	}
	k := sort.Search(len(e.marks), func(k int) bool { return e.marks[k].at > i })
	m := e.marks[max(k-1, 0)]
	return m.off + i - m.at
}

// end returns the place in the page just behind the byte before i.
func (e excerpt) end(i int) int {
	if i == 0 {
		return e.off(0)
	}
	return e.off(i-1) + 1
}

// sub returns the excerpt [i, j).
func (e excerpt) sub(i, j int) excerpt {
	out := excerpt{text: e.text[i:j], marks: []mark{{0, e.off(i)}}}
	for _, m := range e.marks {
		if m.at > i && m.at < j {
			out.marks = append(out.marks, mark{m.at - i, m.off})
		}
	}
	return out
}

// String returns the text.
func (e excerpt) String() string { return string(e.text) }
