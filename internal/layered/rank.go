package layered

// arc is a constraint between the ranks of two nodes.
type arc struct {
	from, to *Node
	length   int
	edge     *Edge // nil where the arc only stands for an edge of a group
}

// layout is the state of arranging one graph.
type layout struct {
	*Graph
	root   *Group
	all    []*Node // places included
	layers [][]*Node
	arcs   []arc
	cross  []float64 // of each lane; two for each group behind them
	start  []float64 // of each layer
	extent []float64 // of each layer
}

// ranks gives every node its layer, so that arrows lead to later ones. Arrows
// that close a cycle run back.
func (l *layout) ranks() {
	l.constraints()
	l.breakCycles()
	order := l.sorted()
	for _, n := range order {
		for _, a := range l.arcs {
			if a.to == n {
				n.Rank = max(n.Rank, a.from.Rank+a.length)
			}
		}
	}
	for i := len(order) - 1; i >= 0; i-- {
		l.tighten(order[i])
	}
	l.looseNodes()
}

// constraints turns edges into arcs. An edge of a group bears on all that is
// inside the group.
func (l *layout) constraints() {
	for _, e := range l.Edges {
		length := e.Length
		if e.Label != (Size{}) {
			length = max(length, 2)
		}
		if e.From.Node != nil && e.To.Node != nil {
			if e.From.Node != e.To.Node {
				l.arcs = append(l.arcs, arc{e.From.Node, e.To.Node, length, e})
			}
			continue
		}
		for _, a := range e.From.all() {
			for _, b := range e.To.all() {
				if !e.From.within(b) && !e.To.within(a) {
					l.arcs = append(l.arcs, arc{a, b, length, nil})
				}
			}
		}
	}
}

// all returns the nodes that an end stands for.
func (e End) all() []*Node {
	if e.Node != nil {
		return []*Node{e.Node}
	}
	var out []*Node
	e.Group.leaves(func(n *Node) { out = append(out, n) })
	return out
}

// within reports whether a node stands in the group of an end.
func (e End) within(n *Node) bool { return e.Group != nil && e.Group.holds(n.Group) }

// breakCycles turns arcs round that lead back to a node from which they come.
func (l *layout) breakCycles() {
	out := map[*Node][]int{}
	for i, a := range l.arcs {
		out[a.from] = append(out[a.from], i)
	}
	state := map[*Node]int{} // 1 on the way, 2 done
	back := map[int]bool{}
	var visit func(n *Node)
	visit = func(n *Node) {
		state[n] = 1
		for _, i := range out[n] {
			switch to := l.arcs[i].to; state[to] {
			case 0:
				visit(to)
			case 1:
				back[i] = true
			}
		}
		state[n] = 2
	}
	for _, n := range l.Nodes {
		if state[n] == 0 {
			visit(n)
		}
	}
	kept := l.arcs[:0]
	for i, a := range l.arcs {
		if back[i] {
			if a.edge == nil {
				continue
			}
			a.edge.Back = true
			a.from, a.to = a.to, a.from
		}
		kept = append(kept, a)
	}
	l.arcs = kept
}

// sorted returns the nodes so that arcs lead to later ones.
func (l *layout) sorted() []*Node {
	waiting := map[*Node]int{}
	for _, a := range l.arcs {
		waiting[a.to]++
	}
	var out []*Node
	for _, n := range l.Nodes {
		if waiting[n] == 0 {
			out = append(out, n)
		}
	}
	for i := 0; i < len(out); i++ {
		for _, a := range l.arcs {
			if a.from == out[i] {
				if waiting[a.to]--; waiting[a.to] == 0 {
					out = append(out, a.to)
				}
			}
		}
	}
	return out
}

// tighten moves a node that is bound more by what follows than by what comes
// before towards what follows.
func (l *layout) tighten(n *Node) {
	in, out, limit := 0, 0, 0
	for _, a := range l.arcs {
		switch {
		case a.to == n:
			in++
		case a.from == n:
			if rank := a.to.Rank - a.length; out == 0 || rank < limit {
				limit = rank
			}
			out++
		}
	}
	if out > in {
		n.Rank = limit
	}
}

// looseNodes puts nodes without arrows beside the others of their group.
func (l *layout) looseNodes() {
	bound := map[*Node]bool{}
	for _, a := range l.arcs {
		bound[a.from], bound[a.to] = true, true
	}
	for _, n := range l.Nodes {
		if bound[n] {
			continue
		}
		first := -1
		n.Group.leaves(func(other *Node) {
			if bound[other] && (first < 0 || other.Rank < first) {
				first = other.Rank
			}
		})
		n.Rank = max(first, 0)
	}
	lowest := l.Nodes[0].Rank
	for _, n := range l.Nodes {
		lowest = min(lowest, n.Rank)
	}
	for _, n := range l.Nodes {
		n.Rank -= lowest
	}
}

// places puts a place into every layer that an edge passes. The one in the
// middle holds the label.
func (l *layout) places() {
	l.all = append(l.all, l.Nodes...)
	for _, e := range l.Edges {
		if e.From.Node == nil || e.To.Node == nil {
			for _, a := range e.From.all() {
				for _, b := range e.To.all() {
					a.far, b.far = append(a.far, b), append(b.far, a)
				}
			}
			continue
		}
		if e.From.Node == e.To.Node {
			continue
		}
		a, b := e.From.Node, e.To.Node
		if e.Back {
			a, b = b, a
		}
		before := a
		join := func(n *Node) {
			before.down = append(before.down, n)
			n.up = append(n.up, before)
			before = n
		}
		middle := (a.Rank + b.Rank) / 2
		for rank := a.Rank + 1; rank < b.Rank; rank++ {
			p := &Node{Group: common(a.Group, b.Group), Rank: rank, passing: true}
			if rank == middle {
				p.Size = e.Label
			}
			e.Places = append(e.Places, p)
			l.all = append(l.all, p)
			join(p)
		}
		join(b)
		if len(e.Places) > 0 {
			g := e.Places[0].Group
			g.children = append(g.children, member{nodes: e.Places})
		}
	}
	last := 0
	for i, n := range l.all {
		n.index, n.lane = i, i
		last = max(last, n.Rank)
	}
	for _, e := range l.Edges {
		for _, p := range e.Places {
			p.lane = e.Places[0].lane
		}
	}
	l.layers = make([][]*Node, last+1)
	for i, g := range l.Groups {
		g.index = len(l.all) + 2*i
		g.first, g.last = last, 0
		g.leaves(func(n *Node) { g.first, g.last = min(g.first, n.Rank), max(g.last, n.Rank) })
	}
	l.root.last = last
}
