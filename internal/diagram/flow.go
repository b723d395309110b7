package diagram

import "github.com/candor-site/candor/internal/layered"

// flow is a flowchart as it is written.
type flow struct {
	heading
	direction string // TB, BT, LR, RL
	nodes     []*node
	groups    []*group
	edges     []*edge
	root      *group

	nodeByID  map[string]*node
	groupByID map[string]*group
}

// node is a box.
type node struct {
	id    string
	label label
	shape string
	group *group
	named bool // its label was written

	spot *layered.Node
	w, h float64
	x, y float64 // of its centre
}

// group is a subgraph.
type group struct {
	id     string
	title  label
	parent *group
	line   int

	spot *layered.Group
	box  rect
}

// edge is a connection. Each end is a node or a group.
type edge struct {
	from, to   end
	label      label
	stroke     string // "", dotted, thick, none
	head, tail string // arrow, circle, cross or ""
	length     int    // in layers, at least

	spot *layered.Edge
}

type end struct {
	node  *node
	group *group
}

func (e end) words() string {
	if e.node != nil {
		return e.node.name()
	}
	return e.group.name()
}

func (n *node) name() string {
	if s := n.label.words(); s != "" {
		return s
	}
	return n.id
}

func (g *group) name() string {
	if s := g.title.words(); s != "" {
		return s
	}
	return g.id
}

type point struct{ x, y float64 }

type rect struct{ x, y, w, h float64 }
