package transcript

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// home is the home page of a portal that has none of its own.
func (p *Portal) home() []string { return p.page(route.Home, p.title(), "site.json", p.overview()) }

// title is what the portal is called.
func (p *Portal) title() string { return orElse(p.view.Site.Title, p.view.Site.Organization) }

// overview is what the home page shows of the portal as a whole.
func (p *Portal) overview() string {
	var kinds []string
	for _, k := range p.view.Kinds {
		kinds = append(kinds, p.link(k.Title, route.OfKind(k.ID))+": "+p.counts(k.Summary))
	}
	var pages []string
	for _, w := range p.view.Pages {
		if w.Route != route.Home && !w.NoIndex {
			pages = append(pages, noted(p.link(w.Title, w.Route), w.Description))
		}
	}
	return markdown.Blocks(
		sentence(p.view.Site.Description),
		section("State", p.counts(p.view.Summary)+" State as of "+instant(p.view.AsOf)+"."),
		section("Controls by kind", markdown.List(kinds)),
		section("Pages", markdown.List(pages)),
		section("Documents", p.documentTable(p.view.Documents)),
	)
}

// noted is a link with what stands behind it.
func noted(link, note string) string {
	if note == "" {
		return link
	}
	return link + ": " + markdown.Line(markdown.Text(note))
}

// counts says how many controls are in which state.
func (p *Portal) counts(s disclose.Summary) string {
	var parts []string
	for _, c := range s.States {
		if c.N > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.N, strings.ToLower(theme.English().State(c.Name))))
		}
	}
	out := fmt.Sprintf("%d controls", s.Total)
	if s.Total == 1 {
		out = "1 control"
	}
	if len(parts) > 0 {
		out += ": " + strings.Join(parts, ", ")
	}
	if !s.FreshUntil.IsZero() {
		out += "; the first may change by age alone on " + day(s.FreshUntil)
	}
	return out + "."
}

// controls is the index of controls.
func (p *Portal) controls() []string {
	var blocks []string
	for _, g := range p.view.ByKind(p.view.Controls) {
		blocks = append(blocks, section(g.Title, p.list(g.Controls)))
	}
	return p.page(route.Controls, "Controls", "controls.json", append([]string{p.counts(p.view.Summary)}, blocks...)...)
}

// kinds is the index of the kinds of control.
func (p *Portal) kinds() []string {
	var items []string
	for _, k := range p.view.Kinds {
		items = append(items, noted(p.link(k.Title, route.OfKind(k.ID)), k.Doc)+" "+p.counts(k.Summary))
	}
	return p.page(route.Kinds, "Kinds of control", "controls.json", markdown.List(items))
}

// aboutKind is the page of a kind of control.
func (p *Portal) aboutKind(k *disclose.Kind) []string {
	return p.page(route.OfKind(k.ID), k.Title, "controls.json", sentence(k.Doc), p.counts(k.Summary), p.list(p.of(k.Controls)))
}

// frameworks is the index of frameworks.
func (p *Portal) frameworks() []string {
	var items []string
	for _, f := range p.view.Frameworks {
		items = append(items, p.link(f.Title, route.OfFramework(f.ID))+": "+covered(f))
	}
	return p.page(route.Frameworks, "Frameworks", "frameworks.json", markdown.List(items))
}

func covered(f *disclose.Framework) string {
	return fmt.Sprintf("%d of %d requirements have a control", f.Covered, len(f.Requirements))
}

// aboutFramework is the page of a framework.
func (p *Portal) aboutFramework(f *disclose.Framework) []string {
	return p.page(route.OfFramework(f.ID), f.Title, "frameworks.json",
		markdown.List([]string{
			fact("Publisher", markdown.Text(f.Publisher)), fact("Version", markdown.Text(f.Version)), fact("Withdrawn", dated(f.Withdrawn)),
			fact("Successor", markdown.Text(f.Successor)), fact("Covered", covered(f)),
		}),
		p.requirementTable(f),
	)
}

