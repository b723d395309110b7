package respond

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/trust"
)

// Measure is a parameter behind an answer that values of questions are held
// against.
type Measure struct {
	Control, Name string
	Kind          string          // of thresholds: duration, frequency, percentage, bits, version, count
	Value         parameter.Value // where no scope says otherwise, or of one scope
	Text          string          // for people
	Words         []string        // stems of its name, and of what it counts, sorted
	Own           bool            // its control is one of the answer's, and no text merely speaks of it
	Said          bool            // the texts of the answer state it
}

// measures are the parameters of the controls behind an answer that have a
// measure.
func measures(m *match.Matcher, a *reply.Answer) []Measure {
	var out []Measure
	for _, c := range a.Behind {
		list := slices.Clone(c.Parameters)
		for _, o := range c.Overrides {
			list = append(list, o.Parameters...)
		}
		for _, p := range list {
			kind := kindOf(p)
			if kind == "" || p.Unstated {
				continue
			}
			said, noun := stated(a, p.Text)
			words := m.Stems(strings.ReplaceAll(p.Name, "_", " ") + " " + noun)
			slices.Sort(words)
			out = append(out, Measure{c.ID, p.Name, kind, p.Value, p.Text, slices.Compact(words), own(a, c.ID), said})
		}
	}
	return out
}

// own reports whether an answer rests on a control by itself.
func own(a *reply.Answer, control string) bool {
	return slices.Contains(a.Controls, control) || slices.ContainsFunc(a.Where, func(w disclose.Condition) bool { return w.Control == control })
}

// kindOf is the kind of thresholds that a parameter is held against, or "".
func kindOf(p disclose.Parameter) string {
	switch p.Value.Type {
	case parameter.Duration, parameter.Retention:
		return match.Duration
	case parameter.Frequency:
		return match.Frequency
	case parameter.Uptime:
		return match.Percentage
	case parameter.Version:
		return match.Version
	case parameter.Quantity:
		if p.Value.Unit == "percent" {
			return match.Percentage
		}
		return match.Duration
	case parameter.Int, parameter.Count, parameter.CountOrAll:
		if strings.HasSuffix(p.Name, "bits") {
			return match.Bits
		}
		return match.Count
	}
	return ""
}

// stated reports whether the texts of an answer hold a value, and which word
// follows it there.
func stated(a *reply.Answer, text string) (said bool, next string) {
	for _, in := range []string{a.Short, a.Long, a.List} {
		_, rest, ok := strings.Cut(in, text)
		if !ok || text == "" {
			continue
		}
		if words := strings.Fields(rest); len(words) > 0 && !said {
			next = words[0]
		}
		said = true
	}
	return said, next
}

// compare holds the values that a question names against those behind an
// answer. unmet is the first that none can be held against.
func (r *Responder) compare(e *Entry, reading match.Reading) (list []Comparison, holds bool, unmet *match.Threshold) {
	stems := r.matcher.Stems(reading.Question.Text)
	holds = true
	for i, t := range reading.Thresholds {
		if t.Kind == match.Recency && reading.Polarity == match.Negative { // nothing happened for as long
			t.Kind, t.Bound = match.Duration, match.AtLeast
		}
		found := r.meeting(e, t, stems)
		for j, m := range found {
			keeps, ok := m.keeps(t)
			if !ok || j > 0 && keeps != list[len(list)-1].Holds {
				return nil, false, &reading.Thresholds[i]
			}
			list = append(list, Comparison{t, m.Control, m.Name, m.Text, keeps})
			holds = holds && keeps
		}
		if len(found) == 0 {
			return nil, false, &reading.Thresholds[i]
		}
	}
	return list, holds, nil
}

// meeting returns the measures that a threshold is about: of its kind; of those,
// the ones of the answer's own controls; of those, the ones that it states; of those, the ones that the question names.
func (r *Responder) meeting(e *Entry, t match.Threshold, stems []string) []Measure {
	kind := t.Kind
	if kind == match.Recency {
		kind = match.Frequency
	}
	var out []Measure
	noun := r.matcher.Stems(t.Text)
	for _, m := range e.Measures {
		if m.Kind == kind && (kind != match.Count || slices.ContainsFunc(noun, func(s string) bool { return slices.Contains(m.Words, s) })) {
			out = append(out, m)
		}
	}
	out = preferred(out, func(m Measure) bool { return m.Own })
	out = preferred(out, func(m Measure) bool { return m.Said })
	return preferred(out, func(m Measure) bool {
		return slices.ContainsFunc(stems, func(s string) bool { return slices.Contains(m.Words, s) })
	})
}

// preferred returns those that fit, or all where none does.
func preferred[T any](list []T, fits func(T) bool) []T {
	var out []T
	for _, m := range list {
		if fits(m) {
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return list
	}
	return out
}

// keeps holds a measure to a threshold; ok reports whether they have a common
// measure.
func (m Measure) keeps(t match.Threshold) (holds, ok bool) {
	to, err := parameter.Parse(m.typed(t))
	if err != nil {
		return false, false
	}
	bound := trust.Bound(t.Bound)
	switch t.Kind {
	case match.Recency, match.Frequency: // as often, or more often
		bound = trust.AtLeast
	}
	holds, why := bound.Keeps(m.Value, to)
	return holds, why == ""
}

// typed is the value of a threshold as parameters of the kind are written.
func (m Measure) typed(t match.Threshold) (parameter.Type, any) {
	switch m.Kind {
	case match.Duration:
		return parameter.Duration, t.Value
	case match.Frequency:
		return parameter.Frequency, t.Value
	case match.Percentage:
		if m.Value.Type == parameter.Uptime {
			return parameter.Uptime, map[string]any{"value": t.Value}
		}
		return parameter.Quantity, map[string]any{"value": t.Value, "unit": "percent"}
	case match.Version:
		return parameter.Version, t.Value
	}
	return parameter.Int, t.Value
}
