package transcript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/column"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// The components that show what the catalog, the evidence and the files of a
// site hold.

func (p *Portal) controlUse(u Use) string {
	c := p.control[u.plain("id")]
	if c == nil {
		return ""
	}
	compact, _ := u.Props["compact"].(bool)
	if compact || u.Inline {
		return p.named(c) + " (" + p.stateOf(c) + ")"
	}
	return markdown.Quote(markdown.Blocks(markdown.Bold(p.named(c)), sentence(c.Statement), p.stateOf(c)+". "+markdown.Text(theme.English().Reason(c.Reason))+"."))
}

func (p *Portal) statusUse(u Use) string {
	if c := p.control[u.plain("control")]; c != nil {
		return p.stateOf(c)
	}
	return ""
}

func (p *Portal) valueUse(u Use) string {
	if c := p.control[u.plain("control")]; c != nil {
		return said(c, u.plain("param"))
	}
	return ""
}

// said returns the first of the named parameters that a control has, in words.
func said(c *disclose.Control, names ...string) string {
	for _, name := range names {
		for _, q := range c.Parameters {
			if q.Name == name && !q.Unstated {
				return markdown.Text(q.Text)
			}
		}
	}
	return "not stated"
}

// selected are the controls that the props of a component ask for.
func (p *Portal) selected(u Use, kind string) []*disclose.Control {
	from := p.view.Controls
	if ids, _ := u.Props["ids"].([]any); len(ids) > 0 {
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = fmt.Sprint(id)
		}
		from = p.of(names)
	}
	var out []*disclose.Control
	for _, c := range from {
		if (kind == "" || c.Kind == kind) && (u.plain("state") == "" || c.State == u.plain("state")) && c.Within(u.scope()) {
			out = append(out, c)
		}
	}
	return p.view.MappedTo(u.plain("framework"), out)
}

func (u Use) scope() map[string]any { s, _ := u.Props["scope"].(map[string]any); return s }

func (p *Portal) controlsUse(u Use) string {
	all := p.selected(u, u.plain("kind"))
	if len(all) == 0 {
		return "No control of this portal matches."
	}
	columns, _ := u.Props["columns"].([]any)
	if u.Inline || len(columns) == 0 {
		return p.among(u, all, p.list(all))
	}
	var names []string
	head := []string{orElse(u.text("heading"), "Control")}
	for _, c := range columns {
		k, _ := column.Of(c) // what is none was reported with the page
		names, head = append(names, k.Param), append(head, markdown.Text(orElse(k.Title, message.Readable(k.Param))))
	}
	return p.table(append(head, "State"), all, func(c *disclose.Control) []string {
		var cells []string
		for _, name := range names {
			cells = append(cells, said(c, name))
		}
		return cells
	})
}

// among names controls where a table would not fit, in the middle of a
// sentence.
func (p *Portal) among(u Use, all []*disclose.Control, table string) string {
	if !u.Inline {
		return table
	}
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = p.named(c)
	}
	return strings.Join(names, ", ")
}

// table lists controls with what a component shows of each between name and
// state.
func (p *Portal) table(head []string, all []*disclose.Control, cells func(*disclose.Control) []string) string {
	var rows [][]string
	for _, c := range all {
		rows = append(rows, append(append([]string{p.named(c)}, cells(c)...), p.stateOf(c)))
	}
	return markdown.Table(head, rows)
}

func (p *Portal) scansUse(u Use) string {
	all := p.selected(u, "scan")
	return p.among(u, all, orElse(p.table([]string{"Scan", "Type", "Tool", "Frequency", "Resource", "State"}, all, func(c *disclose.Control) []string {
		return []string{said(c, "category", "type", "scan-type", "scan_type"), said(c, "tool", "tools"), said(c, "frequency"), said(c, "resource", "resources", "target")}
	}), "No scan is published for this audience."))
}

func (p *Portal) recoveryUse(u Use) string {
	all := p.selected(u, "recovery-objective")
	return p.among(u, all, orElse(p.table([]string{"Objective", "Scope", "Recovery time", "Recovery point", "Measured", "State"}, all, func(c *disclose.Control) []string {
		var measured []string
		for _, x := range c.Comparisons {
			measured = append(measured, markdown.Text(x.Measured))
		}
		return []string{scope(c.Scope), said(c, "rto"), said(c, "rpo"), orElse(strings.Join(measured, ", "), "not measured")}
	}), "No recovery objective is published for this audience."))
}

func (p *Portal) responsibilityUse(u Use) string {
	all := p.view.ActedOnBy(u.plain("who"), p.selected(u, u.plain("kind")))
	return p.among(u, all, orElse(p.table([]string{"Control", "Scope", "Who must act", "State"}, all, func(c *disclose.Control) []string {
		return []string{scope(c.Scope), markdown.Text(theme.English().Responsibility(c.Responsibility))}
	}), "No control of this portal matches."))
}

