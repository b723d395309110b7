package trust

import (
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
)

// Answer is a prepared reply to a question of a buyer. It holds no yes and no
// no: those follow from what it rests on.
type Answer struct {
	ID        string
	Span      source.Span
	Topic     string // id of a topic, "" for none
	TopicSpan source.Span
	Question  string
	Asks      []source.Text // other wordings of the question
	// Negative says that the honest good reply to the question is no: "Are
	// passwords kept in plain text?"
	Negative bool
	Controls []Reference
	Truth    Quantifier
	Where    []Condition // must hold too for the favourable reply
	// Templates over the parameters of the first control, and over those of any.
	Short, Long, List source.Text
	Compensating      source.Text  // what is said beside a reply that is unfavourable, or favourable only in part
	Products          []Reference  // values of the axis product: questions about these alone; none: all
	IDs               []StandardID // questions of standard questionnaires that it answers, in the order of the file
	Owner             string
	Reviewed          time.Time
	Audience          string
}

// StandardID is one question of a standard questionnaire, by its id there.
type StandardID struct {
	Questionnaire string // name and version: mvsp-3.0
	ID            string // as that questionnaire writes it
	Span          source.Span
}

// Templates returns the texts of the answer that are there, in the order of the
// vocabulary.
func (a *Answer) Templates() []source.Text {
	var out []source.Text
	for _, t := range []source.Text{a.Short, a.Long, a.List, a.Compensating} {
		if t.Value != "" {
			out = append(out, t)
		}
	}
	return out
}

// Scope is what the answer is about: its products, or all.
func (a *Answer) Scope() Scope {
	if len(a.Products) == 0 {
		return nil
	}
	s := Scope{}
	for _, p := range a.Products {
		s[ProductAxis] = append(s[ProductAxis], p.ID)
	}
	return s
}

// Quantifier says how many controls of an answer must hold for what it claims.
type Quantifier string

// The quantifiers.
const (
	AllHold  Quantifier = "all"  // every control (the default)
	AnyHolds Quantifier = "any"  // one of them
	NoTruth  Quantifier = "none" // it claims nothing that is true or false: how, which, who
)

// Quantifiers lists the quantifiers.
var Quantifiers = []Quantifier{AllHold, AnyHolds, NoTruth}

// Condition holds a parameter of a control against a value.
type Condition struct {
	Control   Reference
	Parameter Reference
	Bound     Bound
	Value     parameter.Value // of the type of the parameter
	Span      source.Span
}

// Bound says how a parameter must stand to a value.
type Bound string

// The bounds.
const (
	AtLeast  Bound = "at-least" // not less; of a rhythm: as often, or more often
	AtMost   Bound = "at-most"  // not more; of a rhythm: as rarely, or more rarely
	Equals   Bound = "equals"   // the same
	Contains Bound = "contains" // a list with all that the value names
	Among    Bound = "among"    // nothing that the value does not name
)

// Holds reports whether a value of the parameter keeps to the condition; where
// the two cannot be held against each other, why says so, in words that complete
// "cannot be compared: ". A rhythm is at least another one where it leaves no
// more time between.
func (c Condition) Holds(v parameter.Value) (holds bool, why string) {
	return c.Bound.Keeps(v, c.Value)
}

// Keeps reports whether a value stands to another as the bound says, as
// [Condition.Holds] does.
func (b Bound) Keeps(v, to parameter.Value) (holds bool, why string) {
	if v.Type == parameter.Frequency && to.Type == parameter.Frequency {
		switch b {
		case AtLeast:
			return parameter.Holds(v, "<=", to)
		case AtMost:
			return parameter.Holds(v, ">=", to)
		}
	}
	op, ok := operators[b]
	if !ok {
		return false, "there is no bound " + string(b)
	}
	return parameter.Holds(v, op, to)
}

// operators are the bounds as parameters know them.
var operators = map[Bound]string{AtLeast: ">=", AtMost: "<=", Equals: "==", Contains: "contains", Among: "in"}

// ProductAxis is the axis of scope whose values answers name as products.
const ProductAxis = "product"
