package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/workbook"
)

func TestCSVReadsBack(t *testing.T) {
	texts := []string{"plain", "a,b", `say "x"`, "two\nlines", " spaces ", "", "ä漢😀", `"`, `""`, ",", "a;b", "lone\rreturn", "nul\x00inside"}
	texts = append(texts, "=1+1", "\t+1", "\u200b@A1", "＝1")
	table := table{columns: []workbook.Column{{Title: "a"}, {Title: "=b"}}}
	for _, x := range texts {
		table.rows = append(table.rows, []string{x, x})
	}
	var b bytes.Buffer
	if err := writeCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	if bytes.HasPrefix(b.Bytes(), []byte("\xef\xbb\xbf")) || !strings.HasSuffix(b.String(), "\"\r\n") {
		t.Error("there is a byte order mark, or no line end at the end")
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if rows[0][1] != "'=b" || len(rows) != len(texts)+1 {
		t.Fatalf("the header is %q, and there are %d rows", rows[0], len(rows))
	}
	for i, x := range texts {
		if want := delimited.Stored(x); rows[i+1][0] != want || rows[i+1][1] != want {
			t.Errorf("%q reads back as %q", x, rows[i+1])
		}
	}
}
