package amend

import (
	"bytes"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"archive/zip"

	"github.com/candor-site/candor/internal/opc"
)

// book packs a workbook of one sheet.
func book(t testing.TB, sheet, styles string) *Book {
	t.Helper()
	const rels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, part := range [][2]string{
		{"_rels/.rels", rels + `<Relationship Id="r1" Type="` + officeDocument + `" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets><definedNames><definedName name="Words">S!$A$1:$A$2</definedName></definedNames></workbook>`},
		{"xl/_rels/workbook.xml.rels", rels + `<Relationship Id="r1" Type="sheet" Target="sheet.xml"/><Relationship Id="r2" Type="` + stylesType + `" Target="/xl/styles.xml"/></Relationships>`},
		{"xl/sheet.xml", sheet},
		{"xl/styles.xml", styles},
	} {
		w, err := z.Create(part[0])
		if err == nil {
			_, err = w.Write([]byte(part[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return open(t, buf.Bytes())
}

func TestSurvey(t *testing.T) {
	b := book(t, `<worksheet><cols><col min="2" max="3" style="4" hidden="1"/><col min="9" max="16384" hidden="true"/></cols><sheetData>
		<row r="1" hidden="1"><c r="A1" s="2"><v>1</v></c><c r="C1"><f>A1</f><v>1</v></c></row>
		<row r="3" s="7" customFormat="1"><c r="D3" t="inlineStr"><is><t>x</t></is></c></row><row r="1048576"/></sheetData>
		<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A3:B4"/><mergeCell ref="nonsense"/></mergeCells>
		<conditionalFormatting><cfRule><formula>D3=1</formula></cfRule></conditionalFormatting>
		<dataValidations><dataValidation type="list" sqref="D3 D5:D9"><formula1>"Yes,No"</formula1></dataValidation><dataValidation type="whole" sqref="E1"><formula1>1</formula1></dataValidation>
		<dataValidation type="textLength" operator="lessThanOrEqual" sqref="F3"><formula1>200</formula1></dataValidation></dataValidations>
		<extLst><x14:dataValidations><x14:dataValidation type="list"><x14:formula1><xm:f>Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>G3:G4</xm:sqref></x14:dataValidation></x14:dataValidations></extLst></worksheet>`,
		`<styleSheet><cellStyleXfs><xf><protection locked="0"/></xf></cellStyleXfs><cellXfs><xf/><xf><protection locked="0"/></xf><xf><protection hidden="1"/></xf></cellXfs></styleSheet>`)
	x, err := b.Survey(b.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	if x.Cells != 3 || x.Table != 7 || x.Width != 4 || x.LastText != 3 || x.LastRow != 1_048_576 || !x.Protected {
		t.Errorf("%+v", x)
	}
	if !maps.Equal(x.Formulas, map[Place]bool{{1, 3}: true}) || !maps.Equal(x.HiddenRows, map[int]bool{1: true}) {
		t.Errorf("formulas %v, hidden rows %v", x.Formulas, x.HiddenRows)
	}
	if want := []Range{{Place{3, 1}, Place{4, 2}}}; !slices.Equal(x.Merged, want) {
		t.Errorf("merged %v", x.Merged)
	}
	want := []Rule{
		{"list", "", [2]string{`"Yes,No"`}, []Range{{Place{3, 4}, Place{3, 4}}, {Place{5, 4}, Place{9, 4}}}},
		{"textLength", "lessThanOrEqual", [2]string{"200"}, []Range{{Place{3, 6}, Place{3, 6}}}},
		{"list", "", [2]string{"Lists!$A$1:$A$3"}, []Range{{Place{3, 7}, Place{4, 7}}}},
	}
	if !reflect.DeepEqual(x.Rules, want) {
		t.Errorf("rules %+v", x.Rules)
	}
	for at, style := range map[Place]int{{1, 1}: 2, {1, 3}: 0, {1, 2}: 4, {3, 1}: 7, {3, 4}: 0, {8, 8}: 0} {
		if got := x.Style(at); got != style {
			t.Errorf("the style of %v is %d, want %d", at, got, style)
		}
	}
	if want := []Span{{From: 2, To: 3}, {From: 9, To: 16384}}; !slices.Equal(x.HiddenColumns, want) {
		t.Errorf("hidden columns %v", x.HiddenColumns)
	}
	open, err := b.Unlocked()
	if err != nil || !maps.Equal(open, map[int]bool{1: true}) {
		t.Errorf("unlocked styles %v, %v", open, err)
	}
	if n := b.Names(); len(n) != 1 || n[0].Refer != "S!$A$1:$A$2" {
		t.Errorf("names %+v", n)
	}
}

func TestSurveyRefuses(t *testing.T) {
	for name, sheet := range map[string]string{
		"document type":       `<!DOCTYPE x><worksheet/>`,
		"cut off":             `<worksheet><sheetData><row`,
		"rows out of order":   `<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>`,
		"many merged cells":   `<worksheet><mergeCells>` + strings.Repeat(`<mergeCell ref="A1:B1"/>`, maxMerged+1) + `</mergeCells></worksheet>`,
		"many validations":    `<worksheet><dataValidation type="list" sqref="` + strings.Repeat("A1 ", maxRules+1) + `"></dataValidation></worksheet>`,
		"many runs of column": `<worksheet>` + strings.Repeat(`<col min="1" max="1" style="1"/>`, maxSpans+1) + `</worksheet>`,
	} {
		b := book(t, sheet, `<styleSheet/>`)
		_, err := b.Survey(b.Sheets()[0])
		var refused *opc.Refused
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}
