// Package fill puts computed answers into the cells of a questionnaire that wait
// for them, and says of every row what was done and why.
//
// It writes where nothing stands, in cells that people see and may change; what it
// writes into the customer's file is the answer and what proves it, never scores,
// owners or notes. It reads no catalog: what is true comes from a Responder.
package fill

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/respond"
)

// Responder answers questions. Equal questions get equal responses.
type Responder interface {
	Answer(match.Question) respond.Response
}

// Overwrite is what may be written over.
type Overwrite string

// What may be written over.
const (
	Never        Overwrite = "never"        // nothing but what a profile calls empty
	Placeholders Overwrite = "placeholders" // what stands where an answer is missing: please select, not verified
	All          Overwrite = "all"          // answers of others, too
)

// Overwrites are all of them.
var Overwrites = []Overwrite{Never, Placeholders, All}

// Status is what became of a row.
type Status string

// The statuses.
const (
	Answered Status = "answered" // it was written
	Kept     Status = "kept"     // it has an answer, which stays
	Person   Status = "person"   // a person must answer it
	Shut     Status = "shut"     // its cells are not to be written: hidden, locked, computed
)

// Row is a question with what became of it.
type Row struct {
	*questionnaire.Row
	Response respond.Response
	Status   Status
	Cell     string // the first that takes the answer
	Answer   string // what it says now
	Comment  string // what was written into the cell for comments
	Because  string // why nothing was written; one sentence
	// Suggestion is what could be answered after a look, or "".
	Suggestion string
	// Differs says how the answer that is there, or was, is at odds with the
	// catalog, or "".
	Differs string
	Notes   []string
}

// Change is what one cell is to say.
type Change struct {
	Sheet, Cell string
	Row, Column int
	Text        string
}

// Filling is a questionnaire with its answers.
type Filling struct {
	Questionnaire *questionnaire.Questionnaire
	Rows          []*Row
	Changes       []Change // in the order of the rows
}

// filler fills one questionnaire.
type filler struct {
	*Filling
	responder Responder
	overwrite Overwrite
	asked     map[string]int // how often a question stands in the file
	defaults  map[string]bool
}

// Fill answers the rows of a questionnaire.
func Fill(q *questionnaire.Questionnaire, r Responder, o Overwrite) *Filling {
	f := &filler{Filling: &Filling{Questionnaire: q}, responder: r, overwrite: o, asked: map[string]int{}, defaults: defaults(q)}
	for _, s := range q.Sheets {
		for _, row := range s.Rows {
			f.asked[choice.Fold(row.Question)]++
		}
	}
	for _, s := range q.Sheets {
		for _, row := range s.Rows {
			f.row(row)
		}
	}
	return f.Filling
}

// ask has a question answered. One that stands in the file several times is
// answered the same way each time, unless only its section or the question before
// it say what it is about.
func (f *filler) ask(row *questionnaire.Row) respond.Response {
	named := match.Question{Text: row.Question, Standard: f.Questionnaire.Standard, ID: row.ID}
	if f.asked[choice.Fold(row.Question)] > 1 {
		if r := f.responder.Answer(named); r.Fill {
			return r
		}
	}
	named.Section, named.Previous = row.Section, row.Previous
	return f.responder.Answer(named)
}

// longest is how many bytes a question has that is read at all.
const longest = 8_000

// row answers one row.
func (f *filler) row(q *questionnaire.Row) {
	r := &Row{Row: q, Cell: q.Answers[0].Cell, Answer: strings.TrimSpace(q.Answers[0].Holds)}
	f.Rows = append(f.Rows, r)
	open := slices.DeleteFunc(slices.Clone(q.Answers), func(t questionnaire.Target) bool { return t.Fault != "" })
	if len(open) == 0 {
		r.Status, r.Because = Shut, q.Answers[0].Fault
		return
	}
	r.Cell, r.Answer = open[0].Cell, strings.TrimSpace(open[0].Holds)
	if len(q.Question) > longest {
		r.person(fmt.Sprintf("the question has more than %d characters", longest))
		return
	}
	r.Response = f.ask(q)
	if open = slices.DeleteFunc(open, func(t questionnaire.Target) bool { return t.Score }); len(open) == 0 {
		r.person("the cell takes a degree, which no catalog knows")
		return
	}
	r.Cell, r.Answer = open[0].Cell, strings.TrimSpace(open[0].Holds)
	f.fill(r, open)
}

// person leaves a row to a person.
func (r *Row) person(because string) {
	r.Status, r.Because, r.Suggestion = Person, because, suggestion(r.Response)
}

// suggestion is what a response would say.
func suggestion(r respond.Response) string {
	if r.Text != "" {
		return r.Text
	}
	return string(r.Word)
}

// fill writes the cells of a row that may be written, or none of them.
func (f *filler) fill(r *Row, open []questionnaire.Target) {
	form := f.forms(r, open)
	kept := slices.IndexFunc(open, func(t questionnaire.Target) bool { return !f.vacant(t) && !f.replaces(t) })
	switch {
	case kept >= 0:
		f.keep(r, open[kept], form)
		return
	case !r.Response.Fill:
		if at := slices.IndexFunc(open, func(t questionnaire.Target) bool { return !f.vacant(t) }); at >= 0 {
			f.keep(r, open[at], form)
			return
		}
		r.person(r.Response.Because)
		return
	case form.Because != "":
		r.person(form.Because)
		return
	}
	if c := r.Row.Comment; form.Comment != "" && c != nil && !f.same(form.Comment, c.Holds) && !f.vacant(*c) && !f.replaces(*c) {
		if form.Whole { // the comment is the answer, or must qualify it
			r.person("the cell for comments already says something, which the answer would have to fit")
			return
		}
		r.Notes = append(r.Notes, "the comment that is there was kept")
		form.Comment = ""
	}
	if said := f.Questionnaire.Words.Says(open[0].Holds); said != "" && r.Response.Word != "" && said != r.Response.Word {
		r.Differs = fmt.Sprintf("it said %q before", open[0].Holds)
	}
	r.Status, r.Notes = Answered, append(r.Notes, form.Notes...)
	for i, t := range open {
		if text := form.Answers[i]; text != "" {
			f.put(r.Row, t, text)
		}
	}
	if form.Answers[0] != "" {
		r.Answer = form.Answers[0]
	}
	if form.Comment != "" {
		r.Comment = form.Comment
		f.put(r.Row, *r.Row.Comment, form.Comment)
	}
}

