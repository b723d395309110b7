package amend

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of Excel, from "Excel specifications and limits".
const (
	maxRows    = 1_048_576
	maxColumns = 16_384
	maxText    = 32_767 // UTF-16 units
)

// position reads the name of a cell: B7 is column 2, row 7.
func position(cell string) (column, row int, ok bool) {
	digits := strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := cell[:len(cell)-len(digits)]
	if letters == "" || len(letters) > 3 || digits == "" || digits[0] == '0' || len(digits) > 7 || strings.Trim(digits, "0123456789") != "" {
		return 0, 0, false
	}
	for _, r := range letters {
		column = column*26 + int(r-'A') + 1
	}
	row, err := strconv.Atoi(digits)
	return column, row, err == nil && column <= maxColumns && row <= maxRows
}

// Fits says why no cell can hold a text: a sentence about it without its
// subject, such as "is not UTF-8".
func Fits(text string) error {
	if !utf8.ValidString(text) {
		return errors.New("is not UTF-8")
	}
	units := 0
	for _, r := range text {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF { // XML 1.0, 2.2; a carriage return would not come back
			return fmt.Errorf("has the character U+%04X, which no cell can hold", r)
		}
		if units++; r > 0xFFFF {
			units++
		}
	}
	if units > maxText {
		return fmt.Errorf("is %d characters long, the limit is %d", units, maxText)
	}
	return nil
}

// writable says why a cell cannot hold what it should.
func writable(c Change) error {
	if err := Fits(c.Text); err != nil {
		return fmt.Errorf("what cell %s should hold %w", c.Cell, err)
	}
	if c.Number {
		if _, err := strconv.ParseFloat(c.Text, 64); err != nil || strings.ContainsAny(c.Text, "xXpP_nN") {
			return fmt.Errorf("what cell %s should hold is no number: %q", c.Cell, c.Text)
		}
	}
	return nil
}
