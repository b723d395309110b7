package diagram

import (
	"strings"
	"time"

	"github.com/candor-site/candor/internal/mermaid"
)

// plan is a Gantt chart.
type plan struct {
	heading
	*mermaid.Plan
}

func readPlan(all []statement, head *heading) (drawing, *Fault) {
	p, err := mermaid.ReadPlan(all)
	if err != nil {
		return nil, err
	}
	out := &plan{heading: *head, Plan: p}
	out.title = orElse(out.title, plainLabel(p.Title))
	return out, nil
}

// The measures of a plan.
const (
	planNames = 190.0 // the names of tasks
	planWidth = 460.0 // the time
	planBar   = 18.0
	planRow   = 28.0
)

// draw draws each task as a bar below the days, with its dates in words below
// its name: they can be read where the bars are small.
func (p *plan) draw() *Picture {
	c := &canvas{}
	said := []string{}
	if p.about != "" {
		said = append(said, sentence(p.about))
	}
	y := 24.0
	for _, s := range p.Sections {
		title := readLabel(s.Title, planNames+planWidth).heading()
		if !title.empty() {
			c.open("group")
			c.text(title, 0, y+lineHeight/2, "start", "group-title")
			c.close()
			y += lineHeight + 6
		}
		for _, t := range s.Tasks {
			y += p.task(c, t, y)
			words := plainLabel(t.Name) + ": " + p.dates(t)
			if len(t.States) > 0 {
				words += " (" + strings.Join(stateWords(t.States), ", ") + ")"
			}
			if !title.empty() {
				words = title.words() + ", " + words
			}
			said = append(said, sentence(words))
		}
		y += 8
	}
	under := &canvas{}
	p.axis(under, y)
	under.raw(c.out.String())
	under.reach(point{c.left, c.top}, point{c.right, c.bottom})
	return under.finish("Plan", p.title, strings.Join(said, " "))
}

// x is where an instant stands.
func (p *plan) x(at time.Time) float64 {
	span := p.To.Sub(p.From).Seconds()
	if span <= 0 {
		return planNames + 12 + planWidth/2
	}
	return planNames + 12 + at.Sub(p.From).Seconds()/span*planWidth
}

// task draws one task and returns the height of its row.
func (p *plan) task(c *canvas, t mermaid.Task, y float64) float64 {
	name := readLabel(t.Name, planNames)
	h := max(name.height()+6, planRow)
	c.open("share")
	defer c.close()
	c.text(name, planNames, y+h/2, "end", "label")
	from, to := p.x(t.From), p.x(t.To)
	middle := y + h/2
	if t.Milestone {
		at := (from + to) / 2
		c.polygon("head", point{at, middle - 8}, point{at + 8, middle}, point{at, middle + 8}, point{at - 8, middle})
		return h
	}
	class := "bar"
	for _, s := range t.States {
		class += " task-" + s
	}
	c.rect(rect{from, middle - planBar/2, max(to-from, 3), planBar}, 3, class)
	return h
}

// axis draws the days at the top, and a line down from each.
func (p *plan) axis(c *canvas, bottom float64) {
	layout := "2006-01-02"
	if p.To.Sub(p.From) < 72*time.Hour && p.Hours {
		layout = "15:04"
	}
	const ticks = 3
	c.open("axis")
	defer c.close()
	for i := range ticks + 1 {
		at := p.From.Add(p.To.Sub(p.From) / ticks * time.Duration(i)).Round(time.Minute)
		x := p.x(p.From) + planWidth/ticks*float64(i)
		if p.To.Equal(p.From) {
			if i > 0 {
				return
			}
			x = p.x(p.From)
		}
		c.path(pathOf([]point{{x, 20}, {x, bottom}}), "lifeline", point{x, 20}, point{x, bottom})
		anchor := "middle"
		if i == 0 {
			anchor = "start"
		} else if i == ticks {
			anchor = "end"
		}
		c.text(readLabel(at.Format(layout), 1e9), x, 8, anchor, "condition")
	}
}

// dates says when a task is, in words. The end of a day stands for that day
// where whole days are planned.
func (p *plan) dates(t mermaid.Task) string {
	layout := "2006-01-02"
	if p.Hours {
		layout = "2006-01-02 15:04"
	}
	from, to := t.From.Format(layout), t.To.Format(layout)
	if t.Milestone || from == to {
		return "on " + from
	}
	return "from " + from + " to " + to
}

func stateWords(states []string) []string {
	var out []string
	for _, s := range states {
		out = append(out, map[string]string{"done": "done", "active": "under way", "crit": "critical"}[s])
	}
	return out
}
