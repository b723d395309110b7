package main

import (
	"bytes"
	"encoding/csv"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/workbook"
)

// writeSheet makes a workbook of a table: sheet FILE.xlsx TABLE.csv.
func writeSheet(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "sheet FILE.xlsx TABLE.csv")
	rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(args[1]))).ReadAll()
	ts.Check(err)
	s := workbook.Sheet{Name: "Questions", Rows: rows[1:]}
	for _, title := range rows[0] {
		s.Columns = append(s.Columns, workbook.Column{Title: title})
	}
	var b bytes.Buffer
	ts.Check(workbook.Write(&b, []workbook.Sheet{s}))
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b.Bytes(), 0o600))
}

// checkCell checks what a cell of a workbook says: cell FILE.xlsx CELL TEXT.
func checkCell(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 3, "cell FILE.xlsx CELL TEXT")
	f, err := excelize.OpenReader(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	defer f.Close()
	got, err := f.GetCellValue(f.GetSheetName(0), args[1])
	ts.Check(err)
	if formula, err := f.GetCellFormula(f.GetSheetName(0), args[1]); err != nil || formula != "" {
		ts.Fatalf("%s holds the formula %s, %v", args[1], formula, err)
	}
	if got != args[2] {
		ts.Fatalf("%s says %q, want %q", args[1], got, args[2])
	}
}
