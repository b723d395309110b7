package diagram

import (
	"math"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/onuse"
)

// pie is a pie chart as it is written.
type pie struct {
	heading
	values bool // are shown beside the shares
	parts  []part
	sum    float64
}

type part struct {
	label label
	value float64
	text  string
}

var pieSlice = onuse.Regexp(`^"([^"]*)"\s*:\s*(\d{1,12}(?:\.\d{1,6})?)$`)

func readPie(all []statement, head *heading) (drawing, *Fault) {
	p := &pie{heading: *head}
	rest := strings.TrimSpace(strings.TrimPrefix(all[0].Text, "pie"))
	p.values = strings.HasPrefix(rest, "showData")
	rest = strings.TrimSpace(strings.TrimPrefix(rest, "showData"))
	for _, s := range append([]statement{{Line: all[0].Line, Text: rest}}, all[1:]...) {
		if s.Text == "" {
			continue
		}
		if t, ok := strings.CutPrefix(s.Text, "title "); ok {
			p.title = plainLabel(t)
			continue
		}
		m := pieSlice.FindStringSubmatch(s.Text)
		switch {
		case m == nil:
			return nil, fault(s.Line, "%s is not understood", clip(s.Text))
		case len(p.parts) >= maxGroups:
			return nil, fault(s.Line, "the chart has more than %d parts", maxGroups)
		case len(m[1]) > maxLabel:
			return nil, fault(s.Line, "a label is longer than %d bytes", maxLabel)
		}
		v, _ := strconv.ParseFloat(m[2], 64)
		p.parts = append(p.parts, part{label: readLabel(m[1], 220), value: v, text: m[2]})
		p.sum += v
	}
	if p.sum == 0 {
		return nil, fault(all[0].Line, "the chart has nothing to share out")
	}
	return p, nil
}

// draw draws the shares as bars, one below the other: they compare more
// exactly than slices, and need no colours to be told apart.
func (p *pie) draw() *Picture {
	const bar = 260.0
	widest := 0.0
	for _, x := range p.parts {
		widest = max(widest, x.label.width())
	}
	c := &canvas{}
	var said []string
	if p.about != "" {
		said = append(said, sentence(p.about))
	}
	y := 0.0
	for _, x := range p.parts {
		share := strconv.FormatFloat(math.Round(x.value/p.sum*1000)/10, 'f', -1, 64) + " %"
		if p.values {
			share += " (" + x.text + ")"
		}
		h := max(x.label.height(), lineHeight)
		c.open("share")
		c.text(x.label, widest, y+h/2, "end", "label")
		c.rect(rect{widest + 12, y + h/2 - 8, bar, 16}, 3, "frame")
		c.rect(rect{widest + 12, y + h/2 - 8, max(bar*x.value/p.sum, 1), 16}, 3, "slice")
		c.text(readLabel(share, 200), widest+bar+22, y+h/2, "start", "label")
		c.close()
		said = append(said, sentence(x.label.words()+": "+share))
		y += h + 10
	}
	return c.finish("Chart", p.title, strings.Join(said, " "))
}
