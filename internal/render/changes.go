package render

import (
	"bytes"
	"html/template"
	"slices"
	"time"

	"github.com/candor-site/candor/internal/anchor"
	"github.com/candor-site/candor/internal/change"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/snapshot"
	"github.com/candor-site/candor/internal/theme"
	"github.com/candor-site/candor/internal/twin"
)

// Group is the differences of one grade.
type Group struct {
	Grade change.Grade
	Rows  []change.Row
}

// Groups returns the differences of a comparison by grade, the weaker first.
func (c *Context) Groups(r *disclose.Review) []Group {
	var out []Group
	for _, row := range r.Rows() {
		if len(out) == 0 || out[len(out)-1].Grade != row.Grade {
			out = append(out, Group{Grade: row.Grade})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, row)
	}
	return out
}

// ChangeURL returns the URL of the page of a comparison.
func (p *Portal) ChangeURL(r *disclose.Review) string { return p.URL(route.OfChange(r.From, r.To)) }

// Steps returns what changed from each snapshot to the next, the newest first.
func (p *Portal) Steps() []*disclose.Review {
	var out []*disclose.Review
	for _, r := range p.Reviews {
		if r.Step {
			out = append(out, r)
		}
	}
	slices.Reverse(out)
	return out
}

// Line is the comparisons of one snapshot with later ones, in a table of any
// two: nil where there is none.
type Line struct {
	From  string
	Cells []*disclose.Review // one a name of Targets
}

// Targets returns the newer sides of the table, oldest first.
func (p *Portal) Targets() []string {
	var out []string
	for _, r := range p.Reviews {
		if r.Step {
			out = append(out, r.To)
		}
	}
	return out
}

// Lines returns the table of any two snapshots.
func (p *Portal) Lines() []Line {
	columns := p.Targets()
	var out []Line
	for _, r := range p.Reviews {
		if len(out) == 0 || out[len(out)-1].From != r.From {
			out = append(out, Line{r.From, make([]*disclose.Review, len(columns))})
		}
		if i := slices.Index(columns, r.To); i >= 0 {
			out[len(out)-1].Cells[i] = r
		}
	}
	return out
}

// Moment says a side of a comparison to people: the name of a snapshot, or
// "today".
func (p *Portal) Moment(name string) string {
	if name == snapshot.Now {
		return p.words.Text("change.now")
	}
	return name
}

// changes are the pages on what changed between snapshots. A portal without
// snapshots has none.
func (r *renderer) changes() []own {
	if len(r.view.Reviews) == 0 {
		return nil
	}
	out := []own{r.index("place.changes", route.Changes, twin.Changes, r.view.Summary.FreshUntil, len(r.view.Reviews), nil)}
	words := r.theme.Words()
	for _, w := range r.view.Reviews {
		title := words.Text("change.title", "From", w.From, "To", r.portal.Moment(w.To))
		fresh := time.Time{}
		if w.To == snapshot.Now {
			title, fresh = words.Text("change.since-title", "From", w.From), r.view.Summary.FreshUntil
		}
		out = append(out, about("change", route.OfChange(w.From, w.To), title, "", twin.OfChange(w.From, w.To), fresh, w))
	}
	return out
}

// Comparison makes a page of a comparison that needs no portal: its style stands
// in it, it holds no script and links to nothing.
func Comparison(c *change.Comparison, t *theme.Theme, style string) ([]byte, error) {
	portal := newPortal(&disclose.View{AsOf: c.New.AsOf.Time}, t.Words(), Options{})
	title := t.Words().Text("change.since-review")
	ctx := &Context{Portal: portal, ids: anchor.New(), Item: &disclose.Review{Comparison: c}, Page: &Page{
		Layout: "since", Title: title, Heading: title, Params: map[string]any{"style": template.CSS(style)},
	}}
	var buf bytes.Buffer
	err := t.Execute(&buf, "since", ctx, ctx.ids.Mark(), nil)
	return buf.Bytes(), err
}
