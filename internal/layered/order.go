package layered

import (
	"math"
	"slices"
)

// rounds is how often the order of the layers is improved.
const rounds = 14

// order finds an order of the nodes in every layer in which few arrows cross.
// What stands in a group stays together.
func (l *layout) order() {
	l.settle(12)
	best, bestScore := l.snapshot(), l.score()
	for round := range rounds {
		l.sortBy(l.root, round%2 == 0)
		l.settle(12)
		if score := l.score(); score < bestScore {
			best, bestScore = l.snapshot(), score
		}
	}
	l.restore(best)
	l.swapNeighbours()
	l.settle(300)
}

// sortBy sorts the members of a group, and of the groups in it, by where their
// neighbours are in the layers before, or behind. It returns the mean.
func (l *layout) sortBy(g *Group, before bool) float64 {
	sum := 0.0
	for i, m := range g.children {
		if m.group != nil {
			g.children[i].key = l.sortBy(m.group, before)
		} else {
			g.children[i].key = l.pull(m.nodes, before, !before)
		}
		sum += g.children[i].key
	}
	slices.SortStableFunc(g.children, func(a, b member) int {
		switch {
		case a.key < b.key-1e-6:
			return -1
		case a.key > b.key+1e-6:
			return 1
		}
		return 0
	})
	return sum / float64(max(len(g.children), 1))
}

// pull is where the neighbours of a node, or of the places of an edge, would
// like to have it. The side on which there are more of them counts more, so
// that a box stands in the middle above those to which it leads.
func (l *layout) pull(nodes []*Node, before, behind bool) float64 {
	lane := nodes[0].lane
	mean := func(neighbours func(n *Node) []*Node) (sum, weight float64) {
		count := 0.0
		for _, n := range nodes {
			for _, m := range neighbours(n) {
				if m.lane != lane {
					sum += l.cross[m.lane]
					count++
				}
			}
		}
		return sum * count, count * count // the mean, with the square of the count as its weight
	}
	sum, all := 0.0, 0.0
	for _, side := range []struct {
		use        bool
		neighbours func(n *Node) []*Node
	}{{before, (*Node).before}, {behind, (*Node).behind}, {before || behind, (*Node).apart}} {
		if side.use {
			s, w := mean(side.neighbours)
			sum, all = sum+s, all+w
		}
	}
	if all == 0 {
		return l.cross[lane]
	}
	return sum / all
}

// snapshot keeps the order of the members of all groups.
func (l *layout) snapshot() [][]member {
	out := [][]member{slices.Clone(l.root.children)}
	for _, g := range l.Groups {
		out = append(out, slices.Clone(g.children))
	}
	return out
}

func (l *layout) restore(s [][]member) {
	copy(l.root.children, s[0])
	for i, g := range l.Groups {
		copy(g.children, s[i+1])
	}
	l.settle(12)
}

// score weighs crossings and the length of the arrows.
func (l *layout) score() float64 {
	length := 0.0
	for _, n := range l.all {
		for _, m := range n.down {
			length += math.Abs(l.cross[n.lane] - l.cross[m.lane])
		}
	}
	return float64(l.crossings())*400 + length
}

// crossings counts how many arrows cross between neighbouring layers.
func (l *layout) crossings() int {
	place := make([]int, len(l.all))
	for _, layer := range l.layers {
		for i, n := range layer {
			place[n.index] = i
		}
	}
	count := 0
	for _, layer := range l.layers {
		var seen []int
		for _, n := range layer {
			for _, m := range n.down {
				for _, other := range seen {
					if other > place[m.index] {
						count++
					}
				}
			}
			for _, m := range n.down {
				seen = append(seen, place[m.index])
			}
		}
	}
	return count
}

// swapNeighbours swaps members while that takes crossings away.
func (l *layout) swapNeighbours() {
	const far = 10 // members apart
	if len(l.all) > 160 {
		return
	}
	groups := append([]*Group{l.root}, l.Groups...)
	best := l.crossings()
	for range 3 {
		before := best
		for _, g := range groups {
			for i := range g.children {
				for k := i + 1; k < min(len(g.children), i+far) && best > 0; k++ {
					g.children[i], g.children[k] = g.children[k], g.children[i]
					l.fill()
					if now := l.crossings(); now < best {
						best = now
						continue
					}
					g.children[i], g.children[k] = g.children[k], g.children[i]
				}
			}
		}
		l.fill()
		if best == before {
			return
		}
	}
}
