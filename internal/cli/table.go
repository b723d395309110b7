package cli

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// table prints rows in columns that are as wide as their widest cell, and two
// spaces. cells fills in a row; it is called twice for each, as very many are not
// held. Characters that would end a cell or a row stand as spaces.
func table(w io.Writer, head []string, rows int, cells func(i int, row []string)) error {
	widths := make([]int, len(head))
	row := make([]string, len(head))
	at := func(i int) {
		if copy(row, head); i >= 0 {
			cells(i, row)
		}
		for c, text := range row {
			if strings.ContainsAny(text, "\t\n\v\f") {
				row[c] = strings.Map(func(r rune) rune {
					if strings.ContainsRune("\t\n\v\f", r) {
						return ' '
					}
					return r
				}, text)
			}
		}
	}
	for i := -1; i < rows; i++ {
		at(i)
		for c, text := range row {
			widths[c] = max(widths[c], utf8.RuneCountInString(text))
		}
	}
	out := bufio.NewWriterSize(w, 64<<10)
	for i := -1; i < rows; i++ {
		at(i)
		for c, text := range row {
			out.WriteString(text)
			if c == len(row)-1 {
				out.WriteByte('\n')
				continue
			}
			for range widths[c] + 2 - utf8.RuneCountInString(text) {
				out.WriteByte(' ')
			}
		}
	}
	return out.Flush()
}
