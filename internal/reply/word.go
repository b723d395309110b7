package reply

// Word is what the question of an answer is answered with: what is true, turned
// where the good answer to the question is no.
type Word string

// The words.
const (
	SayYes           Word = "yes"
	SayYesIf         Word = "yes-if" // where the qualification is met
	SayNo            Word = "no"
	SayNoIf          Word = "no-if" // where the qualification is met
	SayPartly        Word = "partly"
	SayNotApplicable Word = "not-applicable"
	SayUnknown       Word = "unknown" // nothing can be said now
	SayOpen          Word = "open"    // the question is not one of yes or no
)

// Word returns what the question is answered with.
func (a *Answer) Word() Word {
	positive, negative := SayOpen, SayOpen
	switch a.Truth {
	case Yes:
		positive, negative = SayYes, SayNo
	case Qualified:
		positive, negative = SayYesIf, SayNoIf
	case Partial:
		positive, negative = SayPartly, SayPartly
	case No:
		positive, negative = SayNo, SayYes
	case NotApplicable:
		positive, negative = SayNotApplicable, SayNotApplicable
	case Unknown:
		positive, negative = SayUnknown, SayUnknown
	}
	if a.Negative {
		return negative
	}
	return positive
}

// Stands reports whether the texts of the answer may be said as they are written,
// beside its word. Where the claim does not hold, or nobody knows, they would say
// too much: then the word, the reason and what compensates for it are all.
func (a *Answer) Stands() bool {
	switch a.Truth {
	case Yes, Qualified, Open:
		return true
	}
	return false
}
