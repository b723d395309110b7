package relation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// requirements holds each control against the numbers of the requirements that
// it is mapped to. Values that cannot be held against a number, because they
// follow events or are not stated, do not fall short of it.
func (j *judge) requirements(catalog *trust.Catalog) {
	for _, f := range catalog.Frameworks {
		for _, c := range catalog.Controls {
			if !claims(c) || !slices.ContainsFunc(c.Mappings, func(m trust.Mapping) bool { return m.Framework == f.ID }) {
				continue
			}
			for _, q := range f.Requirements {
				if len(q.Requires) > 0 {
					j.requirement(c, f, q)
				}
			}
		}
	}
}

// requirement holds a control against one requirement of a framework that it is
// mapped to.
func (j *judge) requirement(c *trust.Control, f *trust.Framework, q trust.Requirement) {
	i := slices.IndexFunc(c.Mappings, func(m trust.Mapping) bool { return m.Framework == f.ID && m.Requirement == q.ID })
	if i < 0 {
		j.misnamed(c, f, q)
		return
	}
	m := c.Mappings[i]
	reached, short := 0, 0
	for _, d := range q.Requires {
		for _, fall := range falls(c, d) {
			if fall.said == "" {
				reached++
				continue
			}
			short++
			if m.Degree == trust.FallsShort {
				continue
			}
			at := fall.at
			if at.IsZero() {
				at = m.Span
			}
			j.list.Add(diag.Warningf(diag.FrameworkShortfall, at, "control %s falls short of %s %s: %s", c.ID, f.ID, q.ID, fall.said).
				Hinted("write {id: %s, degree: falls-short} in its frameworks, or raise the value", q.ID).
				Also(d.Span, "what %s %s asks for is here", f.ID, q.ID))
		}
	}
	if m.Degree == trust.FallsShort && reached > 0 && short == 0 {
		j.list.Add(diag.Warningf(diag.FrameworkDegree, m.Span, "control %s is said to fall short of %s %s, and reaches what it asks for: %s", c.ID, f.ID, q.ID, asked(q.Requires)).
			Hinted("remove the degree, or say in a note what is missing").Also(q.Span, "the requirement is here"))
	}
}

// fall is how a value stands to a number: said is how it falls short, "" where
// it does not.
type fall struct {
	at   source.Span
	said string
}

// falls compares a control, with each set of values that it has, with what a
// requirement asks for. It returns nothing where nothing can be compared.
func falls(c *trust.Control, d trust.Demanded) []fall {
	meant := len(d.Kinds) == 0 || slices.Contains(d.Kinds, c.Kind)
	switch {
	case d.Parameter == "" && meant:
		return []fall{{}}
	case d.Parameter == "":
		return []fall{{said: fmt.Sprintf("it is of the kind %s, and what is asked for is of the kind %s", c.Kind, parameter.Enumerate(d.Kinds, "or"))}}
	case !meant:
		return nil
	}
	var out []fall
	for _, x := range parts(c) {
		p, ok := pick(c.Effective(x.scope), d.Parameter)
		if !ok || slices.ContainsFunc(out, func(f fall) bool { return f.at == p.Span }) {
			continue
		}
		holds, why := parameter.Holds(p.Value, d.Op, d.Value)
		switch {
		case why != "":
		case holds:
			out = append(out, fall{at: p.Span})
		default:
			out = append(out, fall{p.Span, fmt.Sprintf("the %s, and %s is asked for%s", named(called(p.Name), bare(p.Value)), number(d), where(x.by))})
		}
	}
	return out
}

// number says the number of a requirement: "at least 12 months".
func number(d trust.Demanded) string {
	v := bare(d.Value)
	words := map[string]string{"<=": "at most ", ">=": "at least ", "<": "less than ", ">": "more than ", "in": "one of ", "contains": "all of "}
	return words[d.Op] + v.Length()
}

// asked says all numbers of a requirement.
func asked(list []trust.Demanded) string {
	var said []string
	for _, d := range list {
		if d.Parameter == "" {
			said = append(said, "a control of the kind "+parameter.Enumerate(d.Kinds, "or"))
			continue
		}
		said = append(said, called(d.Parameter)+" "+number(d))
	}
	return strings.Join(said, "; ")
}

// misnamed reports a control that calls itself what a requirement of its
// framework asks for, and is of a kind that does not do it: an automated scan
// is no penetration test.
func (j *judge) misnamed(c *trust.Control, f *trust.Framework, q trust.Requirement) {
	for _, d := range q.Requires {
		if d.Called == "" || !slices.Contains(d.Not, c.Kind) {
			continue
		}
		if at, ok := calls(c, d.Called); ok {
			j.list.Add(diag.Warningf(diag.FrameworkShortfall, at, "control %s speaks of %q and is of the kind %s, which does not do what %s %s asks for: a control of the kind %s",
				c.ID, d.Called, c.Kind, f.ID, q.ID, parameter.Enumerate(d.Kinds, "or")).
				Hinted("call it what it is, or map it to {id: %s, degree: falls-short}", q.ID).Also(d.Span, "what %s %s asks for is here", f.ID, q.ID))
			return
		}
	}
}

// calls finds where a control uses some words: in a parameter, in its title.
func calls(c *trust.Control, words string) (source.Span, bool) {
	has := func(text string) bool { return strings.Contains(strings.ToLower(text), strings.ToLower(words)) }
	for _, p := range c.Parameters {
		if text, ok := p.Value.Raw.(string); ok && has(text) {
			return p.Span, true
		}
	}
	return c.Span, has(c.Title) || has(c.Summary) || has(c.Statement.Value)
}
