// Package respond answers questions of a questionnaire from a library of
// computed answers, and says when a person must.
//
// A response never says more than the catalog: yes and no are computed, numbers
// that a question names are compared with typed parameters, and what is unknown
// stays blank. The package reads and writes no files.
package respond

import (
	"fmt"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
)

// The reasons for a person that the library gives, beside those of package
// match.
const (
	NoAnswer   match.Reason = "no-answer" // no prepared answer fits
	Unproved   match.Reason = "evidence"  // the catalog does not know: evidence is missing, expired or contradicts it
	NoClaim    match.Reason = "no-claim"  // yes or no is asked, and the answer says neither
	Unmeasured match.Reason = "threshold" // a value that the question names can be held against nothing
	Compound   match.Reason = "compound"  // its parts are not all answered, or not alike
	Paper      match.Reason = "document"  // it asks for a document
)

// Response is what a question is answered with, or why it is not.
type Response struct {
	Reading match.Reading
	Fill    bool         // it may go into the questionnaire as it is
	Reason  match.Reason // why a person must look; "" where Fill is true
	Because string       // the same in one sentence
	Answer  *reply.Answer
	Word    choice.Word // "" where the question is not one of yes or no
	Text    string      // the answer in the form that the question asks for; with Fill false: a suggestion, or ""
	Long    string      // the explanation beside it
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

// Responder answers questions from one library. It does not change, and is safe
// for concurrent use.
type Responder struct {
	matcher  *match.Matcher
	entries  []*Entry // in the order of the view
	byTopic  map[string][]*Entry
	exact    map[string]*Entry // by question or other wording, folded
	byID     map[identity][]*Entry
	products []string // that some answer is about
}

// New prepares a library. own are the names of the vendor and of its products.
func New(lib *reply.Library, own ...string) *Responder {
	r := &Responder{matcher: match.New(lib.View.Topics, own...), byTopic: make(map[string][]*Entry), exact: make(map[string]*Entry), byID: make(map[identity][]*Entry)}
	for _, a := range lib.Answers {
		e := entry(r.matcher, lib.View, a)
		r.entries = append(r.entries, e)
		r.byTopic[a.Topic] = append(r.byTopic[a.Topic], e)
		for _, text := range e.wordings() {
			if key := folded(text); key != "" && r.exact[key] == nil {
				r.exact[key] = e
			}
		}
		for standard, ids := range a.IDs {
			for _, id := range ids {
				r.byID[identity{standard, id}] = append(r.byID[identity{standard, id}], e)
			}
		}
		r.products = append(r.products, a.Products...)
	}
	return r
}

// Entries returns the prepared answers, in the order of the library.
func (r *Responder) Entries() []*Entry { return r.entries }

// Tables returns what is known of words.
func (r *Responder) Tables() match.Tables { return r.matcher.Tables() }

// Answer answers a question.
func (r *Responder) Answer(q match.Question) Response {
	reading := r.matcher.Read(q)
	known := r.identified(q)
	if known == nil {
		known = r.exact[folded(q.Text)]
	}
	if known != nil && folded(known.Answer.Question) == folded(q.Text) && asksYesOrNo(reading) {
		reading.Polarity = match.Positive // its author said which reply is the good one
		if known.Answer.Negative {
			reading.Polarity = match.Negative
		}
	}
	if known == nil && len(reading.Parts) > 0 {
		return r.compound(q, reading)
	}
	return r.single(q, reading, known)
}

// overruled are reasons to abstain that do not hold where the library has the
// question word for word.
var overruled = map[match.Reason]bool{match.NoTopic: true, match.Close: true, match.Outside: true, match.Orphan: true, match.Unsure: true}

// single answers a question that is one. known is the answer to its very words,
// or nil.
func (r *Responder) single(q match.Question, reading match.Reading, known *Entry) Response {
	out := Response{Reading: reading}
	e, near := known, false
	if e == nil {
		e, near = r.choose(q, reading)
	}
	if reading.Abstain != "" && (known == nil || !overruled[reading.Abstain] || reading.Polarity == match.Unclear) {
		if e != nil && !near {
			out.suggest(e)
		}
		return out.person(reading.Abstain, reading.Because)
	}
	if e == nil {
		return out.person(NoAnswer, "no prepared answer fits it")
	}
	return r.from(e, near, out)
}

// from answers a question out of one answer. One that is only near says what it
// says, and no word.
func (r *Responder) from(e *Entry, near bool, out Response) Response {
	reading := out.Reading
	out.Answer, out.Citation = e.Answer, e.Citation
	closed := asksYesOrNo(reading) && !near
	switch {
	case e.Answer.Truth == reply.Unknown:
		out.Text = e.Answer.Short
		return out.person(Unproved, e.Answer.Because)
	case reading.Intent == match.Document:
		out.Text, out.Long = e.Short, e.Long
		return out.person(Paper, "it asks for a document")
	}
	holds := true
	if closed {
		var unmet *match.Threshold
		out.Comparisons, holds, unmet = r.compare(e, reading)
		if unmet != nil {
			out.suggest(e)
			return out.person(Unmeasured, fmt.Sprintf("nothing in the catalog can be held against %q", unmet.Text))
		}
	}
	switch {
	case !closed:
		out.Text = e.Short
		if reading.Intent == match.List {
			out.Text = e.List
		}
	case e.Answer.Truth == reply.Open && len(out.Comparisons) == 0:
		out.suggest(e)
		return out.person(NoClaim, "the answer makes no claim that is true or false")
	default:
		out.Word = word(e.Answer.Truth, holds, reading.Polarity == match.Negative)
		out.Text = join(spoken[out.Word], e.Short)
	}
	if out.Text == "" {
		return out.person(NoAnswer, "the answer has no text")
	}
	if e.Long != e.Short {
		out.Long = e.Long
	}
	out.Fill = true
	return out
}

// word is the reply to a question: what is true, turned where the favourable
// reply is no. holds says that the values are what the question asks for.
func word(t reply.Truth, holds, negative bool) choice.Word {
	yes, no := choice.Yes, choice.No
	if negative {
		yes, no = choice.No, choice.Yes
	}
	switch {
	case t == reply.NotApplicable:
		return choice.NotApplicable
	case t == reply.No || !holds:
		return no
	case t == reply.Partial:
		return choice.Partial
	}
	return yes
}

// suggest lays an answer before the person who must look.
func (r *Response) suggest(e *Entry) {
	r.Answer, r.Text, r.Citation = e.Answer, e.Short, e.Citation
}

// person leaves a question to a person.
func (r Response) person(reason match.Reason, because string) Response {
	r.Fill, r.Word, r.Reason, r.Because = false, "", reason, because
	return r
}
