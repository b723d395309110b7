package amend

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/opc"
)

// sheetXML wraps rows as a sheet.
func sheetXML(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cols><col min="1" max="1"/></cols>` + rows + `<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>`
}

func TestPatch(t *testing.T) {
	yes := func(cells ...string) []Change {
		var out []Change
		for _, c := range cells {
			out = append(out, Change{Cell: c, Text: "Yes"})
		}
		return out
	}
	inline := func(cell, style, text string) string {
		return fmt.Sprintf(`<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, cell, style, text)
	}
	for _, c := range []struct {
		name     string
		was      string
		changes  []Change
		want     string
		wantFail string
	}{
		{"a styled empty cell", `<sheetData><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="7"/></row></sheetData>`, yes("B2"),
			`<sheetData><row r="2"><c r="A2" t="s"><v>3</v></c>` + inline("B2", ` s="7"`, "Yes") + `</row></sheetData>`, ""},
		{"a cell that holds something", `<sheetData><row r="2"><c r="B2" s="7" t="s"><v>3</v></c></row></sheetData>`, yes("B2"), `<sheetData><row r="2">` + inline("B2", ` s="7"`, "Yes") + `</row></sheetData>`, ""},
		{"no such cell", `<sheetData><row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row></sheetData>`, yes("B2", "D2"),
			`<sheetData><row r="2" spans="1:3"><c r="A2"/>` + inline("B2", "", "Yes") + `<c r="C2"/>` + inline("D2", "", "Yes") + `</row></sheetData>`, ""},
		{"no such row", `<sheetData><row r="2"/><row r="5"/></sheetData>`, yes("A1", "B3", "C3", "A9"),
			`<sheetData><row r="1">` + inline("A1", "", "Yes") + `</row><row r="2"/><row r="3">` + inline("B3", "", "Yes") + inline("C3", "", "Yes") + `</row><row r="5"/><row r="9">` + inline("A9", "", "Yes") + `</row></sheetData>`, ""},
		{"an empty row", `<sheetData><row r="2" ht="20"/></sheetData>`, yes("B2"), `<sheetData><row r="2" ht="20">` + inline("B2", "", "Yes") + `</row></sheetData>`, ""},
		{"an empty sheet", `<sheetData/>`, yes("B2"), `<sheetData><row r="2">` + inline("B2", "", "Yes") + `</row></sheetData>`, ""},
		{"cells without names", `<sheetData><row><c/><c/></row><row><c/><c s="1"/></row></sheetData>`, yes("B2"), `<sheetData><row><c/><c/></row><row><c/>` + inline("B2", ` s="1"`, "Yes") + `</row></sheetData>`, ""},
		{"names with a prefix", `<x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData>`, []Change{{Cell: "A1", Text: "5", Number: true}}, `<x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData>`, ""},
		{"what looks like XML", `<sheetData><row r="1"><c r="A1"/></row></sheetData>`, []Change{{Cell: "A1", Text: "<c>&\n\"x\"</c>"}},
			`<sheetData><row r="1">` + inline("A1", "", "&lt;c&gt;&amp;&#xA;&#34;x&#34;&lt;/c&gt;") + `</row></sheetData>`, ""},
		{"comments and extensions stay", `<sheetData><!-- a --><row r="1"><c r="A1"/><extLst><ext/></extLst></row></sheetData>`, yes("A1"), `<sheetData><!-- a --><row r="1">` + inline("A1", "", "Yes") + `<extLst><ext/></extLst></row></sheetData>`, ""},
		{"the style of a row", `<sheetData><row r="2" s="4" customFormat="1"><c r="A2"/></row></sheetData>`, yes("B2"), `<sheetData><row r="2" s="4" customFormat="1"><c r="A2"/>` + inline("B2", ` s="4"`, "Yes") + `</row></sheetData>`, ""},
		{"the style of a column", `<cols><col min="2" max="3" style="5"/></cols><sheetData><row r="2" s="4"/></sheetData>`, yes("B2", "D2", "C3"),
			`<cols><col min="2" max="3" style="5"/></cols><sheetData><row r="2" s="4">` + inline("B2", ` s="5"`, "Yes") + inline("D2", "", "Yes") + `</row><row r="3">` + inline("C3", ` s="5"`, "Yes") + `</row></sheetData>`, ""},
		{"a formula", `<sheetData><row r="1"><c r="A1"><f>B1</f><v>2</v></c></row></sheetData>`, yes("A1"), "", "A1 holds a formula"},
		{"twice", `<sheetData/>`, yes("A1", "A1"), "", "changed twice"},
		{"no cell", `<sheetData/>`, yes("1A"), "", "is no cell"},
		{"beyond the last column", `<sheetData/>`, yes("XFE1"), "", "is no cell"},
		{"a control character", `<sheetData/>`, []Change{{Cell: "A1", Text: "a\x07"}}, "", "U+0007"},
		{"too long", `<sheetData/>`, []Change{{Cell: "A1", Text: strings.Repeat("😀", 16_384)}}, "", "32768 characters"},
		{"no number", `<sheetData/>`, []Change{{Cell: "A1", Text: "=1+1", Number: true}}, "", "no number"},
		{"infinite", `<sheetData/>`, []Change{{Cell: "A1", Text: "Inf", Number: true}}, "", "no number"},
		{"rows out of order", `<sheetData><row r="3"/><row r="2"/></sheetData>`, yes("A1"), "", "follows row 3"},
		{"cells out of order", `<sheetData><row r="1"><c r="B1"/><c r="A1"/></row></sheetData>`, yes("C1"), "", "after column 2"},
		{"cut off", `<sheetData><row r="1">`, yes("A1"), "", "ends where it did not start"},
		{"no rows at all", ``, yes("A1"), "", "no data"},
	} {
		got, err := patch([]byte(sheetXML(c.was)), c.changes)
		switch {
		case c.wantFail != "":
			if err == nil || !strings.Contains(err.Error(), c.wantFail) && !strings.Contains(err.Error(), "syntax") {
				t.Errorf("%s: %v, want %q", c.name, err, c.wantFail)
			}
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		case string(got) != sheetXML(c.want):
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, sheetXML(c.want))
		}
	}
	if _, err := patch([]byte(`<!DOCTYPE x [<!ENTITY a "b">]>`+sheetXML("<sheetData/>")), yes("A1")); err == nil {
		t.Error("a document type was accepted")
	}
}

