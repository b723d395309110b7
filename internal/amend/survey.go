package amend

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/opc"
)

// Place is a cell by row and column, from 1.
type Place struct{ Row, Column int }

// Range is a rectangle of cells, from its first to its last.
type Range struct{ From, To Place }

// Holds reports whether a cell lies in the range.
func (r Range) Holds(p Place) bool {
	return p.Row >= r.From.Row && p.Row <= r.To.Row && p.Column >= r.From.Column && p.Column <= r.To.Column
}

// Rule is what a range of cells takes (data validation, ECMA-376 part 1,
// 18.3.1.32, and its extension x14 of [MS-XLSX] 2.6.16).
type Rule struct {
	Kind     string // list, textLength
	Operator string // "" is between
	Formulas [2]string
	Ranges   []Range
}

// Survey is what a sheet says of its cells besides what they hold.
type Survey struct {
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

	// The following know the columns up to Looked only.
	Formulas      map[Place]bool
	Styles        map[Place]int // of cells that have one
	RowStyles     map[int]int   // of cells that are missing in a row
	ColumnStyles  []Span        // of other cells that are missing
	HiddenRows    map[int]bool
	HiddenColumns []Span
	Merged        []Range
	Rules         []Rule
}

// Span is a run of columns with a style.
type Span struct{ From, To, Style int }

// What is remembered of a sheet. Questionnaires stay far below; what goes beyond
// is not looked at, and no answer is written there.
const (
	Looked    = 512 // columns
	maxMerged = 20_000
	maxRules  = 5_000 // ranges
	maxSpans  = 4_000
)

// farAway is how many empty rows part what people see from what a program left at
// the end of a sheet.
const farAway = 10_000

// Style returns the style of a cell, whether it is there or missing.
func (x *Survey) Style(p Place) int {
	if s, ok := x.Styles[p]; ok {
		return s
	}
	if s, ok := x.RowStyles[p.Row]; ok {
		return s
	}
	for _, c := range x.ColumnStyles {
		if p.Column >= c.From && p.Column <= c.To {
			return c.Style
		}
	}
	return 0
}

// Survey reads what a sheet says of its cells. A sheet whose merged cells or
// validations are too many is an *opc.Refused.
func (b *Book) Survey(s Sheet) (*Survey, error) {
	data, err := b.pack.Read(s.Part)
	if err != nil {
		return nil, err
	}
	r := &surveyor{scan: newScan(data), Survey: Survey{
		Formulas: map[Place]bool{}, Styles: map[Place]int{}, RowStyles: map[int]int{}, HiddenRows: map[int]bool{},
	}}
	for {
		t, err := r.next()
		if errors.Is(err, io.EOF) {
			return &r.Survey, nil
		}
		if err == nil {
			err = r.read(t)
		}
		if err != nil {
			return nil, &opc.Refused{Reason: fmt.Sprintf("the sheet %q cannot be read: %v", s.Name, err)}
		}
	}
}

// surveyor walks a sheet once.
type surveyor struct {
	*scan
	Survey
	row, column, filled int
	rule                *Rule
	text                *string // where the text of the element goes
	sqref               string
	after               bool // the rows are behind: extensions use the same names
}

// read takes in one token.
func (r *surveyor) read(t token) error {
	switch e := t.Token.(type) {
	case xml.StartElement:
		return r.start(e)
	case xml.CharData:
		if r.text != nil {
			*r.text += string(e)
		}
	case xml.EndElement:
		r.text = nil
		r.after = r.after || e.Name.Local == "sheetData"
		if e.Name.Local == "dataValidation" && r.rule != nil {
			return r.endRule()
		}
	}
	return nil
}

