package workbook

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits of Excel, from "Excel specifications and limits".
const (
	maxCell    = 32_767 // UTF-16 units
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxWidth   = 255
	maxName    = 31 // UTF-16 units
)

// check makes sure that every program can open the sheets as they are.
func check(sheets []Sheet) error {
	if len(sheets) == 0 {
		return errors.New("a workbook needs a sheet")
	}
	names := make(map[string]bool, len(sheets))
	for _, s := range sheets {
		if fault := nameFault(s.Name); fault != "" {
			return fmt.Errorf("the sheet name %q %s", s.Name, fault)
		}
		key := strings.ToLower(s.Name)
		if names[key] {
			return fmt.Errorf("two sheets have the name %q", s.Name)
		}
		names[key] = true
		if err := s.check(); err != nil {
			return fmt.Errorf("sheet %q: %w", s.Name, err)
		}
	}
	return nil
}

// nameFault says why a sheet cannot have a name, or "".
func nameFault(name string) string {
	switch {
	case name == "":
		return "is empty"
	case !utf8.ValidString(name):
		return "is not UTF-8"
	case units(name) > maxName:
		return fmt.Sprintf("is longer than %d characters", maxName)
	case strings.ContainsAny(name, `[]:*?/\`):
		return `holds one of []:*?/\`
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || forbidden(r) }):
		return "holds a control character"
	case strings.HasPrefix(name, "'") || strings.HasSuffix(name, "'"):
		return "starts or ends with an apostrophe"
	case strings.EqualFold(name, "history"):
		return "is one that Excel keeps for itself"
	}
	return ""
}

func (s Sheet) check() error {
	if len(s.Columns) == 0 || len(s.Columns) > maxColumns {
		return fmt.Errorf("%d columns, want 1 to %d", len(s.Columns), maxColumns)
	}
	if len(s.Rows) > maxRows-1 {
		return fmt.Errorf("%d rows, the limit is %d beside the header", len(s.Rows), maxRows-1)
	}
	for i, c := range s.Columns {
		if c.Width < 0 || c.Width > maxWidth {
			return fmt.Errorf("column %s is %d characters wide, want 0 to %d", letters(i), c.Width, maxWidth)
		}
		if err := checkCell(i, 0, c.Title); err != nil {
			return err
		}
	}
	for r, row := range s.Rows {
		if len(row) > len(s.Columns) {
			return fmt.Errorf("row %d has %d cells for %d columns", r+2, len(row), len(s.Columns))
		}
		for c, text := range row {
			if err := checkCell(c, r+1, text); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkCell(column, row int, text string) error {
	if !utf8.ValidString(text) {
		return fmt.Errorf("cell %s is not UTF-8", reference(column, row))
	}
	if n := units(text); n > maxCell {
		return fmt.Errorf("cell %s holds %d characters, the limit is %d", reference(column, row), n, maxCell)
	}
	return nil
}

// units counts as Excel does: a character outside the basic plane is two.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// reference names a cell by zero-based column and row: 2, 16 is C17.
func reference(column, row int) string { return fmt.Sprintf("%s%d", letters(column), row+1) }

// letters names a zero-based column: A, Z, AA.
func letters(column int) string {
	var out []byte
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		out = append([]byte{byte('A' + (n-1)%26)}, out...)
	}
	return string(out)
}
