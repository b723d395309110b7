package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func encode(t *testing.T, sheets ...Sheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, sheets); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// open reads a workbook with another implementation.
func open(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestWriteReadsBack(t *testing.T) {
	sheets := []Sheet{
		{Name: "Controls", Columns: []Column{{Title: "id", Width: 20}, {Title: "title"}, {Title: "state", Width: 12}}, Rows: [][]string{
			{"registry-backup", "Snapshots & <copies> \"daily\"", "satisfied"},
			{"", "only the middle", ""},
			{"short row"},
			{},
			{"últimas ñ 漢字 😀", " spaces around ", "line\nfeed\ttab"},
		}},
		{Name: "R & D 'plans'!", Columns: []Column{{Title: "a"}}},
	}
	f := open(t, encode(t, sheets...))
	if got := f.GetSheetList(); !reflect.DeepEqual(got, []string{"Controls", "R & D 'plans'!"}) {
		t.Errorf("sheets are %q", got)
	}
	for r, row := range append([][]string{{"id", "title", "state"}}, sheets[0].Rows...) {
		for c := range 3 {
			want := ""
			if c < len(row) {
				want = row[c]
			}
			got, err := f.GetCellValue("Controls", reference(c, r))
			if err != nil || got != want {
				t.Errorf("cell %s is %q, %v; want %q", reference(c, r), got, err, want)
			}
		}
	}
}

func TestHeaderIsBoldAndFrozen(t *testing.T) {
	f := open(t, encode(t, Sheet{Name: "S", Columns: []Column{{Title: "a", Width: 33}, {Title: "b"}}, Rows: [][]string{{"x", "y"}}}))
	panes, err := f.GetPanes("S")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes are %+v, %v", panes, err)
	}
	for cell, bold := range map[string]bool{"A1": true, "B1": true, "A2": false, "B2": false} {
		id, err := f.GetCellStyle("S", cell)
		if err != nil {
			t.Fatal(err)
		}
		style, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		if got := style.Font != nil && style.Font.Bold; got != bold {
			t.Errorf("%s is bold: %v", cell, got)
		}
		if style.NumFmt != 49 {
			t.Errorf("%s has number format %d, want 49 (text)", cell, style.NumFmt)
		}
	}
	if width, err := f.GetColWidth("S", "A"); err != nil || width != 33 {
		t.Errorf("column A is %v wide, %v", width, err)
	}
}

// hostile are texts that programs like to read as something else.
var hostile = []string{
	"=1+1", "=HYPERLINK(\"http://attacker.example\",\"x\")", "+1+1", "-1+1", "@SUM(1)", "|cmd", "%x", "\t=1", "\r=1", "\n=1",
	"＝1", "＋1", "－1", "＠A", "'=1", "12345678901234567890", "007", "1e5", "2026-11-20", "TRUE", "#REF!", "1/2",
	"a\x00b", "\x01\x02\x1f", "bell\a", "\ufffe\uffff", "a\rb", "a\r\nb", "_x0041_", "_x000D_ and _X00e9_", "_x005F_x0041_", "_x12_", "__x0041__", "_x0041\x1a", "_x0041\r",
	"]]>", "<![CDATA[x]]>", "&amp;", "&#0;", "<is><t>x</t></is>", "<f>1+1</f>", " ", "\u00a0", "\u202etext", "\x7f\u0085",
}

func TestEveryCellIsText(t *testing.T) {
	var rows [][]string
	for _, h := range hostile {
		rows = append(rows, []string{h})
	}
	data := encode(t, Sheet{Name: "S", Columns: []Column{{Title: "=title"}}, Rows: rows})
	f := open(t, data)
	for i, want := range append([]string{"=title"}, hostile...) {
		cell := reference(0, i)
		if formula, err := f.GetCellFormula("S", cell); err != nil || formula != "" {
			t.Errorf("%q became the formula %q, %v", want, formula, err)
		}
		if kind, err := f.GetCellType("S", cell); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%q became a cell of type %v, %v", want, kind, err)
		}
	}
	for i, got := range inlineStrings(t, data) {
		if want := append([]string{"=title"}, hostile...)[i]; got != want {
			t.Errorf("cell %d reads %q, want %q", i, got, want)
		}
	}
}

