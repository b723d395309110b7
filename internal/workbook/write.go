// Package workbook writes spreadsheets of plain text in the format of Excel
// (Office Open XML, ECMA-376), laid out to be read: the header stays in sight
// and takes filters, texts wrap, pages are printed across.
//
// Every cell it writes is a string, so no program that opens the file can take
// one for a formula, a number or a date. Addresses of the web open on request, by
// a relationship that says where they lead, never by a formula. It never cuts or
// changes a text: what does not fit is an error. The same sheets give the same
// bytes.
package workbook

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"time"
)

// Sheet is one table with a header row.
type Sheet struct {
	Name    string // at most 31 characters, unique but for letter case
	Columns []Column
	Rows    [][]string // no longer than Columns; a shorter row ends in empty cells
}

// Column is the head of one column.
type Column struct {
	Title   string
	Width   int  // in characters, at most 255; 0 leaves it to the program
	Strong  bool // what one looks for: in bold type
	Address bool // cells that hold a URL of the web (https) and nothing else open it
}

// epoch is the time of every part in the file: the oldest that zip can state.
var epoch = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// Write writes the sheets as one workbook. It checks everything first: an
// error that names a sheet or a cell means that nothing was written.
func Write(w io.Writer, sheets []Sheet) error {
	if err := check(sheets); err != nil {
		return err
	}
	archive := zip.NewWriter(w)
	for _, p := range parts(sheets) {
		out, err := archive.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		buffered := bufio.NewWriter(out)
		p.write(buffered)
		if err := buffered.Flush(); err != nil { // also gives the first error of a write
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
	}
	return archive.Close()
}
