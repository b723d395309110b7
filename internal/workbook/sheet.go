package workbook

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// write writes the part of a sheet. The header row stays in sight when one
// scrolls.
func (s Sheet) write(w *bufio.Writer, selected bool) {
	tab := ""
	if selected {
		tab = ` tabSelected="1"`
	}
	fmt.Fprintf(w, `%s<worksheet xmlns="%s" xmlns:r="%s"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`, xmlHead, mainSpace, relationSpace)
	fmt.Fprintf(w, `<sheetViews><sheetView%s workbookViewId="0">`, tab)
	w.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	s.writeWidths(w)
	w.WriteString(`<sheetData>`)
	titles, header, body := make([]string, len(s.Columns)), make([]int, len(s.Columns)), make([]int, len(s.Columns))
	for i, c := range s.Columns {
		titles[i], header[i], body[i] = c.Title, styleHeader, styleText
		if c.Strong {
			body[i] = styleStrong
		}
	}
	s.writeRow(w, 0, titles, header)
	for i, row := range s.Rows {
		s.writeRow(w, i+1, row, s.styled(row, body))
	}
	w.WriteString(`</sheetData>`)
	if len(s.Rows) > 0 {
		fmt.Fprintf(w, `<autoFilter ref="A1:%s"/>`, reference(len(s.Columns)-1, len(s.Rows)))
	}
	if links := s.links(); len(links) > 0 {
		w.WriteString(`<hyperlinks>`)
		for i, l := range links {
			fmt.Fprintf(w, `<hyperlink ref="%s" r:id="rId%d"/>`, l.cell, i+1)
		}
		w.WriteString(`</hyperlinks>`)
	}
	w.WriteString(`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`)
}

// styled returns the styles of the cells of a row: those of its columns, but
// addresses look like what they are.
func (s Sheet) styled(row []string, body []int) []int {
	out := body
	for i, text := range row {
		if s.Columns[i].Address && opens(text) {
			if &out[0] == &body[0] {
				out = slices.Clone(body)
			}
			out[i] = styleAddress
		}
	}
	return out
}

func (s Sheet) writeWidths(w *bufio.Writer) {
	var b strings.Builder
	for i, c := range s.Columns {
		if c.Width > 0 {
			fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.Width)
		}
	}
	if b.Len() > 0 {
		w.WriteString(`<cols>` + b.String() + `</cols>`)
	}
}

// writeRow writes the cells that hold something as inline strings
// (ECMA-376, part 1, 18.3.1.53).
func (s Sheet) writeRow(w *bufio.Writer, row int, cells []string, styles []int) {
	fmt.Fprintf(w, `<row r="%d" ht="%d" customHeight="1">`, row+1, min(s.lines(cells)*lineHeight+3, maxHeight))
	for c, text := range cells {
		if text == "" {
			continue
		}
		fmt.Fprintf(w, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, reference(c, row), styles[c])
		escape(w, text)
		w.WriteString(`</t></is></c>`)
	}
	w.WriteString(`</row>`)
}

// The heights of rows, in points.
const (
	lineHeight = 15
	maxHeight  = 409 // of Excel
)

// usual is how many characters a column takes that has no width of its own.
const usual = 9

// lines returns how many lines the longest text of a row takes in its column,
// about: programs find out themselves only while somebody edits.
func (s Sheet) lines(cells []string) int {
	most := 1
	for i, text := range cells {
		width, n := max(s.Columns[i].Width, usual), 0
		for line := range strings.Lines(text) {
			n += 1 + max(0, utf8.RuneCountInString(strings.TrimRight(line, "\r\n"))-1)/width
		}
		most = max(most, n)
	}
	return most
}

// escape writes text as the content of an element or attribute of type
// ST_Xstring (ECMA-376, part 1, 22.9.2.19): characters that XML cannot hold
// become _xHHHH_, and text that looks like that is escaped itself.
func escape(w *bufio.Writer, text string) {
	for i, r := range text {
		switch {
		case r == '&':
			w.WriteString("&amp;")
		case r == '<':
			w.WriteString("&lt;")
		case r == '>':
			w.WriteString("&gt;")
		case r == '"':
			w.WriteString("&quot;")
		case forbidden(r), r == '\r', r == '_' && looksEscaped(text[i:]):
			fmt.Fprintf(w, "_x%04X_", r)
		default:
			w.WriteRune(r)
		}
	}
}

// forbidden reports whether XML 1.0 cannot hold a character. A carriage return
// it holds, but turns into a line feed.
func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// looksEscaped reports whether text starts like _x0041, which the escape of the
// next character could complete.
func looksEscaped(text string) bool {
	if len(text) < 6 || text[1] != 'x' && text[1] != 'X' {
		return false
	}
	for _, c := range []byte(text[2:6]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
			return false
		}
	}
	return true
}
