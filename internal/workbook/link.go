package workbook

import (
	"bufio"
	"fmt"
	"net/url"
	"strings"
)

// Limits of Excel for what opens.
const (
	maxLinks   = 65_530 // of a sheet
	maxAddress = 2_079  // characters
)

// link is a cell that opens an address.
type link struct{ cell, address string }

// links returns the cells of a sheet that open, row by row. More than a program
// takes stay plain text.
func (s Sheet) links() []link {
	var out []link
	for r, row := range s.Rows {
		for c, text := range row {
			if s.Columns[c].Address && opens(text) && len(out) < maxLinks {
				out = append(out, link{reference(c, r+1), text})
			}
		}
	}
	return out
}

// opens reports whether a text is the address of a page of the web, as it is
// written, and nothing else.
func opens(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && len(text) <= maxAddress && u.String() == text
}

// attribute escapes text for an attribute that is no ST_Xstring.
var attribute = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// linkRelations says where the cells of a sheet lead (ECMA-376, part 2, 9.3).
func linkRelations(w *bufio.Writer, links []link) {
	w.WriteString(xmlHead + `<Relationships xmlns="` + packageSpace + `relationships">`)
	for i, l := range links {
		fmt.Fprintf(w, `<Relationship Id="rId%d" Type="%s/hyperlink" Target="%s" TargetMode="External"/>`, i+1, relationSpace, attribute.Replace(l.address))
	}
	w.WriteString(`</Relationships>`)
}
