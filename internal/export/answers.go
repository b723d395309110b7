package export

import (
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/workbook"
)

// answer is one reply to one question.
type answer struct {
	*reply.Answer        // nil of a statement of a control
	id                   string
	topic, question      string
	answer, long         string
	state                string
	grade                string // "" of a prepared answer, which may rest on several controls
	scope                []disclose.Axis
	controls             []string // ids
	age                  string   // "collected 2026-11-20", of the oldest evidence; or ""
	freshUntil, reviewed time.Time
	url                  string // where it stands in the portal
}

// answersOf returns the prepared answers in the order of the view, then the
// statements of the controls under each of their questions.
func answersOf(v *disclose.View) []answer {
	var out []answer
	for _, a := range reply.New(v).Answers {
		until := a.ValidUntil
		if until.IsZero() {
			until = a.FreshUntil
		}
		out = append(out, answer{
			Answer: a, id: a.ID, topic: a.Topic, question: a.Question, answer: said(a), long: more(a), state: a.State,
			controls: a.Controls, age: age(a.Behind), freshUntil: until, reviewed: a.Reviewed, url: absolute(v, route.OfAnswer(a.Topic, a.ID)),
		})
	}
	for _, c := range v.Controls {
		topic := c.KindTitle
		if topic == "" {
			topic = c.Kind
		}
		for _, q := range c.Questions {
			out = append(out, answer{
				id: c.ID, topic: topic, question: q, answer: qualified(c), long: further(c), state: c.State, grade: c.Grade,
				scope: c.Scope, controls: []string{c.ID}, age: age([]*disclose.Control{c}), freshUntil: c.FreshUntil, url: absolute(v, route.OfControl(c.ID)),
			})
		}
	}
	return out
}

// word is what a question is answered with, for people; "" where it is not one
// of yes or no.
func word(a *reply.Answer) string {
	if a == nil || a.Word() == reply.SayOpen {
		return ""
	}
	return theme.English().Label("reply", string(a.Word()))
}

// said is an answer that may be pasted as it is: its word, then what it says, or
// why it says no more.
func said(a *reply.Answer) string {
	text := a.Said(reply.Short)
	if text == "" {
		text = a.Because
	}
	if w := word(a); w != "" {
		return strings.TrimSpace(w + ". " + text)
	}
	return text
}

// more is what an answer says in full; "" where that is no more.
func more(a *reply.Answer) string {
	if long := a.Said(reply.Long); long != a.Said(reply.Short) {
		return long
	}
	return ""
}

// listed is an answer as a list; "" where it has none, or may not say it.
func listed(a *reply.Answer) string {
	if list := a.Said(reply.List); list != a.Said(reply.Short) {
		return list
	}
	return ""
}

// qualified is the statement of a control, marked where it does not hold now:
// a cell that is pasted elsewhere leaves its state behind.
func qualified(c *disclose.Control) string {
	switch c.Status {
	case "planned":
		return "Planned, not in effect: " + c.Statement
	case "not-applicable":
		return "Not applicable: " + c.Statement
	}
	return c.Statement
}

// further is what the author says of a control beside its statement.
func further(c *disclose.Control) string {
	if c.Summary == c.Statement || c.Summary == c.Title {
		return ""
	}
	return c.Summary
}

// answerColumns are the columns of answers, whatever the format.
var answerColumns = []workbook.Column{
	{Title: "topic", Width: 20}, {Title: "question", Width: 42, Strong: true}, {Title: "answer", Width: 56}, {Title: "word", Width: 14, Strong: true}, {Title: "long", Width: 60},
	{Title: "list", Width: 30}, {Title: "state", Width: 14}, {Title: "grade", Width: 12}, {Title: "scope", Width: 26}, {Title: "controls", Width: 30},
	{Title: "evidence", Width: 36}, {Title: "evidence_age", Width: 22}, {Title: "fresh_until", Width: 22}, {Title: "reviewed", Width: 12}, {Title: "as_of", Width: 22},
	{Title: "id", Width: 24}, {Title: "url", Width: 44, Address: true},
}

func answersTable(v *disclose.View) table {
	t := table{title: "Answers", item: "question", columns: answerColumns}
	for _, a := range answersOf(v) {
		t.rows = append(t.rows, a.row(v))
	}
	return t
}

func (a answer) row(v *disclose.View) []string {
	list, evidence := "", ""
	if a.Answer != nil {
		list, evidence = listed(a.Answer), listOf(a.Evidence, proof)
	}
	return []string{
		a.topic, a.question, a.answer, word(a.Answer), a.long, list, a.state, a.grade, scopeText(a.scope),
		strings.Join(a.controls, between), evidence, a.age, instant(a.freshUntil), date(a.reviewed), instant(v.AsOf), a.id, a.url,
	}
}

