package diagram

import (
	"strings"

	"github.com/candor-site/candor/internal/mermaid"
)

// recordWidth is where the lines of a record are broken.
const recordWidth = 260.0

// graphOf makes a flowchart of boxes that are connected: states, classes,
// entities. It is arranged and drawn as one.
func graphOf(read func([]statement) (*mermaid.Graph, *Fault), all []statement, head *heading) (drawing, *Fault) {
	g, err := read(all)
	if err != nil {
		return nil, err
	}
	f := &flow{heading: *head, kind: g.Kind, direction: g.Direction, root: &group{}}
	groups := map[*mermaid.Group]*group{nil: f.root}
	for _, x := range g.Groups {
		in := &group{id: x.ID, title: readLabel(x.Title, 1e9).heading(), parent: groups[x.Parent]}
		groups[x], f.groups = in, append(f.groups, in)
	}
	nodes := map[*mermaid.Node]*node{}
	for _, x := range g.Nodes {
		n := &node{id: x.ID, label: readLabel(x.Label, wrapWidth), shape: x.Shape, group: groups[x.Group]}
		switch x.Shape {
		case "start":
			n.said = "Start"
		case "stop":
			n.said = "End"
		case "bar", "choice":
			n.said, n.label = n.label.words(), label{}
		case "record":
			n.record(x)
		}
		nodes[x], f.nodes = n, append(f.nodes, n)
	}
	for _, x := range g.Edges {
		e := &edge{
			label: readLabel(x.Label, wrapWidth), stroke: x.Stroke, head: x.Head, tail: x.Tail, length: max(x.Length, 1), verb: x.Verb, turned: x.Turned,
			counts: [2]label{readLabel(x.FromCount, wrapWidth), readLabel(x.ToCount, wrapWidth)},
		}
		e.from, e.to = end{node: nodes[x.From], group: groups[x.FromGroup]}, end{node: nodes[x.To], group: groups[x.ToGroup]}
		f.edges = append(f.edges, e)
	}
	return f, nil
}

// record fills in the parts of a box that has several.
func (n *node) record(x *mermaid.Node) {
	n.label = n.label.heading()
	if x.Above != "" {
		n.above = readLabel("«"+plainLabel(x.Above)+"»", recordWidth)
	}
	for _, rows := range x.Parts {
		var part label
		for _, row := range rows {
			part.lines = append(part.lines, readLabel(row, recordWidth).lines...)
		}
		if !part.empty() {
			n.parts = append(n.parts, part)
		}
	}
}

// The room in a record, and between its parts.
const (
	recordPad = 12.0
	partPad   = 6.0
)

// measureRecord gives a record the size that its parts need.
func (n *node) measureRecord() {
	n.w = max(n.label.width(), n.above.width())
	n.h = n.label.height() + n.above.height() + 2*partPad
	for _, part := range n.parts {
		n.w = max(n.w, part.width())
		n.h += part.height() + 2*partPad
	}
	n.w += 2 * recordPad
}

// drawRecord draws a box of several parts.
func (c *canvas) drawRecord(n *node) {
	r := rect{n.x - n.w/2, n.y - n.h/2, n.w, n.h}
	c.rect(r, 4, "outline")
	y := r.y + partPad
	for _, l := range []label{n.above, n.label} {
		c.text(l, n.x, y+l.height()/2, "middle", "label")
		y += l.height()
	}
	for _, part := range n.parts {
		y += partPad
		c.path(pathOf([]point{{r.x, y}, {r.x + r.w, y}}), "inner")
		y += partPad
		c.text(part, r.x+recordPad, y+part.height()/2, "start", "label")
		y += part.height()
	}
}

// members says what stands in the records, for sentences.
func (f *flow) members() []string {
	var out []string
	for _, n := range f.nodes {
		var rows []string
		for _, part := range n.parts {
			for _, line := range part.lines {
				rows = append(rows, line.text)
			}
		}
		name := n.name()
		if !n.above.empty() {
			name = n.above.words() + " " + name
		}
		switch {
		case len(rows) > 0:
			out = append(out, sentence(name+" has "+strings.Join(rows, "; ")))
		case !n.above.empty():
			out = append(out, sentence(name+" is here"))
		}
	}
	return out
}

// count writes a multiplicity beside the end of a line: at p, from which the
// line leads in the direction d.
func (c *canvas) count(l label, p, d point) {
	if l.empty() {
		return
	}
	x, y := p.x+d.x*16+6, p.y+d.y*16
	if d.y == 0 {
		y -= lineHeight * 0.7
	}
	anchor := "start"
	if d.x < 0 {
		anchor, x = "end", p.x+d.x*16-6
	}
	c.open("edge-label")
	c.text(l, x, y, anchor, "label")
	c.close()
}
