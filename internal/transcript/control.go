package transcript

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/dossier"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// aboutControl is the page of a control.
func (p *Portal) aboutControl(c *disclose.Control) []string {
	d := p.dossiers.Of(c, language)
	return p.page(route.OfControl(c.ID), c.Title, dataOf(c.ID),
		claim(c),
		section("State", p.verdict(c)),
		section("Claimed and measured", comparisons(d)),
		section("What must prove it, and what does", p.observations(c), limits(c)),
		section("How it is decided", rule(d.Rule, c.Assert)),
		section("The last "+strconv.Itoa(dossier.Days)+" days", service(d.Lanes)),
		section("State by scope", perScope(c)),
		section("Values", parameters(c.Parameters)),
		section("Other values for narrower scopes", overrides(c)),
		section("Recorded gaps", p.exceptionTable(p.exceptionsWith(c.Exceptions))),
		section("Requirements that it bears on", p.mappings(c)),
		section("Questions that it answers", p.answers(c), texts(c.Questions)),
		section("Related controls", p.relations(c)),
		section("Pages that cite it", p.cited(d.Cited)),
		section("History of its values", history(d.History)),
		section("Cite this claim", p.cite(d)),
		section("Remarks", sentence(c.Note), texts(c.Flags)),
	)
}

// verdict says the state of a control with its reason, and what the claim is.
func (p *Portal) verdict(c *disclose.Control) string {
	until := "no date"
	if !c.FreshUntil.IsZero() {
		until = instant(c.FreshUntil)
	}
	return markdown.Blocks(
		markdown.Bold(markdown.Text(theme.English().State(c.State)))+": "+markdown.Text(theme.English().Reason(c.Reason))+".",
		sentence(c.Detail),
		markdown.List([]string{
			fact("Judged", instant(p.view.AsOf)), fact("Holds until", until), fact("Grade", markdown.Text(theme.English().Grade(c.Grade))),
			fact("Status", markdown.Text(theme.English().Status(c.Status))), fact("Id", markdown.Code(c.ID)),
			fact("Kind", p.link(orElse(c.KindTitle, c.Kind), route.OfKind(c.Kind))), fact("Scope", scope(c.Scope)),
			fact("Owner", markdown.Text(c.Owner)), fact("Who must act", markdown.Text(theme.English().Responsibility(c.Responsibility))),
		}),
	)
}

func perScope(c *disclose.Control) string {
	var rows [][]string
	for _, s := range c.PerScope {
		rows = append(rows, []string{scope(s.Scope), markdown.Text(theme.English().State(s.State)), markdown.Text(theme.English().Reason(s.Reason))})
	}
	return markdown.Table([]string{"Scope", "State", "Why"}, rows)
}

func comparisons(d *dossier.Dossier) string {
	var rows [][]string
	for _, x := range d.Compared {
		rows = append(rows, []string{markdown.Text(x.Claimed), markdown.Text(x.Measured), markdown.Code(x.Path), yes(x.Holds)})
	}
	return markdown.Table([]string{"Claimed", "Measured", "Read from", "Holds"}, rows)
}

func yes(holds bool) string {
	if holds {
		return "yes"
	}
	return "no"
}

// observations says how each need of a control was met.
func (p *Portal) observations(c *disclose.Control) string {
	if len(c.Evidence) == 0 {
		return "No evidence is tied to this control: it is a statement."
	}
	var rows [][]string
	for _, o := range c.Evidence {
		name := markdown.Text(orElse(o.Title, o.ID))
		if e := p.observed(o); e != nil {
			name = markdown.Link(name, p.absolute(route.OfEvidence(e.Key)))
		}
		for _, more := range []string{markdown.Text(o.Shows), markdown.Text(o.Tool), markdown.Text(o.Schedule), scope(o.Scope)} {
			if more != "" {
				name += "; " + more
			}
		}
		outcome := markdown.Text(theme.English().Outcome(o.Outcome))
		if o.Detail != "" {
			outcome += ": " + markdown.Text(o.Detail)
		}
		rows = append(rows, []string{name, markdown.Text(theme.English().Freshness(o.Freshness)), outcome, day(o.Collected), orElse(dated(o.DueAt), "no date"), orElse(dated(o.Expires), "no date")})
	}
	return markdown.Table([]string{"Evidence", "Freshness", "Outcome", "Collected", "Next due", "Expires"}, rows)
}

