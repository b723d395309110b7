package browsertest

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/topic"
)

// TestTheScriptRefusesWhatTheProgramRefuses gives both the same hostile files.
// The script names the reason by the key of its words.
func TestTheScriptRefusesWhatTheProgramRefuses(t *testing.T) {
	t.Parallel()
	good := simple(t, `<sheetData>`+inline(1, "Question", "Answer")+inline(2, "Is data encrypted?")+`</sheetData>`)
	far := func(cells int) []byte {
		var b strings.Builder
		for row := 1; row <= cells; row++ {
			fmt.Fprintf(&b, `<row r="%d"><c r="XFD%d"><v>1</v></c></row>`, row, row)
		}
		return simple(t, `<sheetData>`+b.String()+`</sheetData>`)
	}
	entries := func(write func(*zip.Writer) error) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		if err := write(z); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	named := func(names ...string) []byte {
		return entries(func(z *zip.Writer) error {
			for _, name := range names {
				if _, err := z.CreateRaw(&zip.FileHeader{Name: name}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	lying := bytes.Replace(bytes.Clone(good), []byte("PK\x01\x02"), []byte("PK\x01\x03"), 1)
	type hostile struct {
		Name   string `json:"name"`
		In     []byte `json:"in"`
		Reason string `json:"reason"`
	}
	files := []hostile{
		{"no workbook", []byte("%PDF-1.7\x00, which is something else"), "no-workbook"},
		{"a binary or encrypted one", append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 600)...), "encrypted"},
		{"one that was cut off", good[:len(good)-30], "damaged"},
		{"a directory that is none", lying, "damaged"},
		{"an archive of something else", named("readme.txt"), "no-part"},
		{"a part outside", named("../xl/workbook.xml"), "bad-name"},
		{"a part twice", named("a.xml", "A.xml"), "twice"},
		{"too many parts", named(strings.Fields(strings.Repeat("a ", 2001))...), "many-parts"},
		{"a bomb", entries(func(z *zip.Writer) error {
			w, err := z.Create("xl/workbook.xml")
			if err == nil {
				_, err = w.Write(make([]byte, 8<<20))
			}
			return err
		}), "bomb"},
		{"a document type", simple(t, `<sheetData/>`+"<!DOCTYPE a [<!ENTITY b \"c\">]>"), "declared"},
		{"an entity that nothing defines", simple(t, `<sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData>`), "no-xml"},
		{"rows out of order", simple(t, `<sheetData><row r="2"/><row r="1"/></sheetData>`), "no-xml"},
		{"cells far to the right", far(2000), "large-sheet"},
	}
	for _, f := range files {
		if _, err := questionnaire.Open(f.In, nil); err == nil {
			t.Errorf("%s: the program reads it", f.Name)
		}
	}
	if _, err := questionnaire.Open(good, nil); err != nil {
		t.Error(err)
	}
	ran(t, "hostile.ts", map[string]any{"/files.json": append(files, hostile{"a good one", good, ""}), "/roles.json": questionnaire.Columns()}, "all ")
}

// TestTheScriptStemsAsTheProgram runs the vectors of package match.
func TestTheScriptStemsAsTheProgram(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "match", "testdata", "stems.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ran(t, "stems.ts", map[string]any{"/stems.json": strings.Split(strings.TrimSpace(string(data)), "\n")}, "all ")
}

// TestTheScriptReadsQuestionsAsTheProgram runs the vectors of package match.
func TestTheScriptReadsQuestionsAsTheProgram(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("..", "match", "testdata", "vectors.json"))
	if err != nil {
		t.Fatal(err)
	}
	ran(t, "readings.ts", map[string]any{"/vectors.json": json.RawMessage(data), "/tables.json": match.New(topic.Builtin(), "Fleet").Tables()}, "all ")
}
