// Package match finds which topic of a security questionnaire a question is
// about, and says when it cannot be told.
//
// Everything is counted: equal questions over equal topics give equal answers,
// whatever the machine. The package answers nothing and knows no catalog.
package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/topic"
)

// Question is what a row of a questionnaire asks, with what stands around it.
type Question struct {
	Text     string
	Section  string // heading above it
	Previous string // the question before it
}

// Candidate is a topic with how much speaks for it.
type Candidate struct {
	Topic string
	Score float64
}

// Matcher knows topics. It does not change, and is safe for concurrent use.
type Matcher struct {
	profiles []profile
	weight   map[string]float64 // of a stem: the fewer topics know it, the more
}

// profile is a topic as stems.
type profile struct {
	id                     string
	strong, words, against [][]string
	known                  map[string]bool
}

// New prepares topics.
func New(topics []*topic.Topic) *Matcher {
	m := &Matcher{weight: make(map[string]float64)}
	in := make(map[string]int)
	for _, t := range topics {
		p := profile{id: t.ID, known: make(map[string]bool)}
		for _, s := range t.Strong {
			p.strong = append(p.strong, p.learn(s.Value))
		}
		for _, s := range t.Words {
			p.words = append(p.words, p.learn(s.Value))
		}
		for _, s := range t.Against {
			p.against = append(p.against, stems(s.Value))
		}
		for s := range p.known {
			in[s]++
		}
		m.profiles = append(m.profiles, p)
	}
	for s, n := range in {
		m.weight[s] = math.Log(1 + float64(len(topics))/float64(n))
	}
	return m
}

// learn reads a phrase of the profile.
func (p *profile) learn(phrase string) []string {
	out := stems(phrase)
	for _, s := range out {
		p.known[s] = true
	}
	return out
}

// stems returns the stems of a text.
func stems(text string) []string {
	list := terms(text)
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = t.stem
	}
	return out
}

// How much each way of speaking for a topic counts.
const (
	strongFactor  = 1.6
	wordFactor    = 0.7
	looseFactor   = 0.5 // words of a phrase that stand apart
	againstFactor = 0.8
	sectionFactor = 0.3
)

// Rank returns the topics that something speaks for, the best first.
func (m *Matcher) Rank(q Question) []Candidate {
	text, section := stems(q.Text), stems(q.Section)
	out := make([]Candidate, 0, len(m.profiles))
	for i := range m.profiles {
		p := &m.profiles[i]
		score := m.score(p, text)
		if score > 0 || len(text) < 4 {
			score += sectionFactor * max(m.score(p, section), 0)
		}
		if score > 0 {
			out = append(out, Candidate{p.id, score})
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Topic, b.Topic))
	})
	return out
}

// score counts what in a text speaks for a topic. Each word of the text counts
// once, in the best phrase that holds it.
func (m *Matcher) score(p *profile, text []string) float64 {
	best := make([]float64, len(text))
	note := func(phrase []string, factor, loose float64) {
		if len(phrase) == 0 {
			return
		}
		for at := range text {
			n := within(text[at:], phrase)
			if n == 0 {
				continue
			}
			f := factor * (1 + 0.25*float64(len(phrase)-1))
			for i := at; i < at+n; i++ {
				if slices.Contains(phrase, text[i]) {
					best[i] = max(best[i], f*m.weight[text[i]])
				}
			}
		}
		if loose == 0 || len(phrase) < 2 {
			return
		}
		for _, s := range phrase {
			if !slices.Contains(text, s) {
				return
			}
		}
		for i, s := range text {
			if slices.Contains(phrase, s) {
				best[i] = max(best[i], loose*m.weight[s])
			}
		}
	}
	for _, phrase := range p.strong {
		note(phrase, strongFactor, strongFactor*looseFactor)
	}
	for _, phrase := range p.words {
		note(phrase, wordFactor, 0)
	}
	total := 0.0
	for _, b := range best {
		total += b
	}
	for _, phrase := range p.against {
		if len(phrase) > 0 && slices.ContainsFunc(starts(text), func(rest []string) bool { return within(rest, phrase) > 0 }) {
			total -= againstFactor * float64(len(phrase)) * 1.5
		}
	}
	return total
}

// starts returns what is left of a text from each word on.
func starts(text []string) [][]string {
	out := make([][]string, len(text))
	for i := range text {
		out[i] = text[i:]
	}
	return out
}

// within returns over how many words a phrase stands at the start of a text, in
// its order with at most one other word between two of its own, or 0.
func within(text, phrase []string) int {
	if text[0] != phrase[0] {
		return 0
	}
	at := 1
	for _, s := range phrase[1:] {
		switch {
		case at < len(text) && text[at] == s:
			at++
		case at+1 < len(text) && text[at+1] == s:
			at += 2
		default:
			return 0
		}
	}
	return at
}
