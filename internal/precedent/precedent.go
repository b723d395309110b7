// Package precedent goes through a questionnaire that somebody answered: which of
// the answers the catalog contradicts, and which texts could become answers of the
// library.
//
// Nothing is adopted by itself: what it makes is for a person to read and copy.
package precedent

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

// Responder answers questions.
type Responder interface {
	Answer(match.Question) respond.Response
}

// Given is an answer that somebody gave.
type Given struct {
	Place    string `json:"place"`        // such as Product!C7
	ID       string `json:"id,omitempty"` // of the question in the questionnaire
	Question string `json:"question"`
	Section  string `json:"section,omitempty"`
	Previous string `json:"-"`
	Answer   string `json:"answer"`
	Comment  string `json:"comment,omitempty"`
}

// Kind is what an answer that was given is to the library.
type Kind string

// The kinds.
const (
	Contradiction Kind = "contradiction" // the catalog says otherwise
	Unproven      Kind = "unproven"      // the catalog has an answer, and cannot show it now
	Wording       Kind = "wording"       // the library has an answer; the question is another wording of it
	Candidate     Kind = "candidate"     // about a topic that the library does not answer
	Other         Kind = "other"         // about nothing that is known, or nothing but a name or a date
)

// Finding is what is found of one answer.
type Finding struct {
	Given
	Kind    Kind        `json:"kind"`
	Because string      `json:"because,omitempty"`        // one sentence
	Topic   string      `json:"topic,omitempty"`          // "" where none is known
	Library string      `json:"library_answer,omitempty"` // id of the answer of the library, or ""
	Word    choice.Word `json:"says,omitempty"`
	Text    string      `json:"text,omitempty"`    // the answer as the library could hold it
	Catalog string      `json:"catalog,omitempty"` // what the catalog answers, or ""
}

// Answers returns the answers that a questionnaire holds. Placeholders are none.
func Answers(q *questionnaire.Questionnaire) []Given {
	var out []Given
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			g := Given{ID: r.ID, Question: r.Question, Section: r.Section, Previous: r.Previous}
			for _, a := range r.Answers {
				text := strings.TrimSpace(a.Holds)
				if text == "" || a.Score || q.Words.Placeholder(text) || slices.Contains(q.Empty, text) {
					continue
				}
				if g.Place == "" {
					g.Place = a.Cell
				}
				g.Answer = strings.TrimSpace(g.Answer + "\n" + text)
			}
			if r.Comment != nil {
				g.Comment = strings.TrimSpace(r.Comment.Holds)
			}
			if g.Answer == "" {
				continue
			}
			if s.Name != "" {
				g.Place = s.Name + "!" + g.Place
			}
			out = append(out, g)
		}
	}
	return out
}

// Review holds answers against the catalog.
func Review(given []Given, r Responder, words *choice.Tables) []Finding {
	var out []Finding
	for _, g := range given {
		f := Finding{Given: g, Word: words.Says(g.Answer)}
		response := r.Answer(match.Question{Text: g.Question, Section: g.Section, Previous: g.Previous})
		f.Text = stripped(g, f.Word)
		f.judge(response)
		out = append(out, f)
	}
	return out
}

// enough is how many words a text has that could be an answer of the library.
const enough = 4

// judge says what an answer is to the library.
func (f *Finding) judge(r respond.Response) {
	if c := r.Reading.Candidates; len(c) > 0 && (r.Reading.Abstain == "" || r.Answer != nil) {
		f.Topic = c[0].Topic
	}
	if r.Answer != nil {
		f.Library, f.Catalog = r.Answer.ID, r.Text
	}
	ours := r.Word
	switch {
	case r.Fill && f.Word != "" && ours != "" && f.Word != ours:
		f.Kind, f.Because = Contradiction, fmt.Sprintf("it says %s, and by the catalog it is %s", spoken[f.Word], spoken[ours])
	case r.Fill && f.other(r) != "":
		f.Kind, f.Because = Contradiction, f.other(r)
	case r.Fill:
		f.Kind, f.Because = Wording, "the library answers it"
	case r.Reason == respond.Unproved && f.Word == choice.Yes:
		f.Kind, f.Because = Unproven, r.Because
	case f.Topic != "" && f.Library == "" && len(strings.Fields(f.Text)) >= enough:
		f.Kind, f.Because = Candidate, "the library has no answer for it"
	default:
		f.Kind, f.Because = Other, r.Because
	}
}

// other names a value of the answer that the catalog gives otherwise.
func (f *Finding) other(r respond.Response) string {
	kind, theirs, ours := fact.Apart(f.Answer+". "+f.Comment, r.Text+". "+r.Long)
	if kind == "" {
		return ""
	}
	return fmt.Sprintf("it names the %s %s, and the catalog %s", kind, strings.Join(theirs, ", "), strings.Join(ours, ", "))
}

var spoken = map[choice.Word]string{choice.Yes: "yes", choice.No: "no", choice.Partial: "true in part", choice.NotApplicable: "not applicable"}

// stripped is the text of an answer without the yes or no in front, which the
// library computes.
func stripped(g Given, word choice.Word) string {
	text := g.Answer
	if word != "" {
		at := strings.IndexAny(text, ".,;:–—-\n ")
		if first := choice.Fold(text); len(strings.Fields(first)) <= 2 {
			text = ""
		} else if at > 0 && choice.Builtin().Says(text[:at]) == word {
			text = strings.TrimLeft(text[at:], " .,;:–—-\n")
		}
	}
	if g.Comment != "" {
		text = strings.TrimSpace(text + "\n" + g.Comment)
	}
	return upper(text)
}

// upper starts a text with a capital letter.
func upper(text string) string {
	if text == "" {
		return ""
	}
	r := []rune(text)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}
