package survey

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/fill"
	"github.com/candor-site/candor/internal/questionnaire"
)

// laidOut prints the layout that was found, and writes it down where it is asked
// for. A file without any question is refused.
func (e *Env) laidOut(q *questionnaire.Questionnaire, f fillFlags) error {
	to, questions := e.Stderr, 0
	if f.dryRun {
		to = e.Stdout
	}
	if !f.dryRun && *e.Quiet {
		to = io.Discard
	}
	for _, l := range fill.Layouts(q) {
		questions += l.Questions
		name := visible(l.Name)
		if name == "" {
			name = "table"
		}
		if l.Left != "" {
			fmt.Fprintf(to, "%s: left, %s\n", name, l.Left)
			continue
		}
		fmt.Fprintf(to, "%s: %s\n", name, counted(l.Questions, "question", "questions"))
		for _, b := range l.Blocks {
			fmt.Fprintf(to, "  %s\n", b)
		}
	}
	for _, r := range fill.Remarks(q) {
		fmt.Fprintf(to, "note: %s\n", visible(r))
	}
	if questions == 0 {
		return e.Misuse("no questions with a column for answers were found", "write a profile that says which columns there are, and name it with --map; see docs/questionnaires.md")
	}
	if f.saveProfile == "" {
		return nil
	}
	out, err := os.OpenFile(f.saveProfile, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return e.Misuse(f.saveProfile+" exists, and may hold what somebody wrote", "name a new file with --save-map")
	}
	if err != nil {
		return err
	}
	_, err = out.WriteString(q.Profile())
	return errors.Join(err, out.Close())
}

// reports are the forms of a report, by the ends of names.
var reports = map[string]func(*fill.Report, io.Writer) error{".md": (*fill.Report).Markdown, ".json": (*fill.Report).JSON, ".csv": (*fill.Report).CSV}

// reported writes the report; it is for those who send the questionnaire back, and
// nobody else.
func (e *Env) reported(r *fill.Report, name string) error {
	if name == "" {
		return nil
	}
	out, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(reports[strings.ToLower(filepath.Ext(name))](r, out), out.Close())
}

// most is how many rows are listed of each kind.
const most = 12

// summed prints what came of the questionnaire.
func (e *Env) summed(r *fill.Report, f fillFlags) {
	c := r.Counts
	e.say("%s of %s answered, %d need a person, %d were answered before, %d cannot be written: %s", number(c.Answered), counted(c.Questions, "question", "questions"), c.Person, c.Kept, c.Shut, f.out)
	for _, reason := range r.Reasons {
		e.say("  %4d  %s", reason.Rows, reason.Reason)
	}
	e.listed(r, "at odds with the catalog", func(x fill.ReportRow) string { return x.Differs })
	if f.report != "" {
		return
	}
	e.listed(r, "to be answered by a person", func(x fill.ReportRow) string {
		if x.Status != fill.Person {
			return ""
		}
		return x.Because
	})
	if c.Person+c.Differs > 0 {
		e.say("all of them, with suggestions: --report FILE.md")
	}
}

// listed prints the first rows of which something is to be said.
func (e *Env) listed(r *fill.Report, title string, what func(fill.ReportRow) string) {
	n := 0
	for _, x := range r.Rows {
		text := what(x)
		if text == "" {
			continue
		}
		if n++; n == 1 {
			e.say("%s:", title)
		}
		if n <= most {
			e.say("  %s  %s: %s", cell(x), cut(visible(x.Question), 60), visible(text))
		}
	}
	if n > most {
		e.say("  and %d more", n-most)
	}
}

func cell(x fill.ReportRow) string {
	if x.Sheet == "" {
		return x.Cell
	}
	return visible(x.Sheet) + "!" + x.Cell
}

// visible is text of a customer as a terminal may show it: on one line, without
// control characters and those that turn the direction of text.
func visible(text string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return '\uFFFD'
		}
		return r
	}, text)), " ")
}

// cut shortens text to a number of characters.
func cut(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return text
}

func number(n int) string { return fmt.Sprint(n) }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
