package questionnaire

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

var idShape = onuse.Regexp(`^(?:[A-Za-z&]{1,12}[ ._-]?)?(?:[A-Za-z]{0,6}[._-])*\d{1,4}(?:[._-]\d{1,4})*[a-z]?\.?$`)

// isID reports whether a text looks like the id of a question: CEK-03.1, DOCU-01,
// 4.2.1, Q12, 7.
func isID(text string) bool { return len(text) <= 24 && idShape.MatchString(text) }

// rows reads the questions of one block.
func rows(s *sheet, b *Block) []*Row {
	question, id, section := b.column(RoleQuestion), b.column(RoleID), b.column(RoleSection)
	heading, previous := b.Section, ""
	var out []*Row
	for n := b.From; n <= b.To; n++ {
		text := strings.TrimSpace(s.text(n, question))
		if id != 0 && text == "" || isHeading(s, b, n) {
			if h := headingOf(s, n); h != "" {
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
		for _, c := range b.Sorted() {
			switch role := b.Columns[c]; role {
			case RoleAnswer, RoleScore:
				t := target(s, b, n, c)
				t.Score = role == RoleScore
				r.Answers = append(r.Answers, t)
			case RoleComment:
				if r.Comment == nil {
					t := target(s, b, n, c)
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
// cell alone that spreads over the cell of the answer, or has no id where others
// have one and does not ask.
func isHeading(s *sheet, b *Block, n int) bool {
	if words(s, n) != 1 {
		return false
	}
	question, answer := b.column(RoleQuestion), b.column(RoleAnswer)
	if s.cells != nil && answer != 0 {
		if row, c := s.cells.Anchor(n, answer); row == n && c == question {
			return true
		}
	}
	id := b.column(RoleID)
	if id == 0 {
		return false
	}
	if text := strings.TrimSpace(s.text(n, question)); text != "" {
		return !strings.HasSuffix(text, "?") && len(strings.Fields(text)) <= 10
	}
	return !isID(strings.TrimSpace(s.text(n, id)))
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

// headingOf returns what a row between questions says: its longest text, for
// beside it may stand a mark or an id.
func headingOf(s *sheet, n int) string {
	best := ""
	for c := 1; c <= s.width(n); c++ {
		if text := strings.TrimSpace(s.text(n, c)); len(text) > len(best) {
			best = text
		}
	}
	if isID(best) {
		return ""
	}
	return best
}

// target describes a cell for an answer.
func target(s *sheet, b *Block, row, column int) Target {
	t := Target{Cell: cellName(row, column), Row: row, Column: column, Heading: b.Headings[column], Holds: s.text(row, column)}
	if s.cells != nil {
		t.Choices, t.Longest = slices.Clone(s.cells.Choices(row, column)), s.cells.Longest(row, column)
	}
	if t.Choices == nil {
		t.Choices = named(t.Heading)
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

// named reads the answers that a heading asks for: Response (Yes/No/N/A).
func named(heading string) []string {
	const na, mark = "N/A", "\x00"
	at := strings.IndexByte(heading, '(')
	inner := heading
	if at >= 0 {
		inner = strings.TrimSuffix(strings.TrimSpace(heading[at+1:]), ")")
	}
	inner = strings.ReplaceAll(inner, na, mark)
	var out []string
	for _, w := range strings.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune("/,;|", r) }) {
		out = append(out, strings.TrimSpace(strings.ReplaceAll(w, mark, na)))
	}
	if len(out) < 2 || !slices.Contains([]string{"yes", "y"}, strings.ToLower(out[0])) || !slices.Contains([]string{"no", "n"}, strings.ToLower(out[1])) {
		return nil
	}
	return choices(out)
}