func TestRecalculate(t *testing.T) {
	for was, want := range map[string]string{
		`<workbook><sheets/></workbook>`:                                       `<workbook><sheets/><calcPr fullCalcOnLoad="1"/></workbook>`,
		`<workbook><calcPr calcId="0"/><extLst/></workbook>`:                   `<workbook><calcPr calcId="0" fullCalcOnLoad="1"/><extLst/></workbook>`,
		`<workbook><calcPr fullCalcOnLoad="0"></calcPr></workbook>`:            `<workbook><calcPr fullCalcOnLoad="1"></calcPr></workbook>`,
		`<workbook><calcPr fullCalcOnLoad="1" calcId="9"/></workbook>`:         `<workbook><calcPr fullCalcOnLoad="1" calcId="9"/></workbook>`,
		`<x:workbook><x:sheets/><x:extLst><calcPr/></x:extLst></x:workbook>`:   `<x:workbook><x:sheets/><x:calcPr fullCalcOnLoad="1"/><x:extLst><calcPr/></x:extLst></x:workbook>`,
		`<workbook><sheets/><!-- end --><fileRecoveryPr/><extLst/></workbook>`: `<workbook><sheets/><!-- end --><calcPr fullCalcOnLoad="1"/><fileRecoveryPr/><extLst/></workbook>`,
	} {
		if got, err := recalculate([]byte(was)); err != nil || string(got) != want {
			t.Errorf("%s\nbecomes %s, %v\nwant    %s", was, got, err, want)
		}
	}
}

