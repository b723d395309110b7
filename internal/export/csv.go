package export

import (
	"bufio"
	"io"
	"strings"

	"github.com/candor-site/candor/internal/delimited"
)

// writeCSV writes a table by RFC 4180: every field in quotes, lines ended by
// CR LF, line ends inside a field as they are. Fields that a spreadsheet would
// take for a formula get an apostrophe in front.
func writeCSV(w io.Writer, t table) error {
	out := bufio.NewWriter(w)
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.Title
	}
	writeRecord(out, titles)
	for _, row := range t.rows {
		writeRecord(out, row)
	}
	return out.Flush() // also gives the first error of a write
}

func writeRecord(out *bufio.Writer, fields []string) {
	for i, f := range fields {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('"')
		out.WriteString(strings.ReplaceAll(delimited.Stored(f), `"`, `""`))
		out.WriteByte('"')
	}
	out.WriteString("\r\n")
}
