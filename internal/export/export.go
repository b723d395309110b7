// Package export writes what one audience may see as files for other
// programs: the controls and the answers as CSV, JSON, Markdown or a workbook.
//
// Every form states the instant that it holds for, or the age of each answer:
// an export is a copy that nobody rebuilds. Texts are written as they are, but
// for CSV cells that a spreadsheet would run as formulas. It reads no files
// and judges nothing.
package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/workbook"
)

// Format is a form of an export.
type Format string

// The formats.
const (
	CSV      Format = "csv"  // RFC 4180, UTF-8 without byte order mark
	JSON     Format = "json" // one object: schema, as_of, audience and the list
	Markdown Format = "md"   // one section an item
	XLSX     Format = "xlsx" // a sheet of text, and one that says what it holds
)

// Formats lists the formats.
var Formats = []Format{CSV, JSON, Markdown, XLSX}

// ParseFormat reads the name of a format; the error lists all.
func ParseFormat(name string) (Format, error) {
	f := Format(strings.ToLower(name))
	if !slices.Contains(Formats, f) {
		return "", fmt.Errorf("there is no format %q; the formats are csv, json, md and xlsx", name)
	}
	return f, nil
}

// Controls writes all controls of a view, one row each.
func Controls(w io.Writer, v *disclose.View, f Format) error {
	if f == JSON {
		return jsontext.Document(w, controlsDocument(v))
	}
	return write(w, v, controlsTable(v), f)
}

// Answers writes all prepared answers of a view, then every control once for
// each question that it answers.
func Answers(w io.Writer, v *disclose.View, f Format) error {
	if f == JSON {
		return jsontext.Document(w, answersDocument(v))
	}
	if f == XLSX {
		return workbook.Write(w, append(answerSheets(v), aboutSheet(v, nil)))
	}
	return write(w, v, answersTable(v), f)
}

// table is an export as text.
type table struct {
	title   string // of the document
	item    string // name of the column that titles a row
	columns []workbook.Column
	rows    [][]string // as long as columns
}

func write(w io.Writer, v *disclose.View, t table, f Format) error {
	switch f {
	case CSV:
		return writeCSV(w, t)
	case Markdown:
		return writeMarkdown(w, v, t)
	case XLSX:
		return workbook.Write(w, []workbook.Sheet{readable(workbook.Sheet{Name: t.title, Columns: t.columns, Rows: t.rows}), aboutSheet(v, nil)})
	}
	return fmt.Errorf("unknown format %q", f)
}

// aboutSheet says what a workbook was made from, and more of it.
func aboutSheet(v *disclose.View, more [][]string) workbook.Sheet {
	columns := []workbook.Column{{Title: "What", Width: 20, Strong: true}, {Title: "Value", Width: 60, Address: true}}
	return workbook.Sheet{Name: "About", Columns: columns, Rows: append(about(v), more...)}
}

// about says what an export was made from.
func about(v *disclose.View) [][]string {
	return [][]string{
		{"title", v.Site.Title},
		{"organization", v.Site.Organization},
		{"address", v.Site.BaseURL},
		{"audience", v.Audience},
		{"as_of", instant(v.AsOf)},
		{"fresh_until", instant(v.Summary.FreshUntil)},
		{"controls", fmt.Sprint(v.Summary.Total)},
	}
}
