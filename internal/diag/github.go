package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// GitHub prints diagnostics as workflow commands, one a line, which GitHub
// Actions shows beside the lines of a change:
//
//	::error file=F,line=1,endLine=1,col=2,endColumn=5,title=CODE::MESSAGE
//
// Columns are given only where a place lies on one line, as GitHub demands.
func GitHub(w io.Writer, list List) error {
	out := bufio.NewWriter(w)
	for _, d := range list.Sorted() {
		command := [...]string{"error", "warning", "notice"}[d.Severity]
		var properties []string
		add := func(name string, value any) {
			properties = append(properties, name+"="+githubProperty.Replace(visible(fmt.Sprint(value))))
		}
		if p := placeOf(d.Span); p.Path != "" {
			add("file", p.Path)
			add("line", p.Line)
			add("endLine", p.EndLine)
			if p.Line == p.EndLine {
				add("col", p.Column)
				add("endColumn", p.EndColumn)
			}
		}
		add("title", d.Code)
		message := visible(d.Message)
		for _, by := range d.Places()[len(d.Related):] {
			message += "\n" + by.Message + ": " + visible(by.Span.Position().String())
		}
		if d.Hint != "" {
			message += "\nhint: " + visible(d.Hint)
		}
		fmt.Fprintf(out, "::%s %s::%s\n", command, strings.Join(properties, ","), githubData.Replace(message))
	}
	return out.Flush()
}

// What workflow commands give a meaning to, as @actions/core escapes it.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
