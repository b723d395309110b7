package workbook

import (
	"bufio"
	"fmt"
)

// part is one file of the package (ECMA-376, part 2).
type part struct {
	name  string
	write func(*bufio.Writer)
}

const (
	xmlHead       = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace     = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relationSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	mediaPrefix   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// The cell styles, as indices into cellXfs of styles.
const (
	styleText    = 1 // wrapped, and of the number format "text"
	styleHeader  = 2 // white on dark, and bold
	styleStrong  = 3 // text in bold
	styleAddress = 4 // text that opens
)

// styles holds number format 49, which is "@": text stays text when somebody
// edits the cell.
const styles = xmlHead + `<styleSheet xmlns="` + mainSpace + `">` +
	`<fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>` +
	`<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>` +
	`<font><b/><sz val="11"/><name val="Calibri"/></font>` +
	`<font><u/><sz val="11"/><color rgb="FF0B5394"/><name val="Calibri"/></font></fonts>` +
	`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FF23466E"/><bgColor indexed="64"/></patternFill></fill></fills>` +
	`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
	`<border><left/><right/><top/><bottom style="thin"><color rgb="FFD0D5DA"/></bottom><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1">` + wrapped + `</xf>` +
	`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` + wrapped + `</xf>` +
	`<xf numFmtId="49" fontId="2" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">` + wrapped + `</xf>` +
	`<xf numFmtId="49" fontId="3" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1">` + wrapped + `</xf>` +
	`</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

const wrapped = `<alignment vertical="top" wrapText="1"/>`

const packageRelations = xmlHead + `<Relationships xmlns="` + packageSpace + `relationships">` +
	`<Relationship Id="rId1" Type="` + relationSpace + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`

// parts returns the files of a workbook, in the order in which they stand.
func parts(sheets []Sheet) []part {
	out := []part{
		{"[Content_Types].xml", func(w *bufio.Writer) { contentTypes(w, len(sheets)) }},
		{"_rels/.rels", text(packageRelations)},
		{"xl/workbook.xml", func(w *bufio.Writer) { book(w, sheets) }},
		{"xl/_rels/workbook.xml.rels", func(w *bufio.Writer) { bookRelations(w, len(sheets)) }},
		{"xl/styles.xml", text(styles)},
	}
	for i, s := range sheets {
		out = append(out, part{"xl/" + sheetName(i), func(w *bufio.Writer) { s.write(w, i == 0) }})
		if links := s.links(); len(links) > 0 {
			out = append(out, part{fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1), func(w *bufio.Writer) { linkRelations(w, links) }})
		}
	}
	return out
}

func text(s string) func(*bufio.Writer) {
	return func(w *bufio.Writer) { w.WriteString(s) }
}

// sheetName names the part of a zero-based sheet, below xl/.
func sheetName(i int) string { return fmt.Sprintf("worksheets/sheet%d.xml", i+1) }

func contentTypes(w *bufio.Writer, sheets int) {
	w.WriteString(xmlHead + `<Types xmlns="` + packageSpace + `content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + mediaPrefix + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + mediaPrefix + `styles+xml"/>`)
	for i := range sheets {
		fmt.Fprintf(w, `<Override PartName="/xl/%s" ContentType="%sworksheet+xml"/>`, sheetName(i), mediaPrefix)
	}
	w.WriteString(`</Types>`)
}

func book(w *bufio.Writer, sheets []Sheet) {
	w.WriteString(xmlHead + `<workbook xmlns="` + mainSpace + `" xmlns:r="` + relationSpace + `"><bookViews><workbookView/></bookViews><sheets>`)
	for i, s := range sheets {
		w.WriteString(`<sheet name="`)
		escape(w, s.Name)
		fmt.Fprintf(w, `" sheetId="%d" r:id="rId%d"/>`, i+1, i+1)
	}
	w.WriteString(`</sheets></workbook>`)
}

func bookRelations(w *bufio.Writer, sheets int) {
	w.WriteString(xmlHead + `<Relationships xmlns="` + packageSpace + `relationships">`)
	for i := range sheets {
		fmt.Fprintf(w, `<Relationship Id="rId%d" Type="%s/worksheet" Target="%s"/>`, i+1, relationSpace, sheetName(i))
	}
	fmt.Fprintf(w, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/></Relationships>`, sheets+1, relationSpace)
}
