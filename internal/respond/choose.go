package respond

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/match"
)

// Bars are shares of what a question says, by weight and in thousandths. They
// were set on the questions of package match: with lower ones, answers speak of
// another side of a topic than the question.
type Bars struct {
	Least   int `json:"least"`   // that the wordings and texts of an answer must hold
	Near    int `json:"near"`    // the same, for what it says to be said without yes or no
	Against int `json:"against"` // the same as Least, where the favourable reply is no
	Turned  int `json:"turned"`  // the same, where moreover the question is put against the claim of the answer
	Same    int `json:"same"`    // from here on the question is that of the answer, whichever way it is put
}

// Bar returns the bars that are in force.
func Bar() Bars { return Bars{Least: 300, Near: 50, Against: 450, Turned: 650, Same: 700} }

// choose returns the answer of the best topic that fits a question most, or nil.
// Where none fits, the nearest is returned: what it says is true and about the
// same topic, but says neither yes nor no to this question.
func (r *Responder) choose(q match.Question, reading match.Reading) (e *Entry, near bool) {
	least := Bar().Least
	if reading.Polarity == match.Negative {
		least = Bar().Against
	}
	if e = r.fitting(q, reading, least); e != nil || reading.Polarity != match.Positive || reading.Intent == match.Value || len(reading.Thresholds) > 0 {
		return e, false
	}
	e = r.fitting(q, reading, Bar().Near)
	return e, e != nil
}

// fitting returns the answer of the best topic that fits a question most, of
// those that hold at least a share of what it says; or nil.
func (r *Responder) fitting(q match.Question, reading match.Reading, least int) *Entry {
	if len(reading.Candidates) == 0 {
		return nil
	}
	list := r.about(q.Text, r.byTopic[reading.Candidates[0].Topic])
	stems := r.matcher.Stems(q.Text)
	list = slices.DeleteFunc(list, func(e *Entry) bool { return r.share(e.Stems, stems) < least })
	open := !asksYesOrNo(reading)
	if !open {
		list = preferred(list, (*Entry).Closed)
		list = preferred(list, func(e *Entry) bool { return e.Answer.Negative == (reading.Polarity == match.Negative) })
	}
	var best *Entry
	most := -1
	for _, e := range list {
		n := 2 * (r.share(e.Asked, stems) + r.share(e.Stems, stems))
		if e.Closed() != open {
			n++ // of two that share as much, the one of the right kind
		}
		if n > most {
			best, most = e, n
		}
	}
	if best != nil && !open && r.crossed(best, reading, stems) {
		return nil
	}
	return best
}

// asksYesOrNo reports whether a question is answered with a word.
func asksYesOrNo(reading match.Reading) bool {
	return reading.Intent == match.YesNo || reading.Intent == match.Statement
}

// crossed reports whether question and answer are put in opposite ways, such that
// yes could be said for no. A question against a claim is answered by the claim
// where it holds and is the same thing; a question for what a claim denies, where
// it is another question.
func (r *Responder) crossed(e *Entry, reading match.Reading, stems []string) bool {
	if negative := reading.Polarity == match.Negative; negative && !e.Answer.Negative {
		return !e.Answer.Favourable() || r.share(e.Stems, stems) < Bar().Turned
	} else if !negative && e.Answer.Negative {
		return r.share(e.Asked, stems) >= Bar().Same
	}
	return false
}

// share is how much of what a question says is among known stems, by weight, in
// thousandths.
func (r *Responder) share(known map[string]bool, stems []string) int {
	all, shared := 0, 0
	seen := make(map[string]bool, len(stems))
	for _, s := range stems {
		if seen[s] || s[0] >= '0' && s[0] <= '9' { // values are compared, not found
			continue
		}
		seen[s] = true
		w := r.matcher.Weight(s)
		all += w
		if known[s] {
			shared += w
		}
	}
	if all == 0 {
		return 1000 // it only points at what was asked before
	}
	return shared * 1000 / all
}

// about narrows answers to those about the products that a question names. Of a
// question that names none, those are left that are about all.
func (r *Responder) about(text string, list []*Entry) []*Entry {
	words := " " + folded(text) + " "
	names := func(product string) bool { return strings.Contains(words, " "+folded(product)+" ") }
	named := slices.ContainsFunc(r.products, names)
	var own, all []*Entry
	for _, e := range list {
		switch {
		case len(e.Answer.Products) == 0:
			all = append(all, e)
		case named && slices.ContainsFunc(e.Answer.Products, names):
			own = append(own, e)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}
