package questionnaire

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/amend"
	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/opc"
	"github.com/candor-site/candor/internal/source"
)

// FuzzImporter reads files that somebody broke: a table, or a workbook out of the
// XML of its sheet, its strings and its own part. Whatever is read has cells with
// names, a layout that reads back as a profile, and cells that take an answer and
// say it afterwards.
func FuzzImporter(f *testing.F) {
	f.Add([]byte("ID,Question,Answer,Comments\n1,Is data encrypted?,,\n"), "", "", "")
	f.Add([]byte("\xEF\xBB\xBF#;Requirement;Response\r\nAccess;;\r\n1;\"Is MFA\r\nused?\";A remplir\r\n"), "", "", "")
	f.Add([]byte("\xFF\xFEQ\x00,\x00A\x00n\x00s\x00w\x00e\x00r\x00\n\x00"), "", "", "")
	f.Add([]byte{}, asked, "", "")
	f.Add([]byte{}, `<cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="3" s="1" customFormat="1"><c r="A3" t="str"><f>A1</f><v>Is it?</v></c></row></sheetData>`+
		`<sheetProtection sheet="1"/><mergeCells><mergeCell ref="A1:B2"/></mergeCells><dataValidations><dataValidation type="list" sqref="B3:B9"><formula1>"Yes,No"</formula1></dataValidation></dataValidations>`,
		`<si><t>Question</t></si><si><r><t>Answer</t></r></si>`, `<definedNames><definedName name="Yes">Q!$A$1:$B$1</definedName></definedNames>`)
	f.Add([]byte{}, `<sheetData><row><c t="inlineStr"><is><t>1</t></is></c><c t="inlineStr"><is><t>Is customer data encrypted?</t></is></c></row></sheetData><extLst><x14:dataValidation type="list"><x14:formula1><xm:f>Q!A1</xm:f></x14:formula1><xm:sqref>C1</xm:sqref></x14:dataValidation></extLst>`, "", "")
	if files, err := filepath.Glob(corpus + "derived-csv/*.csv"); err == nil {
		for _, name := range files {
			if data, err := os.ReadFile(name); err == nil {
				f.Add(data, "", "", "")
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, sheet, texts, book string) {
		if sheet != "" {
			data = packed(t, sheet, map[string]string{
				"xl/sharedStrings.xml":       `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + texts + `</sst>`,
				"xl/workbook.xml":            bookXML[:len(bookXML)-len("</workbook>")] + book + "</workbook>",
				"xl/_rels/workbook.xml.rels": relsOpen + bookRels[len(relsOpen):len(bookRels)-len("</Relationships>")] + `<Relationship Id="r3" Type="` + office + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
			})
		}
		q, err := Open(data, nil)
		if err != nil {
			return
		}
		found := written(q)
		for _, s := range q.Sheets {
			for _, r := range s.Rows {
				for _, a := range r.Answers {
					if at, ok := amend.ParseRange(a.Cell); !ok || at.From != at.To || at.From != (amend.Place{Row: a.Row, Column: a.Column}) {
						t.Fatalf("%q is no cell", a.Cell)
					}
				}
			}
		}
		profiles, list := ReadProfiles(source.NewFile("p.yaml", []byte(q.Profile())))
		if len(list) > 0 {
			t.Skip() // names that no YAML of ours takes
		}
		if again, err := Open(data, profiles); err != nil || !slices.Equal(written(again), found) {
			t.Fatalf("with its own profile the file is read otherwise: %v\n%s", err, q.Profile())
		}
		says(t, q, data)
	})
}

// says writes an answer into each cell that may be written and reads it back.
func says(t *testing.T, q *Questionnaire, data []byte) {
	const answer = "Yes; it <is> \"so\""
	var now bytes.Buffer
	var err error
	if q.Table != nil {
		var changes []delimited.Change
		for _, a := range free(q) {
			changes = append(changes, delimited.Change{Row: a.Row, Column: a.Column, Text: answer})
		}
		err = q.Table.Write(&now, changes)
	} else {
		var changes []amend.Change
		for _, s := range q.Sheets {
			for _, a := range free(&Questionnaire{Sheets: []*Sheet{s}}) {
				changes = append(changes, amend.Change{Sheet: s.Name, Cell: a.Cell, Text: answer})
			}
		}
		var pack *opc.Package
		var book *amend.Book
		if pack, err = opc.Open(data, opc.Limits{}); err == nil {
			book, err = amend.Open(pack)
		}
		if err == nil {
			err = book.Write(&now, changes)
		}
	}
	if err != nil || len(free(q)) == 0 {
		return
	}
	f, err := open(now.Bytes())
	if err != nil {
		t.Fatalf("what was written is refused: %v", err)
	}
	if q.Table != nil && (f.table == nil || f.table.Encoding != q.Table.Encoding || f.table.Comma != q.Table.Comma) {
		return // so little text that an answer changes what it looks like
	}
	for i, s := range q.Sheets {
		for _, a := range free(&Questionnaire{Sheets: []*Sheet{s}}) {
			if got := f.sheets[i].text(a.Row, a.Column); got != answer {
				t.Fatalf("%s says %q", a.Cell, got)
			}
		}
	}
}

// free returns the cells that may be written, each once.
func free(q *Questionnaire) []Target {
	var out []Target
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			for _, a := range r.Answers {
				if a.Fault == "" {
					out = append(out, a)
				}
			}
		}
	}
	return out
}
