package workbook

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestAddressesOpen(t *testing.T) {
	const good = "https://trust.example/a/?x=1&y=%3Cz%3E#answer.b_x0041_"
	rows := [][]string{{good, good}}
	for _, bad := range []string{
		"http://trust.example/", "HTTPS://trust.example", "javascript:alert(1)", "file:///etc/passwd", "mailto:a@trust.example", "ftp://trust.example/", `\\host\share`,
		"https://", "https:trust.example", "https://user:secret@trust.example/", "https://trust.example/ two", "https://trust.example/\n", " https://trust.example/",
		"see https://trust.example/", "https://trust.example/\"", `=HYPERLINK("https://trust.example/")`, "#Sheet!A1", "https://trust.example/" + strings.Repeat("a", maxAddress), "",
	} {
		rows = append(rows, []string{bad, bad})
	}
	data := encode(t, Sheet{Name: "S", Columns: []Column{{Title: "https://trust.example/head", Address: true}, {Title: "plain"}}, Rows: rows})
	f := open(t, data)
	for i := range len(rows) + 1 {
		for c := range 2 {
			has, target, err := f.GetCellHyperLink("S", reference(c, i))
			if want := i == 1 && c == 0; err != nil || has != want || want && target != good {
				t.Errorf("%s opens: %v %q, %v", reference(c, i), has, target, err)
			}
		}
	}
	for i, got := range inlineStrings(t, data)[2:4] {
		if got != good {
			t.Errorf("cell %d says %q", i, got)
		}
	}
	if bytes.Contains(partOf(t, data, "xl/worksheets/sheet1.xml"), []byte("<f")) {
		t.Error("there is a formula")
	}
}

func TestMoreAddressesThanAProgramTakes(t *testing.T) {
	s := Sheet{Columns: []Column{{Address: true}}}
	for i := range maxLinks + 5 {
		s.Rows = append(s.Rows, []string{fmt.Sprintf("https://trust.example/%d", i)})
	}
	if n := len(s.links()); n != maxLinks {
		t.Errorf("%d cells open, want %d", n, maxLinks)
	}
}

func TestSheetIsLaidOutToBeRead(t *testing.T) {
	columns := []Column{{Title: "what", Strong: true}, {Title: "where", Address: true}, {Title: "why"}}
	data := encode(t, Sheet{Name: "S", Columns: columns, Rows: [][]string{{"a", "https://trust.example/", "c"}}}, Sheet{Name: "Empty", Columns: columns})
	f := open(t, data)
	for cell, want := range map[string]string{"A1": "bold filled", "C1": "bold filled", "A2": "bold", "B2": "underlined", "C2": ""} {
		id, err := f.GetCellStyle("S", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := look(style); got != want {
			t.Errorf("%s is %q, want %q", cell, got, want)
		}
		if style.Alignment == nil || !style.Alignment.WrapText || style.Alignment.Vertical != "top" || style.NumFmt != 49 {
			t.Errorf("%s does not wrap from the top as text: %+v", cell, style)
		}
	}
	sheet := string(partOf(t, data, "xl/worksheets/sheet1.xml"))
	if !strings.Contains(sheet, `<autoFilter ref="A1:C2"/>`) || !strings.Contains(sheet, `orientation="landscape"`) {
		t.Errorf("the sheet has no filter, or is not printed across: %s", sheet)
	}
	if strings.Contains(string(partOf(t, data, "xl/worksheets/sheet2.xml")), "autoFilter") {
		t.Error("an empty sheet has a filter")
	}
}

// look says what one sees of a style.
func look(s *excelize.Style) string {
	var out []string
	if s.Font != nil && s.Font.Bold {
		out = append(out, "bold")
	}
	if s.Font != nil && s.Font.Underline == "single" {
		out = append(out, "underlined")
	}
	if s.Fill.Type == "pattern" && s.Fill.Pattern == 1 {
		out = append(out, "filled")
	}
	return strings.Join(out, " ")
}

func TestRowsAreAsHighAsTheirTexts(t *testing.T) {
	s := Sheet{Name: "S", Columns: []Column{{Title: "a", Width: 10}, {Title: "b"}}, Rows: [][]string{
		{"short"}, {strings.Repeat("x", 25), "y"}, {"one\ntwo\n\nfour"}, {"", strings.Repeat("ä", 18)}, {strings.Repeat("long ", 500)}, {},
	}}
	f := open(t, encode(t, s))
	for i, want := range []float64{18, 18, 48, 63, 33, 409, 18} {
		if got, err := f.GetRowHeight("S", i+1); err != nil || got != want {
			t.Errorf("row %d is %v high, %v; want %v", i+1, got, err, want)
		}
	}
}
