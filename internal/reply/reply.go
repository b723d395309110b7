// Package reply computes what the prepared answers of a catalog say at one
// instant to one audience: whether yes or no is true, in which words, and on
// which controls and evidence that rests.
//
// No answer stores a yes or a no. It follows from the states of controls, their
// status and their parameters. The package reads no question.
package reply

import (
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// Truth is how far the favourable claim of an answer is true.
type Truth string

// The truths.
const (
	Yes           Truth = "yes"            // all that it rests on holds
	Qualified     Truth = "qualified"      // it holds where a condition is met that the answer must say: a plan, a setting
	Partial       Truth = "partial"        // some of it holds
	No            Truth = "no"             // it does not hold: planned, or a comparison fails
	NotApplicable Truth = "not-applicable" // the catalog says so
	Unknown       Truth = "unknown"        // evidence is missing, expired or contradicts it
	Open          Truth = "open"           // it claims nothing that is true or false: how, which, who
)

// Answer is a prepared answer with what holds of it.
type Answer struct {
	*disclose.Answer
	Truth   Truth  // how far its favourable claim is true
	Because string // one sentence for people: what decided
	// Qualification is what must be said beside the answer, in whole sentences, or
	// "": conditions, recorded gaps, what is planned, where it holds.
	Qualification string
	Behind        []*disclose.Control  // what it rests on: its controls, then those that it compares
	Evidence      []*disclose.Evidence // what proves it, the oldest first
	Collected     time.Time            // of the oldest; zero: nothing was collected
	ValidUntil    time.Time            // when the first of it goes stale; zero: never
}

// Library is every answer of a view.
type Library struct {
	View    *disclose.View // that the answers are of
	Answers []*Answer      // in the order of the view
}

// New computes every answer of a view.
func New(v *disclose.View) *Library {
	lib := &Library{View: v}
	evidence := make(map[string][]*disclose.Evidence)
	for _, e := range v.Evidence {
		evidence[e.ID] = append(evidence[e.ID], e)
	}
	controls := make(map[string]*disclose.Control, len(v.Controls))
	for _, c := range v.Controls {
		controls[c.ID] = c
	}
	exceptions := make(map[string][]*disclose.Exception)
	for _, x := range v.Exceptions {
		exceptions[x.Control] = append(exceptions[x.Control], x)
	}
	for _, a := range v.Answers {
		j := &judge{view: v, answer: a, controls: controls, exceptions: exceptions}
		out := j.judge()
		out.prove(evidence)
		lib.Answers = append(lib.Answers, out)
	}
	return lib
}

// Favourable reports whether the favourable claim may be said to hold, with the
// qualification where there is one.
func (a *Answer) Favourable() bool { return a.Truth == Yes || a.Truth == Qualified }
