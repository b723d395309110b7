package layered

import "math"

// The distances of a drawing, in the unit of the sizes of its nodes.
const (
	nodeGap  = 26.0 // between neighbours in a layer
	placeGap = 14.0 // between a node and an edge that passes
	groupGap = 22.0 // between groups
	layerGap = 42.0 // between layers
)

// gap says that one position is at least a distance behind another one.
type gap struct {
	before, behind int
	least          float64
}

// fill writes the order of the members into the layers.
func (l *layout) fill() {
	for i := range l.layers {
		l.layers[i] = l.layers[i][:0]
	}
	l.root.leaves(func(n *Node) { l.layers[n.Rank] = append(l.layers[n.Rank], n) })
}

// slot is a position across the chart with what it is the position of.
type slot struct {
	index int
	node  *Node
	group *Group
	opens bool // the near side of the group, else the far one
}

// row returns what stands in one layer of a group, in order: nodes, and both
// sides of groups, also of those that only pass the layer.
func (l *layout) row(g *Group, rank int, out []slot) []slot {
	for _, m := range g.children {
		for _, n := range m.nodes {
			if n.Rank == rank {
				out = append(out, slot{index: n.lane, node: n})
			}
		}
		if m.group != nil && m.group.first <= rank && rank <= m.group.last {
			out = append(out, slot{index: m.group.index, group: m.group, opens: true})
			out = l.row(m.group, rank, out)
			out = append(out, slot{index: m.group.index + 1, group: m.group})
		}
	}
	return out
}

// gaps returns the distances that the order asks for, and the positions in an
// order in which each stands behind those that bound it.
func (l *layout) gaps() (all []gap, order []int) {
	for rank := range l.layers {
		row := l.row(l.root, rank, nil)
		for i := 0; i+1 < len(row); i++ {
			all = append(all, gap{row[i].index, row[i+1].index, l.distance(row[i], row[i+1])})
		}
	}
	for _, g := range l.Groups {
		all = append(all, gap{g.index, g.index + 1, max(g.Least.Cross, g.Pads.CrossBefore+g.Pads.CrossBehind)})
	}
	var visit func(g *Group)
	visit = func(g *Group) {
		for _, m := range g.children {
			if m.group == nil {
				order = append(order, m.nodes[0].lane)
				continue
			}
			order = append(order, m.group.index)
			visit(m.group)
			order = append(order, m.group.index+1)
		}
	}
	visit(l.root)
	return all, order
}

// distance is the least distance of two neighbours.
func (l *layout) distance(a, b slot) float64 {
	sum := 0.0
	for _, s := range []slot{a, b} {
		if s.node != nil {
			sum += s.node.Cross / 2
		}
	}
	switch {
	case a.node != nil && b.node != nil && (a.node.passing || b.node.passing):
		sum += placeGap
	case a.node != nil && b.node != nil:
		sum += nodeGap
	case a.group != nil && a.opens:
		sum += a.group.Pads.CrossBefore
	case b.group != nil && !b.opens:
		sum += b.group.Pads.CrossBehind
	default:
		sum += groupGap
	}
	return sum
}

// settle places everything across the chart. First each node moves towards its
// neighbours, and what then stands too near to another is pushed apart, many
// times over; then each node moves as far as the gaps beside it allow.
func (l *layout) settle(times int) {
	l.fill()
	all, order := l.gaps()
	if l.cross == nil {
		l.cross = make([]float64, len(l.all)+2*len(l.Groups))
	}
	for range times {
		for i, wish := range l.wishes() {
			l.cross[i] += (wish - l.cross[i]) / 2
		}
		for range 3 {
			for i := range all {
				l.part(all[i])
			}
			for i := len(all) - 1; i >= 0; i-- {
				l.part(all[i])
			}
		}
	}
	into, from := make([][]gap, len(l.cross)), make([][]gap, len(l.cross))
	for _, g := range all {
		into[g.behind] = append(into[g.behind], g)
		from[g.before] = append(from[g.before], g)
	}
	l.keepGaps(order, into, from)
	for range times {
		wish := l.wishes()
		for _, i := range order {
			l.shift(i, wish[i], into[i], from[i])
		}
		wish = l.wishes()
		for k := len(order) - 1; k >= 0; k-- {
			l.shift(order[k], wish[order[k]], into[order[k]], from[order[k]])
		}
	}
}