// inlineStrings reads the texts of the first sheet by the standard alone: XML,
// then the escapes of ST_Xstring.
func inlineStrings(t *testing.T, data []byte) []string {
	t.Helper()
	var sheet struct {
		Rows []struct {
			Cells []struct {
				Type    string `xml:"t,attr"`
				Text    string `xml:"is>t"`
				Formula string `xml:"f"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(partOf(t, data, "xl/worksheets/sheet1.xml"), &sheet); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range sheet.Rows {
		for _, c := range r.Cells {
			if c.Type != "inlineStr" || c.Formula != "" {
				t.Errorf("cell has type %q and formula %q", c.Type, c.Formula)
			}
			out = append(out, unescape(c.Text))
		}
	}
	return out
}

func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		var code rune
		if s[i] == '_' && looksEscaped(s[i:]) && len(s) > i+6 && s[i+6] == '_' {
			if _, err := fmt.Sscanf(s[i+2:i+6], "%x", &code); err == nil {
				b.WriteRune(code)
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func partOf(t *testing.T, data []byte, name string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWriteIsDeterministic(t *testing.T) {
	sheet := Sheet{Name: "S", Columns: []Column{{Title: "a"}, {Title: "b", Width: 9}}, Rows: [][]string{{"x", "y"}, {"=z"}}}
	first := encode(t, sheet, Sheet{Name: "T", Columns: sheet.Columns})
	for range 5 {
		if !bytes.Equal(first, encode(t, sheet, Sheet{Name: "T", Columns: sheet.Columns})) {
			t.Fatal("the same sheets give different bytes")
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.File {
		if !f.Modified.Equal(epoch) {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
		if err := xml.Unmarshal(partOf(t, first, f.Name), new(struct{})); err != nil {
			t.Errorf("%s is not XML: %v", f.Name, err)
		}
	}
}

func TestLongestCell(t *testing.T) {
	longest := strings.Repeat("ä", maxCell-2) + "😀"
	data := encode(t, Sheet{Name: "S", Columns: []Column{{Title: "a"}}, Rows: [][]string{{longest}}})
	if got, err := open(t, data).GetCellValue("S", "A2"); err != nil || got != longest {
		t.Errorf("got %d bytes of %d, %v", len(got), len(longest), err)
	}
}

func TestWriteRefuses(t *testing.T) {
	one := []Column{{Title: "a"}}
	for _, c := range []struct {
		name   string
		sheets []Sheet
		want   string
	}{
		{"no sheet", nil, "needs a sheet"},
		{"no columns", []Sheet{{Name: "S"}}, `sheet "S": 0 columns`},
		{"too long", []Sheet{{Name: "S", Columns: []Column{{Title: "a"}, {Title: "b"}}, Rows: [][]string{{}, {"", strings.Repeat("x", 32_768)}}}}, `sheet "S": cell B3 holds 32768 characters, the limit is 32767`},
		{"too long in UTF-16", []Sheet{{Name: "S", Columns: one, Rows: [][]string{{strings.Repeat("😀", 16_384)}}}}, "cell A2 holds 32768"},
		{"long title", []Sheet{{Name: "S", Columns: []Column{{Title: strings.Repeat("x", 32_768)}}}}, "cell A1 holds"},
		{"not UTF-8", []Sheet{{Name: "S", Columns: one, Rows: [][]string{{"a\xff"}}}}, "cell A2 is not UTF-8"},
		{"long row", []Sheet{{Name: "S", Columns: one, Rows: [][]string{{"a", "b"}}}}, "row 2 has 2 cells for 1 columns"},
		{"width", []Sheet{{Name: "S", Columns: []Column{{Title: "a", Width: 256}}}}, "column A is 256"},
		{"empty name", []Sheet{{Columns: one}}, "is empty"},
		{"long name", []Sheet{{Name: strings.Repeat("n", 32), Columns: one}}, "longer than 31"},
		{"name with a slash", []Sheet{{Name: "a/b", Columns: one}}, "holds one of"},
		{"name with a control character", []Sheet{{Name: "a\x01", Columns: one}}, "control character"},
		{"name with an apostrophe", []Sheet{{Name: "'a", Columns: one}}, "apostrophe"},
		{"reserved name", []Sheet{{Name: "History", Columns: one}}, "keeps for itself"},
		{"bad UTF-8 in a name", []Sheet{{Name: "\xff", Columns: one}}, "not UTF-8"},
		{"twins", []Sheet{{Name: "Data", Columns: one}, {Name: "data", Columns: one}}, "two sheets"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			err := Write(&b, c.sheets)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want one with %q", err, c.want)
			}
			if b.Len() > 0 {
				t.Errorf("%d bytes were written before the error", b.Len())
			}
		})
	}
}

// full is a writer that takes n bytes.
type full struct{ n int }

func (f *full) Write(p []byte) (int, error) {
	if f.n -= len(p); f.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWriteReportsAFullDisk(t *testing.T) {
	sheet := Sheet{Name: "S", Columns: []Column{{Title: "a"}}, Rows: [][]string{{"x"}}}
	size := len(encode(t, sheet))
	for n := 0; n < size; n += 97 {
		if err := Write(&full{n}, []Sheet{sheet}); !errors.Is(err, io.ErrShortWrite) {
			t.Fatalf("with room for %d of %d bytes the error is %v", n, size, err)
		}
	}
}

func TestLetters(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := letters(i); got != want {
			t.Errorf("letters(%d) = %s, want %s", i, got, want)
		}
	}
}

func FuzzWrite(f *testing.F) {
	for _, h := range hostile {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var b bytes.Buffer
		if err := Write(&b, []Sheet{{Name: "S", Columns: []Column{{Title: text + "t"}}, Rows: [][]string{{text + "."}}}}); err != nil {
			return
		}
		got := inlineStrings(t, b.Bytes())
		if len(got) != 2 || got[0] != text+"t" || got[1] != text+"." {
			t.Fatalf("%q reads back as %q", text, got)
		}
	})
}
