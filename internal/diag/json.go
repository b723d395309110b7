package diag

import (
	"io"

	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/source"
)

// jsonPlace is a place for programs: lines and columns count from 1, columns
// are code points, the end is exclusive. Without a place the path is "" and
// the numbers are 0.
type jsonPlace struct {
	Path      string `json:"path"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
}

type jsonDiagnostic struct {
	jsonPlace
	Severity string        `json:"severity"`
	Code     Code          `json:"code"`
	Message  string        `json:"message"`
	Hint     string        `json:"hint"`
	Related  []jsonRelated `json:"related"`
}

type jsonRelated struct {
	jsonPlace
	Message string `json:"message"`
}

// JSON prints diagnostics as one JSON array of objects with the keys path,
// line, column, end_line, end_column, severity, code, message, hint and
// related, all of which are always there; related is a list of places with a
// message.
func JSON(w io.Writer, list List) error {
	out := []jsonDiagnostic{}
	for _, d := range list.Sorted() {
		j := jsonDiagnostic{
			jsonPlace: placeOf(d.Span),
			Severity:  d.Severity.String(),
			Code:      d.Code,
			Message:   d.Message,
			Hint:      d.Hint,
			Related:   []jsonRelated{},
		}
		for _, r := range d.Places() {
			j.Related = append(j.Related, jsonRelated{placeOf(r.Span), r.Message})
		}
		out = append(out, j)
	}
	return jsontext.Document(w, out)
}

func placeOf(s source.Span) jsonPlace {
	start, end := s.Position(), s.EndPosition()
	return jsonPlace{Path: start.Path, Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column}
}
