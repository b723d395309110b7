package match

import (
	"fmt"
	"slices"
	"strings"
)

// The reasons that words alone give. Package respond has more.
const (
	FormField  Reason = "form-field"     // it is a field of a form
	Language   Reason = "language"       // it is not in English
	Commitment Reason = "commitment"     // it asks for a promise, an agreement, or what will be
	Law        Reason = "law"            // it names a law or a scheme that no topic is about
	Outside    Reason = "out-of-scope"   // it is about something else than security, or a detail that no catalog has
	Orphan     Reason = "follow-up"      // it cannot be read without the question before it
	Unsure     Reason = "polarity"       // it cannot be told which reply is the favourable one
	NoTopic    Reason = "no-topic"       // too little speaks for any topic
	Close      Reason = "several-topics" // two topics are about as likely
)

// The bars, in thousandths. They were set on match-dev.jsonl; docs/match.md has
// the table.
const (
	leastScore  = 5000
	leastMargin = 300
	leastKnown  = 200     // share of the words that the best topic knows, by weight
	leastSure   = 650     // of margin and seven tenths of that share
	outsideBar  = 600     // of the best score: as much may speak for a light subject outside
	heavyBar    = 4000    // from here on a heavy subject decides by itself
	decisive    = 1 << 30 // more than any score
)

// abstain says why nobody but a person may reply to a question.
func (m *Matcher) abstain(q Question, p parsed, h heard, r Reading) (Reason, string) {
	switch {
	case len(p.clauses) == 0:
		return NoTopic, "it holds no words"
	case m.isForeign(q.Text):
		return Language, "it does not read as English"
	case m.isForm(p):
		return FormField, "it is a field of a form, not a question of security"
	}
	if reason, because := m.aside(p, h, r); reason != "" {
		return reason, because
	}
	switch {
	case r.Polarity == Unclear:
		return Unsure, "it cannot be told whether yes or no is the favourable reply"
	case len(r.Candidates) == 0:
		return NoTopic, "nothing in it speaks for a topic"
	case thousandths(r.Candidates[0].Score) < leastScore:
		return NoTopic, fmt.Sprintf("too little speaks for %s", r.Candidates[0].Topic)
	}
	margin, known := thousandths(r.Margin), m.knownShare(h, r.Candidates[0].Topic)
	switch {
	case known < leastKnown:
		return NoTopic, fmt.Sprintf("most of it says nothing of %s", r.Candidates[0].Topic)
	case margin < leastMargin, len(r.Candidates) > 1 && 10*margin+7*known < 10*leastSure:
		return Close, fmt.Sprintf("%s and %s are about as likely", r.Candidates[0].Topic, r.Candidates[1].Topic)
	case 10*margin+7*known < 10*leastSure:
		return NoTopic, fmt.Sprintf("most of it says nothing of %s", r.Candidates[0].Topic)
	}
	return "", ""
}

// aside says why a question is none of those that a catalog answers.
func (m *Matcher) aside(p parsed, h heard, r Reading) (Reason, string) {
	best := 0
	if len(r.Candidates) > 0 {
		best = thousandths(r.Candidates[0].Score)
	}
	for _, clause := range p.clauses {
		if first(m.commitments, clause) >= 0 {
			return Commitment, "it asks for a promise or an agreement, which is not the catalog's to give"
		}
	}
	if first(m.back, p.clauses[0]) >= 0 {
		return Orphan, "it points at another question"
	}
	if first(m.names, p.clauses[0]) >= 0 {
		return Outside, "it asks for names that a catalog seldom has"
	}
	for _, w := range p.clauses[0] {
		if m.laws[w] {
			return Law, fmt.Sprintf("it names %s, which no topic is about", strings.ToUpper(w))
		}
	}
	if subject, score := m.outsideOf(h); subject != nil && score*1000 >= best*outsideBar {
		return Outside, "it is about " + subject.about
	}
	if h.stems < 3 && len(h.before) == 0 && m.follows(p, h.stems) {
		return Orphan, "it cannot be read without the question before it"
	}
	return "", ""
}

// follows reports whether a question leans on the one before it.
func (m *Matcher) follows(p parsed, stems int) bool {
	return stems == 0 || len(p.clauses) > 0 && first(m.after, p.clauses[0]) >= 0
}

// isForm reports whether a question is the label of a field: a few words that
// no verb joins.
func (m *Matcher) isForm(p parsed) bool {
	if p.marked || len(p.asks) > 2 {
		return false
	}
	list := p.clauses[0]
	if len(list) > 8 || slices.ContainsFunc(list, func(w string) bool { return m.statements[w] }) {
		return false
	}
	return m.last[list[len(list)-1]] || first(m.forms, list) >= 0
}

// isForeign reports whether the small words of a text are those of another
// language.
func (m *Matcher) isForeign(text string) bool {
	english, foreign := 0, 0
	list := words(text)
	for _, w := range list {
		switch {
		case m.weightless[w]:
			english++
		case m.foreignWords[w]:
			foreign++
		}
	}
	return foreign > english && foreign*5 >= len(list)
}
