package twin

import (
	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
)

// questionnairesName is the document on standard questionnaires, below route.API.
const questionnairesName = "questionnaires.json"

// answerJSON is one answer of answers.json.
type answerJSON struct {
	ID            string              `json:"id" jsonschema:"id, unique among its kind"`
	URL           string              `json:"url" jsonschema:"absolute address of the answer on the page of its topic"`
	Topic         string              `json:"topic" jsonschema:"what it is about"`
	Question      string              `json:"question" jsonschema:"as it is asked"`
	Negative      bool                `json:"negative" jsonschema:"the honest good answer to the question is no"`
	Word          reply.Word          `json:"word" jsonschema:"what the question is answered with: yes, yes-if, no, no-if, partly, not-applicable, unknown, or open where it is not one of yes or no"`
	Truth         reply.Truth         `json:"truth" jsonschema:"how far the favourable claim is true: yes, qualified, partial, no, not-applicable, unknown or open"`
	Because       string              `json:"because" jsonschema:"what decided, in a sentence"`
	Qualification string              `json:"qualification" jsonschema:"what must be said beside it, or empty"`
	Stands        bool                `json:"stands" jsonschema:"the texts may be said as they are written; otherwise the word and the reason alone"`
	Short         string              `json:"short" jsonschema:"the answer in a few words"`
	Long          string              `json:"long" jsonschema:"the answer in sentences"`
	List          string              `json:"list" jsonschema:"the answer as a list, or empty"`
	Compensating  string              `json:"compensating" jsonschema:"what is done where it does not hold, or holds in part, or empty"`
	State         string              `json:"state" jsonschema:"worst state of the controls that it rests on"`
	Reviewed      *instant            `json:"reviewed" jsonschema:"date"`
	CollectedAt   *instant            `json:"collected_at" jsonschema:"when the oldest evidence behind it was collected; null: not known"`
	ValidUntil    *instant            `json:"valid_until" jsonschema:"when the first of its evidence goes stale; null: never"`
	FreshUntil    *instant            `json:"fresh_until" jsonschema:"when the state may first change by age alone; null: never"`
	Controls      []string            `json:"controls" jsonschema:"ids of controls"`
	Evidence      []proofJSON         `json:"evidence" jsonschema:"what proves it, the oldest first"`
	IDs           map[string][]string `json:"ids" jsonschema:"questions of standard questionnaires that it answers: questionnaire to their ids"`
}

// proofJSON is a piece of evidence behind an answer.
type proofJSON struct {
	Key         string   `json:"key" jsonschema:"of evidence.json"`
	Title       string   `json:"title" jsonschema:"for people"`
	URL         string   `json:"url" jsonschema:"absolute address of the page"`
	CollectedAt *instant `json:"collected_at" jsonschema:"when it was collected; null: not known"`
	StaleAt     *instant `json:"stale_at" jsonschema:"when it goes stale; null: no period says"`
	Freshness   string   `json:"freshness" jsonschema:"fresh, due, stale, expired, missing, undated, undated-event, future, conflict or incomplete"`
}

// answersDocument is answers.json.
type answersDocument struct {
	head
	Words   map[string]int `json:"words" jsonschema:"what questions are answered with, to the number of answers"`
	Answers []answerJSON   `json:"answers" jsonschema:"prepared answers"`
}

// answers is answers.json.
func (w *writer) answers() any {
	out := answersDocument{head: w.head(schemaAnswers), Words: map[string]int{}, Answers: []answerJSON{}}
	for _, a := range reply.New(w.view).Answers {
		out.Words[string(a.Word())]++
		ids := make(map[string][]string, len(a.IDs))
		for questionnaire, list := range a.IDs {
			ids[questionnaire] = full(list)
		}
		out.Answers = append(out.Answers, answerJSON{
			a.ID, w.absolute(route.OfAnswer(a.Topic, a.ID)), a.Topic, a.Question, a.Negative, a.Word(), a.Truth, a.Because, a.Qualification, a.Stands(),
			a.Short, a.Long, a.List, a.Compensating, a.State, when(a.Reviewed), when(a.Collected), when(a.ValidUntil), when(a.FreshUntil),
			full(a.Controls), w.proofs(a.Evidence), ids,
		})
	}
	return out
}

// proofs lists evidence behind an answer.
func (w *writer) proofs(in []*disclose.Evidence) []proofJSON {
	out := make([]proofJSON, 0, len(in))
	for _, e := range in {
		title := e.Title
		if title == "" {
			title = e.Key
		}
		out = append(out, proofJSON{e.Key, title, w.absolute(route.OfEvidence(e.Key)), when(e.Collected), when(e.StaleAt), e.Freshness})
	}
	return out
}

// questionnaireJSON is one standard questionnaire of questionnaires.json.
type questionnaireJSON struct {
	ID         string         `json:"id" jsonschema:"name and version"`
	Title      string         `json:"title" jsonschema:"for people"`
	URL        string         `json:"url" jsonschema:"absolute address of the page"`
	Questions  int            `json:"questions" jsonschema:"how many it has; 0: not known"`
	Answered   int            `json:"answered" jsonschema:"questions that are answered now"`
	Held       int            `json:"held" jsonschema:"questions that answers name and that cannot be answered now"`
	ValidUntil *instant       `json:"valid_until" jsonschema:"when the first of it may change by age alone; null: never"`
	Rows       []questionJSON `json:"rows" jsonschema:"its questions: all, or those that answers name"`
}

// questionJSON is one question of a standard questionnaire.
type questionJSON struct {
	ID          string      `json:"id" jsonschema:"as the questionnaire writes it"`
	Title       string      `json:"title" jsonschema:"what it is about, where that may be shown, or empty"`
	Truth       reply.Truth `json:"truth" jsonschema:"of all answers together, as in answers.json; empty: no answer names it"`
	Answers     []string    `json:"answers" jsonschema:"ids of answers"`
	Controls    []string    `json:"controls" jsonschema:"ids of controls"`
	CollectedAt *instant    `json:"collected_at" jsonschema:"when the oldest evidence behind it was collected; null: not known"`
	ValidUntil  *instant    `json:"valid_until" jsonschema:"when it may change by age alone; null: never"`
}

// questionnairesDocument is questionnaires.json.
type questionnairesDocument struct {
	head
	Questionnaires []questionnaireJSON `json:"questionnaires" jsonschema:"standard questionnaires of which an answer names a question"`
}

// questionnaires is questionnaires.json.
func (w *writer) questionnaires() any {
	out := questionnairesDocument{head: w.head("candor-questionnaires/1"), Questionnaires: []questionnaireJSON{}}
	for _, s := range coverage.Of(reply.New(w.view)) {
		q := questionnaireJSON{ID: s.ID, Title: s.Title, URL: w.absolute(route.OfQuestionnaire(s.ID)), Questions: s.Questions, Answered: s.Answered, Held: s.Held, ValidUntil: when(s.ValidUntil), Rows: []questionJSON{}}
		for _, r := range s.Rows {
			row := questionJSON{ID: r.ID, Truth: r.Truth, Answers: []string{}, Controls: []string{}, CollectedAt: when(r.Collected), ValidUntil: when(r.ValidUntil)}
			if r.Control != nil {
				row.Title = r.Control.Title
			}
			for _, a := range r.Answers {
				row.Answers = append(row.Answers, a.ID)
			}
			for _, c := range r.Controls {
				row.Controls = append(row.Controls, c.ID)
			}
			q.Rows = append(q.Rows, row)
		}
		out.Questionnaires = append(out.Questionnaires, q)
	}
	return out
}
