package diagram

import (
	"math"

	"github.com/candor-site/candor/internal/layered"
)

// The room around what is in a group, and that of its title.
const (
	groupPad  = 16.0
	titleSize = 26.0
)

// draw draws a flowchart.
func (f *flow) draw() *Picture {
	f.arrange()
	c := &canvas{}
	f.drawGroups(c)
	routes := f.routes()
	for _, r := range routes {
		f.drawRoute(c, r)
	}
	for _, n := range f.nodes {
		c.node(n)
	}
	for _, r := range routes {
		f.drawLabel(c, r)
	}
	for _, g := range f.groups {
		c.text(g.title, g.box.x+12, g.box.y+titleSize/2+2, "start", "group-title")
	}
	return c.finish(f.kind, f.title, f.sentences())
}

// arrange finds the place of everything. A chart that leads to the side is
// arranged as one that leads down, with width and height exchanged.
func (f *flow) arrange() {
	g := &layered.Graph{}
	for _, x := range f.groups {
		x.spot = &layered.Group{Parent: x.parent.spot, Pads: f.pads(x), Least: f.size(x.title.width()+2*groupPad, 0)}
		g.Groups = append(g.Groups, x.spot)
	}
	for _, n := range f.nodes {
		n.measure()
		if n.shape == "bar" {
			s := f.size(n.w, n.h)
			n.w, n.h = s.Cross, s.Along
		}
		n.spot = &layered.Node{Size: f.size(n.w, n.h), Group: n.group.spot}
		g.Nodes = append(g.Nodes, n.spot)
	}
	for _, e := range f.edges {
		e.spot = &layered.Edge{From: e.from.spot(), To: e.to.spot(), Length: e.length}
		if !e.label.empty() {
			e.spot.Label = f.size(e.label.width()+10, e.label.height()+6)
		}
		if room := headLength(e.head) + headLength(e.tail); room > 20 {
			e.spot.Label = f.size(max(e.label.width()+10, 20), e.label.height()+room)
		}
		if n := e.counts; !n[0].empty() || !n[1].empty() {
			e.spot.Label = f.size(max(e.label.width()+10, n[0].width()+14, n[1].width()+14), e.label.height()+2*lineHeight)
		}
		g.Edges = append(g.Edges, e.spot)
	}
	layered.Arrange(g)
	for _, n := range f.nodes {
		p := f.at(n.spot.At, n.spot.Middle)
		n.x, n.y = p.x, p.y
	}
	for _, x := range f.groups {
		a, b := f.at(x.spot.CrossFrom, x.spot.AlongFrom), f.at(x.spot.CrossTo, x.spot.AlongTo)
		x.box = rect{min(a.x, b.x), min(a.y, b.y), math.Abs(a.x - b.x), math.Abs(a.y - b.y)}
	}
}

func (e end) spot() layered.End {
	if e.node != nil {
		return layered.End{Node: e.node.spot}
	}
	return layered.End{Group: e.group.spot}
}

// size turns a width and a height into measures across and along the chart.
func (f *flow) size(w, h float64) layered.Size {
	if f.direction == "LR" || f.direction == "RL" {
		return layered.Size{Cross: h, Along: w}
	}
	return layered.Size{Cross: w, Along: h}
}

// pads leaves room for the title of a group at its top.
func (f *flow) pads(g *group) layered.Pads {
	p := layered.Pads{CrossBefore: groupPad, CrossBehind: groupPad, AlongBefore: groupPad, AlongBehind: groupPad}
	if g.title.empty() {
		return p
	}
	const title = titleSize - groupPad/2
	switch f.direction {
	case "LR", "RL":
		p.CrossBefore += title
	case "BT":
		p.AlongBehind += title
	default:
		p.AlongBefore += title
	}
	return p
}

// at turns a place along the chart into one of the picture.
func (f *flow) at(cross, along float64) point {
	switch f.direction {
	case "LR":
		return point{along, cross}
	case "RL":
		return point{-along, cross}
	case "BT":
		return point{cross, -along}
	}
	return point{cross, along}
}

func (f *flow) drawGroups(c *canvas) {
	for _, g := range f.groups {
		c.open("group")
		c.rect(g.box, 8, "frame")
		c.close()
	}
}

// node draws a box with its label.
func (c *canvas) node(n *node) {
	x, y := n.x, n.y
	switch n.shape {
	case "cylinder":
		y += 5
	case "flag":
		x += 6
	}
	c.open("node shape-" + n.shape)
	defer c.close()
	if n.shape == "record" {
		c.drawRecord(n)
		return
	}
	c.shape(n)
	c.text(n.label, x, y, "middle", "label")
}