func (p *Portal) evidenceUse(u Use) string {
	var items []string
	for _, e := range p.view.EvidenceOf(u.plain("id")) {
		item := p.proof(e) + ": " + freshness(e) + " as of " + day(p.view.AsOf) + ", collected " + day(e.Collected)
		if !e.Expires.IsZero() {
			item += ", expires " + day(e.Expires)
		}
		items = append(items, item)
	}
	if u.Inline {
		return strings.Join(items, ", ")
	}
	return markdown.List(items)
}

func (p *Portal) timelineUse(u Use) string {
	days, _ := u.Props["days"].(int64)
	lanes, err := p.view.Timeline(u.plain("id"), u.plain("control"), days)
	if err != nil || len(lanes) == 0 {
		return "No evidence is published here for this audience."
	}
	var blocks []string
	for _, l := range lanes {
		line := p.proof(l.Evidence) + fmt.Sprintf(": recorded %d times from %s to %s", len(l.Recordings), day(l.From), day(l.To))
		if u.Inline {
			blocks = append(blocks, line)
			continue
		}
		inOrder := slices.Clone(l.Recordings)
		slices.Reverse(inOrder)
		blocks = append(blocks, line+".", recordings(inOrder))
	}
	return markdown.Blocks(blocks...)
}

func (p *Portal) frameworkUse(u Use) string {
	f := p.view.Framework(u.plain("id"))
	if f == nil {
		return ""
	}
	line := p.link(f.Title, route.OfFramework(f.ID)) + ": " + covered(f)
	if u.Inline || u.plain("view") == "summary" {
		return line
	}
	return markdown.Blocks(line+".", p.requirementTable(f))
}

func (p *Portal) exceptionsUse(u Use) string {
	all := p.view.ExceptionsOf(u.plain("control"), u.scope())
	if !u.Inline {
		return orElse(p.exceptionTable(all), "No exception is published for this audience.")
	}
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = p.link(orElse(x.Title, x.ID), route.Exceptions)
	}
	return orElse(strings.Join(names, ", "), "no recorded gap")
}

func (p *Portal) subprocessorsUse(u Use) string {
	all := p.view.SubprocessorsIn(u.scope())
	if !u.Inline {
		return orElse(p.subprocessorTable(all), "No subprocessor is listed for this audience.")
	}
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = p.link(s.Name, route.Subprocessors)
	}
	return orElse(strings.Join(names, ", "), "no subprocessor")
}

func (p *Portal) documentsUse(u Use) string {
	tags, _ := u.Props["tags"].([]any)
	all := p.view.DocumentsIn(u.plain("folder"), tags)
	if !u.Inline {
		return orElse(p.documentTable(all), "No document is published here for this audience.")
	}
	names := make([]string, len(all))
	for i, d := range all {
		names[i] = p.link(d.Title, orElse(d.Route, d.Request))
	}
	return orElse(strings.Join(names, ", "), "no document is published")
}

func (p *Portal) updatesUse(u Use) string {
	tags, _ := u.Props["tags"].([]any)
	limit, _ := u.Props["limit"].(int64)
	var items []string
	for _, w := range p.view.News(u.plain("folder"), tags, limit) {
		items = append(items, noted(orElse(dated(w.Date), "not dated")+" "+p.link(w.Title, w.Route), w.Description))
	}
	if u.Inline {
		return orElse(strings.Join(items, ", "), "no update is published")
	}
	return orElse(markdown.List(items), "No update is published for this audience.")
}

func (p *Portal) belowUse(u Use) string {
	var items []string
	for _, w := range u.Below() {
		items = append(items, noted(p.link(w.LinkTitle, w.Route), w.Description))
	}
	if u.Inline {
		return strings.Join(items, ", ")
	}
	return orElse(markdown.List(items), "There is no other page in this folder.")
}

func (p *Portal) faqUse(u Use) string {
	ids, _ := u.Props["ids"].([]any)
	var blocks []string
	if u.plain("topic") != "" || len(ids) > 0 || u.children() == "" {
		all, _ := p.view.AnswersTo(u.plain("topic"), ids) // what is not found was reported when the page was made
		for _, a := range all {
			blocks = append(blocks, p.answer(p.library.Answer(a.ID)))
			if rests := p.list(p.of(a.Controls)); rests != "" {
				blocks = append(blocks, "Rests on:", rests)
			}
		}
	}
	return orElse(markdown.Blocks(append(blocks, u.children())...), "No answer is published for this audience.")
}
