package disclose

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"runtime"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/crew"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/statement"
	"github.com/candor-site/candor/internal/trust"
)

// controls adds the controls that the audience may see.
func (r *reducer) controls(seen []*trust.Control) {
	made := make([]*Control, len(seen))
	// The error can only be that of a context, and this one never ends.
	_ = crew.Each(context.Background(), runtime.GOMAXPROCS(0), len(seen), func(i int) error {
		made[i] = r.control(seen[i])
		return nil
	})
	r.view.Controls = append(r.view.Controls, made...)
	r.relations()
}

func (r *reducer) control(c *trust.Control) *Control {
	out := &Control{
		ID: c.ID, Title: c.Title, Kind: c.Kind, KindTitle: r.kindTitle(c.Kind), Summary: c.Summary, Owner: c.Owner,
		Status: string(c.Status), Responsibility: string(c.Responsibility), Method: string(c.Method),
		Scope: axes(c.Scope), Parameters: parameters(c.Parameters), Assert: c.Assert.Value,
		Questions: c.Questions, Note: c.Note, Source: c.Span.Path(), Origin: mark(c.Origin),
	}
	said, claim := r.said(c)
	if out.Statement, out.Claim = cmp.Or(said, c.Summary, c.Title), claim; out.Claim == nil {
		out.Claim = []Segment{{Text: out.Statement}}
	}
	for _, o := range c.Overrides {
		out.Overrides = append(out.Overrides, Override{Scope: axes(o.Scope), Parameters: parameters(o.Parameters), Note: o.Note})
	}
	for _, f := range c.Flags {
		out.Flags = append(out.Flags, string(f))
	}
	r.state(out, c)
	return out
}

// mark tells controls that were made from one claim from others, without naming
// the claim.
func mark(o trust.Origin) string {
	if o.Claim == "" {
		return ""
	}
	sum := sha256.Sum256([]byte("claim " + o.Claim))
	return hex.EncodeToString(sum[:8])
}

// state copies what was found for a control. An exception that the audience
// may not see does not excuse anything in its view.
func (r *reducer) state(out *Control, c *trust.Control) {
	f := r.found.Finding(c.ID)
	if f == nil {
		return
	}
	out.Showed = string(f.Showed)
	out.State, out.Reason, out.Grade, out.FreshUntil = string(f.State), string(f.Reason), string(f.Grade), f.FreshUntil
	out.Detail = f.Detail
	if f.Reason == trust.ReasonCondition {
		out.Detail += r.conditions(f)
	}
	raw := r.seesRaw(f)
	if !raw && f.Brief != "" {
		out.Detail = f.Brief
	}
	for _, w := range f.Waivers {
		if x := r.exceptionOf(w.Exception); x != nil && r.sees(x.Audience) {
			out.Reason = string(trust.ReasonExcepted)
			out.FreshUntil = period.Sooner(out.FreshUntil, w.Until)
		}
	}
	for _, cmp := range f.Comparisons {
		if raw || !cmp.Textual {
			out.Comparisons = append(out.Comparisons, Comparison{Claimed: cmp.Claimed, Measured: cmp.Measured, Path: cmp.Path, Holds: cmp.Holds})
		}
	}
	for _, s := range f.PerScope {
		out.PerScope = append(out.PerScope, ScopedState{Scope: r.declaredAxes(s.Scope), State: string(s.State), Reason: string(s.Reason)})
	}
	if r.skips(c.ID) && len(r.site.Catalog.Answers) == 0 { // answers may say when it was observed
		return
	}
	need := needs(c)
	out.Evidence = slices.Grow(out.Evidence, len(f.Observations))
	for _, o := range f.Observations {
		out.Evidence = append(out.Evidence, r.observation(need, o))
	}
}

// seesRaw reports whether the audience may see all the raw evidence behind a
// finding.
func (r *reducer) seesRaw(f *trust.Finding) bool {
	for _, o := range f.Observations {
		if !r.seesAll(o) {
			return false
		}
	}
	return true
}

// seesAll reports whether the audience may see the raw evidence that an
// observation draws on: the piece itself, what it was joined from, the feeds of
// events and the inventories.
func (r *reducer) seesAll(o *trust.Observation) bool {
	if o.Evidence != nil && !r.sees(o.Evidence.Audience) {
		return false
	}
	for _, e := range o.Sources {
		if !r.sees(e.Audience) {
			return false
		}
	}
	// Nothing was collected where the detail says, so no file has an audience.
	return o.Evidence != nil || o.Brief == "" || r.sees(r.site.Config.Ladder[len(r.site.Config.Ladder)-1])
}

