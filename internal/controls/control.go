package controls

import (
	"cmp"
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// readControl checks one control and adds it to the catalog.
func (r *reader) readControl(f *controlFile) {
	ok := r.id(f.ID, "control")
	r.filled(f.Title, "title")
	c := &trust.Control{
		ID: f.ID.Value, Span: f.ID.Span, Title: f.Title.Value, Summary: f.Summary, Statement: f.Statement,
		Owner: f.Owner, Note: f.Note, Questions: f.Questions, Flags: f.Flags, Assert: f.Assert,
		Status: f.Status, Responsibility: f.Responsibility, Method: f.Method,
	}
	c.Kind = r.kind(f.Kind.Text)
	c.Audience = r.audience(f.Audience)
	c.Scope = r.scope(f.Scope)
	r.readParameters(f, c)
	c.Needs = slices.Grow(c.Needs, len(f.Evidence))
	for _, e := range f.Evidence {
		r.readNeed(e, c, &c.Needs)
	}
	c.Freshness = r.limit(f.Freshness)
	c.Population = population(f.Population)
	c.Relates = r.relates(f.Relates)
	c.Mappings = r.mappings(f)
	if f.Source != nil {
		c.Origin = trust.Origin{Claim: f.Source.Claim, File: f.Source.File, Section: f.Source.Section, Lines: f.Source.Lines}
	}
	fillControl(c)
	if !ok {
		r.catalog.Partial = true
	} else if r.unique(diag.ControlDuplicate, "control", f.ID, "") {
		r.catalog.Controls = append(r.catalog.Controls, c)
	}
}

// fillControl sets what the file leaves to defaults.
func fillControl(c *trust.Control) {
	c.Status = cmp.Or(c.Status, trust.InEffect)
	c.Responsibility = cmp.Or(c.Responsibility, trust.Provider)
	if c.Method == "" {
		switch {
		case c.Assert.Value != "":
			c.Method = trust.Machine
		case len(c.Needs) > 0:
			c.Method = trust.Document
		default:
			c.Method = trust.AttestationOnly
		}
	}
}

// unique reports an id that names another thing of its sort already. within
// narrows where ids must differ, such as to one framework.
func (r *reader) unique(code diag.Code, what string, id source.Text, within string) bool {
	key := what + " " + within + " " + id.Value
	first, taken := r.first[key]
	if !taken {
		r.first[key] = id.Span
		return true
	}
	r.list.Add(diag.Errorf(code, id.Span, "the %s %q exists already", what, id.Value).
		Hinted("rename one of the two").Also(first, "the first is here"))
	return false
}

// kind checks the kind of a control.
func (r *reader) kind(t source.Text) string {
	var known []string
	for _, k := range r.cfg.Kinds {
		known = append(known, k.ID)
	}
	if given(t) && !slices.Contains(known, t.Value) {
		r.list.Add(diag.Errorf(diag.KindUnknown, t.Span, "the kind %q does not exist", t.Value).
			Hinted("%s", suggest(t.Value, known, "declare it in candor.yaml under kinds")))
	}
	return t.Value
}

// limit reads how old the evidence may be.
func (r *reader) limit(f *freshnessFile) trust.Limit {
	if f == nil {
		return trust.Limit{}
	}
	l := trust.Limit{
		Basis: f.Basis, Span: f.Span, Event: f.Event.Value, Why: f.Why,
		MaxAge: r.period(f.MaxAge, "max_age"),
		Grace:  r.grace(f.Grace, diag.ValueInvalid, "grace"),
	}
	switch {
	case given(f.Event) && !isID(f.Event.Value):
		r.list.Add(diag.Errorf(diag.ScheduleInvalid, f.Event.Span, "the event %q is not small letters, digits and hyphens", f.Event.Value))
	case given(f.Event) && l.Basis == "":
		l.Basis = trust.BasisEvent
	case given(f.Event) && l.Basis != trust.BasisEvent:
		r.list.Add(diag.Errorf(diag.ScheduleInvalid, f.Event.Span, "freshness names an event, and its basis is %s", l.Basis).
			Hinted("write basis: event, or remove the event"))
	case !given(f.Event) && l.Basis == trust.BasisEvent:
		r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "freshness has the basis event and names none").
			Hinted(`add the key "event"`))
	case l.Basis == trust.BasisNone && l.Why == "":
		r.list.Add(diag.Errorf(diag.KeyMissing, f.Span, "freshness has the basis none without a reason").
			Hinted(`add the key "why"`))
	}
	return l
}

func population(f *populationFile) trust.Population {
	if f == nil {
		return trust.Population{}
	}
	return trust.Population{Path: f.Path, Where: f.Where, EmptyPass: f.Empty == "pass"}
}

// mappings returns the ties to frameworks, sorted by framework.
func (r *reader) mappings(f *controlFile) []trust.Mapping {
	var out []trust.Mapping
	for _, fw := range f.Frameworks {
		first := map[string]source.Span{}
		for _, m := range fw.Value {
			if !given(m.ID) {
				continue
			}
			if span, twice := first[m.ID.Value]; twice {
				r.list.Add(diag.Errorf(diag.ValueInvalid, m.ID.Span, "the requirement %s of %s stands twice", m.ID.Value, fw.Key.Value).
					Hinted("remove one of the two").Also(span, "the first is here"))
				continue
			}
			first[m.ID.Value] = m.ID.Span
			out = append(out, trust.Mapping{
				Framework: fw.Key.Value, Requirement: m.ID.Value, Degree: cmp.Or(m.Degree, trust.Supports), Note: m.Note, Span: m.ID.Span,
				FrameworkSpan: fw.Key.Span,
			})
		}
	}
	slices.SortStableFunc(out, func(a, b trust.Mapping) int { return cmp.Compare(a.Framework, b.Framework) })
	return out
}
