package diagram

import (
	"strings"

	"github.com/candor-site/candor/internal/mermaid"
)

// history is a timeline.
type history struct {
	heading
	*mermaid.History
}

func readHistory(all []statement, head *heading) (drawing, *Fault) {
	h, err := mermaid.ReadHistory(all)
	if err != nil {
		return nil, err
	}
	out := &history{heading: *head, History: h}
	out.title = orElse(out.title, plainLabel(h.Title))
	return out, nil
}

// The measures of a timeline.
const (
	periodWidth = 120.0
	eventWidth  = 300.0
)

// draw draws the periods from top to bottom, which fits a narrow screen, each
// with what happened in it beside it.
func (h *history) draw() *Picture {
	c := &canvas{}
	var said []string
	if h.about != "" {
		said = append(said, sentence(h.about))
	}
	widest := 0.0
	for _, p := range h.Periods {
		widest = max(widest, readLabel(p.Name, periodWidth).heading().width())
	}
	widest = min(widest, periodWidth*1.3)
	x, y, top, last := widest+18, 0.0, 0.0, 0.0
	var dots []float64
	for i, p := range h.Periods {
		if section := readLabel(p.Section, widest+eventWidth).heading(); !section.empty() {
			c.open("group")
			c.text(section, x+18, y+section.height()/2, "start", "group-title")
			c.close()
			y += section.height() + 8
			said = append(said, sentence(section.words()+" begins"))
		}
		name := readLabel(p.Name, periodWidth)
		for i := range name.lines {
			name.lines[i].bold = true
		}
		middle := y + lineHeight/2
		if i == 0 {
			top = middle
		}
		last = middle
		c.text(name, widest, y+name.height()/2, "end", "label")
		dots = append(dots, middle)
		at := y
		var events []string
		for _, e := range p.Events {
			event := readLabel(e, eventWidth)
			c.text(event, x+18, at+event.height()/2, "start", "label")
			at += event.height() + 4
			events = append(events, event.words())
		}
		y = max(at, y+name.height()) + 14
		words := name.words()
		if len(events) > 0 {
			words += ": " + strings.Join(events, "; ")
		}
		said = append(said, sentence(words))
	}
	c.path(pathOf([]point{{x, top}, {x, last}}), "lifeline", point{x, top}, point{x, last})
	for _, y := range dots {
		c.ellipse(x, y, 5, 5, "head")
	}
	return c.finish("Timeline", h.title, strings.Join(said, " "))
}
