// Package match finds which topic of a security questionnaire a question is
// about and what it asks for, and says when that cannot be told, or when only a
// person may reply.
//
// Everything is counted in whole numbers: equal questions over equal topics give
// equal answers, whatever the machine. Words are data: topics.yaml, cues.yaml
// and outside.yaml. The package answers nothing and knows no catalog.
package match

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/topic"
)

// Question is what a row of a questionnaire asks, with what stands around it.
type Question struct {
	Text     string
	Section  string // heading above it
	Previous string // the question before it
	// Standard and ID name the question where it is one of a standard
	// questionnaire: hecvat-4.14 and DATA-07. Words are matched without them.
	Standard, ID string
}

// Candidate is a topic with how much speaks for it, in whole thousandths.
type Candidate struct {
	Topic string
	Score float64
}

// Matcher knows topics. It does not change, and is safe for concurrent use.
type Matcher struct {
	*tables
	profiles []profile
	outside  []profile
	weight   map[string]int // of a stem, in thousandths
	rare     int            // the weight of a stem that one topic knows
	own      []string       // the longest first
}

// New prepares topics. own are the names of the vendor and of its products:
// they say nothing of what is asked, and are left out of questions.
func New(topics []*topic.Topic, own ...string) *Matcher {
	m := &Matcher{tables: prepared(), weight: make(map[string]int)}
	for _, name := range own {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(m.own, name) {
			m.own = append(m.own, name)
		}
	}
	slices.SortStableFunc(m.own, func(a, b string) int { return len(b) - len(a) })
	m.prepare(topics)
	return m
}

// strip takes own names out of a text: "Does Fleet encrypt" reads as "Does it
// encrypt". Letters count, since many a product is called by a common word.
func (m *Matcher) strip(text string) string {
	for _, name := range m.own {
		text = replaceWord(text, name, "it")
		text = replaceWord(text, strings.ToUpper(name), "it")
	}
	return text
}

// replaceWord replaces a name where it stands as whole words.
func replaceWord(text, name, with string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, name)
		if at < 0 {
			b.WriteString(text)
			return b.String()
		}
		to := at + len(name)
		b.WriteString(text[:at])
		if (at == 0 || !wordByte(text[at-1])) && (to == len(text) || !wordByte(text[to])) {
			b.WriteString(with)
		} else {
			b.WriteString(text[at:to])
		}
		text = text[to:]
	}
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || c == '_'
}
