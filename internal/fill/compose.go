package fill

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
)

// Form is what the cells of a row are to say.
type Form struct {
	Answers []string // one a target; "" leaves it as it is
	Comment string
	// Whole says that the answers say too little without the comment: it holds
	// the condition of a yes, or the answer itself.
	Whole   bool
	Because string // why nothing can be said, or ""
	Notes   []string
}

// Compose says what the cells of a row are to say, by the response alone. A cell
// that offers a list takes a word of it or nothing; the first other one takes the
// text. The explanation and what proves it go to the comment, where there is a
// cell for it, and nowhere else.
func Compose(r respond.Response, targets []questionnaire.Target, comment *questionnaire.Target, words *choice.Tables) Form {
	form := Form{Answers: make([]string, len(targets))}
	texted, lists := false, 0
	for i, t := range targets {
		switch {
		case t.Choices == nil && !texted:
			form.Answers[i], texted = worded(r, words), true
		case t.Choices == nil:
			form.Notes = append(form.Notes, "the text stands in one cell; "+t.Cell+" was left")
		case r.Word == "":
			lists++
		default:
			lists++
			word, ok := words.Pick(r.Word, t.Choices)
			if !ok {
				form.Because = fmt.Sprintf("the answer is %s, and the list of %s offers no word for that: %s", spoken[r.Word], t.Cell, strings.Join(t.Choices, ", "))
				return form
			}
			form.Answers[i] = word
		}
	}
	explanation := clean(r.Long)
	if !texted && (explanation == "" || r.Word == "") {
		explanation = clean(r.Text)
	}
	switch {
	case !texted && r.Word == "" && comment == nil:
		form.Because = "the cell takes a word of a list, and the question asks for more"
		return form
	case !texted && r.Word == "":
		form.Whole, form.Notes = true, append(form.Notes, "the list has no word for it, so the answer stands in the comment")
	case !texted && conditional(r) && comment == nil:
		form.Because = "the answer holds on a condition that must be said, and there is no cell to say it in"
		return form
	case !texted && conditional(r):
		form.Whole = true
	}
	if texted && form.Answers[firstText(targets)] == "" {
		form.Because = "there is no text for the answer"
		return form
	}
	if comment != nil {
		if texted && (explanation == clean(r.Text) || explanation == form.Answers[firstText(targets)]) {
			explanation = ""
		}
		form.Comment = strings.Join(nonEmpty(explanation, clean(r.Citation)), "\n")
	}
	return form
}

// openings say a word in front of the text of an answer.
var openings = map[choice.Word]string{choice.Yes: "Yes.", choice.No: "No.", choice.Partial: "In part.", choice.NotApplicable: "Not applicable."}

// worded is the text of a response with its yes or no in front.
func worded(r respond.Response, words *choice.Tables) string {
	text, word := clean(r.Text), r.Word
	if word == "" || words.Says(text) == word {
		return text
	}
	return strings.TrimSpace(openings[word] + " " + text)
}

// firstText returns the first cell that takes any text.
func firstText(targets []questionnaire.Target) int {
	for i, t := range targets {
		if t.Choices == nil {
			return i
		}
	}
	return 0
}

// conditional reports whether a word alone would say more than is true.
func conditional(r respond.Response) bool {
	return r.Answer != nil && r.Answer.Truth == reply.Qualified
}

// clean brings text to the form in which cells keep it.
func clean(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// check leaves the row to a person where a cell cannot hold a text.
func (f *Form) check(q *questionnaire.Questionnaire, t questionnaire.Target, text string) {
	if f.Because != "" || text == "" {
		return
	}
	if err := q.Fits(text); err != nil {
		f.Because = fmt.Sprintf("what %s should say %v", t.Cell, err)
	} else if n := len([]rune(text)); t.Longest > 0 && n > t.Longest {
		f.Because = fmt.Sprintf("what %s should say has %d characters, and the cell takes %d", t.Cell, n, t.Longest)
	}
}