// proof formats evidence behind an answer: "okta-mfa collected 2026-11-20".
func proof(e *disclose.Evidence) string {
	if e.Collected.IsZero() {
		return e.Key
	}
	return e.Key + " " + collected(e.Collected)
}

// answerSheets are the prepared answers as a sheet without the columns that say
// nothing of any, and the statements of controls as another one.
func answerSheets(v *disclose.View) []workbook.Sheet {
	t := answersTable(v)
	n := len(v.Answers)
	var out []workbook.Sheet
	for _, s := range []struct {
		name string
		rows [][]string
	}{{"Answers", t.rows[:n]}, {"By control", t.rows[n:]}} {
		if len(s.rows) > 0 || s.name == "Answers" {
			out = append(out, readable(workbook.Sheet{Name: s.name, Columns: t.columns, Rows: s.rows}))
		}
	}
	return out
}

// readable is a sheet for people: its titles in words, and without the columns
// in which no row says anything.
func readable(s workbook.Sheet) workbook.Sheet {
	out := workbook.Sheet{Name: s.Name, Rows: make([][]string, len(s.Rows))}
	for i, c := range s.Columns {
		if len(s.Rows) > 0 && !slices.ContainsFunc(s.Rows, func(row []string) bool { return row[i] != "" }) {
			continue
		}
		c.Title = titled(c.Title)
		out.Columns = append(out.Columns, c)
		for r, row := range s.Rows {
			out.Rows[r] = append(out.Rows[r], row[i])
		}
	}
	return out
}

// titled is the title of a column for people.
func titled(column string) string {
	switch column {
	case "id":
		return "ID"
	case "url":
		return "Address"
	case "word":
		return "Yes or no"
	}
	return message.Readable(column)
}

// schemaAnswers names the shape of the JSON export of answers.
const schemaAnswers = "candor-export-answers/1"

type answerJSON struct {
	ID            string              `json:"id"`
	URL           string              `json:"url"`
	Topic         string              `json:"topic"`
	Question      string              `json:"question"`
	Word          reply.Word          `json:"word"`  // "" of a statement of a control
	Truth         reply.Truth         `json:"truth"` // likewise
	Answer        string              `json:"answer"`
	Because       string              `json:"because"`
	Qualification string              `json:"qualification"`
	Short         string              `json:"short"`
	Long          string              `json:"long"`
	List          string              `json:"list"`
	Compensating  string              `json:"compensating"`
	State         string              `json:"state"`
	Grade         string              `json:"grade"`
	Scope         map[string][]string `json:"scope"`
	Controls      []string            `json:"controls"`
	Evidence      []proofJSON         `json:"evidence"`
	EvidenceAge   string              `json:"evidence_age"`
	FreshUntil    *string             `json:"fresh_until"`
	Reviewed      *string             `json:"reviewed"`
	IDs           map[string][]string `json:"ids"` // questionnaire -> ids of its questions
	AsOf          string              `json:"as_of"`
}

type proofJSON struct {
	Key         string  `json:"key"`
	Title       string  `json:"title"`
	CollectedAt *string `json:"collected_at"`
	Freshness   string  `json:"freshness"`
}

func answersDocument(v *disclose.View) any {
	list := []answerJSON{}
	for _, a := range answersOf(v) {
		out := answerJSON{
			ID: a.id, URL: a.url, Topic: a.topic, Question: a.question, Answer: a.answer, Long: a.long, State: a.state, Grade: a.grade, Scope: scopeMap(a.scope),
			Controls: full(a.controls), Evidence: []proofJSON{}, EvidenceAge: a.age, FreshUntil: nullable(a.freshUntil), Reviewed: nullable(a.reviewed),
			IDs: map[string][]string{}, AsOf: instant(v.AsOf),
		}
		if r := a.Answer; r != nil {
			out.Word, out.Truth, out.Because, out.Qualification = r.Word(), r.Truth, r.Because, r.Qualification
			out.Short, out.Long, out.List, out.Compensating = r.Short, r.Long, r.List, r.Compensating
			for _, e := range r.Evidence {
				out.Evidence = append(out.Evidence, proofJSON{e.Key, e.Title, nullable(e.Collected), e.Freshness})
			}
			for questionnaire, ids := range r.IDs {
				out.IDs[questionnaire] = full(ids)
			}
		}
		list = append(list, out)
	}
	return struct {
		head
		Answers []answerJSON `json:"answers"`
	}{headOf(schemaAnswers, v), list}
}
