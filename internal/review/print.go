package review

import (
	"fmt"
	"io"
	"strings"

	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/jsontext"
)

// print writes a comparison in one of the formats.
func (e *Env) print(c *change.Comparison, format string) error {
	var text string
	switch format {
	case "json":
		return jsontext.Document(e.Stdout, c.Document())
	case "html":
		document, err := page(c)
		if err == nil {
			_, err = e.Stdout.Write(document)
		}
		return err
	case "markdown":
		text = markdown(c)
	default:
		text = plain(c, e.Color(e.Stdout))
	}
	_, err := io.WriteString(e.Stdout, text)
	return err
}

// The colours of the grades, as a terminal takes them.
var colours = map[change.Grade]string{change.Weaker: "\x1b[1;31m", change.Stronger: "\x1b[32m", change.Neutral: "\x1b[1m"}

// plain writes a comparison for people.
func plain(c *change.Comparison, colour bool) string {
	var b strings.Builder
	fmt.Fprintf(&b, "from %s\nto   %s\n%s, for the audience %s\n", c.Old.Name, c.New.Name, judgedAt(c), c.New.Audience)
	var grade change.Grade
	subject := ""
	for _, r := range c.Rows() {
		if r.Grade != grade {
			head := string(r.Grade)
			if colour {
				head = colours[r.Grade] + head + "\x1b[m"
			}
			fmt.Fprintf(&b, "\n%s\n", head)
			grade, subject = r.Grade, ""
		}
		if r.ID != subject {
			fmt.Fprintf(&b, "  %s  %s\n", visible(r.ID), visible(r.Title))
			subject = r.ID
		}
		fmt.Fprintf(&b, "    %s\n", visible(r.Text()))
	}
	fmt.Fprintf(&b, "\n%s\n", tally(c))
	return b.String()
}

// visible keeps text of a catalog from moving the cursor or starting a line.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, text)
}

// markdown writes a comparison as a page, for a review of changes.
func markdown(c *change.Comparison) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Changes of claims: %s\n\nFrom %s to %s; %s, for the audience %s.\n", tally(c), cell(c.Old.Name), cell(c.New.Name), judgedAt(c), cell(c.New.Audience))
	var grade change.Grade
	for _, r := range c.Rows() {
		if r.Grade != grade {
			fmt.Fprintf(&b, "\n## %s%s\n\n| control | what | from | to | why |\n|---|---|---|---|---|\n", strings.ToUpper(string(r.Grade[:1])), r.Grade[1:])
			grade = r.Grade
		}
		fmt.Fprintf(&b, "| `%s` %s | %s | %s | %s | %s |\n", strings.ReplaceAll(cell(r.ID), "`", "'"), cell(r.Title), cell(r.What), cell(r.Before()), cell(r.After()), cell(strings.TrimPrefix(r.Why+agreed(r), "; ")))
	}
	return b.String()
}

// cell escapes text for a cell of a table: neither markup nor the end of the
// cell.
func cell(text string) string {
	var b strings.Builder
	for _, r := range visible(text) {
		if strings.ContainsRune("\\`*_[]<>|&#!~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// agreed says who approved a row, if somebody did.
func agreed(r change.Row) string {
	if r.Approved == nil {
		return ""
	}
	return "; approved by " + r.Approved.By + " on " + r.Approved.On + ": " + r.Approved.Reason
}
