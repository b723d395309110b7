package questionnaire

import (
	"slices"
	"strings"
)

// Block is a part of a sheet whose columns mean the same: the rows from one row
// of headings to the next.
type Block struct {
	Header   int // row of the headings; 0 where there is none
	From, To int // rows
	Columns  map[int]Role
	Headings map[int]string // what stands over a column
	Section  string         // what the heading of the questions says, where it is no name of a column
	Dropped  map[int]string // columns for answers that nobody fills in, and why
}

// column returns the first column of a role, or 0.
func (b *Block) column(r Role) int {
	for _, c := range b.Sorted() {
		if b.Columns[c] == r {
			return c
		}
	}
	return 0
}

// Sorted returns the columns that have a role, in order.
func (b *Block) Sorted() []int {
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
		b := &Block{Header: row, From: row + 1, To: len(s.rows), Columns: columns, Headings: map[int]string{}}
		for c := 1; c <= s.width(row); c++ {
			b.Headings[c] = strings.TrimSpace(s.text(row, c))
		}
		out = append(out, b)
	}
	if len(out) == 0 {
		if b := bare(s); b != nil {
			out = append(out, b)
		}
	}
	out = slices.DeleteFunc(out, func(b *Block) bool { return !b.complete(s) })
	if len(out) > 0 {
		if b := above(s, out[0]); b != nil {
			out = slices.Insert(out, 0, b)
		}
	}
	for _, b := range out {
		b.drop(s)
	}
	return out
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
	answers, question := 0, false
	for _, r := range roles {
		switch r {
		case RoleAnswer, RoleScore:
			answers++
		case RoleQuestion:
			question = true
		}
	}
	if answers == 0 || named+other < 2 || other > named+2 && !question {
		return nil
	}
	return roles
}

// above finds questions over the first row of headings of a sheet: rows with ids
// in the column of the ids and questions in that of the questions, one below the
// other down to the headings.
func above(s *sheet, first *Block) *Block {
	id, question := first.column(RoleID), first.column(RoleQuestion)
	if id == 0 || first.Header == 0 {
		return nil
	}
	from := first.Header
	for from > 1 && isID(strings.TrimSpace(s.text(from-1, id))) && strings.TrimSpace(s.text(from-1, question)) != "" {
		from--
	}
	if first.Header-from < 2 {
		return nil
	}
	b := &Block{From: from, To: first.Header - 1, Columns: map[int]Role{}, Headings: first.Headings}
	for c, r := range first.Columns {
		b.Columns[c] = r
	}
	if from > 1 && words(s, from-1) == 1 {
		b.Section = firstText(s, from-1)
	}
	return b
}

// words counts the cells of a row that say something.
func words(s *sheet, row int) int {
	n := 0
	for c := 1; c <= s.width(row); c++ {
		if strings.TrimSpace(s.text(row, c)) != "" {
			n++
		}
	}
	return n
}

// bare finds columns where no heading names them: ids in one, questions beside
// it, and then a column that is empty or in which lists of answers stand.
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
	if best == 0 || best+1 > maxBare {
		return nil
	}
	b := &Block{From: 1, To: len(s.rows), Columns: map[int]Role{best: RoleQuestion, best + 1: RoleAnswer}}
	if !b.answerable(s, best, best+1) {
		return nil
	}
	for c := 1; c < best; c++ {
		if ids[c] >= questions[best]/2 {
			b.Columns[c] = RoleID
			break
		}
	}
	return b
}

// maxBare is the last column that is looked at where no heading names any.
const maxBare = 12

// answerable reports whether a column beside questions waits for answers: it
// offers lists of them, or is empty and the questions ask. Statements beside an
// empty column are prose.
func (b *Block) answerable(s *sheet, question, answer int) bool {
	lists, filled := 0, 0
	for row := b.From; row <= b.To; row++ {
		if s.cells != nil && len(s.cells.Choices(row, answer)) > 0 {
			lists++
		} else if strings.TrimSpace(s.text(row, answer)) != "" {
			filled++
		}
	}
	asks := b.count(s, question, func(t string) bool { return strings.HasSuffix(t, "?") })
	return lists > 0 && filled <= lists || filled == 0 && asks >= 3
}

// complete finds the column of the questions where no heading names it, and
// reports whether there is one to ask and one to answer.
func (b *Block) complete(s *sheet) bool {
	if b.column(RoleAnswer) == 0 && b.column(RoleScore) == 0 {
		return false
	}
	if b.column(RoleQuestion) != 0 {
		return true
	}
	answer, best, most := b.column(RoleAnswer), 0, 0
	if answer == 0 {
		answer = b.column(RoleScore)
	}
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
	if best == 0 || !b.sentences(s, best) {
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

// sentences reports whether what stands in a column has three words and more, as
// questions have.
func (b *Block) sentences(s *sheet, column int) bool {
	n := 0
	for row := b.From; row <= b.To; row++ {
		n += len(strings.Fields(s.text(row, column)))
	}
	return n >= 3*b.count(s, column, notEmpty)
}

// drop takes columns for answers out of which every cell is computed or locked,
// where another column takes answers.
func (b *Block) drop(s *sheet) {
	if s.cells == nil {
		return
	}
	question := b.column(RoleQuestion)
	var open, shut []int
	for _, c := range b.Sorted() {
		if r := b.Columns[c]; r != RoleAnswer && r != RoleScore {
			continue
		}
		free := 0
		for row := b.From; row <= b.To; row++ {
			r, first := s.cells.Anchor(row, c)
			if strings.TrimSpace(s.text(row, question)) != "" && r == row && first == c && !s.cells.Formula(row, c) && !s.cells.Locked(row, c) {
				free++
			}
		}
		if 10*free < b.count(s, question, notEmpty) {
			shut = append(shut, c)
		} else {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		return
	}
	b.Dropped = map[int]string{}
	for _, c := range shut {
		delete(b.Columns, c)
		b.Dropped[c] = "its cells are computed or locked"
	}
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
