package fill

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/delimited"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/markdown"
)

// JSON writes the report as one document.
func (r *Report) JSON(w io.Writer) error {
	return jsontext.Document(w, r)
}

// CSV writes the rows of the report as a table, without formulas.
func (r *Report) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	write := func(fields ...string) {
		for i, f := range fields {
			fields[i] = delimited.Stored(strings.ReplaceAll(f, "\r", " "))
		}
		_ = out.Write(fields) // Error gives it
	}
	write("Sheet", "Cell", "ID", "Section", "Question", "Status", "Answer", "Comment", "Controls", "Evidence", "Age in days", "Topic", "Score", "Second topic", "Margin", "Reason", "Because", "Suggestion", "Differs", "Notes")
	for _, x := range r.Rows {
		oldest := ""
		if len(x.Evidence) > 0 {
			oldest = strconv.Itoa(x.oldest())
		}
		write(x.Sheet, x.Cell, x.ID, x.Section, x.Question, string(x.Status), x.Answer, x.Comment, strings.Join(x.Controls, "; "), proofs(x.Evidence), oldest,
			x.Topic, number(x.Score), x.Second, number(x.Margin), string(x.Reason), x.Because, x.Suggestion, x.Differs, strings.Join(x.Notes, "; "))
	}
	out.Flush()
	return out.Error()
}

func number(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// oldest is the age of the oldest evidence behind a row, in days.
func (x ReportRow) oldest() int {
	age := 0
	for _, p := range x.Evidence {
		age = max(age, p.AgeDays)
	}
	return age
}

// proofs names evidence in one line.
func proofs(list []Proof) string {
	var out []string
	for _, p := range list {
		text := p.ID
		if p.Collected != "" {
			text += " of " + p.Collected
		}
		if p.ValidTo != "" {
			text += ", valid to " + p.ValidTo
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

// Markdown writes the report for people.
func (r *Report) Markdown(w io.Writer) error {
	_, err := io.WriteString(w, markdown.Blocks(
		markdown.Heading(1, "Filled questionnaire"),
		markdown.Paragraph(markdown.Text(fmt.Sprintf("%s, answered as of %s for the audience %s.", r.Input, r.AsOf.Format(time.RFC3339), r.Audience))),
		r.summary(),
		markdown.List(texts(r.Remarks)),
		r.section("Answers at odds with the catalog", []string{"Cell", "Question", "Found", "Suggestion"}, func(x ReportRow) []string {
			if x.Differs == "" {
				return nil
			}
			return []string{x.place(), x.Question, x.Differs, x.Suggestion}
		}),
		r.section("Needs a person", []string{"Cell", "Question", "Why", "Suggestion", "Nearest topics"}, func(x ReportRow) []string {
			if x.Status != Person {
				return nil
			}
			return []string{x.place(), x.Question, x.Because, x.Suggestion, x.topics()}
		}),
		r.section("Answered", []string{"Cell", "Question", "Answer", "Controls", "Evidence", "Age", "Topic"}, func(x ReportRow) []string {
			if x.Status != Answered {
				return nil
			}
			age := ""
			if len(x.Evidence) > 0 {
				age = days(x.oldest())
			}
			return []string{x.place(), x.Question, x.Answer, strings.Join(x.Controls, ", "), proofs(x.Evidence), age, x.topics()}
		}),
		r.section("Left as they were", []string{"Cell", "Question", "Says", "Why"}, func(x ReportRow) []string {
			if x.Status != Kept && x.Status != Shut {
				return nil
			}
			return []string{x.place(), x.Question, x.Answer, x.Because}
		}),
		markdown.Heading(2, "Layout"),
		r.layout(),
	))
	return err
}

// summary is a table of the counts.
func (r *Report) summary() string {
	c := r.Counts
	rows := [][]string{}
	for _, n := range []struct {
		n    int
		what string
	}{{c.Questions, "questions"}, {c.Answered, "answered"}, {c.Kept, "answered before, left as they were"}, {c.Person, "need a person"}, {c.Shut, "with cells that cannot be written"}, {c.Differs, "answers at odds with the catalog"}, {c.Cells, "cells written"}} {
		rows = append(rows, []string{strconv.Itoa(n.n), n.what})
	}
	return markdown.Table([]string{"Count", "What"}, rows)
}

// section is a table of some rows; without any it is nothing.
func (r *Report) section(title string, head []string, cells func(ReportRow) []string) string {
	var rows [][]string
	for _, x := range r.Rows {
		if c := cells(x); c != nil {
			rows = append(rows, texts(c))
		}
	}
	if rows == nil {
		return ""
	}
	return markdown.Blocks(markdown.Heading(2, markdown.Text(title)), markdown.Table(head, rows))
}

// layout lists what was found on which sheet.
func (r *Report) layout() string {
	var rows [][]string
	for _, l := range r.Sheets {
		what := strings.Join(l.Blocks, "; ")
		if l.Left != "" {
			what = "left: " + l.Left
		}
		rows = append(rows, texts([]string{l.Name, strconv.Itoa(l.Questions), what}))
	}
	return markdown.Table([]string{"Sheet", "Questions", "Columns"}, rows)
}

func texts(plain []string) []string {
	out := make([]string, len(plain))
	for i, p := range plain {
		out[i] = markdown.Text(p)
	}
	return out
}

// place names the cell of a row.
func (x ReportRow) place() string {
	if x.Sheet == "" {
		return x.Cell
	}
	return x.Sheet + "!" + x.Cell
}

// topics names what a question seems to be about.
func (x ReportRow) topics() string {
	switch {
	case x.Topic == "":
		return ""
	case x.Second == "":
		return fmt.Sprintf("%s (%s)", x.Topic, number(x.Score))
	}
	return fmt.Sprintf("%s (%s), then %s", x.Topic, number(x.Score), x.Second)
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}
