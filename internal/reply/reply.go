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
	Truth         Truth
	Because       string // one sentence for people: what decided
	Qualification string // what must be said beside yes, or ""
	Behind        []*disclose.Control
	Evidence      []*disclose.Evidence // what proves it, the oldest first
	Collected     time.Time            // of the oldest
	ValidUntil    time.Time            // when the first of it goes stale; zero: never
}

// Library is every answer of a view.
type Library struct {
	View    *disclose.View
	Answers []*Answer // in the order of the view
}