// observed returns the evidence that an observation speaks of, or nil where it
// has no page.
func (p *Portal) observed(o disclose.Observation) *disclose.Evidence {
	if !o.Linked {
		return nil
	}
	var found *disclose.Evidence
	for _, e := range p.view.EvidenceOf(o.ID) {
		same := e.Collected.Equal(o.Collected)
		if same && scope(e.Scope) == scope(o.Scope) {
			return e
		}
		if found == nil || same && !found.Collected.Equal(o.Collected) {
			found = e
		}
	}
	return found
}

// valueOf returns a parameter in words.
func valueOf(q disclose.Parameter) string {
	text := q.Text
	if q.Unstated {
		text = "not stated"
	}
	if len(q.Readings) > 0 {
		text += " (or: " + strings.Join(q.Readings, "; ") + ")"
	}
	return markdown.Text(text)
}

func parameters(in []disclose.Parameter) string {
	var rows [][]string
	for _, q := range in {
		rows = append(rows, []string{markdown.Text(orElse(q.Label, q.Name)), valueOf(q), markdown.Code(q.Name)})
	}
	return markdown.Table([]string{"Value of", "Is", "Name"}, rows)
}

func overrides(c *disclose.Control) string { return overridden(c.Overrides) }

// overridden are values that hold in narrower scopes.
func overridden(list []disclose.Override) string {
	var blocks []string
	for _, o := range list {
		blocks = append(blocks, "### "+scope(o.Scope), sentence(o.Note), parameters(o.Parameters))
	}
	return markdown.Blocks(blocks...)
}

func (p *Portal) mappings(c *disclose.Control) string {
	var rows [][]string
	for _, m := range c.Mappings {
		rows = append(rows, []string{
			p.link(orElse(m.FrameworkTitle, m.Framework), route.OfFramework(m.Framework)), markdown.Text(m.Requirement + " " + m.Title),
			markdown.Text(strings.TrimSpace(theme.English().Degree(m.Degree) + " " + m.Note)),
		})
	}
	return markdown.Table([]string{"Framework", "Requirement", "Degree"}, rows)
}

// answers are the prepared replies that rest on a control.
func (p *Portal) answers(c *disclose.Control) string {
	var blocks []string
	for _, id := range c.Answers {
		if a := p.library.Answer(id); a != nil {
			blocks = append(blocks, p.answer(a))
		}
	}
	return markdown.Blocks(blocks...)
}

// answer is one prepared reply in short, with its question.
func (p *Portal) answer(a *reply.Answer) string {
	blocks := []string{markdown.Bold(p.link(a.Question, route.OfAnswer(a.Topic, a.ID))), p.reply(a)}
	if !a.Reviewed.IsZero() {
		blocks = append(blocks, "Reviewed "+day(a.Reviewed))
	}
	return markdown.Blocks(blocks...)
}

func (p *Portal) relations(c *disclose.Control) string {
	var items []string
	for _, r := range c.Relates {
		item := markdown.Text(theme.English().Relation(r.How, r.Turned)) + " " + p.link(r.Title, route.OfControl(r.ID))
		if r.Verdict != "" {
			item += " (" + markdown.Text(strings.TrimSpace(r.Verdict+" "+r.Detail)) + ")"
		}
		items = append(items, item)
	}
	return markdown.List(items)
}

// texts lists plain text.
func texts(in []string) string {
	var items []string
	for _, text := range in {
		items = append(items, markdown.Text(text))
	}
	return markdown.List(items)
}

// list lists controls with their states.
func (p *Portal) list(controls []*disclose.Control) string {
	var items []string
	for _, c := range controls {
		items = append(items, p.named(c)+": "+p.stateOf(c))
	}
	return markdown.List(items)
}

// named is a control as a link.
func (p *Portal) named(c *disclose.Control) string { return p.link(c.Title, route.OfControl(c.ID)) }

// of returns the controls of ids that the view holds, in their order.
func (p *Portal) of(ids []string) []*disclose.Control {
	var out []*disclose.Control
	for _, id := range ids {
		if c := p.control[id]; c != nil {
			out = append(out, c)
		}
	}
	return out
}
