// Package questionnaire reads the questionnaires that customers send: which rows
// of a workbook or a table ask something, in which cell the answer goes, and
// which words that cell takes.
//
// A file comes from a stranger and is read under limits; what it says is text
// and nothing else. The package answers nothing and writes nothing.
package questionnaire

import (
	"regexp"
	"strings"
)

// Questionnaire is a file that was read.
type Questionnaire struct {
	Sheets  []*Sheet
	Notices []Notice // marks of confidentiality that it carries
	Remarks []string // what it holds that is kept and never used, one sentence each
}

// Sheet is one table of it.
type Sheet struct {
	Name   string
	Hidden bool
	Blocks []*Block
	Rows   []*Row
	Left   string // why none of it is to be answered, or ""
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
	Cell        string   // such as C7
	Row, Column int      // from 1
	Heading     string   // of its column, or ""
	Holds       string   // what it says now
	Choices     []string // what it takes; nil: any text
	Longest     int      // characters that it takes, by a rule of the file; 0: no rule
	Score       bool     // it takes a degree, such as 1 to 5, which no catalog knows
	Fault       string   // why it must not be written, or ""
}

// Notice is a mark of confidentiality.
type Notice struct{ Sheet, Cell, Text string }

// Workbook reads an .xlsx or .xlsm file. What cannot be read safely is a
// *Refused.
func Workbook(data []byte) (*Questionnaire, error) {
	f, err := workbook(data)
	if err != nil {
		return nil, err
	}
	return f.read(), nil
}

// read finds the questions of a file.
func (f *file) read() *Questionnaire {
	h := builtin()
	q := &Questionnaire{Remarks: f.remarks}
	for _, s := range f.sheets {
		out := &Sheet{Name: s.name, Hidden: s.hidden}
		if s.hidden {
			out.Left = "it is hidden"
		} else {
			out.Blocks = h.blocks(s)
			q.Notices = append(q.Notices, notices(s)...)
		}
		for _, b := range out.Blocks {
			out.Rows = append(out.Rows, rows(s, b)...)
		}
		if out.shut() {
			out.Left = "nearly all of its answers are computed or locked: it is for the one who asks"
			out.Blocks, out.Rows = nil, nil
		}
		q.Sheets = append(q.Sheets, out)
	}
	return q
}

// shut reports whether a sheet only shows answers: fewer than half of its cells
// for answers can be written.
func (s *Sheet) shut() bool {
	free, all := 0, 0
	for _, r := range s.Rows {
		for _, a := range r.Answers {
			if all++; a.Fault == "" {
				free++
			}
		}
	}
	return all > 0 && 2*free < all
}

// marks are what classification banners say (FIRST Traffic Light Protocol 2.0, and
// the words that companies use).
var marks = regexp.MustCompile(`(?i)\bTLP:? ?(?:RED|AMBER(?:\+STRICT)?|GREEN|WHITE|CLEAR)\b|\b(?:strictly |company )?confidential\b|\bdo not (?:distribute|share|redistribute)\b|\binternal use only\b`)

// notices finds marks of confidentiality in the short texts of a sheet's first
// rows.
func notices(s *sheet) []Notice {
	for row := 1; row <= min(len(s.rows), 15); row++ {
		for c := 1; c <= min(s.width(row), 30); c++ {
			if text := s.text(row, c); len(text) <= 400 && !strings.HasSuffix(strings.TrimSpace(text), "?") {
				if m := marks.FindString(text); m != "" {
					return []Notice{{s.name, cellName(row, c), m}}
				}
			}
		}
	}
	return nil
}
