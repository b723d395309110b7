// Package questionnaire reads the questionnaires that customers send: which rows
// of a workbook or a table ask something, in which cell the answer goes, and
// which words that cell takes.
//
// A file comes from a stranger and is read under limits; what it says is text
// and nothing else. The package answers nothing and writes nothing.
package questionnaire

import (
	"slices"
	"strings"
)

// Questionnaire is a file that was read.
type Questionnaire struct {
	Sheets []*Sheet
}

// Sheet is one table of it.
type Sheet struct {
	Name   string
	Hidden bool
	Blocks []*Block
	Rows   []*Row
}

// Row is one question.
type Row struct {
	Sheet    string
	Number   int // from 1
	ID       string
	Section  string // heading above it, or what its column says
	Question string
	Previous string // the question before it in the same section
	Hidden   bool
	Answers  []Target // usually one
	Comment  *Target  // nil where there is no column for it
}

// Target is a cell for an answer.
type Target struct {
	Cell    string   // such as C7
	Holds   string   // what it says now
	Choices []string // what it takes; nil: any text
	Fault   string   // why it must not be written, or ""
}

// Workbook reads an .xlsx or .xlsm file. What cannot be read safely is an
// *opc.Refused.
func Workbook(data []byte) (*Questionnaire, error) {
	sheets, err := workbook(data)
	if err != nil {
		return nil, err
	}
	return read(sheets), nil
}

// read finds the questions of sheets.
func read(sheets []*sheet) *Questionnaire {
	h := builtin()
	q := &Questionnaire{}
	for _, s := range sheets {
		out := &Sheet{Name: s.name, Hidden: s.hidden}
		if !s.hidden {
			out.Blocks = h.blocks(s)
		}
		for _, b := range out.Blocks {
			out.Rows = append(out.Rows, rows(s, b)...)
		}
		q.Sheets = append(q.Sheets, out)
	}
	return q
}

// rows reads the questions of one block.
func rows(s *sheet, b *Block) []*Row {
	question, id, section := b.column(RoleQuestion), b.column(RoleID), b.column(RoleSection)
	heading, previous := b.Section, ""
	var out []*Row
	for n := b.From; n <= b.To; n++ {
		text := strings.TrimSpace(s.text(n, question))
		if id != 0 && text == "" || isHeading(s, b, n) {
			if h := firstText(s, n); h != "" {
				heading, previous = h, ""
			}
			continue
		}
		if text == "" {
			continue
		}
		r := &Row{Sheet: s.name, Number: n, Section: heading, Question: text, Previous: previous, Hidden: s.isHidden(n) || s.beside[question]}
		if id != 0 {
			r.ID = strings.TrimSpace(s.text(n, id))
		}
		if section != 0 {
			if own := strings.TrimSpace(s.text(n, section)); own != "" {
				heading = own
			}
			r.Section = heading
		}
		for _, c := range b.sorted() {
			switch b.Columns[c] {
			case RoleAnswer:
				r.Answers = append(r.Answers, target(s, n, c))
			case RoleComment:
				if r.Comment == nil {
					t := target(s, n, c)
					r.Comment = &t
				}
			}
		}
		previous = text
		out = append(out, r)
	}
	return out
}

// isHeading reports whether a row is a heading between questions: text in one
// column alone, without an id, and nothing to answer in.
func isHeading(s *sheet, b *Block, n int) bool {
	filled := 0
	for c := 1; c <= s.width(n); c++ {
		if strings.TrimSpace(s.text(n, c)) != "" {
			filled++
		}
	}
	if filled != 1 || b.column(RoleID) == 0 {
		return false
	}
	return strings.TrimSpace(s.text(n, b.column(RoleID))) == "" || !isID(strings.TrimSpace(s.text(n, b.column(RoleID))))
}

// firstText returns the first text of a row.
func firstText(s *sheet, n int) string {
	for c := 1; c <= s.width(n); c++ {
		if text := strings.TrimSpace(s.text(n, c)); text != "" {
			return text
		}
	}
	return ""
}

// target describes a cell for an answer.
func target(s *sheet, row, column int) Target {
	t := Target{Cell: cellName(row, column), Holds: s.text(row, column)}
	if s.cells != nil {
		t.Choices = slices.Clone(s.cells.Choices(row, column))
	}
	switch {
	case s.isHidden(row):
		t.Fault = "the row is hidden"
	case s.beside[column]:
		t.Fault = "the column is hidden"
	case s.cells == nil:
	case s.cells.Formula(row, column):
		t.Fault = "the cell is computed by a formula"
	case s.cells.Locked(row, column):
		t.Fault = "the cell is locked"
	default:
		if r, c := s.cells.Anchor(row, column); r != row || c != column {
			t.Fault = "the cell is merged with " + cellName(r, c)
		}
	}
	return t
}
