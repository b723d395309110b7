package reply

import "strings"

// Form is a form of an answer.
type Form string

// The forms.
const (
	Short Form = "short"
	Long  Form = "long"
	List  Form = "list"
)

// Said returns the text of an answer in a form, without the yes or no itself,
// such that it never says more than is true: a claim that does not hold is not
// repeated, what must be said beside it is there, and what is done instead. It
// is "" where nothing may be said. An answer without that form gives the short
// one.
func (a *Answer) Said(form Form) string {
	switch a.Truth {
	case Unknown:
		return ""
	case Partial, No:
		return sentences(a.Because, a.Qualification, a.Compensating)
	case NotApplicable:
		return sentences(a.Because, a.Compensating)
	}
	text := a.Short
	switch {
	case form == Long && a.Long != "":
		text = a.Long
	case form == List && a.List != "":
		text = a.List
	}
	return sentences(text, a.Qualification)
}

// sentences puts texts behind one another, each as a sentence.
func sentences(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t = strings.TrimSpace(t); t != "" {
			out = append(out, t)
		}
	}
	if len(out) < 2 {
		return strings.Join(out, "")
	}
	for i, t := range out {
		if !strings.ContainsAny(t[len(t)-1:], ".!?:") {
			out[i] = t + "."
		}
	}
	return strings.Join(out, " ")
}
