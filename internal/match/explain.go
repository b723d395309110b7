package match

import (
	"slices"
	"strings"
)

// Way is how a phrase speaks for a topic.
type Way string

// The ways.
const (
	Strong  Way = "strong"  // it names the topic almost by itself
	Loose   Way = "loose"   // its words are there, apart from each other
	Word    Way = "word"    // it speaks for the topic
	Against Way = "against" // it speaks for another one
)

// Term is a phrase of a topic that a question holds, as stems.
type Term struct {
	Way    Way
	Phrase string
}

func tell(note func(Term), way Way, phrase []string) {
	if note != nil {
		note(Term{way, strings.Join(phrase, " ")})
	}
}

// Explain returns the phrases of a topic that a question holds, in the order of
// its profile; those that stand in its heading or the question before it too.
func (m *Matcher) Explain(q Question, id string) []Term {
	at := slices.IndexFunc(m.profiles, func(p profile) bool { return p.id == id })
	if at < 0 {
		return nil
	}
	var out []Term
	note := func(t Term) {
		weaker := t.Way == Loose && slices.ContainsFunc(out, func(o Term) bool { return o.Phrase == t.Phrase })
		if !weaker && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	h := m.hear(q)
	for _, s := range h.segments {
		m.score(&m.profiles[at], s.stems, note)
	}
	m.score(&m.profiles[at], h.before, note)
	m.score(&m.profiles[at], h.section, note)
	return out
}
