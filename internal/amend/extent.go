package amend

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/candor-site/candor/internal/opc"
)

// Extent is how large a sheet is.
type Extent struct {
	Cells int // elements
	// Table is how many cells the rows have when each is filled up to its last
	// one, which is what a program needs memory for that reads rows as lists.
	Table    int
	Width    int // the last column with a cell
	LastText int // the last row with a cell that holds something, before a gap of thousands of rows
	LastRow  int // the last row at all
	// Protected says that cells may only be changed where their style unlocks
	// them.
	Protected bool
}

// farAway is how many empty rows part what people see from what a program left at
// the end of a sheet.
const farAway = 10_000

// Extent measures a sheet. Nothing is kept while it reads.
func (b *Book) Extent(s Sheet) (Extent, error) {
	data, err := b.pack.Read(s.Part)
	if err != nil {
		return Extent{}, err
	}
	var x Extent
	sc, row, column, filled := newScan(data), 0, 0, 0
	for {
		t, err := sc.next()
		if errors.Is(err, io.EOF) {
			return x, nil
		}
		if err != nil {
			return Extent{}, &opc.Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
		}
		e, ok := t.Token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "row":
			column, filled = 0, 0
			if row, err = number(attr(e, "r"), row); err != nil {
				return Extent{}, &opc.Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
			}
			x.LastRow = max(x.LastRow, row)
		case "c":
			x.Cells++
			column++
			if c, _, ok := position(attr(e, "r")); ok {
				column = c
			}
			x.Width = max(x.Width, column)
			x.Table += column - filled
			filled = column
		case "v", "is", "f":
			if row-x.LastText <= farAway {
				x.LastText = max(x.LastText, row)
			}
		case "sheetProtection":
			on := attr(e, "sheet")
			x.Protected = on == "1" || on == "true"
		}
	}
}
