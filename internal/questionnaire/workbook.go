package questionnaire

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/opc"
)

// The most that a workbook may hold, over all its sheets. Questionnaires of a
// thousand rows stay far below; a file of a few kilobytes can ask for far more.
const (
	maxCells = 600_000
	maxTable = 4_000_000 // with the empty ones before the last in each row
	maxSheet = 200
)

// Refused says why a file is not read.
type Refused = opc.Refused

// workbook reads the sheets of a workbook under limits.
func workbook(data []byte) (*file, error) {
	pack, err := opc.Open(data, opc.Limits{})
	if err != nil {
		return nil, err
	}
	if err := declared(pack); err != nil {
		return nil, err
	}
	book, err := amend.Open(pack)
	if err != nil {
		return nil, err
	}
	surveys, err := surveyed(book)
	if err != nil {
		return nil, err
	}
	unlocked, err := book.Unlocked()
	if err != nil {
		return nil, &Refused{Reason: fmt.Sprintf("the styles of the workbook cannot be read: %v", err)}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: opc.Usual.Total, UnzipXMLSizeLimit: opc.Usual.Part})
	if err != nil {
		return nil, &Refused{Reason: fmt.Sprintf("the workbook cannot be read: %v", err)}
	}
	defer func() { _ = f.Close() }() // it wrote nothing
	out := &file{remarks: remarks(pack)}
	for i, s := range book.Sheets() {
		t, err := table(f, s, surveys[i])
		if err != nil {
			return nil, &Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
		}
		k, err := newKnown(surveys[i], unlocked)
		if err != nil {
			return nil, &Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
		}
		t.cells = k
		out.sheets = append(out.sheets, t)
	}
	resolve(book, out.sheets)
	return out, nil
}

// surveyed surveys all sheets, and refuses what would take too much memory
// before any of it is taken.
func surveyed(book *amend.Book) ([]*amend.Survey, error) {
	if n := len(book.Sheets()); n > maxSheet {
		return nil, &Refused{Reason: fmt.Sprintf("the workbook has %d sheets, the limit is %d", n, maxSheet)}
	}
	var out []*amend.Survey
	cells, places := 0, 0
	for _, s := range book.Sheets() {
		x, err := book.Survey(s)
		if err != nil {
			return nil, err
		}
		cells += x.Cells
		if places += x.Table; cells > maxCells || places > maxTable {
			return nil, &Refused{
				Reason: fmt.Sprintf("the workbook is too large: the sheet %q has %d cells in %d rows and %d columns", s.Name, x.Cells, x.LastText, x.Width),
				Hint:   "delete the empty rows and columns beside the questions",
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// table reads one sheet up to its last row with content.
func table(f *excelize.File, from amend.Sheet, x *amend.Survey) (*sheet, error) {
	s := &sheet{name: from.Name, hidden: from.Hidden, below: x.HiddenRows, beside: map[int]bool{}}
	for _, run := range x.HiddenColumns {
		for c := run.From; c <= min(run.To, amend.Looked); c++ {
			s.beside[c] = true
		}
	}
	rows, err := f.Rows(from.Name)
	if err != nil {
		return nil, err
	}
	for len(s.rows) < x.LastText && rows.Next() {
		columns, err := rows.Columns()
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		s.rows = append(s.rows, columns[:min(len(columns), amend.Looked)])
	}
	return s, errors.Join(rows.Error(), rows.Close())
}

// known is what a workbook says of single cells.
type known struct {
	*amend.Survey
	unlocked map[int]bool
	merged   ranges
	listed   ranges // of rules that offer lists
	limited  ranges // of rules on the length of texts
	byList   []int  // rule of each range of listed
	byLimit  []int
	lists    [][]string // of each rule of the survey
}

// newKnown sorts in what a survey found.
func newKnown(x *amend.Survey, unlocked map[int]bool) (*known, error) {
	k := &known{Survey: x, unlocked: unlocked}
	for _, m := range x.Merged {
		if err := k.merged.add(m); err != nil {
			return nil, err
		}
	}
	for i, r := range x.Rules {
		for _, m := range r.Ranges {
			var err error
			if r.Kind == "list" {
				err, k.byList = k.listed.add(m), append(k.byList, i)
			} else {
				err, k.byLimit = k.limited.add(m), append(k.byLimit, i)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return k, nil
}

// Formula implements cells.
func (k *known) Formula(row, column int) bool {
	return k.Formulas[amend.Place{Row: row, Column: column}]
}

// Locked implements cells. On a protected sheet a cell is locked unless its
// style says otherwise.
func (k *known) Locked(row, column int) bool {
	return k.Protected && !k.unlocked[k.Style(amend.Place{Row: row, Column: column})]
}

// Anchor implements cells.
func (k *known) Anchor(row, column int) (int, int) {
	if n := k.merged.holding(row, column); n >= 0 {
		from := k.merged.list[n].From
		return from.Row, from.Column
	}
	return row, column
}

// Choices implements cells.
func (k *known) Choices(row, column int) []string {
	if n := k.listed.holding(row, column); n >= 0 {
		return k.lists[k.byList[n]]
	}
	return nil
}

// Longest implements cells.
func (k *known) Longest(row, column int) int {
	if n := k.limited.holding(row, column); n >= 0 {
		return longest(k.Rules[k.byLimit[n]])
	}
	return 0
}