// TestWorkbookOfAnother fills a workbook that another program wrote, and reads
// it with that program.
func TestWorkbookOfAnother(t *testing.T) {
	f := excelize.NewFile()
	if _, err := f.NewSheet("Q & A"); err != nil {
		t.Fatal(err)
	}
	for cell, v := range map[string]any{"A1": "Question", "B1": "Answer", "A2": "Is data encrypted?", "A3": "Score"} {
		if err := f.SetCellValue("Q & A", cell, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SetCellFormula("Q & A", "B4", "SUM(B3,1)"); err != nil {
		t.Fatal(err)
	}
	var was bytes.Buffer
	if err := f.Write(&was); err != nil {
		t.Fatal(err)
	}
	b := open(t, was.Bytes())
	if s := b.Sheets(); len(s) != 2 || s[1].Name != "Q & A" || s[1].Hidden {
		t.Fatalf("sheets: %+v", s)
	}
	var now bytes.Buffer
	long := "Yes, with <AES>-256 & more\n\"quoted\" = not a formula"
	if err := b.Write(&now, []Change{{"Q & A", "B2", long, false}, {"Q & A", "B3", "4", true}, {"Q & A", "C2", "=1+1", false}}); err != nil {
		t.Fatal(err)
	}
	g, err := excelize.OpenReader(bytes.NewReader(now.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A2": "Is data encrypted?", "B2": long, "B3": "4", "C2": "=1+1"} {
		if got, err := g.GetCellValue("Q & A", cell); err != nil || got != want {
			t.Errorf("%s holds %q, %v, want %q", cell, got, err, want)
		}
	}
	if got, err := g.GetCellFormula("Q & A", "C2"); err != nil || got != "" {
		t.Errorf("C2 became the formula %q, %v", got, err)
	}
	for _, bad := range []Change{{"Q & A", "B4", "x", false}, {"Nowhere", "A1", "x", false}} {
		if err := b.Write(io.Discard, []Change{bad}); err == nil {
			t.Errorf("%+v was written", bad)
		}
	}
}

func open(t testing.TB, data []byte) *Book {
	t.Helper()
	p, err := opc.Open(data, opc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(p)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRealWorkbooks changes a cell in each sheet of real questionnaires: nothing
// but those sheets and the workbook part differs, and no byte of a sheet beside
// the cell.
func TestRealWorkbooks(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/questionnaires/*/*.xlsx")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/corpus/questionnaires is not there: real workbooks are not tested")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b := open(t, data)
		var changes []Change
		touched := map[string]bool{b.workbook: true}
		for _, s := range b.Sheets() {
			changes = append(changes, Change{Sheet: s.Name, Cell: "XFD7", Text: "Yes"})
			touched[s.Part] = true
		}
		var now bytes.Buffer
		if err := b.Write(&now, changes); err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		a := open(t, now.Bytes())
		same := 0
		for _, name := range b.pack.Names() {
			old, err1 := b.pack.Read(name)
			new, err2 := a.pack.Read(name)
			if err1 != nil || err2 != nil {
				t.Fatal(err1, err2)
			}
			switch {
			case !touched[name] && !bytes.Equal(old, new):
				t.Errorf("%s: the part %s changed", filepath.Base(file), name)
			case !touched[name]:
				same++
			case name != b.workbook && !isCut(old, new):
				t.Errorf("%s: more than a cell of %s changed", filepath.Base(file), name)
			}
		}
		t.Logf("%s: %d sheets, %d of %d parts are the same, byte for byte", filepath.Base(file), len(changes), same, len(b.pack.Names()))
		var again bytes.Buffer
		if err := a.Write(&again, changes); err != nil {
			t.Fatal(err)
		}
		for _, s := range a.Sheets() {
			one, _ := a.pack.Read(s.Part)
			two, _ := open(t, again.Bytes()).pack.Read(s.Part)
			if !bytes.Equal(one, two) {
				t.Errorf("%s: writing the same again changes %s", filepath.Base(file), s.Part)
			}
		}
	}
}

// isCut reports whether a sheet is another one without the cell XFD7: without its
// row where it is alone in a new one, and however an empty row was written.
func isCut(old, now []byte) bool {
	i := bytes.Index(now, []byte(`<c r="XFD7"`))
	j := bytes.Index(now[i:], []byte("</c>")) + i + len("</c>")
	head, rest := now[:i], now[j:]
	if row := []byte(`<row r="7">`); bytes.HasSuffix(head, row) && bytes.HasPrefix(rest, []byte("</row>")) && !bytes.Contains(old, row) {
		head, rest = head[:len(head)-len(row)], rest[len("</row>"):]
	}
	closed := append(append(bytes.Clone(head[:len(head)-1]), "/>"...), bytes.TrimPrefix(rest, []byte("</row>"))...)
	return bytes.Equal(old, append(bytes.Clone(head), rest...)) || bytes.Equal(old, closed)
}

func FuzzPatch(f *testing.F) {
	f.Add([]byte(sheetXML(`<sheetData><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" s="7"/></row><row r="4"/></sheetData>`)), "B2", "Yes")
	f.Add([]byte(`<x:sheetData><x:row><x:c/></x:row></x:sheetData>`), "A1", "a\nb")
	f.Fuzz(func(t *testing.T, data []byte, cell, text string) {
		got, err := patch(data, []Change{{Cell: cell, Text: text}})
		if err != nil {
			return
		}
		again, err := patch(got, []Change{{Cell: cell, Text: text}})
		if err != nil || !bytes.Equal(got, again) {
			t.Fatalf("a second run gives %v\n%s\n%s", err, got, again)
		}
		if err := plain(got); err != nil && plain(data) == nil {
			t.Fatalf("%v\n%s", err, got)
		}
	})
}
