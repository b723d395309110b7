package questionnaire

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/opc"
)

// The most that a workbook may hold. Questionnaires of a thousand rows stay far
// below; a file of a few kilobytes can ask for far more.
const (
	maxCells = 400_000   // of one sheet
	maxTable = 4_000_000 // of one sheet, with the empty ones before its last in each row
	maxSheet = 200
)

// workbook reads the sheets of a workbook under limits.
func workbook(data []byte) ([]*sheet, error) {
	pack, err := opc.Open(data, opc.Limits{})
	if err != nil {
		return nil, err
	}
	book, err := amend.Open(pack)
	if err != nil {
		return nil, err
	}
	if n := len(book.Sheets()); n > maxSheet {
		return nil, &opc.Refused{Reason: fmt.Sprintf("the workbook has %d sheets, the limit is %d", n, maxSheet)}
	}
	extents := make(map[string]amend.Extent)
	for _, s := range book.Sheets() {
		x, err := book.Extent(s)
		if err != nil {
			return nil, err
		}
		if x.Cells > maxCells || x.Table > maxTable {
			return nil, &opc.Refused{
				Reason: fmt.Sprintf("the sheet %q has %d cells in %d rows and %d columns, which is too large", s.Name, x.Cells, x.LastText, x.Width),
				Hint:   "delete the empty rows and columns beside the questions",
			}
		}
		extents[s.Name] = x
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: opc.Usual.Total, UnzipXMLSizeLimit: opc.Usual.Part, RawCellValue: false})
	if err != nil {
		return nil, &opc.Refused{Reason: fmt.Sprintf("the workbook cannot be read: %v", err)}
	}
	defer f.Close()
	var out []*sheet
	for _, s := range book.Sheets() {
		t, err := table(f, s, extents[s.Name])
		if err != nil {
			return nil, &opc.Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
		}
		out = append(out, t)
	}
	return out, nil
}

// table reads one sheet up to its last row with content.
func table(f *excelize.File, from amend.Sheet, x amend.Extent) (*sheet, error) {
	s := &sheet{name: from.Name, hidden: from.Hidden, beside: map[int]bool{}}
	rows, err := f.Rows(from.Name)
	if err != nil {
		return nil, err
	}
	for len(s.rows) < x.LastText && rows.Next() {
		columns, err := rows.Columns()
		if err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		s.rows = append(s.rows, columns)
		s.below = append(s.below, rows.GetRowOpts().Hidden)
	}
	if err := errors.Join(rows.Error(), rows.Close()); err != nil {
		return nil, err
	}
	for c := 1; c <= x.Width; c++ {
		shown, err := f.GetColVisible(from.Name, letters(c))
		if err != nil {
			return nil, err
		}
		s.beside[c] = !shown
	}
	known := &known{file: f, sheet: from.Name, protected: x.Protected, merged: map[[2]int][2]int{}, locks: map[int]bool{}}
	if err := known.read(); err != nil {
		return nil, err
	}
	s.cells = known
	return s, nil
}

// known is what a workbook says of single cells.
type known struct {
	file      *excelize.File
	sheet     string
	protected bool
	merged    map[[2]int][2]int // a cell -> the first cell of those that it is merged with
	locks     map[int]bool      // style -> whether it locks
	lists     []list
}

// list is a list of answers that a range of cells takes.
type list struct {
	from, to [2]int // row, column
	words    []string
}

// read reads what belongs to ranges.
func (k *known) read() error {
	merged, err := k.file.GetMergeCells(k.sheet, true)
	if err != nil {
		return err
	}
	for _, m := range merged {
		from, to, err := corners(m.GetStartAxis(), m.GetEndAxis())
		if err != nil || (to[0]-from[0]+1)*(to[1]-from[1]+1) > maxCells {
			continue
		}
		for r := from[0]; r <= to[0]; r++ {
			for c := from[1]; c <= to[1]; c++ {
				k.merged[[2]int{r, c}] = from
			}
		}
	}
	rules, err := k.file.GetDataValidations(k.sheet)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if r.Type != "list" {
			continue
		}
		words := k.words(r.Formula1)
		for _, ref := range strings.Fields(r.Sqref) {
			first, last, _ := strings.Cut(ref, ":")
			if last == "" {
				last = first
			}
			if from, to, err := corners(first, last); err == nil {
				k.lists = append(k.lists, list{from, to, words})
			}
		}
	}
	return nil
}

// corners reads the two ends of a range as row and column.
func corners(first, last string) (from, to [2]int, err error) {
	c1, r1, err := excelize.CellNameToCoordinates(strings.ReplaceAll(first, "$", ""))
	if err != nil {
		return from, to, err
	}
	c2, r2, err := excelize.CellNameToCoordinates(strings.ReplaceAll(last, "$", ""))
	return [2]int{r1, c1}, [2]int{r2, c2}, err
}

// maxWords is how many answers a list may offer.
const maxWords = 200

// words resolves where a list takes its answers from: text in quotes, a range of
// this or another sheet, or the name of one. What cannot be resolved offers
// nothing.
func (k *known) words(formula string) []string {
	formula = strings.TrimPrefix(strings.TrimSpace(formula), "=")
	if quoted, ok := strings.CutPrefix(formula, `"`); ok {
		return choices(strings.Split(strings.TrimSuffix(quoted, `"`), ","))
	}
	for _, n := range k.file.GetDefinedName() {
		if strings.EqualFold(n.Name, formula) && (n.Scope == "Workbook" || n.Scope == k.sheet) {
			formula = strings.TrimPrefix(n.RefersTo, "=")
		}
	}
	on, ref := k.sheet, formula
	if at := strings.LastIndexByte(formula, '!'); at >= 0 {
		on, ref = strings.ReplaceAll(strings.Trim(formula[:at], "'"), "''", "'"), formula[at+1:]
	}
	first, last, _ := strings.Cut(ref, ":")
	if last == "" {
		last = first
	}
	from, to, err := corners(first, last)
	if err != nil || (to[0]-from[0]+1)*(to[1]-from[1]+1) > maxWords {
		return nil
	}
	var out []string
	for r := from[0]; r <= to[0]; r++ {
		for c := from[1]; c <= to[1]; c++ {
			text, err := k.file.GetCellValue(on, cellName(r, c))
			if err != nil {
				return nil
			}
			out = append(out, text)
		}
	}
	return choices(out)
}

// choices cleans a list of answers.
func choices(words []string) []string {
	var out []string
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

// Formula implements cells.
func (k *known) Formula(row, column int) bool {
	text, err := k.file.GetCellFormula(k.sheet, cellName(row, column))
	return err != nil || text != ""
}

// Locked implements cells. On a protected sheet a cell is locked unless its
// style says otherwise (ECMA-376 part 1, 18.8.33).
func (k *known) Locked(row, column int) bool {
	if !k.protected {
		return false
	}
	index, err := k.file.GetCellStyle(k.sheet, cellName(row, column))
	if err != nil {
		return true
	}
	locked, ok := k.locks[index]
	if !ok {
		style, err := k.file.GetStyle(index)
		locked = err != nil || style.Protection == nil || style.Protection.Locked
		k.locks[index] = locked
	}
	return locked
}

// Anchor implements cells.
func (k *known) Anchor(row, column int) (int, int) {
	if at, ok := k.merged[[2]int{row, column}]; ok {
		return at[0], at[1]
	}
	return row, column
}

// Choices implements cells.
func (k *known) Choices(row, column int) []string {
	for _, l := range k.lists {
		if row >= l.from[0] && row <= l.to[0] && column >= l.from[1] && column <= l.to[1] {
			return l.words
		}
	}
	return nil
}
