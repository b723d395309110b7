// Package linemark converts the lines and columns of the YAML parser to offsets.
//
// It parses nothing, and knows no files.
package linemark

import "unicode/utf8"

// Table converts the lines and columns of the YAML parser to offsets. Lines
// end as in YAML 1.1: LF, CR, CR LF, NEL, LS and PS. Columns are code points.
// Queries in reading order cost O(1) each over a whole document, also when it
// is one long line.
type Table struct {
	data   []byte
	starts []int
	// the last answer
	line, column, at int
}

// New returns the table of a document.
func New(data []byte) Table {
	t := Table{data: data, starts: []int{0}, line: 1, column: 1}
	for i := 0; i < len(data); i++ {
		if n := Break(data, i); n > 0 {
			i += n - 1
			t.starts = append(t.starts, i+1)
		}
	}
	return t
}

// Break returns the length of the line break at data[i], or 0.
func Break(data []byte, i int) int {
	switch data[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(data) && data[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xc2:
		if i+1 < len(data) && data[i+1] == 0x85 {
			return 2
		}
	case 0xe2:
		if i+2 < len(data) && data[i+1] == 0x80 && (data[i+2] == 0xa8 || data[i+2] == 0xa9) {
			return 3
		}
	}
	return 0
}

// Offset returns the offset of a line and a column that count from 1.
func (t *Table) Offset(line, column int) int {
	if line < 1 || line > len(t.starts) {
		return len(t.data)
	}
	if line != t.line || column < t.column {
		t.line, t.column, t.at = line, 1, t.starts[line-1]
	}
	for t.column < column && t.at < len(t.data) {
		_, size := utf8.DecodeRune(t.data[t.at:])
		t.at += size
		t.column++
	}
	return t.at
}

// Start returns where a line starts, which counts from 1; ok is false where there is
// no such line.
func (t *Table) Start(line int) (at int, ok bool) {
	if line < 1 || line > len(t.starts) {
		return 0, false
	}
	return t.starts[line-1], true
}