// requirementTable lists the requirements of a framework; those without a
// control are said to have none.
func (p *Portal) requirementTable(f *disclose.Framework) string {
	var rows [][]string
	for _, q := range f.Requirements {
		var parts []string
		for _, c := range q.Controls {
			parts = append(parts, p.link(c.Title, route.OfControl(c.ID))+" ("+markdown.Text(theme.English().Degree(c.Degree)+"; "+theme.English().State(c.State))+")")
		}
		rows = append(rows, []string{markdown.Text(q.ID), markdown.Text(q.Title), orElse(strings.Join(parts, "; "), "no control")})
	}
	return markdown.Table([]string{"Requirement", "Title", "Controls, and their states as of " + day(p.view.AsOf)}, rows)
}

// exceptions is the register of known gaps.
func (p *Portal) exceptions() []string {
	return p.page(route.Exceptions, "Exceptions", "site.json", orElse(p.exceptionTable(p.view.Exceptions), "No exception is published for this audience."))
}

// exceptionsWith returns the exceptions of ids.
func (p *Portal) exceptionsWith(ids []string) []*disclose.Exception {
	var out []*disclose.Exception
	for _, x := range p.view.Exceptions {
		for _, id := range ids {
			if x.ID == id {
				out = append(out, x)
			}
		}
	}
	return out
}

func (p *Portal) exceptionTable(in []*disclose.Exception) string {
	var rows [][]string
	for _, x := range in {
		control := markdown.Text(orElse(x.ControlTitle, x.Control))
		if p.control[x.Control] != nil {
			control = markdown.Link(control, p.absolute(route.OfControl(x.Control)))
		}
		rows = append(rows, []string{
			markdown.Text(orElse(x.Title, x.ID)), control, joined(x.Resource, x.Reason), joined(x.Action, x.By, x.When), orElse(dated(x.Opened), "no date"), orElse(dated(x.Until), "no date"),
			markdown.Text(theme.English().Exception(x.State)) + " as of " + day(p.view.AsOf),
		})
	}
	return markdown.Table([]string{"Gap", "Control", "What and why", "What closes it", "Opened", "At the latest until", "State"}, rows)
}

// joined writes texts beside each other; those that are empty are left out.
func joined(texts ...string) string {
	var out []string
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, markdown.Text(text))
		}
	}
	return strings.Join(out, "; ")
}

// subprocessors is the list of third parties.
func (p *Portal) subprocessors() []string {
	return p.page(route.Subprocessors, "Subprocessors", "site.json", orElse(p.subprocessorTable(p.view.Subprocessors), "No subprocessor is listed for this audience."))
}

func (p *Portal) subprocessorTable(in []*disclose.Subprocessor) string {
	var rows [][]string
	for _, s := range in {
		rows = append(rows, []string{
			markdown.Link(markdown.Text(s.Name), s.URL), markdown.Text(s.Entity), markdown.Text(s.Purpose), markdown.Text(strings.Join(s.Data, ", ")),
			markdown.Text(strings.Join(s.Places, ", ")), markdown.Text(s.Transfer), scope(s.Scope), orElse(dated(s.Since), "no date"), orElse(dated(s.Notice), "no date"),
		})
	}
	return markdown.Table([]string{"Name", "Entity", "Purpose", "Data", "Places", "Transfer", "Scope", "Since", "Notice"}, rows)
}

func (p *Portal) documentTable(in []*disclose.Document) string {
	var rows [][]string
	for _, d := range in {
		file := "given on request: " + markdown.Link("ask for it", p.absolute(d.Request))
		if d.Route != "" {
			file = p.link(d.Name, d.Route) + fmt.Sprintf(", %d bytes, SHA-256 ", d.Size) + markdown.Code(d.Digest)
		}
		until := orElse(dated(d.ValidUntil), "no date")
		if !d.ValidUntil.IsZero() && !p.view.Held(d) {
			until += " (over)"
		}
		rows = append(rows, []string{noted(markdown.Text(d.Title), d.Description), markdown.Text(theme.English().Audience(d.Audience)), orElse(dated(d.Date), "no date"), until, file})
	}
	return markdown.Table([]string{"Document", "Who may read it", "Date", "Valid until", "File"}, rows)
}
