package export

import (
	"bufio"
	"io"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/source"
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
		out.WriteString(strings.ReplaceAll(neutral(f), `"`, `""`))
		out.WriteByte('"')
	}
	out.WriteString("\r\n")
}

// neutral returns text that no spreadsheet runs as a formula: with an
// apostrophe in front if the first visible character could start one
// (OWASP ASVS 1.2.10), in any width, or if a tab, a line end or a NUL stands
// before it.
func neutral(text string) string {
	for _, r := range text {
		switch {
		case r == '\t' || r == '\r' || r == '\n' || r == 0:
			return "'" + text
		case unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf):
			continue // nothing to see; programs skip some of these
		case starts(r):
			return "'" + text
		}
		return text
	}
	return text
}

// starts reports whether a formula can start with r, or with the character
// that r is a wide, small or raised form of.
func starts(r rune) bool {
	return strings.ContainsAny(source.FoldName(string(r)), "=+-@|%\u2212")
}
