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
		for _, b := range s.Blocks {
			l.Blocks = append(l.Blocks, block(b))
		}
		out = append(out, l)
	}
	return out
}

// block says where the rows of a block stand and what its columns are.
func block(b *questionnaire.Block) string {
	var columns []string
	for _, c := range b.Sorted() {
		if r := b.Columns[c]; r != questionnaire.RoleGuidance && r != questionnaire.RoleEvaluator {
			columns = append(columns, questionnaire.Letters(c)+" "+string(r))
		}
	}
	return fmt.Sprintf("rows %d to %d: %s", b.From, b.To, strings.Join(columns, ", "))
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
