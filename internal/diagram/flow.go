package diagram

import "github.com/candor-site/candor/internal/layered"

// flow is a flowchart as it is written, or another diagram of boxes that lines
// connect.
type flow struct {
	heading
	kind      string // for people
	direction string // TB, BT, LR, RL
	nodes     []*node
	groups    []*group
	edges     []*edge
	root      *group
}

// node is a box.
type node struct {
	id    string
	label label
	shape string
	group *group
	said  string  // its name in sentences, where that is not its label
	above label   // of a record: over its name
	parts []label // of a record: below its name

	spot *layered.Node
	w, h float64
	x, y float64 // of its centre
}

// group is a subgraph.
type group struct {
	id     string
	title  label
	parent *group

	spot *layered.Group
	box  rect
}

// edge is a connection. Each end is a node or a group.
type edge struct {
	from, to   end
	label      label
	stroke     string   // "", dotted, thick, none
	head, tail string   // arrow, circle, cross or ""
	length     int      // in layers, at least
	verb       string   // what from does to to, in sentences; "" is goes to
	turned     bool     // it is to that does it
	counts     [2]label // multiplicities at from and to

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
	if n.said != "" {
		return n.said
	}
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
