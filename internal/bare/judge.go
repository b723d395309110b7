package bare

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/fact"
	"github.com/candor-site/candor/internal/prose"
	"github.com/candor-site/candor/internal/trust"
)

// Scores that a control must reach; see the measurements in
// internal/build/facts_test.go.
const (
	equalScore        = 0.40 // the sentence may be about the control, and the value is the same
	citedScore        = 0.30 // the same, and the page cites the control
	contradictedScore = 0.62 // the sentence is about the control
	rivalShare        = 0.60 // another control with the very value explains it, if its score is this share of the best
	citedBonus        = 0.05 // the page cites the control
	nearBonus         = 0.15 // the same paragraph reads another value of the control
)

// passage is a sentence with what stands around it.
type passage struct {
	prose.Sentence
	row     string              // of a cell: its row
	context string              // the sentence, the rest of its row, and the heading above
	cited   map[string]bool     // controls that the page cites
	near    map[string]bool     // controls that the same block reads
	reads   map[string]bool     // "control.parameter" that the sentence reads
	own     *subject            // the control that says this of itself, in the catalog
	only    map[string]*subject // in the catalog: the controls that an answer names
}

// candidate is a parameter of a control that a fact can be held against.
type candidate struct {
	control   *subject
	parameter trust.Parameter
	match     match
	score     float64
	cued      bool // the sentence has a word that goes with the parameter
}

func (c candidate) key() string { return c.control.ID + "." + c.parameter.Name }

// verdict is what was found of one fact of a passage.
type verdict struct {
	fact.Fact
	class Class
	best  *candidate // nil where no parameter decided
	name  *carrier   // of a name that the catalog carries
	why   string
}

// judge classes the facts of a passage, which are these. Facts that have nothing
// to do with security are left out.
func (x *Index) judge(p passage, list []fact.Fact) []verdict {
	all := make([][]candidate, len(list))
	said := map[string]bool{} // parameters whose value stands in the sentence
	for key := range p.reads {
		said[key] = true
	}
	out := make([]verdict, len(list))
	for i, f := range list {
		all[i] = x.candidates(p, list, i)
		out[i] = verdict{Fact: f}
		if c := agreeing(all[i], p); c != nil {
			out[i].class, out[i].best, out[i].why = Equal, c, because(*c, p)
			said[c.key()] = true
		}
	}
	for i := range out {
		v := &out[i]
		switch {
		case v.class == Equal:
			if p.cited[v.best.control.ID] || v.Loose || doubtful(p.Text) {
				continue
			}
			// The words fit a control better that the page does cite.
			if c := opposing(all[i], said, p); c != nil && p.cited[c.control.ID] && c.score > v.best.score {
				v.class, v.best, v.why = Contradicted, c, because(*c, p)
			}
		case x.carried(v) || x.due(v, p, list, i):
		case p.own == nil && p.only == nil && doubtful(p.Text), v.Loose:
			v.class, v.why = Unbound, "no control has this value"
		default:
			v.class, v.why = Unbound, "no control has this value"
			if c := opposing(all[i], said, p); c != nil {
				v.class, v.best, v.why = Contradicted, c, because(*c, p)
			}
		}
	}
	return slices.DeleteFunc(out, func(v verdict) bool { return v.class == Unbound && (x.unread || !relevant(v.Fact, p)) })
}

// about returns the controls that a fact can be held against, in the order of
// the catalog, each with how far the clause is about it: the control itself in
// what it says of itself, else those whose score is enough for anything.
func (x *Index) about(p passage, list []fact.Fact, i int) []scored {
	clause := clauseOf(p.Text, list, i)
	if p.Kind == prose.Cell {
		clause = p.row
	}
	var out []scored
	for _, c := range x.scores(distinct(tokens(p.context)), distinct(tokens(clause))) {
		if p.cited[c.ID] {
			c.score += citedBonus
		}
		if p.near[c.ID] {
			c.score += nearBonus
		}
		if p.own == nil && c.score >= citedScore && (p.only == nil || p.only[c.ID] != nil) || c.subject == p.own {
			out = append(out, c)
		}
	}
	if p.own != nil && len(out) == 0 {
		return []scored{{p.own, 0}}
	}
	return out
}

// carried classes the name of a product or a standard that the catalog has
// somewhere.
func (x *Index) carried(v *verdict) bool {
	if v.Kind != fact.Product && v.Kind != fact.Standard {
		return false
	}
	if list := x.names[alnum(v.Name)]; len(list) > 0 {
		v.class, v.name, v.why = Equal, &list[0], list[0].what+" names it"
	}
	return v.class == Equal
}

// due classes a frequency by which the evidence of a control is due that the
// page cites.
func (x *Index) due(v *verdict, p passage, list []fact.Fact, i int) bool {
	if v.Kind != fact.Frequency {
		return false
	}
	fits := map[string]bool{} // by their words
	if len(p.cited) > 0 {
		for _, c := range x.scores(distinct(tokens(p.context)), distinct(tokens(clauseOf(p.Text, list, i)))) {
			fits[c.ID] = c.score >= citedScore
		}
	}
	for _, c := range x.subjects {
		if c != p.own && (!p.cited[c.ID] || !fits[c.ID] && !p.near[c.ID]) {
			continue
		}
		if limited(c, v.Fact) {
			v.class, v.name, v.why = Equal, &carrier{c, "control " + c.ID}, "the evidence of control "+c.ID+" is due so"
			return true
		}
	}
	return false
}

