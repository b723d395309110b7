package match

// Intent is what kind of reply a question asks for.
type Intent string

// The intents.
const (
	YesNo     Intent = "yes-no"
	Value     Intent = "value"     // how long, how often, how many, which version
	Describe  Intent = "describe"  // how, what, describe
	List      Intent = "list"      // which, list
	Document  Intent = "document"  // attach, provide a copy
	Statement Intent = "statement" // a requirement: logs shall be kept
)

// Polarity says which reply is the favourable one.
type Polarity string

// The polarities.
const (
	Positive Polarity = "positive" // the favourable reply is yes
	Negative Polarity = "negative" // the favourable reply is no
	Unclear  Polarity = "unclear"
)

// Reading is what a question says, as far as words tell.
type Reading struct {
	Question   Question
	Candidates []Candidate // topics, the best first
	Margin     float64     // how far the second is behind the best, as a share of its score, in whole thousandths
	Intent     Intent
	Polarity   Polarity
	Thresholds []Threshold
	Parts      []string // the questions that a compound question holds; nil where it is one
	// Abstain is why no reply may be given whatever the catalog says, or "".
	Abstain Reason
	Because string // one sentence on Abstain for people, or ""
}

// Threshold is a bound that a question asks about: at least six months.
type Threshold struct {
	Kind  string // duration, frequency, recency, percentage, bits, version, count
	Bound Bound
	Text  string // as it stands in the question
	Value any    // plain tree, as parameters of that kind are written: P6M, 1.2, 256
}

// Bound says on which side of a threshold a value must be.
type Bound string

// The bounds.
const (
	AtLeast Bound = "at-least"
	AtMost  Bound = "at-most"
	Equal   Bound = "equal"
)

// Reason is why a person must answer a question.
type Reason string
