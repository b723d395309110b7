package respond

import (
	"strings"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
)

// Entry is an answer as it is chosen and said.
type Entry struct {
	Answer *reply.Answer
	// What may be said, without yes or no; "" where nothing may be.
	Short, Long, List string
	Citation          string
	Measures          []Measure
	Asked             map[string]bool // stems of the question and its other wordings
	Stems             map[string]bool // the same, and those of the texts
}

// entry prepares an answer.
func entry(m *match.Matcher, v *disclose.View, a *reply.Answer) *Entry {
	e := &Entry{
		Answer: a, Short: a.Said(reply.Short), Long: a.Said(reply.Long), List: a.Said(reply.List),
		Citation: cite(v, a), Measures: measures(m, a), Asked: make(map[string]bool), Stems: make(map[string]bool),
	}
	for _, text := range e.wordings() {
		for _, s := range m.Stems(text) {
			e.Asked[s], e.Stems[s] = true, true
		}
	}
	for _, text := range []string{a.Short, a.Long, a.List} {
		for _, s := range m.Stems(text) {
			e.Stems[s] = true
		}
	}
	return e
}

// wordings are the ways in which the question of the answer is asked.
func (e *Entry) wordings() []string { return append([]string{e.Answer.Question}, e.Answer.Asks...) }

// Wordings are the same, folded: a question that is one of them is that of the
// answer. The first is its own.
func (e *Entry) Wordings() []string {
	var out []string
	for _, text := range e.wordings() {
		out = append(out, folded(text))
	}
	return out
}

// Closed reports whether the answer says that something is true or false.
func (e *Entry) Closed() bool { return e.Answer.Quantifier != "none" }

// folded is a question without what writings of it differ in.
func folded(text string) string { return choice.Fold(text) }

// spoken is how a text starts that says a word.
var spoken = map[choice.Word]string{choice.Yes: "Yes.", choice.No: "No.", choice.Partial: "In part.", choice.NotApplicable: "Not applicable."}

func join(texts ...string) string { return strings.TrimSpace(strings.Join(texts, " ")) }

// mostCited is how many controls a citation names.
const mostCited = 3

// cite names what an answer rests on, with the oldest evidence of it, and where
// that can be checked again.
func cite(v *disclose.View, a *reply.Answer) string {
	var parts []string
	for i, c := range a.Behind {
		if i == mostCited {
			break
		}
		parts = append(parts, "Control "+strings.TrimSuffix(c.Title, ".")+" ("+c.ID+")")
	}
	if len(parts) == 0 {
		return ""
	}
	if len(a.Evidence) > 0 {
		e := a.Evidence[0]
		name := e.Title
		if name == "" {
			name = e.ID
		}
		text := "evidence " + name
		if !e.Collected.IsZero() {
			text += ", collected " + e.Collected.Format("2006-01-02")
		}
		if !a.ValidUntil.IsZero() {
			text += ", valid until " + a.ValidUntil.Format("2006-01-02")
		}
		parts = append(parts, text)
	}
	if v.Site.BaseURL != "" {
		parts = append(parts, route.Below(v.Site.BaseURL, route.OfControl(a.Behind[0].ID)))
	}
	return strings.Join(parts, "; ")
}
