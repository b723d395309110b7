package match

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/topic"
)

// profile is a topic, or a subject outside of them, as stems.
type profile struct {
	id, about              string
	strong, words, against [][]string
	known                  map[string]bool
	heavy                  bool
}

// learn reads phrases of the profile.
func (p *profile) learn(t *tables, phrases []source.Text) [][]string {
	var out [][]string
	for _, phrase := range phrases {
		list := t.stems(phrase.Value)
		if len(list) == 0 {
			continue
		}
		out = append(out, list)
		for _, s := range list {
			p.known[s] = true
		}
	}
	return out
}

// prepare makes the profiles of topics and of what lies outside of them, and
// weighs the stems: the fewer profiles know one, the more it weighs.
func (m *Matcher) prepare(topics []*topic.Topic) {
	for _, t := range topics {
		p := profile{id: t.ID, about: t.About, known: make(map[string]bool)}
		p.strong, p.words = p.learn(m.tables, t.Strong), p.learn(m.tables, t.Words)
		for _, s := range t.Against {
			if list := m.stems(s.Value); len(list) > 0 {
				p.against = append(p.against, list)
			}
		}
		m.profiles = append(m.profiles, p)
	}
	for _, s := range embedded().subjects {
		if slices.ContainsFunc(topics, func(t *topic.Topic) bool { return t.ID == s.ID }) {
			continue
		}
		p := profile{id: s.ID, about: s.About, heavy: s.Heavy}
		for _, phrase := range s.Words {
			p.strong = append(p.strong, singular(phrase.Value))
		}
		m.outside = append(m.outside, p)
	}
	in := make(map[string]int)
	for _, p := range m.profiles {
		for s := range p.known {
			in[s]++
		}
	}
	for s, n := range in {
		m.weight[s] = weight(len(topics), n)
	}
	m.rare = weight(len(topics), 1)
}

// weigh returns the weight of a stem; one that no topic knows weighs as much as
// one that a single topic knows.
func (m *Matcher) weigh(stem string) int {
	if w, ok := m.weight[stem]; ok {
		return w
	}
	return m.rare
}

// weight is how much a stem says that n of all profiles know, in thousandths.
func weight(all, n int) int { return int(math.Round(1000 * math.Log(1+float64(all)/float64(n)))) }

// How much each way of speaking for a topic counts, in hundredths.
const (
	strongFactor  = 160
	wordFactor    = 70
	looseFactor   = 80 // words of a strong phrase that stand apart
	againstFactor = 120
	aroundFactor  = 60 // sentences that do not ask
	asideFactor   = 50 // parentheses
	sectionFactor = 30
	beforeFactor  = 60 // the question before one that cannot stand alone
)

// Rank returns the topics that something speaks for, the best first.
func (m *Matcher) Rank(q Question) []Candidate {
	return m.rank(m.hear(q), m.profiles)
}

// heard is what is said in a question and around it, as stems.
type heard struct {
	segments []segment
	section  []string
	heading  []string // all words of the section
	before   []string // of a question that cannot stand alone
	stems    int      // of the sentences that ask
}

type segment struct {
	factor int      // hundredths
	stems  []string // of the words that carry weight
	all    []string // all words, in the singular
}

// hear reads a question with what stands around it.
func (m *Matcher) hear(q Question) heard {
	p := m.parse(m.strip(q.Text))
	var h heard
	add := func(factor int, texts []string) {
		for _, text := range texts {
			if list := m.stems(text); len(list) > 0 {
				h.segments = append(h.segments, segment{factor, list, singular(text)})
			}
		}
	}
	add(100, p.asks)
	for _, s := range h.segments {
		h.stems += len(s.stems)
	}
	add(aroundFactor, p.around)
	add(asideFactor, p.asides)
	h.section, h.heading = m.stems(m.strip(q.Section)), singular(q.Section)
	if h.stems < 3 && m.follows(p, h.stems) {
		h.before = m.stems(m.strip(q.Previous))
	}
	return h
}

// rank scores profiles, in thousandths, the best first.
func (m *Matcher) rank(h heard, profiles []profile) []Candidate {
	out := make([]Candidate, 0, len(profiles))
	for i := range profiles {
		p := &profiles[i]
		score := 0
		for _, s := range h.segments {
			score += s.factor * m.score(p, s.stems, nil)
		}
		score += beforeFactor * m.score(p, h.before, nil)
		if score > 0 || h.stems < 4 {
			score += sectionFactor * max(m.score(p, h.section, nil), 0)
		}
		if score /= 100; score > 0 {
			out = append(out, Candidate{p.id, float64(score) / 1000})
		}
	}
	slices.SortStableFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.Topic, b.Topic))
	})
	return out
}

