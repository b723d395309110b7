package questionnaire

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// The least parts of a workbook.
const (
	relsOpen = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	rootRels = relsOpen + `<Relationship Id="r1" Type="` + office + `officeDocument" Target="xl/workbook.xml"/></Relationships>`
	bookXML  = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Q" sheetId="1" r:id="r1"/></sheets></workbook>`
	bookRels = relsOpen + `<Relationship Id="r1" Type="` + office + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	types    = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`
)

// packed makes a workbook of one sheet, whose XML between its tags is given, with
// other parts added or put in place of those that every workbook has.
func packed(t testing.TB, sheet string, others map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		"[Content_Types].xml": types, "_rels/.rels": rootRels, "xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": bookRels,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + sheet + `</worksheet>`,
	}
	names := []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"}
	for name, text := range others {
		if _, known := parts[name]; !known {
			names = append(names, name)
		}
		parts[name] = text
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, name := range names {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(parts[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// asked are rows of a sheet: headings and a question.
const asked = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c><c r="B1" t="inlineStr"><is><t>Answer</t></is></c></row>` +
	`<row r="2"><c r="A2" t="inlineStr"><is><t>Is data encrypted?</t></is></c><c r="B2"/></row></sheetData>`

func TestHostile(t *testing.T) {
	var far, deep strings.Builder
	for row := 1; row <= 2_000; row++ {
		fmt.Fprintf(&far, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
	}
	for row := 1; row <= maxCells/2+1; row++ {
		fmt.Fprintf(&deep, `<row><c><v>%x</v></c><c><v>2</v></c></row>`, row*7919)
	}
	small := packed(t, "<sheetData>"+far.String()+"</sheetData>", nil)
	if len(small) > 32<<10 {
		t.Fatalf("the small file has %d bytes", len(small))
	}
	many := strings.Repeat(`<sheet name="Q" sheetId="1" r:id="r1"/>`, maxSheet+1)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"a small file that asks for gigabytes":      {small, "2000 cells in 2000 rows and 16384 columns"},
		"a million cells":                           {packed(t, "<sheetData>"+deep.String()+"</sheetData>", nil), "too large"},
		"a bomb":                                    {packed(t, "<sheetData>"+strings.Repeat(" ", 20<<20)+"</sheetData>", nil), "grows more than 200 times"},
		"many sheets":                               {packed(t, asked, map[string]string{"xl/workbook.xml": strings.Replace(bookXML, "<sheets>", "<sheets>"+many, 1)}), "sheets, the limit is 200"},
		"many parts":                                {packed(t, asked, parts(2_001)), "parts, the limit is 2000"},
		"a document type in the sheet":              {packed(t, asked, map[string]string{"xl/worksheets/sheet1.xml": `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>`}), "declares a document type"},
		"a document type in the strings":            {packed(t, asked, map[string]string{"xl/sharedStrings.xml": "<?xml version=\"1.0\"?>\n<!-- x -->\n<!DOCTYPE x><sst/>"}), "xl/sharedStrings.xml declares a document type"},
		"a document type in the relationships":      {packed(t, asked, map[string]string{"_rels/.rels": "<!DOCTYPE x>" + rootRels}), "_rels/.rels declares"},
		"encrypted or .xls":                         {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), "encrypted, or of the binary format .xls"},
		"strict":                                    {packed(t, asked, map[string]string{"_rels/.rels": strings.ReplaceAll(rootRels, "http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")}), "Strict Open XML"},
		"no workbook":                               {packed(t, asked, map[string]string{"_rels/.rels": relsOpen + "</Relationships>"}), "holds no workbook"},
		"the sheet is elsewhere":                    {packed(t, asked, map[string]string{"xl/_rels/workbook.xml.rels": strings.ReplaceAll(bookRels, `Target="worksheets/sheet1.xml"`, `Target="https://attacker.example/" TargetMode="External"`)}), "has no part"},
		"a part outside":                            {packed(t, asked, map[string]string{"../outside.xml": "x"}), "../outside.xml"},
		"cells out of order":                        {packed(t, `<sheetData><row r="5"/><row r="2"/></sheetData>`, nil), "row \"2\" follows row 5"},
		"broken XML":                                {packed(t, `<sheetData><row></sheetData>`, nil), "cannot be read"},
		"a table whose quote is open":               {[]byte("Question,Answer\n\"Is it?"), "never closed"},
		"questions without end":                     {[]byte("Question,Answer\n" + strings.Repeat("Is it so?,\n", MaxQuestions+1)), "20001 questions, the limit is 20000"},
		"a picture":                                 {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "no text"},
		"merged cells all over":                     {packed(t, asked+`<mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 501)+`</mergeCells>`, nil), "ranges of cells reach over thousands of rows"},
		"merged cells without end":                  {packed(t, asked+`<mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 20_001)+`</mergeCells>`, nil), "merged"},
		"a workbook in a package of another office": {packed(t, asked, map[string]string{"xl/workbook.xml": "<document/>"}), ""},
	} {
		_, err := Open(c.data, nil)
		var refused *Refused
		if c.want == "" && err == nil {
			continue
		}
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %.200v, want a refusal with %q", name, err, c.want)
		}
	}
}

