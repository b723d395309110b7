// Package respond answers questions of a questionnaire from a library of
// computed answers, and says when a person must.
//
// A response never says more than the catalog: yes and no are computed, numbers
// that a question names are compared with typed parameters, and what is unknown
// stays blank. The package reads and writes no files.
package respond

import (
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
)

// Word is what a yes/no question is answered with.
type Word string

// The words.
const (
	Yes           Word = "yes"
	No            Word = "no"
	Partial       Word = "partial"
	NotApplicable Word = "na"
)

// Response is what a question is answered with, or why it is not.
type Response struct {
	Reading match.Reading
	Fill    bool         // it may go into the questionnaire as it is
	Reason  match.Reason // why a person must look; "" where Fill is true
	Because string       // the same in one sentence
	Answer  *reply.Answer
	Word    Word   // "" where the question is not one of yes or no
	Text    string // the answer in the form that the question asks for; with Fill false: a suggestion, or ""
	Long    string // the explanation beside it
	// Citation names control, evidence, its date and until when it is valid, and
	// the address where that can be checked again.
	Citation    string
	Comparisons []Comparison
}

// Comparison is a threshold of the question held against a parameter.
type Comparison struct {
	Threshold          match.Threshold
	Control, Parameter string
	Claimed            string // as people read it
	Holds              bool
}
