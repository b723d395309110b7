package transcript

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/extent"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/message"
	"github.com/candor-site/candor/internal/register"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// registers are the pages that are there only where the site has something to
// show on them.
func (p *Portal) registers() []Page {
	v, b := p.view, p.book
	var out []Page
	add := func(n int, address string, write func() []string) {
		if n > 0 {
			out = append(out, Page{address, nil, write})
		}
	}
	duties, scans, objectives, journal := b.Duties(), b.AllScans(), b.AllObjectives(), b.Journal("")
	add(len(v.Scopes), route.Scopes, p.scopes)
	add(len(duties.Customer)+len(duties.Inherited), route.Responsibility, func() []string { return p.duties(duties) })
	add(len(scans), route.Scans, func() []string {
		return p.page(route.Scans, "Scans", "scans.json", p.scanTable(scans))
	})
	add(len(objectives), route.Recovery, func() []string {
		return p.page(route.Recovery, "Recovery objectives", "recovery.json", p.objectiveTable(objectives))
	})
	add(len(v.Documents), route.Documents, p.documents)
	add(journal.Total, route.Updates, func() []string {
		return p.page(route.Updates, "Updates", "updates.json", p.journal(journal))
	})
	for _, t := range journal.Tags {
		add(t.N, route.OfTag(t.Name), func() []string {
			return p.page(route.OfTag(t.Name), "Updates: "+t.Name, "updates.json", p.journal(b.Journal(t.Name)))
		})
	}
	for _, a := range v.Scopes {
		for _, value := range a.Values {
			add(1, route.OfScope(a.Name, value), func() []string { return p.place(extent.Of(v, a.Name, value)) })
		}
	}
	return out
}

// scopes says of each axis how many controls of each kind hold at each value.
func (p *Portal) scopes() []string {
	var blocks []string
	for _, a := range extent.Axes(p.view) {
		head := []string{"Kind"}
		for _, place := range a.Places {
			head = append(head, p.link(place.Value, route.OfScope(place.Axis, place.Value)))
		}
		var rows [][]string
		for _, k := range a.Kinds {
			row := []string{markdown.Text(k.Title)}
			for _, c := range k.Cells {
				cell := "none"
				if c.Total > 0 {
					cell = fmt.Sprintf("%d of %d", c.Count("satisfied"), c.Total)
				}
				row = append(row, cell)
			}
			rows = append(rows, row)
		}
		blocks = append(blocks, section(message.Readable(a.Name), "Satisfied controls of those that hold there, as of "+day(p.view.AsOf)+".", markdown.Table(head, rows)))
	}
	return p.page(route.Scopes, "Scopes", "scopes.json", blocks...)
}

// place says what holds at one value of an axis.
func (p *Portal) place(at *extent.Place) []string {
	var blocks []string
	for _, k := range at.Kinds {
		var items []string
		for _, h := range k.Controls {
			item := p.named(h.Control) + " (" + p.state(h.State, h.FreshUntil) + ")"
			for _, own := range h.Values {
				item += "; " + markdown.Text(message.Readable(orElse(own.Label, own.Name))+" here "+own.Text)
			}
			items = append(items, item)
		}
		blocks = append(blocks, section(k.Title, markdown.List(items)))
	}
	return p.page(route.OfScope(at.Axis, at.Value), message.Readable(at.Axis)+": "+at.Value, "scopes.json", append([]string{p.counts(at.Summary)}, append(blocks,
		section("Exceptions", p.exceptionTable(at.Exceptions)), section("Subprocessors", p.subprocessorTable(at.Subprocessors)))...)...)
}

