package export

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/workbook"
)

// writeMarkdown writes one section a row: its title, then a list of what is
// known. A table of so many columns could not be read.
func writeMarkdown(w io.Writer, v *disclose.View, t table) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n\n", t.title)
	for _, row := range about(v) {
		if row[1] != "" {
			fmt.Fprintf(out, "- %s: %s\n", label(row[0]), markdown(row[1]))
		}
	}
	item := slices.IndexFunc(t.columns, func(c workbook.Column) bool { return c.Title == t.item })
	for _, row := range t.rows {
		fmt.Fprintf(out, "\n## %s\n\n", markdown(strings.Join(strings.Fields(row[item]), " ")))
		for i, text := range row {
			if i != item && text != "" {
				fmt.Fprintf(out, "- %s: %s\n", label(t.columns[i].Title), markdown(text))
			}
		}
	}
	return out.Flush() // also gives the first error of a write
}

// label is the name of a column for people.
func label(column string) string { return strings.ReplaceAll(column, "_", " ") }

// special are the characters that mean something inside a line of Markdown, in
// a table cell or in HTML. All can be escaped by a backslash (CommonMark 0.31,
// section 2.4). Nothing here starts a line, so lists need no care.
const special = "\\`*_[]<>#|~&$"

// markdown escapes text for one line: what is written is what a reader sees.
func markdown(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimSpace(text))
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteString("<br>")
			continue
		case strings.ContainsRune(special, r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