// forms composes what the cells of a row are to say.
func (f *filler) forms(r *Row, open []questionnaire.Target) Form {
	comment := r.Row.Comment
	if comment != nil && comment.Fault != "" {
		comment = nil
	}
	form := Compose(r.Response, open, comment, f.Questionnaire.Words)
	for i, t := range open {
		form.check(f.Questionnaire, t, form.Answers[i])
	}
	if comment != nil {
		form.check(f.Questionnaire, *comment, form.Comment)
	}
	return form
}

// put notes a change, unless the cell says it already.
func (f *filler) put(r *questionnaire.Row, t questionnaire.Target, text string) {
	if !f.same(text, t.Holds) {
		f.Changes = append(f.Changes, Change{r.Sheet, t.Cell, t.Row, t.Column, text})
	}
}

// same reports whether a cell says a text already, as it would be stored.
func (f *filler) same(text, holds string) bool { return f.Questionnaire.Stored(text) == holds }

// vacant reports whether a cell counts as empty.
func (f *filler) vacant(t questionnaire.Target) bool {
	text := strings.TrimSpace(t.Holds)
	return text == "" || slices.ContainsFunc(f.Questionnaire.Empty, func(e string) bool { return strings.EqualFold(strings.TrimSpace(e), text) })
}

// replaces reports whether what a cell says may be written over.
func (f *filler) replaces(t questionnaire.Target) bool {
	switch f.overwrite {
	case All:
		return true
	case Placeholders:
		return f.placeholder(t)
	}
	return false
}

// placeholder reports whether what a cell says stands where an answer is missing.
func (f *filler) placeholder(t questionnaire.Target) bool {
	return f.Questionnaire.Words.Placeholder(t.Holds) || f.defaults[t.Heading+"\x00"+t.Holds]
}

// keep leaves the answer of someone as it is, and says when the catalog knows
// otherwise.
func (f *filler) keep(r *Row, t questionnaire.Target, form Form) {
	r.Status, r.Cell, r.Answer = Kept, t.Cell, strings.TrimSpace(t.Holds)
	if f.placeholder(t) {
		r.person(fmt.Sprintf("the cell says %q, which looks like a placeholder; --overwrite placeholders replaces it", r.Answer))
		if !r.Response.Fill {
			r.Because = r.Response.Because
		}
		return
	}
	r.Because = "it was answered before"
	said, word := f.Questionnaire.Words.Says(t.Holds), r.Response.Word
	switch {
	case form.Because == "" && r.Response.Fill && slices.ContainsFunc(form.Answers, func(a string) bool { return f.same(a, t.Holds) }):
		r.Because = "it says what the catalog says"
	case r.Response.Fill && said != "" && word != "" && said != word:
		r.Differs = fmt.Sprintf("it says %q, and by the catalog it is %s", r.Answer, spoken[word])
		r.Suggestion = suggestion(r.Response)
	case r.Response.Fill && apart(t.Holds, r.Response) != "":
		r.Differs, r.Suggestion = apart(t.Holds, r.Response), suggestion(r.Response)
	case r.Response.Fill && said != "" && said == word:
		r.Because = "it was answered before, as the catalog says"
	}
}

// apart names a value of an answer that the catalog gives otherwise, or "".
func apart(holds string, r respond.Response) string {
	kind, its, ours := fact.Apart(holds, r.Text+". "+r.Long)
	if kind == "" {
		return ""
	}
	return fmt.Sprintf("it names the %s %s, and the catalog %s", kind, strings.Join(its, ", "), strings.Join(ours, ", "))
}

// spoken are the words for people.
var spoken = map[choice.Word]string{choice.Yes: "yes", choice.No: "no", choice.Partial: "true in part", choice.NotApplicable: "not applicable"}

// A value that stands in most cells of a column is no answer to so many questions.
const (
	defaultShare = 0.9
	defaultRows  = 10
)

// defaults finds what a column was filled with before anyone answered. Words that
// answer are none: a questionnaire may well be answered with yes throughout.
func defaults(q *questionnaire.Questionnaire) map[string]bool {
	out := map[string]bool{}
	for _, s := range q.Sheets {
		all, held := map[string]int{}, map[string]int{}
		for _, r := range s.Rows {
			for _, t := range r.Answers {
				if t.Fault != "" || t.Score {
					continue
				}
				all[t.Heading]++
				if text := strings.TrimSpace(t.Holds); text != "" && q.Words.Says(text) == "" {
					held[t.Heading+"\x00"+t.Holds]++
				}
			}
		}
		for key, n := range held {
			heading, _, _ := strings.Cut(key, "\x00")
			if n >= defaultRows && float64(n) >= defaultShare*float64(all[heading]) {
				out[key] = true
			}
		}
	}
	return out
}
