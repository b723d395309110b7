package fill

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/workbook"
)

// TestMacrosStay fills a workbook that holds macros (.xlsm): its project and its
// content types stay as they are, and what is written can be read again.
func TestMacrosStay(t *testing.T) {
	var plain, with bytes.Buffer
	err := workbook.Write(&plain, []workbook.Sheet{{Name: "Review", Columns: []workbook.Column{{Title: "ID"}, {Title: "Question"}, {Title: "Answer"}}, Rows: [][]string{{"1", "Is it encrypted?"}, {"2", "Is data sold?"}}}})
	if err != nil {
		t.Fatal(err)
	}
	from, err := zip.NewReader(bytes.NewReader(plain.Bytes()), int64(plain.Len()))
	if err != nil {
		t.Fatal(err)
	}
	const sheetMain, macroMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
	to := zip.NewWriter(&with)
	parts := opened(t, plain.Bytes())
	put := func(name string, data []byte) {
		out, err := to.Create(name)
		if err == nil {
			_, err = out.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range from.File {
		put(f.Name, []byte(strings.ReplaceAll(string(read(t, parts, f.Name)), sheetMain, macroMain)))
	}
	put("xl/vbaProject.bin", []byte("\xd0\xcf\x11\xe0 Sub Auto_Open()"))
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}

	q, err := questionnaire.Open(with.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	f := Fill(q, catalog, Never)
	if err := f.Write(&out, with.Bytes()); err != nil {
		t.Fatal(err)
	}
	before, after := opened(t, with.Bytes()), opened(t, out.Bytes())
	for _, name := range []string{"xl/vbaProject.bin", "[Content_Types].xml"} {
		if !bytes.Equal(read(t, before, name), read(t, after, name)) {
			t.Errorf("%s changed", name)
		}
	}
	if !strings.Contains(string(read(t, after, "[Content_Types].xml")), macroMain) {
		t.Error("the workbook is not of the kind that holds macros any more")
	}
	again, err := questionnaire.Open(out.Bytes(), nil)
	if err != nil {
		t.Fatal(err)
	}
	rows := again.Sheets[0].Rows
	if len(rows) != 2 || rows[0].Answers[0].Holds != "Yes. Volumes are encrypted." || rows[1].Answers[0].Holds != "No. Data is never sold." {
		t.Errorf("%+v", rows)
	}
	if !strings.Contains(strings.Join(again.Remarks, " "), "macro") {
		t.Errorf("nothing is said of the macros: %q", again.Remarks)
	}
}
