package reply

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/topic"
)

// Truths are all truths, from what says most to what says nothing.
var Truths = []Truth{Yes, Qualified, Partial, No, NotApplicable, Unknown, Open}

// Topic is the answers about one subject.
type Topic struct {
	ID         string // "" of those that name no topic
	Answers    []*Answer
	Counts     []disclose.Count // answers by truth, in the order of Truths, without those that none has
	ValidUntil time.Time        // when the first of them may change by age alone; zero: never
}

// Topics returns the topics that have answers, in the order of the vocabulary;
// answers that name none come last.
func (l *Library) Topics() []*Topic {
	byID := make(map[string]*Topic)
	var out []*Topic
	for _, a := range l.Answers {
		t := byID[a.Topic]
		if t == nil {
			t = &Topic{ID: a.Topic}
			byID[a.Topic] = t
			out = append(out, t)
		}
		t.Answers = append(t.Answers, a)
		t.ValidUntil = period.Sooner(t.ValidUntil, a.ValidUntil)
	}
	for _, t := range out {
		t.Counts = Count(t.Answers)
	}
	slices.SortStableFunc(out, func(a, b *Topic) int { return cmp.Compare(l.place(a.ID), l.place(b.ID)) })
	return out
}

// place is where a topic stands in the vocabulary.
func (l *Library) place(id string) int {
	if id == "" {
		return math.MaxInt
	}
	if i := slices.IndexFunc(l.View.Topics, func(t *topic.Topic) bool { return t.ID == id }); i >= 0 {
		return i
	}
	return len(l.View.Topics)
}

// Counts returns how many answers have which truth, in the order of Truths,
// without those that none has.
func (l *Library) Counts() []disclose.Count { return Count(l.Answers) }

// Count counts answers by truth, as Library.Counts does.
func Count(answers []*Answer) []disclose.Count {
	var out []disclose.Count
	for _, t := range Truths {
		n := 0
		for _, a := range answers {
			if a.Truth == t {
				n++
			}
		}
		if n > 0 {
			out = append(out, disclose.Count{Name: string(t), N: n})
		}
	}
	return out
}

// ValidUntil returns when the first answer may change by age alone; the zero
// time stands for never.
func (l *Library) ValidUntil() time.Time {
	var out time.Time
	for _, a := range l.Answers {
		out = period.Sooner(out, a.ValidUntil)
	}
	return out
}

// Answer returns the answer of an id, or nil.
func (l *Library) Answer(id string) *Answer {
	for _, a := range l.Answers {
		if a.ID == id {
			return a
		}
	}
	return nil
}
