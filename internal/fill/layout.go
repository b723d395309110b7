package fill

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/questionnaire"
)

// Layouts says what was found on each sheet.
func Layouts(q *questionnaire.Questionnaire) []Layout {
	out := []Layout{}
	for _, s := range q.Sheets {
		l := Layout{Name: s.Name, Questions: len(s.Rows), Left: s.Left}
		if l.Left == "" && len(s.Rows) == 0 {
			l.Left = "no questions with a column for answers were found"
		}
		l.Blocks = blocks(s.Blocks)
		out = append(out, l)
	}
	return out
}

// blocks says where the rows of blocks stand and what their columns are; those
// that follow each other with equal columns are said together.
func blocks(list []*questionnaire.Block) []string {
	var out []string
	for i := 0; i < len(list); {
		from, what := list[i].From, columns(list[i])
		last := i
		for last+1 < len(list) && columns(list[last+1]) == what {
			last++
		}
		text := fmt.Sprintf("rows %d to %d: %s", from, list[last].To, what)
		if last > i {
			text = fmt.Sprintf("rows %d to %d, in %d blocks: %s", from, list[last].To, last-i+1, what)
		}
		out = append(out, text)
		i = last + 1
	}
	return out
}

// columns says what the columns of a block are.
func columns(b *questionnaire.Block) string {
	var out []string
	for _, c := range b.Sorted() {
		if r := b.Columns[c]; r != questionnaire.RoleGuidance && r != questionnaire.RoleEvaluator {
			out = append(out, questionnaire.Letters(c)+" "+string(r))
		}
	}
	return strings.Join(out, ", ")
}

// Remarks says what the one who sends the file back should know of it.
func Remarks(q *questionnaire.Questionnaire) []string {
	out := []string{}
	for _, n := range q.Notices {
		where := n.Cell
		if n.Sheet != "" {
			where = n.Sheet + "!" + n.Cell
		}
		out = append(out, fmt.Sprintf("the file is marked %q (%s): the mark is kept, so mind who may get the file", n.Text, where))
	}
	out = append(out, q.Remarks...)
	if q.Computed {
		out = append(out, "formulas show their old values until a spreadsheet program opens the file and computes them anew")
	}
	return out
}
