package plaintext

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
)

var columnGap = onuse.Regexp(`\t+|[ ]{2,}`)

// tableOf returns the cells of lines that are a table for certain: three or
// more rows, whose cells all start in the same columns. Otherwise nil.
func tableOf(lines []string) (rows [][]string) {
	if len(lines) < 3 || isItem(lines[0]) {
		return nil
	}
	var starts []int
	for i, line := range lines {
		var at []int
		var cells []string
		from := 0
		line = strings.TrimRight(line, " \t")
		for _, m := range append(columnGap.FindAllStringIndex(line, -1), []int{len(line), len(line)}) {
			cells = append(cells, line[from:m[0]])
			at = append(at, len([]rune(line[:from])))
			from = m[1]
		}
		if strings.Contains(line, "\t") {
			at = make([]int, len(at)) // tabs tell the columns by themselves
		}
		if i == 0 {
			starts = at
		}
		if len(cells) < 2 || slices.Contains(cells, "") || !slices.Equal(at, starts) {
			return nil
		}
		rows = append(rows, cells)
	}
	return rows
}

// table writes a table whose first row is its head.
func (w *writer) table(rows [][]string) {
	w.doubt("aligned columns became a table, with the first line as its head")
	w.change(draft.Plural(len(rows), "line", "lines")+" in columns", "a table")
	for i, cells := range rows {
		for j := range cells {
			cells[j] = escapeWords(cells[j])
		}
		w.out.WriteString("| " + strings.Join(cells, " | ") + " |\n")
		if i == 0 {
			w.out.WriteString("|" + strings.Repeat(" --- |", len(cells)) + "\n")
		}
	}
	w.out.WriteString("\n")
	w.kind = "table"
}
