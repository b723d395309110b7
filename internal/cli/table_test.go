package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
)

// TestTable holds the table to that of text/tabwriter.
func TestTable(t *testing.T) {
	for _, rows := range [][][]string{nil, {{"a", "", "c"}}, {{"äöü", "b", ""}, {"a", "bbbbbb", "c  "}, {"", "日本語", "x"}}} {
		var got, want bytes.Buffer
		if err := table(&got, []string{"ONE", "TWO", "THREE"}, len(rows), func(i int, row []string) { copy(row, rows[i]) }); err != nil {
			t.Fatal(err)
		}
		w := tabwriter.NewWriter(&want, 0, 0, 2, ' ', 0)
		for _, row := range append([][]string{{"ONE", "TWO", "THREE"}}, rows...) {
			fmt.Fprintln(w, strings.Join(row, "\t"))
		}
		w.Flush()
		if got.String() != want.String() {
			t.Errorf("%q\n got %q\nwant %q", rows, got.String(), want.String())
		}
	}
	var out bytes.Buffer
	_ = table(&out, []string{"A", "B"}, 1, func(_ int, row []string) { row[0], row[1] = "x\ty\nz", "b" })
	if want := "A      B\nx y z  b\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
