package workbook

import (
	"bufio"
	"fmt"
	"strings"
)

// write writes the part of a sheet. The header row stays in sight when one
// scrolls.
func (s Sheet) write(w *bufio.Writer, selected bool) {
	tab := ""
	if selected {
		tab = ` tabSelected="1"`
	}
	fmt.Fprintf(w, `%s<worksheet xmlns="%s"><sheetViews><sheetView%s workbookViewId="0">`, xmlHead, mainSpace, tab)
	w.WriteString(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`)
	s.writeWidths(w)
	w.WriteString(`<sheetData>`)
	titles := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		titles[i] = c.Title
	}
	writeRow(w, 0, titles, styleHeader)
	for i, row := range s.Rows {
		writeRow(w, i+1, row, styleText)
	}
	w.WriteString(`</sheetData></worksheet>`)
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
func writeRow(w *bufio.Writer, row int, cells []string, style int) {
	fmt.Fprintf(w, `<row r="%d">`, row+1)
	for c, text := range cells {
		if text == "" {
			continue
		}
		fmt.Fprintf(w, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, reference(c, row), style)
		escape(w, text)
		w.WriteString(`</t></is></c>`)
	}
	w.WriteString(`</row>`)
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
