// Package layered draws directed graphs in layers, as Sugiyama, Tagawa and Toda
// describe it (1981): each edge leads from one layer to a later one, nodes are
// ordered so that few edges cross, and stand near their neighbours. Nodes may
// stand in groups, which may stand in one another and never overlap.
//
// It knows places and sizes only, no shapes and no colours. Along runs with the
// direction of the edges, cross at a right angle to it. The same graph is drawn
// the same way everywhere.
package layered

// Graph is what is arranged. The order of nodes and edges decides where nothing
// else does; a group stands behind the one that holds it.
type Graph struct {
	Nodes  []*Node
	Groups []*Group
	Edges  []*Edge
}

// Size is how much room something takes.
type Size struct{ Cross, Along float64 }

// Node is a box, or a place on the way of an edge through a layer.
type Node struct {
	Size
	Group *Group // nil stands outside all groups

	At, Middle float64 // of its centre, across and along
	From, To   float64 // of its layer, along
	Rank       int     // of its layer

	index    int     // among all nodes and places
	lane     int     // of its position across; the places of an edge share one
	up, down []*Node // neighbours in the layers before and behind
	far      []*Node // what an edge of a group connects it with
	passing  bool    // it is a place
}

func (n *Node) before() []*Node { return n.up }
func (n *Node) behind() []*Node { return n.down }
func (n *Node) apart() []*Node  { return n.far }

// Pads are the distances between the border of a group and what is in it.
type Pads struct{ CrossBefore, CrossBehind, AlongBefore, AlongBehind float64 }

// Group is a box around nodes.
type Group struct {
	Parent *Group // nil stands outside all groups
	Pads   Pads
	Least  Size

	CrossFrom, CrossTo float64
	AlongFrom, AlongTo float64

	children    []member // in the order in which they are drawn
	first, last int      // ranks
	index       int      // of its near side among the positions across
}

// member is what stands inside a group: a node, the places of an edge, or a
// group.
type member struct {
	nodes []*Node // one node, or all places of one edge
	group *Group
	key   float64
}

// Edge is a connection.
type Edge struct {
	From, To End
	Length   int  // in layers, at least
	Label    Size // zero has none; else the place in the middle has this size

	Back   bool    // it leads to an earlier layer
	Places []*Node // between its ends, from the earlier layer to the later one; none where an end is a group
}

// End is a node or a group.
type End struct {
	Node  *Node
	Group *Group
}

// Arrange gives nodes, places and groups their positions.
func Arrange(g *Graph) {
	if len(g.Nodes) == 0 {
		return
	}
	l := &layout{Graph: g, root: &Group{}}
	for _, n := range g.Nodes {
		if n.Group == nil {
			n.Group = l.root
		}
	}
	for _, x := range g.Groups {
		if x.Parent == nil {
			x.Parent = l.root
		}
		x.Parent.children = append(x.Parent.children, member{group: x})
	}
	for _, n := range g.Nodes {
		n.Group.children = append(n.Group.children, member{nodes: []*Node{n}})
	}
	l.ranks()
	l.places()
	l.order()
	l.along()
	for _, n := range l.all {
		n.At, n.From, n.To = l.cross[n.lane], l.start[n.Rank], l.start[n.Rank]+l.extent[n.Rank]
		n.Middle = (n.From + n.To) / 2
	}
	for _, x := range g.Groups {
		x.CrossFrom, x.CrossTo = l.cross[x.index], l.cross[x.index+1]
		x.AlongFrom, x.AlongTo = l.side(x, true), l.side(x, false)
	}
}

// holds reports whether a group is g or stands inside it.
func (g *Group) holds(inner *Group) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == g {
			return true
		}
	}
	return false
}

// leaves calls f for every node and place in a group, groups inside it
// included.
func (g *Group) leaves(f func(*Node)) {
	for _, m := range g.children {
		for _, n := range m.nodes {
			f(n)
		}
		if m.group != nil {
			m.group.leaves(f)
		}
	}
}

// common is the innermost group that holds both.
func common(a, b *Group) *Group {
	for ; a != nil; a = a.Parent {
		if a.holds(b) {
			return a
		}
	}
	return a
}
