package transcript

import (
	"fmt"
	"strings"

	"github.com/candor-site/candor/internal/agenda"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/outlook"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/theme"
)

// calendar is what comes when.
func (p *Portal) calendar() []string {
	words := theme.English()
	s := agenda.NewSheet(p.agenda)
	blocks := []string{sentence(words.Text("calendar.lead"))}
	if s.Total == 0 {
		blocks = append(blocks, sentence(words.Text("calendar.nothing")))
	} else {
		blocks = append(blocks, markdown.Paragraph(p.link("calendar.ics", route.Subscription)+". "+markdown.Text(words.Text("calendar.routine"))))
	}
	blocks = append(blocks, section(words.Text("calendar.late-title"), p.lines(s.Late)))
	for _, m := range s.Months {
		blocks = append(blocks, section(words.Month(m.Begins), p.lines(m.Lines)))
	}
	var kinds []string
	for _, k := range s.Kinds {
		kinds = append(kinds, markdown.Text(words.Label("agenda", string(k.Kind))+": "+words.Label("agenda-doc", string(k.Kind))))
	}
	return p.page(route.Calendar, "Calendar", "calendar.json", append(blocks, section(words.Text("calendar.kinds"), markdown.List(kinds)))...)
}

// lines writes dates with what happens on them.
func (p *Portal) lines(lines []agenda.Line) string {
	var rows [][]string
	for _, l := range lines {
		var what []string
		for _, e := range l.Entries {
			said := p.link(e.Title, e.Route)
			if !e.Since.IsZero() {
				said += " (announced " + day(e.Since) + ")"
			}
			what = append(what, said)
		}
		rows = append(rows, []string{day(l.Day), markdown.Text(theme.English().Label("agenda", string(l.Kind))), strings.Join(what, "; ")})
	}
	return markdown.Table([]string{"Date", "Kind", "What"}, rows)
}

// freshness is how the portal ages.
func (p *Portal) freshness() []string {
	words := theme.English()
	o := outlook.Of(p.view)
	said := []string{words.Text("freshness.words", "Count", o.Green, "Total", o.Total)}
	for _, m := range o.Marks {
		said = append(said, words.Text("freshness.after", "Count", m.Days, "Green", m.Green))
	}
	var weeks [][]string
	for _, w := range o.Weeks {
		weeks = append(weeks, []string{fmt.Sprint(w.N), day(w.From), day(w.To), fmt.Sprint(w.Lost), fmt.Sprintf("%d of %d (%d %%)", w.Green, o.Total, w.Share)})
	}
	blocks := []string{
		sentence(words.Text("freshness.lead")),
		section(words.Text("freshness.outlook"), sentence(strings.Join(said, " ")), markdown.Table([]string{"Week", "From", "To", "Lost", "Still satisfied"}, weeks)),
	}
	for _, b := range outlook.Bands {
		var rows [][]string
		for _, r := range o.Of(string(b)) {
			c := r.Control
			first := "none with a date"
			if r.First != nil {
				first = markdown.Text(r.First.Title) + ", " + markdown.Text(words.Freshness(r.First.Freshness))
			}
			rows = append(rows, []string{p.link(c.Title, route.OfControl(c.ID)), p.stateOf(c), first, orElse(dated(r.Due), "no date")})
		}
		blocks = append(blocks, section(words.Label("band", string(b)), sentence(words.Label("band-doc", string(b))), markdown.Table([]string{"Control", "State", "Evidence that ends first", "Next due"}, rows)))
	}
	return p.page(route.Freshness, "Freshness", "freshness.json", blocks...)
}
