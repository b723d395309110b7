package export

import (
	"io"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/workbook"
)

// Subprocessors writes all third parties of a view as CSV, one row each.
func Subprocessors(w io.Writer, v *disclose.View) error { return writeCSV(w, subprocessorsTable(v)) }

func subprocessorsTable(v *disclose.View) table {
	t := table{title: "Subprocessors", item: "name", columns: []workbook.Column{
		{Title: "id"}, {Title: "name"}, {Title: "entity"}, {Title: "purpose"}, {Title: "data"}, {Title: "places"}, {Title: "transfer"}, {Title: "scope"},
		{Title: "since"}, {Title: "announced"}, {Title: "url"}, {Title: "as_of"},
	}}
	for _, s := range v.Subprocessors {
		var scope []string
		for _, a := range s.Scope {
			scope = append(scope, a.Name+"="+strings.Join(a.Values, ","))
		}
		t.rows = append(t.rows, []string{
			s.ID, s.Name, s.Entity, s.Purpose, strings.Join(s.Data, "; "), strings.Join(s.Places, "; "), s.Transfer, strings.Join(scope, " "),
			date(s.Since), date(s.Notice), s.URL, instant(v.AsOf),
		})
	}
	return t
}

// date formats a day; "" for one that is not known.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}