// duties says who must act, and what the reader must do in words.
func (p *Portal) duties(d *register.Duties) []string {
	list := func(all []register.Duty) string {
		var items []string
		for _, x := range all {
			items = append(items, p.named(x.Control)+": "+markdown.Line(markdown.Text(x.Statement))+" ("+markdown.Text(theme.English().Responsibility(x.Responsibility))+"; "+p.stateOf(x.Control)+")")
		}
		return markdown.List(items)
	}
	titles := map[string]string{
		register.Required: "Settings without which a claim does not hold", register.Conditional: "Claims that hold on conditions that you meet",
		register.Optional: "What you may turn on", register.Part: "Your part in how it works",
	}
	var blocks []string
	for _, g := range d.Groups() {
		blocks = append(blocks, section(titles[g.Must], list(g.Duties)))
	}
	head := []string{""}
	for _, who := range d.Parties() {
		head = append(head, markdown.Text(theme.English().Responsibility(who)))
	}
	shares := func(title string, all []register.Shares) string {
		var rows [][]string
		for _, s := range all {
			row := []string{markdown.Text(s.Title)}
			for _, n := range s.Counts {
				row = append(row, fmt.Sprint(n))
			}
			rows = append(rows, row)
		}
		return markdown.Table(append([]string{title}, head[1:]...), rows)
	}
	blocks = append(blocks, section("What a supplier does", list(d.Inherited)), section("Who acts, counted", shares("Product", d.Products), shares("Kind", d.Kinds)))
	return p.page(route.Responsibility, "Shared responsibility", "responsibility.json", blocks...)
}

// scanTable lists scans with their runs.
func (p *Portal) scanTable(scans []register.Scan) string {
	var rows [][]string
	for _, s := range scans {
		var last, due, result []string
		for _, r := range s.Runs {
			name := markdown.Text(r.Title)
			if len(r.Scope) > 0 {
				name += " (" + scope(r.Scope) + ")"
			}
			last = append(last, name+" "+instant(r.Collected))
			if !r.DueAt.IsZero() {
				due = append(due, instant(r.DueAt))
			}
			result = append(result, markdown.Text(theme.English().Freshness(r.Freshness)))
		}
		slices.Sort(due)
		rows = append(rows, []string{
			p.named(s.Control), markdown.Text(orElse(s.Type, "not stated")), markdown.Text(orElse(s.Tool, "not stated")), markdown.Text(orElse(s.Frequency, "not stated")), markdown.Text(orElse(s.Resource, "not stated")),
			orElse(strings.Join(last, "; "), "no run is known"), orElse(strings.Join(slices.Compact(due), "; "), "no date"), orElse(strings.Join(slices.Compact(result), "; "), unknown), p.stateOf(s.Control),
		})
	}
	return markdown.Table([]string{"Scan", "Type", "Tool", "Frequency", "Resource", "Last run", "Next due", "Freshness", "State"}, rows)
}

// objectiveTable lists recovery objectives with what was measured.
func (p *Portal) objectiveTable(objectives []register.Objective) string {
	var rows [][]string
	for _, o := range objectives {
		var measured []string
		for _, x := range o.Comparisons {
			verdict := "holds against"
			if !x.Holds {
				verdict = "does not hold against"
			}
			measured = append(measured, markdown.Text(x.Measured+" "+verdict+" "+x.Claimed))
		}
		rows = append(rows, []string{
			p.named(o.Control), scope(o.Scope), markdown.Text(orElse(o.Time, "not stated")), markdown.Text(orElse(o.Point, "not stated")),
			orElse(strings.Join(measured, "; "), "not measured"), orElse(dated(o.Tested), unknown), p.stateOf(o.Control),
		})
	}
	return markdown.Table([]string{"Objective", "Scope", "Recovery time", "Recovery point", "Measured", "Newest evidence", "State"}, rows)
}

// documents is the library, folder by folder.
func (p *Portal) documents() []string {
	var blocks []string
	for _, s := range p.book.Library(p.view.Documents).Shelves {
		blocks = append(blocks, section(message.Readable(orElse(s.Folder, "documents")), p.documentTable(s.Documents)))
	}
	return p.page(route.Documents, "Documents", "site.json", blocks...)
}

// journal lists updates, the newest first.
func (p *Portal) journal(j *register.Journal) string {
	var items []string
	for _, y := range j.Years {
		for _, n := range y.News {
			items = append(items, noted(orElse(dated(n.Date), "not dated")+" "+p.link(n.Title, n.Route), n.Description))
		}
	}
	return markdown.List(items)
}
