package match

// Read says what a question asks, and whether words alone forbid to reply.
func (m *Matcher) Read(q Question) Reading {
	p := m.parse(m.strip(q.Text))
	h := m.hear(q)
	r := Reading{Question: q, Candidates: m.rank(h, m.profiles), Margin: 1}
	if len(r.Candidates) > 1 {
		best, second := thousandths(r.Candidates[0].Score), thousandths(r.Candidates[1].Score)
		r.Margin = float64(1000-second*1000/best) / 1000
	}
	r.Intent = m.intent(p)
	r.Polarity = m.polarity(p, r.Intent)
	r.Thresholds = m.thresholds(q.Text)
	r.Parts = m.parts(p)
	r.Abstain, r.Because = m.abstain(q, p, h, r)
	return r
}

func thousandths(score float64) int { return int(score*1000 + 0.5) }

// IntentOf says what kind of reply a question asks for, whatever its topic.
func IntentOf(question string) Intent {
	t := prepared()
	return t.intent(t.parse(question))
}

// intent says what kind of reply a question asks for: the first clause that
// tells decides.
func (t *tables) intent(p parsed) Intent {
	for _, clause := range p.clauses {
		for _, cue := range t.intents {
			if first(cue.patterns, clause) >= 0 {
				return cue.intent
			}
		}
	}
	if p.marked {
		return YesNo
	}
	if len(p.clauses) > 0 {
		for i, w := range p.clauses[0] {
			if t.statements[w] && (i > 0 || len(p.clauses[0]) > 3) {
				return Statement
			}
		}
	}
	return Describe
}

// turning are the words behind such a cue that turn it round.
const turning = 3

// polarity says which reply is the favourable one.
func (m *Matcher) polarity(p parsed, intent Intent) Polarity {
	if intent != YesNo || len(p.clauses) == 0 {
		return Positive
	}
	all := p.clauses[0]
	if i := m.verbClause(p); i > 0 {
		all = p.clauses[i]
	}
	for _, cue := range m.negative {
		from, to := cue.in(all)
		if from < 0 {
			continue
		}
		if first(m.guards, all) >= 0 || m.turned(all[:from], true) || m.turned(all[to:min(len(all), to+turning)], false) {
			return Positive
		}
		if hasNot(all[:from]) {
			return Unclear
		}
		return Negative
	}
	if first(m.unclear, all) >= 0 {
		return Unclear
	}
	return Positive
}

// verbClause returns the clause that begins with the verb of a question, or 0.
func (m *Matcher) verbClause(p parsed) int {
	for i, clause := range p.clauses {
		for _, cue := range m.intents {
			if cue.intent == YesNo && first(cue.patterns, clause) >= 0 {
				return i
			}
		}
	}
	return 0
}

// turned reports whether words keep something from happening. Behind a cue only
// those do that end as "prohibited" does.
func (m *Matcher) turned(words []string, before bool) bool {
	for _, w := range words {
		if m.positive[w] && (before || len(w) > 2 && w[len(w)-2:] == "ed") {
			return true
		}
	}
	return false
}

func hasNot(words []string) bool {
	for _, w := range words {
		if w == "not" || w == "never" || w == "no" || len(w) > 3 && w[len(w)-3:] == "n't" {
			return true
		}
	}
	return false
}

// parts returns the questions that a compound question holds, or nil. What only
// asks for words in case of a yes or a no is none.
func (m *Matcher) parts(p parsed) []string {
	var out []string
	for _, s := range p.asks {
		for _, part := range m.split(s) {
			if list := clauses(part); len(list) > 0 && !conditional(list[0]) {
				out = append(out, part)
			}
		}
	}
	if len(out) < 2 || !p.marked {
		return nil
	}
	return out
}

func conditional(words []string) bool { return words[0] == "if" && len(words) > 1 }