// needs finds the needs of a control by the evidence that they ask for; of two
// for the same, the last.
func needs(c *trust.Control) func(id string) *trust.Need {
	at := make(map[string]*trust.Need, len(c.Needs))
	for i := range c.Needs {
		at[c.Needs[i].ID] = &c.Needs[i]
	}
	return func(id string) *trust.Need { return at[id] }
}

func (r *reducer) observation(need func(string) *trust.Need, o *trust.Observation) Observation {
	out := Observation{
		ID: o.Need, Title: o.Need, Schedule: o.Schedule, Freshness: string(o.Freshness), Outcome: string(o.Outcome), Detail: o.Detail,
		Collected: o.Collected, DueAt: o.DueAt, StaleAt: o.StaleAt, Expires: o.Expires,
	}
	if !o.Rhythm.Period.IsZero() {
		out.Every = o.Rhythm.Period.String()
	}
	raw := r.seesAll(o)
	if !raw {
		out.Detail = cmp.Or(o.Brief, o.Detail)
	}
	for _, a := range o.Aspects {
		said := Aspect{Name: a.Name, Freshness: string(a.Freshness), Broken: a.Broken, Detail: a.Detail}
		if !raw {
			said.Detail = cmp.Or(a.Brief, a.Detail)
		}
		out.Aspects = append(out.Aspects, said)
	}
	if n := need(o.Need); n != nil {
		out.Shows, out.Tool = n.Shows, n.Tool
	}
	if e := o.Evidence; e != nil {
		out.Title = cmp.Or(e.Title, e.ID)
		out.Collected = r.collected(e)
		out.Tool = cmp.Or(e.Tool.Name, out.Tool)
		out.Format = e.Format
		out.Scope = r.declaredAxes(e.Scope)
		out.Linked = true
	}
	return out
}

// declaredAxes keeps the axes that the site declares: accounts, regions and
// other marks of the collector are not for everybody.
func (r *reducer) declaredAxes(s trust.Scope) []Axis {
	switch {
	case len(s) == 0:
		return nil
	case len(r.site.Config.Scope) == 0:
		return []Axis{}
	}
	return slices.DeleteFunc(axes(s), func(a Axis) bool { return r.site.Config.Scope[a.Name] == nil })
}

// said expands the statement of a control, and cuts it where values stand; "" and
// nil where it does not expand.
func (r *reducer) said(c *trust.Control) (string, []Segment) {
	t, own := r.template(c.Statement, c)
	if t == nil {
		return "", nil
	}
	segments, err := t.Segments(own, r.foreign)
	if err != nil {
		text, err := t.Expand(own, r.foreign)
		if err != nil {
			text = ""
		}
		return text, nil
	}
	var text string
	var out []Segment
	for _, s := range segments {
		text += s.Text
		out = append(out, Segment{s.Text, s.Parameter, s.Control})
	}
	return text, out
}

// template reads a sentence, and the values of its control; nil for none.
func (r *reducer) template(text source.Text, c *trust.Control) (*statement.Template, statement.Values) {
	if text.Value == "" {
		return nil, nil
	}
	t, list := r.site.Sentences.Parse(text)
	if t == nil || list.HasErrors() {
		return nil, nil
	}
	var own statement.Values
	if c != nil {
		own = values(c)
	}
	return t, own
}

// foreign returns the values of another control that the audience may see.
func (r *reducer) foreign(id string) (statement.Values, bool) {
	other := r.site.Catalog.Control(id)
	if other == nil || !r.sees(other.Audience) {
		return nil, false
	}
	return values(other), true
}

func values(c *trust.Control) statement.Values {
	out := make(statement.Values, len(c.Parameters))
	for _, p := range c.Parameters {
		out[p.Name] = p.Value
	}
	return out
}

// parameters leaves out the values that the author inferred: they are not
// published claims.
func parameters(in []trust.Parameter) []Parameter {
	var out []Parameter
	for _, p := range in {
		if p.Value.Inferred {
			continue
		}
		q := Parameter{
			Name: p.Name, Label: strings.ReplaceAll(p.Name, "_", " "), Text: p.Value.String(), Raw: p.Value.Raw,
			Value: p.Value, Type: string(p.Value.Type), Sense: string(p.Value.Sense), Unstated: p.Value.IsUnstated(),
		}
		if p.Value.Readings != nil {
			for _, alt := range p.Value.Readings.Alternatives {
				q.Readings = append(q.Readings, p.Value.Format(alt))
			}
		}
		out = append(out, q)
	}
	return out
}
