package export

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/workbook"
)

// answer is one reply to one question.
type answer struct {
	topic, question string
	short, long     string
	state           string
	grade           string // "" of a prepared answer, which may rest on several controls
	scope           []disclose.Axis
	controls        []string // ids
	age             string   // "collected 2026-11-20", of the oldest evidence; or ""
	freshUntil      time.Time
}

// answersOf returns the prepared answers in the order of the view, then the
// statements of the controls under each of their questions.
func answersOf(v *disclose.View) []answer {
	var out []answer
	for _, a := range v.Answers {
		var behind []*disclose.Control
		for _, id := range a.Controls {
			if c := v.Control(id); c != nil {
				behind = append(behind, c)
			}
		}
		out = append(out, answer{
			topic: a.Topic, question: a.Question, short: a.Short, long: a.Long, state: a.State,
			controls: a.Controls, age: age(behind), freshUntil: a.FreshUntil,
		})
	}
	for _, c := range v.Controls {
		topic := c.KindTitle
		if topic == "" {
			topic = c.Kind
		}
		for _, q := range c.Questions {
			out = append(out, answer{
				topic: topic, question: q, short: qualified(c), long: further(c), state: c.State, grade: c.Grade,
				scope: c.Scope, controls: []string{c.ID}, age: age([]*disclose.Control{c}), freshUntil: c.FreshUntil,
			})
		}
	}
	return out
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

func answersTable(v *disclose.View) table {
	t := table{title: "Answers", item: "question", columns: []workbook.Column{
		{Title: "topic", Width: 24}, {Title: "question", Width: 50}, {Title: "answer", Width: 60}, {Title: "long", Width: 60},
		{Title: "state", Width: 14}, {Title: "grade", Width: 12}, {Title: "scope", Width: 30}, {Title: "controls", Width: 30},
		{Title: "evidence_age", Width: 22}, {Title: "fresh_until", Width: 22}, {Title: "as_of", Width: 22},
	}}
	for _, a := range answersOf(v) {
		t.rows = append(t.rows, []string{
			a.topic, a.question, a.short, a.long, a.state, a.grade, scopeText(a.scope),
			strings.Join(a.controls, between), a.age, instant(a.freshUntil), instant(v.AsOf),
		})
	}
	return t
}

// schemaAnswers names the shape of the JSON export of answers.
const schemaAnswers = "candor-export-answers/1"

type answerJSON struct {
	Topic       string              `json:"topic"`
	Question    string              `json:"question"`
	Answer      string              `json:"answer"`
	Long        string              `json:"long"`
	State       string              `json:"state"`
	Grade       string              `json:"grade"`
	Scope       map[string][]string `json:"scope"`
	Controls    []string            `json:"controls"`
	EvidenceAge string              `json:"evidence_age"`
	FreshUntil  *string             `json:"fresh_until"`
	AsOf        string              `json:"as_of"`
}

func answersDocument(v *disclose.View) any {
	list := []answerJSON{}
	for _, a := range answersOf(v) {
		list = append(list, answerJSON{
			a.topic, a.question, a.short, a.long, a.state, a.grade, scopeMap(a.scope), full(a.controls),
			a.age, nullable(a.freshUntil), instant(v.AsOf),
		})
	}
	return struct {
		head
		Answers []answerJSON `json:"answers"`
	}{headOf(schemaAnswers, v), list}
}
