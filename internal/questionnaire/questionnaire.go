// Package questionnaire reads the questionnaires that customers send: which rows
// of a workbook or a table ask something, in which cell the answer goes, and
// which words that cell takes.
//
// A file comes from a stranger and is read under limits; what it says is text
// and nothing else. The package answers nothing and writes nothing.
package questionnaire

import (
	"errors"
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/industry"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/opc"
)

// Questionnaire is a file that was read.
type Questionnaire struct {
	Sheets  []*Sheet
	Notices []Notice // marks of confidentiality that it carries
	Remarks []string // what it holds that is kept and never used, one sentence each
	// Computed says that formulas show values, which stay those of before until a
	// spreadsheet program opens the file.
	Computed    bool
	Fingerprint string           // of its headings
	Standard    string           // the standard questionnaire that it is, such as hecvat-4.14, or ""
	Words       *choice.Tables   // how yes and no are written in it
	Empty       []string         // what counts as an empty cell in it, by its profile
	Table       *delimited.Table // nil of a workbook
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

// MaxQuestions is how many questions a file may ask: far more than any that is
// meant to be answered.
const MaxQuestions = 20_000

// Open reads an .xlsx or .xlsm file, or a table of delimited text. Of the
// profiles, the one that is for the file says how it is laid out; nil takes what
// is found. What cannot be read safely is a *Refused.
func Open(data []byte, profiles []*Profile) (*Questionnaire, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	h := builtin()
	print := f.fingerprint(h)
	p := For(profiles, print)
	if p == nil && len(profiles) > 0 {
		return nil, &Refused{
			Reason: fmt.Sprintf("no profile is for a file with these headings, whose fingerprint is %q", print),
			Hint:   "save one with --save-map, or take the fingerprint out of a profile to use it for any file",
		}
	}
	q := f.read(h, p)
	q.Fingerprint, q.Standard = print, industry.OfFile(print)
	if p != nil && p.Questionnaire != "" {
		q.Standard = p.Questionnaire
	}
	n := 0
	for _, s := range q.Sheets {
		n += len(s.Rows)
	}
	if n > MaxQuestions {
		return nil, &Refused{Reason: fmt.Sprintf("the file asks %d questions, the limit is %d", n, MaxQuestions), Hint: "split it"}
	}
	return q, nil
}

// open reads the cells of a file.
func open(data []byte) (*file, error) {
	if opc.Packed(data) {
		return workbook(data)
	}
	t, err := delimited.Read(data)
	var refused *delimited.Refused
	if errors.As(err, &refused) {
		return nil, &Refused{Reason: refused.Reason, Hint: refused.Hint}
	}
	if err != nil {
		return nil, err
	}
	return &file{sheets: []*sheet{{rows: t.Rows()}}, table: t}, nil
}

// read finds the questions of a file.
func (f *file) read(h *headings, p *Profile) *Questionnaire {
	h = h.with(p)
	q := &Questionnaire{Remarks: f.remarks, Table: f.table, Words: choice.Builtin()}
	if p != nil {
		q.Words = q.Words.With(p.Words, p.Placeholders)
		q.Empty = p.Placeholders
	}
	for _, s := range f.sheets {
		out := &Sheet{Name: s.name, Hidden: s.hidden}
		blocks, said := p.blocks(s)
		switch {
		case s.hidden:
			out.Left = "it is hidden"
		case said:
			out.Blocks = blocks
		default:
			out.Blocks = h.blocks(s)
		}
		if !s.hidden {
			q.Notices = append(q.Notices, notices(s)...)
			q.computes(s)
		}
		for _, b := range out.Blocks {
			out.Rows = append(out.Rows, rows(s, b)...)
		}
		p.offer(out.Rows)
		if !said && out.shut() {
			out.Left = "most of its answers are computed or locked: it is for the one who asks"
			out.Blocks, out.Rows = nil, nil
		}
		q.Sheets = append(q.Sheets, out)
	}
	return q
}

// computes notes that a sheet computes values, which are those of before.
func (q *Questionnaire) computes(s *sheet) {
	if k, ok := s.cells.(*known); ok && len(k.Formulas) > 0 {
		q.Computed = true
	}
}

// shut reports whether a sheet only shows answers: fewer than a quarter of its
// cells for answers can be written.
func (s *Sheet) shut() bool {
	free, all := 0, 0
	for _, r := range s.Rows {
		for _, a := range r.Answers {
			if all++; a.Fault == "" {
				free++
			}
		}
	}
	return all > 0 && 4*free < all
}

// marks are what classification banners say (FIRST Traffic Light Protocol 2.0, and
// the words that companies use).
var marks = onuse.Regexp(`(?i)\bTLP:? ?(?:RED|AMBER(?:\+STRICT)?|GREEN|WHITE|CLEAR)\b|\b(?:strictly |company )?confidential\b|\bdo not (?:distribute|share|redistribute)\b|\binternal use only\b`)

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

// Fits says why a cell of the file cannot hold a text, as the end of a sentence
// about it, or nothing.
func (q *Questionnaire) Fits(text string) error {
	if q.Table != nil {
		return q.Table.Fits(text)
	}
	return amend.Fits(text)
}

// Stored is what a cell says that was given a text.
func (q *Questionnaire) Stored(text string) string {
	if q.Table != nil {
		return delimited.Stored(text)
	}
	return text
}