// limited reports whether evidence of a control is due as often as a fact says.
func limited(c *subject, f fact.Fact) bool {
	for _, n := range c.Needs {
		if s := n.Schedule; s != nil && (s.String() == f.Schedule.String() || s.Event != "" && s.Event == f.Schedule.Event) {
			return true
		}
	}
	age := c.Freshness.MaxAge
	return c.Freshness.Event != "" && c.Freshness.Event == f.Schedule.Event || !age.IsZero() && !f.Period.IsZero() && comparePeriods(f.Period, age) == same
}

// candidates returns the parameters that a fact can be held against, each with
// its score, in the order of the catalog.
func (x *Index) candidates(p passage, list []fact.Fact, i int) []candidate {
	f := list[i]
	cues := map[string]bool{} // of parameters, by name
	var out []candidate
	for _, c := range x.about(p, list, i) {
		for _, param := range c.values {
			m := compare(f, c.subject, param, p.Text)
			if m == apart {
				continue
			}
			if _, known := cues[param.Name]; !known {
				cues[param.Name] = cued(param, f, p)
			}
			out = append(out, candidate{c.subject, param, m, c.score, cues[param.Name]})
		}
	}
	return out
}

// clauseOf returns the part of a sentence that a fact belongs to: from the fact
// before it, to the next comma, "and" or fact.
func clauseOf(text string, list []fact.Fact, i int) string {
	from, to := 0, len(text)
	if i > 0 {
		from = list[i-1].To
	}
	if i+1 < len(list) {
		to = list[i+1].From
	}
	rest := text[list[i].To:to]
	for _, stop := range []string{",", ";", " and ", " or "} {
		if at := strings.Index(rest, stop); at >= 0 && (i > 0 || i+1 < len(list)) {
			rest = rest[:at]
		}
	}
	return text[from:list[i].From] + " " + rest
}

// cued reports whether a sentence has a word that goes with a parameter. A
// frequency, a count, a port or a version is its own: no other value is written
// so.
func cued(param trust.Parameter, f fact.Fact, p passage) bool {
	if list, ok := lexicon().parameters[param.Name]; ok {
		return startsAny(p.context, list)
	}
	if f.Kind != fact.Duration && f.Kind != fact.Percentage {
		return true
	}
	have := set(tokens(p.context))
	for _, t := range tokens(strings.ReplaceAll(param.Name, "_", " ")) {
		if have[t] {
			return true
		}
	}
	return false
}

// agreeing returns the best parameter that has the value, or keeps it.
func agreeing(list []candidate, p passage) *candidate {
	var best *candidate
	rank := func(c *candidate) float64 {
		r := c.score
		if c.match == same {
			r += 1
		}
		if c.cued {
			r += 0.2
		}
		return r
	}
	for i := range list {
		c := &list[i]
		least := equalScore
		if p.cited[c.control.ID] || p.near[c.control.ID] {
			least = citedScore
		}
		if p.own != nil {
			least = 0
		}
		if c.match != same && c.match != within || c.score < least || !c.cued && c.score < least+0.2 && p.own == nil {
			continue
		}
		if best == nil || rank(c) > rank(best) {
			best = c
		}
	}
	return best
}

// opposing returns the parameter that a fact contradicts, or nil where the
// evidence is not strong: the sentence must be about the control, have a word
// that goes with the parameter, not state its value elsewhere, and no other
// control with the very value may explain it.
func opposing(list []candidate, said map[string]bool, p passage) *candidate {
	var best *candidate
	rival, stranger, own := 0.0, 0.0, 0 // a stranger is a rival that the page does not cite
	for i := range list {
		c := &list[i]
		if c.match != differ {
			if rival = max(rival, c.score); !p.cited[c.control.ID] {
				stranger = max(stranger, c.score)
			} else {
				stranger = 2 // the page cites a control with the very value
			}
			continue
		}
		if said[c.key()] || !c.cued && p.own == nil {
			continue
		}
		own++
		if best == nil || c.score > best.score {
			best = c
		}
	}
	switch {
	case best == nil:
		return nil
	case p.own != nil && own == 1 && rival == 0:
		return best
	case p.own != nil, best.score < contradictedScore:
		return nil
	case p.cited[best.control.ID] && stranger < best.score:
		return best
	case rival >= rivalShare*best.score:
		return nil
	}
	return best
}

// because says why a control was chosen.
func because(c candidate, p passage) string {
	switch {
	case p.own != nil:
		return "the control says it of itself"
	case p.near[c.control.ID]:
		return fmt.Sprintf("the paragraph reads %s (%.2f)", c.control.ID, min(c.score, 1))
	case p.cited[c.control.ID]:
		return fmt.Sprintf("the page cites %s, and the words fit (%.2f)", c.control.ID, min(c.score, 1))
	}
	return fmt.Sprintf("the words fit %s (%.2f)", c.control.ID, min(c.score, 1))
}
