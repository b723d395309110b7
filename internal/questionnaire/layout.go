package questionnaire

import (
	"regexp"
	"slices"
	"strings"
)

// Block is a part of a sheet whose columns mean the same: the rows from one row
// of headings to the next.
type Block struct {
	Header   int // row of the headings; 0 where there is none
	From, To int // rows
	Columns  map[int]Role
	Section  string // what the heading of the questions says, where it is no name of a column
}

// column returns the first column of a role, or 0.
func (b *Block) column(r Role) int {
	for _, c := range b.sorted() {
		if b.Columns[c] == r {
			return c
		}
	}
	return 0
}

// sorted returns the columns that have a role, in order.
func (b *Block) sorted() []int {
	var out []int
	for c := range b.Columns {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// blocks finds the blocks of a sheet. One without any column to answer in has
// none.
func (h *headings) blocks(s *sheet) []*Block {
	var out []*Block
	for row := 1; row <= len(s.rows); row++ {
		columns := h.header(s, row)
		if columns == nil {
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].To = row - 1
		}
		out = append(out, &Block{Header: row, From: row + 1, To: len(s.rows), Columns: columns})
	}
	if len(out) == 0 {
		if b := bare(s); b != nil {
			out = append(out, b)
		}
	}
	return slices.DeleteFunc(out, func(b *Block) bool { return !b.complete(s) })
}

// header reads a row as headings: the roles of its columns, or nil. A row of
// headings names a column for answers and one more, all of it in short texts.
func (h *headings) header(s *sheet, row int) map[int]Role {
	roles, named, other := map[int]Role{}, 0, 0
	for c := 1; c <= s.width(row); c++ {
		text := strings.TrimSpace(s.text(row, c))
		if text == "" {
			continue
		}
		if len(text) > 2*longestHeading {
			return nil
		}
		r := h.of(text)
		if r == "" {
			other++
			continue
		}
		named++
		roles[c] = r
	}
	answers := 0
	for _, r := range roles {
		if r == RoleAnswer {
			answers++
		}
	}
	if answers == 0 || named+other < 2 || other > named+2 {
		return nil
	}
	return roles
}

// bare finds columns where no heading names them: ids in one, questions beside
// it, and then the first column in which a list of answers stands, or the next
// one.
func bare(s *sheet) *Block {
	var ids, questions [maxBare + 1]int
	for row := 1; row <= len(s.rows); row++ {
		for c := 1; c <= min(s.width(row), maxBare); c++ {
			text := strings.TrimSpace(s.text(row, c))
			switch {
			case isID(text):
				ids[c]++
			case len(text) >= 20 && strings.Contains(text, " "):
				questions[c]++
			}
		}
	}
	best := 0
	for c := 1; c <= maxBare; c++ {
		if questions[c] >= 3 && (best == 0 || questions[c] > questions[best]) {
			best = c
		}
	}
	if best == 0 || best+1 > maxBare || questions[best+1] > questions[best]/2 {
		return nil
	}
	b := &Block{From: 1, To: len(s.rows), Columns: map[int]Role{best: RoleQuestion, best + 1: RoleAnswer}}
	for c := 1; c < best; c++ {
		if ids[c] >= questions[best]/2 {
			b.Columns[c] = RoleID
			return b
		}
	}
	return nil
}

// maxBare is the last column that is looked at where no heading names any.
const maxBare = 12

// complete finds the column of the questions where no heading names it, and
// reports whether there is one to ask and one to answer.
func (b *Block) complete(s *sheet) bool {
	if b.column(RoleAnswer) == 0 {
		return false
	}
	if b.column(RoleQuestion) != 0 {
		return true
	}
	answer, best, most := b.column(RoleAnswer), 0, 0
	for c := 1; c < answer; c++ {
		if r := b.Columns[c]; r != "" && r != RoleSection && r != RoleGuidance {
			continue
		}
		length := 0
		for row := b.From; row <= b.To; row++ {
			length += len(s.text(row, c))
		}
		if length > most {
			best, most = c, length
		}
	}
	if best == 0 {
		return false
	}
	// What stands in the row of headings over ids and questions names the section.
	for c := 1; c <= best; c++ {
		if text := strings.TrimSpace(s.text(b.Header, c)); text != "" && b.Columns[c] == "" {
			b.Section = text
			break
		}
	}
	b.Columns[best] = RoleQuestion
	if b.column(RoleID) == 0 {
		for c := 1; c < best; c++ {
			if n := b.count(s, c, isID); n > 0 && 2*n >= b.count(s, best, notEmpty) {
				b.Columns[c] = RoleID
				break
			}
		}
	}
	return true
}

// count counts the rows of the block whose cell of a column holds.
func (b *Block) count(s *sheet, column int, holds func(string) bool) int {
	n := 0
	for row := b.From; row <= b.To; row++ {
		if holds(strings.TrimSpace(s.text(row, column))) {
			n++
		}
	}
	return n
}

func notEmpty(text string) bool { return text != "" }

var idShape = regexp.MustCompile(`^(?:[A-Za-z&]{1,12}[ ._-]?)?(?:[A-Za-z]{0,6}[._-])*\d{1,4}(?:[._-]\d{1,4})*[a-z]?\.?$`)

// isID reports whether a text looks like the id of a question: CEK-03.1, DOCU-01,
// 4.2.1, Q12, 7.
func isID(text string) bool { return len(text) <= 24 && idShape.MatchString(text) }