// score counts what in a text speaks for a profile, in thousandths. Each word of
// the text counts once, in the best phrase that holds it. note, where it is not
// nil, is told of each phrase that is there.
func (m *Matcher) score(p *profile, text []string, note func(Term)) int {
	best := make([]int, len(text)) // in 400000ths
	for _, phrase := range p.strong {
		m.count(best, text, phrase, strongFactor, note)
		if len(phrase) > 1 {
			m.loose(best, text, phrase, note)
		}
	}
	for _, phrase := range p.words {
		m.count(best, text, phrase, wordFactor, note)
	}
	total := 0
	for _, b := range best {
		total += b
	}
	total /= 400
	for _, phrase := range p.against {
		if found(text, phrase) {
			total -= againstFactor * len(phrase) * 10
			tell(note, Against, phrase)
		}
	}
	return total
}

// count gives the words of a phrase their weight wherever it stands in a text;
// the longer the phrase, the more.
func (m *Matcher) count(best []int, text, phrase []string, factor int, note func(Term)) {
	for at := range text {
		n := within(text[at:], phrase)
		if n == 0 {
			continue
		}
		way := Strong
		if factor == wordFactor {
			way = Word
		}
		tell(note, way, phrase)
		for i := at; i < at+n; i++ {
			if slices.Contains(phrase, text[i]) {
				best[i] = max(best[i], factor*(3+len(phrase))*m.weight[text[i]])
			}
		}
	}
}

// loose gives the words of a phrase less where all are near each other, in any
// order.
func (m *Matcher) loose(best []int, text, phrase []string, note func(Term)) {
	span := len(phrase) + nearness
	for from := range text {
		window := text[from:min(len(text), from+span)]
		if !slices.Contains(phrase, text[from]) || !containsAll(window, phrase) {
			continue
		}
		tell(note, Loose, phrase)
		for i, s := range window {
			if slices.Contains(phrase, s) {
				best[from+i] = max(best[from+i], 4*looseFactor*m.weight[s])
			}
		}
	}
}

// nearness is how many other words may stand among those of a phrase that are
// apart.
const nearness = 4

func containsAll(text, phrase []string) bool {
	for _, s := range phrase {
		if !slices.Contains(text, s) {
			return false
		}
	}
	return true
}

// outsideOf returns the subject outside of the topics that speaks loudest in a
// question or, where it is a heavy one, in the heading above it, and how loud, in
// thousandths; nil where none does. Its phrases are found with the words in them
// that carry no weight.
func (m *Matcher) outsideOf(h heard) (*profile, int) {
	var best *profile
	most := 0
	for i := range m.outside {
		p, score := &m.outside[i], 0
		for _, s := range h.segments {
			score += s.factor * m.phrases(p, s.all)
		}
		if p.heavy {
			score = max(score, 100*m.phrases(p, h.heading))
		}
		score /= 100
		if p.heavy && score >= heavyBar {
			score += decisive
		}
		if score > most {
			best, most = p, score
		}
	}
	return best, most
}

// phrases counts the phrases of a subject in a text, in thousandths.
func (m *Matcher) phrases(p *profile, text []string) int {
	best := make([]int, len(text))
	for _, phrase := range p.strong {
		for at := range text {
			n := within(text[at:], phrase)
			for i := at; i < at+n; i++ {
				if slices.Contains(phrase, text[i]) && !m.weightless[text[i]] {
					weight := m.rare
					if !p.heavy {
						weight = m.weigh(m.stem(text[i]))
					}
					best[i] = max(best[i], strongFactor*(3+len(phrase))*weight)
				}
			}
		}
	}
	total := 0
	for _, b := range best {
		total += b
	}
	return total / 400
}

// knownShare is how much a topic knows of the words of the sentences that ask,
// and of the question before where they lean on it, by weight, in thousandths.
func (m *Matcher) knownShare(h heard, id string) int {
	at := slices.IndexFunc(m.profiles, func(p profile) bool { return p.id == id })
	all, known := 0, 0
	add := func(stems []string) {
		for _, stem := range stems {
			all += m.weigh(stem)
			if m.profiles[at].known[stem] {
				known += m.weigh(stem)
			}
		}
	}
	for _, s := range h.segments {
		if s.factor == 100 {
			add(s.stems)
		}
	}
	add(h.before)
	if all == 0 {
		return 0
	}
	return known * 1000 / all
}

// found reports whether a phrase stands in a text.
func found(text, phrase []string) bool {
	for at := range text {
		if within(text[at:], phrase) > 0 {
			return true
		}
	}
	return false
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
