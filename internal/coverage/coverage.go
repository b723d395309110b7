// Package coverage says how far the answers of a portal reach in the
// questionnaires that an industry has agreed on, by the ids of their questions.
//
// An answer names the questions that it answers; what is said to a question
// follows from those answers alone, and no text of a questionnaire is needed for
// it. The package compares no words.
package coverage

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/industry"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/reply"
)

// Set is one questionnaire with what is answered of it.
type Set struct {
	*industry.Questionnaire
	Rows       []*Row           // the questions: all where they are known by their text, else those that answers name, by id
	Answered   int              // questions that are answered now
	Held       int              // questions that answers name and that cannot be answered now
	Counts     []disclose.Count // of the rows by truth, in the order of reply.Truths
	ValidUntil time.Time        // when the first of it may change by age alone; zero: never
}

// Row is one question with all answers that name it.
type Row struct {
	ID         string            // as the questionnaire writes it
	Control    *industry.Control // what it asks, where that may be shown; or nil
	Answers    []*reply.Answer   // in the order of the library; nil: nothing answers it
	Truth      reply.Truth       // of all answers together; "" without any
	Controls   []*disclose.Control
	Evidence   []*disclose.Evidence // the oldest first
	Collected  time.Time            // of the oldest; zero: not known
	ValidUntil time.Time            // when it may change by age alone; zero: never
}

// Answered reports whether something can be said to the question now.
func (r *Row) Answered() bool { return r.Truth != "" && r.Truth != reply.Unknown }

// Named reports whether the questionnaire is known by its text.
func (s *Set) Named() bool { return s.ID == industry.MVSP }

// Share is how many of a hundred questions are answered, rounded down; 0 where it
// is not known how many there are.
func (s *Set) Share() int {
	if s.Questions == 0 {
		return 0
	}
	return min(100, 100*s.Answered/s.Questions)
}

// Of returns the questionnaires of which an answer names a question, the known
// ones first and in their order, then the others by id.
func Of(l *reply.Library) []*Set {
	named := make(map[string]bool)
	for _, a := range l.Answers {
		for id := range a.IDs {
			named[id] = true
		}
	}
	var order []string
	for _, q := range industry.Questionnaires() {
		order = append(order, q.ID)
	}
	var out []*Set
	for _, id := range slices.Compact(append(order, slices.Sorted(maps.Keys(named))...)) {
		if named[id] {
			out = append(out, set(l, industry.Find(id)))
			delete(named, id)
		}
	}
	return out
}

// set lays out one questionnaire.
func set(l *reply.Library, q *industry.Questionnaire) *Set {
	byID := make(map[string]*Row)
	s := &Set{Questionnaire: q}
	if s.Named() {
		for _, c := range industry.Controls() {
			byID[c.ID] = &Row{ID: c.ID, Control: c}
			s.Rows = append(s.Rows, byID[c.ID])
		}
	}
	for _, a := range l.Answers {
		for _, id := range a.IDs[q.ID] {
			r := byID[id]
			if r == nil {
				r = &Row{ID: id}
				byID[id] = r
				s.Rows = append(s.Rows, r)
			}
			r.Answers = append(r.Answers, a)
		}
	}
	slices.SortStableFunc(s.Rows, func(a, b *Row) int { return compare(a.ID, b.ID) })
	for _, r := range s.Rows {
		r.judge()
		switch {
		case r.Answered():
			s.Answered++
		case r.Truth == reply.Unknown:
			s.Held++
		}
		s.ValidUntil = period.Sooner(s.ValidUntil, r.ValidUntil)
	}
	for _, t := range reply.Truths {
		if n := len(keep(s.Rows, func(r *Row) bool { return r.Truth == t })); n > 0 {
			s.Counts = append(s.Counts, disclose.Count{Name: string(t), N: n})
		}
	}
	return s
}

// judge computes what the answers to a question say together, and gathers what
// stands behind them.
func (r *Row) judge() {
	controls, evidence := make(map[string]bool), make(map[string]bool)
	for _, a := range r.Answers {
		for _, c := range a.Behind {
			if !controls[c.ID] {
				controls[c.ID] = true
				r.Controls = append(r.Controls, c)
			}
		}
		for _, e := range a.Evidence {
			if !evidence[e.Key] {
				evidence[e.Key] = true
				r.Evidence = append(r.Evidence, e)
				if !e.Collected.IsZero() {
					r.Collected = period.Sooner(r.Collected, e.Collected)
				}
			}
		}
		r.ValidUntil = period.Sooner(r.ValidUntil, a.ValidUntil)
	}
	slices.SortStableFunc(r.Evidence, func(a, b *disclose.Evidence) int { return a.Collected.Compare(b.Collected) })
	r.Truth = together(r.Answers)
}

// together returns what several answers say of one question. What is not known
// of one is not known of the whole; where one says no and another one yes, the
// whole holds in part. Answers that claim nothing count where no other does.
func together(answers []*reply.Answer) reply.Truth {
	seen := make(map[reply.Truth]bool)
	for _, a := range answers {
		seen[a.Truth] = true
	}
	favourable := seen[reply.Yes] || seen[reply.Qualified]
	switch {
	case len(answers) == 0:
		return ""
	case seen[reply.Unknown]:
		return reply.Unknown
	case seen[reply.Partial], seen[reply.No] && favourable:
		return reply.Partial
	case seen[reply.No]:
		return reply.No
	case seen[reply.Qualified]:
		return reply.Qualified
	case seen[reply.Yes]:
		return reply.Yes
	case seen[reply.NotApplicable]:
		return reply.NotApplicable
	}
	return reply.Open
}

// keep returns the items that hold.
func keep[T any](items []T, holds func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(items), func(x T) bool { return !holds(x) })
}

// pieces cuts an id into numbers and what stands between them.
var pieces = regexp.MustCompile(`[0-9]+|[^0-9]+`)

// compare orders ids as people do: 2.9 before 2.10.
func compare(a, b string) int {
	return slices.CompareFunc(pieces.FindAllString(a, -1), pieces.FindAllString(b, -1), func(a, b string) int {
		if a[0] <= '9' && b[0] <= '9' && a[0] >= '0' && b[0] >= '0' {
			a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
			return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
		}
		return cmp.Compare(a, b)
	})
}
