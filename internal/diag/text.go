package diag

import (
	"bufio"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/source"
)

// TextOptions says how Text prints.
type TextOptions struct {
	Color bool   // with escapes for a terminal
	Dir   string // put before every path, such as the site's directory; or ""
}

// Text prints diagnostics for people, in reading order: the place and the
// message, the line with the place underlined, the other places, the hint.
// Nothing that a file holds reaches the terminal as a control character.
func Text(w io.Writer, list List, opt TextOptions) error {
	out := bufio.NewWriter(w)
	p := textPrinter{Writer: out, opt: opt}
	for _, d := range list.Sorted() {
		p.diagnostic(d)
	}
	return out.Flush()
}

// Summary counts diagnostics for people, each once: "2 errors, 1 warning", or
// "no problems".
func Summary(list List) string {
	list = list.Sorted()
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		switch n := list.Count(s); n {
		case 0:
		case 1:
			parts = append(parts, "1 "+s.String())
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", n, s))
		}
	}
	if len(parts) == 0 {
		return "no problems"
	}
	return strings.Join(parts, ", ")
}

type textPrinter struct {
	*bufio.Writer
	opt TextOptions
}

// The escapes of ECMA-48 for the parts of a diagnostic.
const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;36m"
	green  = "\x1b[32m"
	dim    = "\x1b[2m"
	plain  = "\x1b[0m"
)

// paint returns text in a colour, if colours are wanted.
func (p textPrinter) paint(color, text string) string {
	if !p.opt.Color || text == "" {
		return text
	}
	return color + text + plain
}

func severityColor(s Severity) string { return [...]string{red, yellow, cyan}[s] }

func (p textPrinter) diagnostic(d Diagnostic) {
	color := severityColor(d.Severity)
	fmt.Fprintf(p, "%s%s %s %s\n", p.paint(bold, p.place(d.Span)), p.paint(color, d.Severity.String()+":"),
		visible(d.Message), p.paint(dim, "["+string(d.Code)+"]"))
	p.snippet(d.Span, color)
	for _, r := range d.Places() {
		fmt.Fprintf(p, "  %s %s%s\n", p.paint(cyan, "note:"), p.place(r.Span), visible(r.Message))
	}
	if d.Hint != "" {
		fmt.Fprintf(p, "  %s %s\n", p.paint(green, "hint:"), visible(d.Hint))
	}
}

// place formats a position as "path:line:column: ", or "" without one.
func (p textPrinter) place(s source.Span) string {
	if s.IsZero() {
		return ""
	}
	at := s.Position()
	at.Path = visible(path.Join(p.opt.Dir, at.Path))
	return at.String() + ": "
}

// snippet prints the line on which a span starts and underlines the span. The
// span of a whole file, and places without text, have none.
func (p textPrinter) snippet(s source.Span, color string) {
	if s.IsZero() || s.End == 0 {
		return
	}
	number := s.Position().Line
	line, offset := s.File.Line(number)
	if number == 0 || strings.TrimSpace(line) == "" && s.Start == s.End {
		return
	}
	from := min(s.Start-offset, len(line))
	to := min(max(s.End-offset, from), len(line))
	v := viewOf(line, from, to)
	fmt.Fprintf(p, "%s%s\n", p.paint(dim, fmt.Sprintf("%5d | ", number)), v.text)
	fmt.Fprintf(p, "%s%s%s\n", p.paint(dim, "      | "), v.indent, p.paint(color, "^"+strings.Repeat("~", max(v.width-1, 0))))
}

// The most columns of a line that are shown, and how many of them stand before
// the place when the line is cut.
const (
	maxColumns  = 160
	leadColumns = 60
)

// view is a line made fit for a terminal.
type view struct {
	text   string // what is shown of the line
	indent string // white space as wide as what stands before the place
	width  int    // columns of the place that are shown
}

// viewOf shows a line around its bytes [from, to). Columns are code points; a
// tab counts as one and is kept in the indent, so that the two lines agree.
func viewOf(line string, from, to int) view {
	start, end, cutStart, cutEnd := window(line, from)
	var text, indent strings.Builder
	if cutStart {
		text.WriteString("...")
		indent.WriteString("   ")
	}
	width := 0
	for at := start; at < end; {
		s, size := shown(line[at:])
		text.WriteString(s)
		switch n := utf8.RuneCountInString(s); {
		case at < from && s == "\t":
			indent.WriteByte('\t')
		case at < from:
			indent.WriteString(strings.Repeat(" ", n))
		case at < to:
			width += n
		}
		at += size
	}
	if cutEnd {
		text.WriteString("...")
	}
	return view{text: strings.TrimRight(text.String(), " \t"), indent: indent.String(), width: width}
}

// window returns the bytes [start, end) of a line that are shown, and whether
// something is cut off before and behind.
func window(line string, from int) (start, end int, cutStart, cutEnd bool) {
	if fits(line) {
		return 0, len(line), false, false
	}
	start, end = from, from
	used := 0
	back := func(limit int) {
		for start > 0 && used < limit {
			_, size := utf8.DecodeLastRuneInString(line[:start])
			s, _ := shown(line[start-size : start])
			start, used = start-size, used+utf8.RuneCountInString(s)
		}
	}
	back(leadColumns)
	for end < len(line) && used < maxColumns {
		s, size := shown(line[end:])
		end, used = end+size, used+utf8.RuneCountInString(s)
	}
	back(maxColumns)
	return start, end, start > 0, end < len(line)
}

// fits reports whether a line can be shown whole.
func fits(line string) bool {
	used := 0
	for at := 0; at < len(line); {
		s, size := shown(line[at:])
		if used += utf8.RuneCountInString(s); used > maxColumns {
			return false
		}
		at += size
	}
	return true
}