// start takes in the start of an element.
func (r *surveyor) start(e xml.StartElement) (err error) {
	switch e.Name.Local {
	case "row":
		r.column, r.filled = 0, 0
		if r.row, err = number(attr(e, "r"), r.row); err != nil {
			return err
		}
		r.LastRow = max(r.LastRow, r.row)
		if set(e, "hidden") {
			r.HiddenRows[r.row] = true
		}
		if style, err := strconv.Atoi(attr(e, "s")); err == nil && set(e, "customFormat") {
			r.RowStyles[r.row] = style
		}
	case "c":
		r.cell(e)
	case "v", "is", "f":
		if r.after {
			if r.text != nil { // <x14:formula1><xm:f>
				*r.text = ""
			}
			return nil
		}
		if r.row-r.LastText <= farAway {
			r.LastText = max(r.LastText, r.row)
		}
		if e.Name.Local == "f" && r.column <= Looked {
			r.Formulas[Place{r.row, r.column}] = true
		}
	case "col":
		return r.columns(e)
	case "mergeCell":
		if m, ok := ParseRange(attr(e, "ref")); ok {
			r.Merged = append(r.Merged, m)
		}
		if len(r.Merged) > maxMerged {
			return fmt.Errorf("more than %d cells are merged", maxMerged)
		}
	case "sheetProtection":
		r.Protected = set(e, "sheet")
	case "dataValidation":
		r.rule, r.sqref = &Rule{Kind: attr(e, "type"), Operator: attr(e, "operator")}, attr(e, "sqref")
	case "formula1", "formula2":
		if r.rule != nil {
			r.text = &r.rule.Formulas[e.Name.Local[len("formula")]-'1']
		}
	case "sqref":
		r.text = &r.sqref
	}
	return nil
}

// cell takes in the start of a cell.
func (r *surveyor) cell(e xml.StartElement) {
	r.Cells++
	r.column++
	if c, _, ok := position(attr(e, "r")); ok {
		r.column = c
	}
	r.Width = max(r.Width, r.column)
	r.Table += r.column - r.filled
	r.filled = r.column
	if style, err := strconv.Atoi(attr(e, "s")); err == nil && r.column <= Looked {
		r.Styles[Place{r.row, r.column}] = style
	} else if r.column <= Looked {
		r.Styles[Place{r.row, r.column}] = 0
	}
}

// columns takes in what a run of columns has in common.
func (r *surveyor) columns(e xml.StartElement) error {
	from, err1 := strconv.Atoi(attr(e, "min"))
	to, err2 := strconv.Atoi(attr(e, "max"))
	if err1 != nil || err2 != nil || from < 1 || to < from || from > Looked {
		return nil
	}
	style, _ := strconv.Atoi(attr(e, "style")) // none is 0
	if style != 0 {
		r.ColumnStyles = append(r.ColumnStyles, Span{from, to, style})
	}
	if set(e, "hidden") {
		r.HiddenColumns = append(r.HiddenColumns, Span{From: from, To: to})
	}
	if len(r.ColumnStyles)+len(r.HiddenColumns) > maxSpans {
		return fmt.Errorf("more than %d runs of columns", maxSpans)
	}
	return nil
}

// endRule keeps a validation of a kind that matters.
func (r *surveyor) endRule() error {
	rule := r.rule
	r.rule, r.text = nil, nil
	if rule.Kind != "list" && rule.Kind != "textLength" {
		return nil
	}
	for _, ref := range strings.Fields(r.sqref) {
		if m, ok := ParseRange(ref); ok {
			rule.Ranges = append(rule.Ranges, m)
		}
	}
	n := len(rule.Ranges)
	for i := range r.Rules {
		n += len(r.Rules[i].Ranges)
	}
	if n > maxRules || len(r.Rules) > maxRules {
		return fmt.Errorf("more than %d ranges have validations", maxRules)
	}
	r.Rules = append(r.Rules, *rule)
	return nil
}

// set reads a flag.
func set(e xml.StartElement, name string) bool {
	v := attr(e, name)
	return v == "1" || v == "true"
}

// ParseRange reads the name of a range of cells, such as B2:C7 or $B$2.
func ParseRange(ref string) (Range, bool) {
	first, last, _ := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if last == "" {
		last = first
	}
	c1, r1, ok1 := position(first)
	c2, r2, ok2 := position(last)
	return Range{Place{r1, c1}, Place{r2, c2}}, ok1 && ok2 && r1 <= r2 && c1 <= c2
}