// shift moves one position to where it would like to be, as far as it can.
func (l *layout) shift(i int, wish float64, into, from []gap) {
	low, high := math.Inf(-1), math.Inf(1)
	for _, g := range into {
		low = max(low, l.cross[g.before]+g.least)
	}
	for _, g := range from {
		high = min(high, l.cross[g.behind]-g.least)
	}
	if low <= high {
		l.cross[i] = min(max(wish, low), high)
	}
}

// part pushes two neighbours apart that stand too near.
func (l *layout) part(g gap) {
	if lack := g.least - (l.cross[g.behind] - l.cross[g.before]); lack > 0 {
		l.cross[g.before] -= lack / 2
		l.cross[g.behind] += lack / 2
	}
}

// keepGaps makes every distance hold. A pass to the right and one to the left
// each do so, and therefore so does their mean, which moves things least.
func (l *layout) keepGaps(order []int, into, from [][]gap) {
	right, left := make([]float64, len(l.cross)), make([]float64, len(l.cross))
	for _, i := range order {
		right[i] = l.cross[i]
		for _, g := range into[i] {
			right[i] = max(right[i], right[g.before]+g.least)
		}
	}
	for k := len(order) - 1; k >= 0; k-- {
		i := order[k]
		left[i] = l.cross[i]
		for _, g := range from[i] {
			left[i] = min(left[i], left[g.behind]-g.least)
		}
	}
	for i := range l.cross {
		l.cross[i] = (right[i] + left[i]) / 2
	}
}

// members calls f for all nodes, and the places of edges, in a group.
func (l *layout) members(g *Group, f func([]*Node)) {
	for _, m := range g.children {
		if m.group != nil {
			l.members(m.group, f)
		} else {
			f(m.nodes)
		}
	}
}

// wishes is where everything would like to be.
func (l *layout) wishes() []float64 {
	wish := make([]float64, len(l.cross))
	l.members(l.root, func(nodes []*Node) { wish[nodes[0].lane] = l.pull(nodes, true, true) })
	for i := len(l.Groups) - 1; i >= 0; i-- {
		g := l.Groups[i]
		low, high := math.Inf(1), math.Inf(-1)
		g.leaves(func(n *Node) {
			half := n.Cross / 2
			low, high = min(low, l.cross[n.lane]-half), max(high, l.cross[n.lane]+half)
		})
		for _, m := range g.children {
			if m.group != nil {
				low, high = min(low, wish[m.group.index]), max(high, wish[m.group.index+1])
			}
		}
		wish[g.index], wish[g.index+1] = low-g.Pads.CrossBefore, high+g.Pads.CrossBehind
	}
	return wish
}

// along places the layers along the chart, with room for the sides and titles
// of the groups that start and end there.
func (l *layout) along() {
	l.start, l.extent = make([]float64, len(l.layers)), make([]float64, len(l.layers))
	for range 3 {
		at := 0.0
		for rank, layer := range l.layers {
			boxes := false
			for _, n := range layer {
				l.extent[rank] = max(l.extent[rank], n.Along)
				boxes = boxes || !n.passing
			}
			room := layerGap
			if !boxes || rank > 0 && !l.hasBoxes(rank-1) {
				room = layerGap / 2
			}
			if rank > 0 {
				at += room + l.room(l.root, rank, true)
			} else {
				at = l.room(l.root, rank, true)
			}
			l.start[rank] = at
			at += l.extent[rank] + l.room(l.root, rank, false)
		}
		for _, g := range l.Groups {
			from, to := l.side(g, true), l.side(g, false)
			if lack := g.Least.Along - (to - from); lack > 0 {
				l.extent[g.last] += lack
			}
		}
	}
}

func (l *layout) hasBoxes(rank int) bool {
	for _, n := range l.layers[rank] {
		if !n.passing {
			return true
		}
	}
	return false
}

// room is what groups inside g need before a layer in which they start, or
// behind one in which they end.
func (l *layout) room(g *Group, rank int, before bool) float64 {
	most := 0.0
	for _, m := range g.children {
		if m.group == nil || rank < m.group.first || rank > m.group.last {
			continue
		}
		need := l.room(m.group, rank, before)
		switch {
		case before && m.group.first == rank:
			need += m.group.Pads.AlongBefore
		case !before && m.group.last == rank:
			need += m.group.Pads.AlongBehind
		}
		most = max(most, need)
	}
	return most
}

// side is where a group starts or ends along the chart.
func (l *layout) side(g *Group, before bool) float64 {
	if before {
		return l.start[g.first] - g.Pads.AlongBefore - l.room(g, g.first, true)
	}
	return l.start[g.last] + l.extent[g.last] + g.Pads.AlongBehind + l.room(g, g.last, false)
}
