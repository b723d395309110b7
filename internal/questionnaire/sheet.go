package questionnaire

import "strconv"

// sheet is a table of text, as people see it.
type sheet struct {
	name   string
	hidden bool
	rows   [][]string   // of which the first is row 1
	below  map[int]bool // rows that are hidden
	beside map[int]bool // columns that are hidden
	cells  cells        // what else is known of single cells
}

// cells answers what only matters for cells that may be written.
type cells interface {
	// Formula reports whether a cell computes what it shows.
	Formula(row, column int) bool
	// Locked reports whether the protection of its sheet keeps it from being
	// changed.
	Locked(row, column int) bool
	// Anchor returns the first cell of the merged cells that this one is of.
	Anchor(row, column int) (int, int)
	// Choices returns the answers that a list offers for a cell, or nil.
	Choices(row, column int) []string
	// Longest returns how many characters a cell may hold, or 0.
	Longest(row, column int) int
}

// text returns what a cell shows. Rows and columns count from 1.
func (s *sheet) text(row, column int) string {
	if row < 1 || row > len(s.rows) || column < 1 || column > len(s.rows[row-1]) {
		return ""
	}
	return s.rows[row-1][column-1]
}

// width returns how many columns a row has.
func (s *sheet) width(row int) int {
	if row < 1 || row > len(s.rows) {
		return 0
	}
	return len(s.rows[row-1])
}

// isHidden reports whether nobody sees a row.
func (s *sheet) isHidden(row int) bool { return s.below[row] }

// name writes a cell as people do: column 2, row 7 is B7.
func cellName(row, column int) string { return Letters(column) + strconv.Itoa(row) }

// Letters names a column as spreadsheets do: 1 is A, 27 is AA.
func Letters(column int) string {
	var out []byte
	for n := column; n > 0; n = (n - 1) / 26 {
		out = append([]byte{byte('A' + (n-1)%26)}, out...)
	}
	return string(out)
}
