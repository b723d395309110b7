package resolve

import (
	"slices"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// bindControl binds what a control names.
func (b *binder) bindControl(c *trust.Control) {
	who := "control " + c.ID
	b.bindAssertion(c)
	for _, n := range c.Needs {
		b.bindNeed(c, n, who)
	}
	b.event(c.Freshness.Event, c.Freshness.Span, who)
	for _, r := range c.Relates {
		b.bindRelation(c, r)
	}
	for _, m := range c.Mappings {
		if f, ok := b.framework(m.Framework, m.FrameworkSpan, who); ok && b.requirement(f, m.Requirement, m.Span, who) {
			b.join(controlsOfRequirement, m.Framework+"/"+m.Requirement, c.ID)
		}
	}
	b.bindSentence(c.Statement, c, who)
	for _, p := range c.Parameters {
		if p.Value.IsUnstated() {
			b.list.Add(diag.Diagnostic{Severity: diag.Note, Code: diag.ValueUnstated, Span: p.Span,
				Message: who + " leaves its " + p.Name + " unstated", Hint: "state the value when it is known"})
		}
	}
}

func (b *binder) bindNeed(c *trust.Control, n trust.Need, who string) {
	if b.need(n.ID, n.Span, who) {
		b.join(controlsOfEvidence, n.ID, c.ID)
	}
	if n.From != "" {
		b.parameter(c, n.From, n.Span, who)
	}
	if n.Schedule != nil && n.Schedule.Basis != period.Unscheduled {
		b.event(n.Schedule.Event, n.ScheduleSpan, who)
	}
	if a := n.Across; a != nil {
		b.piece(a.Inventory, a.Span, c.Kind, who)
	}
}

func (b *binder) bindRelation(c *trust.Control, r trust.Relates) {
	other, ok := b.control(r.ID, r.Span, "control "+c.ID)
	if !ok {
		return
	}
	b.join(relatedTo, other.ID, c.ID)
	who := "the relation of control " + c.ID
	for _, p := range r.Compare {
		b.parameter(c, p.Own, p.Span, who)
		b.parameter(other, p.Other, p.Span, who)
	}
}

// bindAssertion compiles the assertion of a control. Evidence that it reads
// beside the declared needs becomes a need, so that its age counts too.
func (b *binder) bindAssertion(c *trust.Control) {
	if c.Assert.Value == "" {
		return
	}
	program, list := b.Kept.compile(c.Assert, b.ahead[c])
	b.list.Add(list...)
	if program == nil {
		return
	}
	rules := &site.Rules{Assert: program}
	if c.Population.Path.Value != "" {
		rules.Population, list = b.Kept.compileList(c.Population.Path, c.Population.Where)
		b.list.Add(list...)
	}
	b.rules = append(b.rules, ruled{c.ID, rules})
	who := "the assertion of control " + c.ID
	c.Needs = implied(c.Needs, program, c.Assert, func(string, source.Span) bool { return true })
	b.checkReads(program, c, c.Assert, who)
}

// Needs adds the evidence that only assertions read to the needs of the controls,
// as Site does. It checks nothing.
func Needs(c *trust.Catalog) {
	for _, control := range c.Controls {
		if control.Assert.Value == "" {
			continue
		}
		if program, _ := rule.Compile(control.Assert); program != nil {
			control.Needs = implied(control.Needs, program, control.Assert, func(string, source.Span) bool { return true })
		}
	}
}

// implied returns the needs with one more for each piece of evidence that only
// the program reads, and that counts.
func implied(needs []trust.Need, program *rule.Program, text source.Text, counts func(id string, span source.Span) bool) []trust.Need {
	needs = slices.Clip(needs)
	for _, id := range program.Reads() {
		if slices.ContainsFunc(needs, func(n trust.Need) bool { return n.ID == id }) {
			continue
		}
		if counts(id, place(text, id)) {
			needs = append(needs, trust.Need{ID: id, Span: place(text, id)})
		}
	}
	return needs
}

// checkReads checks the parameters and controls that an assertion reads.
func (b *binder) checkReads(program *rule.Program, c *trust.Control, text source.Text, who string) {
	for _, name := range program.ReadsParameters() {
		if !has(c, name) {
			b.parameter(c, name, place(text, name), who)
		}
	}
	for _, id := range program.ReadsControls() {
		if b.controls[id] != nil {
			b.join(relatedTo, id, c.ID)
		} else {
			b.control(id, place(text, id), who)
		}
	}
}