func parts(n int) map[string]string {
	out := map[string]string{}
	for i := range n {
		out[fmt.Sprintf("x/%d.xml", i)] = ""
	}
	return out
}

// TestHarmless reads what looks dangerous, is kept, and is never used.
func TestHarmless(t *testing.T) {
	data := packed(t, strings.Replace(asked, `<c r="B2"/>`, `<c r="B2"/><c r="C2"><f>[1]Sheet1!A1</f><v>7</v></c>`, 1)+`<mergeCells><mergeCell ref="D1:XFD1048576"/></mergeCells>`, map[string]string{
		"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/activeX/activeX1.xml": "<ocx/>",
	})
	q, err := Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(q.Remarks) != 3 || !q.Computed {
		t.Errorf("remarks %q, computed %v", q.Remarks, q.Computed)
	}
	if len(q.Sheets) != 1 || len(q.Sheets[0].Rows) != 1 || q.Sheets[0].Rows[0].Answers[0].Cell != "B2" {
		t.Errorf("%+v", q.Sheets)
	}
}

// TestNoTemporaryFiles checks that nothing of a customer is left on a disk: nothing
// is put there at all.
func TestNoTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	var texts strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&texts, "<si><t>%d %s</t></si>", i, strings.Repeat("text of a customer ", 20+i%7))
	}
	data := packed(t, asked, map[string]string{"xl/sharedStrings.xml": `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + texts.String() + "</sst>"})
	if _, err := Open(data, nil); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("%v, %v", left, err)
	}
}

// TestCells looks at what a workbook says of single cells.
func TestCells(t *testing.T) {
	sheet := `<cols><col min="5" max="5" hidden="1"/></cols><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Question</t></is></c><c r="B1" t="inlineStr"><is><t>Answer</t></is></c><c r="C1" t="inlineStr"><is><t>Comments</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>Is data encrypted?</t></is></c><c r="B2" s="1"/><c r="C2" s="1"/></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>Are backups made?</t></is></c><c r="B3"/><c r="C3" s="1"/></row>
<row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>Are logs kept?</t></is></c><c r="B4" s="1"/></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>Is there a policy?</t></is></c><c r="B5" s="1"><f>B2</f><v>0</v></c></row>
<row r="6"><c r="A6" t="inlineStr"><is><t>Is there a plan?</t></is></c><c r="B6" s="1"/></row>
<row r="7"><c r="A7" t="inlineStr"><is><t>Is it tested?</t></is></c><c r="B7" s="1"/></row>
<row r="8"><c r="A8" t="inlineStr"><is><t>Access control</t></is></c></row>
<row r="9"><c r="A9" t="inlineStr"><is><t>Is MFA used?</t></is></c><c r="B9" s="1"/></row></sheetData>
<sheetProtection sheet="1"/><mergeCells><mergeCell ref="B6:B7"/><mergeCell ref="A8:C8"/></mergeCells>
<dataValidations><dataValidation type="list" sqref="B2"><formula1>"Yes,No"</formula1></dataValidation><dataValidation type="list" sqref="B9"><formula1>Words</formula1></dataValidation>
<dataValidation type="textLength" operator="lessThan" sqref="C2:C3"><formula1>201</formula1></dataValidation></dataValidations>
<extLst><ext><x14:dataValidations><x14:dataValidation type="list"><x14:formula1><xm:f>Q!$A$8:$A$9</xm:f></x14:formula1><xm:sqref>B6</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>`
	data := packed(t, sheet, map[string]string{
		"xl/styles.xml":              `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf/><xf><protection locked="0"/></xf></cellXfs></styleSheet>`,
		"xl/_rels/workbook.xml.rels": strings.Replace(bookRels, "</Rel", `<Relationship Id="r2" Type="`+office+`styles" Target="styles.xml"/></Rel`, 1),
		"xl/workbook.xml":            strings.Replace(bookXML, "</workbook>", `<definedNames><definedName name="Words">Q!$A$1:$C$1</definedName></definedNames></workbook>`, 1),
	})
	q, err := Open(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range q.Sheets[0].Rows {
		a := r.Answers[0]
		line := fmt.Sprintf("%s %q %s", a.Cell, a.Choices, a.Fault)
		if r.Section != "" {
			line += " below " + r.Section
		}
		if r.Comment != nil && r.Comment.Longest > 0 {
			line += fmt.Sprintf(", %s takes %d", r.Comment.Cell, r.Comment.Longest)
		}
		got = append(got, line)
	}
	want := `B2 ["Yes" "No"] , C2 takes 200
B3 [] the cell is locked, C3 takes 200
B4 [] the row is hidden
B5 [] the cell is computed by a formula
B6 ["Access control" "Is MFA used?"] 
B7 [] the cell is merged with B6
B9 ["Question" "Answer" "Comments"]  below Access control`
	if strings.Join(got, "\n") != want {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
