package mermaid

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/onuse"
)

// Plan is a Gantt chart.
type Plan struct {
	Title    string
	Sections []Section
	From, To time.Time
	Hours    bool // times of the day count
}

// Section is a part of a plan.
type Section struct {
	Title string
	Tasks []Task
}

// Task is something that takes time; a milestone takes none.
type Task struct {
	Name      string
	From, To  time.Time
	States    []string // done, active, crit
	Milestone bool
}

// plan is a Plan that is being read.
type plan struct {
	*Plan
	layout   string
	excluded map[string]bool // days: weekends, monday, 2026-01-01
	byID     map[string]*Task
	last     *Task
	count    int
	line     int
}

var (
	taskLength = onuse.Regexp(`^(\d{1,5}(?:\.\d{1,2})?)(ms|s|m|h|d|w|M|y)$`)
	layouts    = map[string]string{
		"YYYY-MM-DD": "2006-01-02", "YYYY-MM-DD HH:mm": "2006-01-02 15:04", "YYYY-MM-DD HH:mm:ss": "2006-01-02 15:04:05", "YYYY-MM-DDTHH:mm": "2006-01-02T15:04",
		"DD-MM-YYYY": "02-01-2006", "DD.MM.YYYY": "02.01.2006", "DD/MM/YYYY": "02/01/2006", "MM-DD-YYYY": "01-02-2006", "MM/DD/YYYY": "01/02/2006", "YYYY/MM/DD": "2006/01/02", "YYYY-MM": "2006-01",
	}
	lengths = map[string]time.Duration{"ms": time.Millisecond, "s": time.Second, "m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "w": 7 * 24 * time.Hour}
)

// ReadPlan reads a Gantt chart.
func ReadPlan(all []Statement) (*Plan, *Fault) {
	p := &plan{Plan: &Plan{}, layout: "2006-01-02", excluded: map[string]bool{}, byID: map[string]*Task{}}
	for _, x := range all[1:] {
		p.line = x.Line
		if err := p.statement(x.Text); err != nil {
			return nil, err
		}
	}
	if p.count == 0 {
		return nil, Faultf(all[0].Line, "the plan has no tasks")
	}
	if p.To.Sub(p.From) > 200*366*24*time.Hour {
		return nil, Faultf(all[0].Line, "the plan spans more than 200 years")
	}
	return p.Plan, nil
}

func (p *plan) statement(text string) *Fault {
	word, rest, _ := strings.Cut(text, " ")
	rest = strings.TrimSpace(rest)
	if len(text) > MaxLabel {
		return Faultf(p.line, "a line is longer than %d bytes", MaxLabel)
	}
	switch word {
	case "title":
		p.Title = rest
	case "dateFormat":
		if p.layout = layouts[rest]; p.layout == "" {
			return Faultf(p.line, "dates of the form %s are not read; write YYYY-MM-DD", Clip(rest))
		}
		p.Hours = strings.Contains(p.layout, "15")
	case "axisFormat", "tickInterval", "todayMarker", "inclusiveEndDates", "topAxis", "weekday", "displayMode", "click":
	case "excludes":
		for _, day := range strings.FieldsFunc(strings.ToLower(rest), func(c rune) bool { return c == ',' || c == ' ' }) {
			p.excluded[day] = true
		}
		if len(p.excluded) > 100 {
			return Faultf(p.line, "more than 100 days are excluded")
		}
	case "section":
		if p.Sections = append(p.Sections, Section{Title: rest}); len(p.Sections) > MaxGroups {
			return Faultf(p.line, "the plan has more than %d sections", MaxGroups)
		}
	default:
		return p.task(text)
	}
	return nil
}

// task reads "name : done, id, 2026-01-01, 5d".
func (p *plan) task(text string) *Fault {
	i := strings.LastIndex(text, ":")
	if j := strings.Index(text, " :"); j >= 0 {
		i = j + 1
	} else if j := strings.Index(text, ":"); j >= 0 {
		i = j
	}
	if i < 0 {
		return Faultf(p.line, "%s is not understood", Clip(text))
	}
	if p.count++; p.count > MaxNodes {
		return Faultf(p.line, "the plan has more than %d tasks", MaxNodes)
	}
	t := Task{Name: strings.TrimSpace(text[:i])}
	var fields []string
	for f := range strings.SplitSeq(text[i+1:], ",") {
		switch f = strings.TrimSpace(f); f {
		case "done", "active", "crit":
			t.States = append(t.States, f)
		case "milestone", "vert":
			t.Milestone = true
		default:
			fields = append(fields, f)
		}
	}
	id, start, end := "", "", ""
	if len(fields) > 0 {
		end = fields[len(fields)-1]
	}
	switch len(fields) {
	case 0, 1:
	case 2:
		start = fields[0]
	case 3:
		id, start = fields[0], fields[1]
	default:
		return Faultf(p.line, "%s has more than a name, a start and an end", Clip(t.Name))
	}
	if end == "" {
		return Faultf(p.line, "%s has no start and no end", Clip(t.Name))
	}
	if err := p.span(&t, start, end); err != nil {
		return err
	}
	if len(p.Sections) == 0 {
		p.Sections = []Section{{}}
	}
	in := &p.Sections[len(p.Sections)-1]
	in.Tasks = append(in.Tasks, t)
	p.last = &t
	if id != "" {
		p.byID[id] = &t
	}
	if p.count == 1 || t.From.Before(p.From) {
		p.From = t.From
	}
	if t.To.After(p.To) {
		p.To = t.To
	}
	return nil
}

// span finds when a task starts and ends.
func (p *plan) span(t *Task, start, end string) *Fault {
	var err *Fault
	switch {
	case start == "" && p.last == nil:
		return Faultf(p.line, "the first task needs a start")
	case start == "":
		t.From = p.last.To
	default:
		if t.From, err = p.instant(start, "after"); err != nil {
			return err
		}
	}
	if m := taskLength.FindStringSubmatch(end); m != nil {
		n, _ := strconv.ParseFloat(m[1], 64)
		switch m[2] {
		case "M":
			t.To = t.From.AddDate(0, int(n), 0)
		case "y":
			t.To = t.From.AddDate(int(min(n, 200)), 0, 0)
		default:
			t.To = t.From.Add(time.Duration(min(n*float64(lengths[m[2]]), 200*366*24*float64(time.Hour))))
		}
		p.exclude(t)
	} else if t.To, err = p.instant(end, "until"); err != nil {
		return err
	}
	if t.To.Before(t.From) {
		return Faultf(p.line, "%s ends before it starts", Clip(t.Name))
	}
	return nil
}

// instant reads a date, or where tasks that are named end (after) or start
// (until).
func (p *plan) instant(text, word string) (time.Time, *Fault) {
	rest, ok := strings.CutPrefix(text, word+" ")
	if !ok {
		at, err := time.Parse(p.layout, text)
		if err != nil || at.Year() < 1000 {
			return at, Faultf(p.line, "%s is no date of the form %s", Clip(text), p.layout)
		}
		return at, nil
	}
	var at time.Time
	for i, id := range strings.Fields(rest) {
		t := p.byID[id]
		switch {
		case t == nil:
			return at, Faultf(p.line, "there is no task %s before this one", Clip(id))
		case word == "after" && (i == 0 || t.To.After(at)):
			at = t.To
		case word == "until" && (i == 0 || t.From.Before(at)):
			at = t.From
		}
	}
	return at, nil
}

// exclude puts the end of a task off by the days on which nobody works.
func (p *plan) exclude(t *Task) {
	if len(p.excluded) == 0 {
		return
	}
	day := t.From
	for range 4000 {
		if !day.Before(t.To) {
			return
		}
		if p.free(day) {
			t.To = t.To.AddDate(0, 0, 1)
		}
		day = day.AddDate(0, 0, 1)
	}
}

func (p *plan) free(day time.Time) bool {
	weekend := slices.Contains([]time.Weekday{time.Saturday, time.Sunday}, day.Weekday())
	return p.excluded["weekends"] && weekend || p.excluded[strings.ToLower(day.Weekday().String())] || p.excluded[day.Format(time.DateOnly)]
}
