package layered

import (
	"fmt"
	"testing"
)

// dice is a sequence of numbers that is the same in every run.
type dice uint32

func (d *dice) roll(n int) int {
	*d = *d*1664525 + 1013904223
	return int(uint32(*d)>>8) % n
}

// random makes a graph with groups in groups, cycles and edges of groups.
func random(seed uint32) *Graph {
	d := dice(seed)
	g := &Graph{}
	for i := range d.roll(5) {
		x := &Group{Pads: Pads{16, 16, 30, 16}, Least: Size{Cross: 60}}
		if i > 0 && d.roll(2) == 0 {
			x.Parent = g.Groups[d.roll(i)]
		}
		g.Groups = append(g.Groups, x)
	}
	count := 2 + d.roll(22)
	for i := range count {
		n := &Node{Size: Size{Cross: float64(30 + d.roll(120)), Along: float64(20 + d.roll(60))}}
		if i < len(g.Groups) { // no group is empty
			n.Group = g.Groups[i]
		} else if k := d.roll(len(g.Groups) + 1); k < len(g.Groups) {
			n.Group = g.Groups[k]
		}
		g.Nodes = append(g.Nodes, n)
	}
	for len(g.Nodes) < len(g.Groups) {
		g.Nodes = append(g.Nodes, &Node{Size: Size{40, 40}, Group: g.Groups[len(g.Nodes)]})
	}
	for range d.roll(2 * count) {
		e := &Edge{From: End{Node: g.Nodes[d.roll(count)]}, To: End{Node: g.Nodes[d.roll(count)]}, Length: 1 + d.roll(2)}
		if d.roll(3) == 0 {
			e.Label = Size{50, 20}
		}
		if len(g.Groups) > 0 && d.roll(6) == 0 {
			e.To = End{Group: g.Groups[d.roll(len(g.Groups))]}
		}
		g.Edges = append(g.Edges, e)
	}
	return g
}

type box struct{ left, right, top, bottom float64 }

func boxOf(n *Node) box {
	return box{n.At - n.Cross/2, n.At + n.Cross/2, n.Middle - n.Along/2, n.Middle + n.Along/2}
}

func (b box) meets(o box) bool {
	const hair = 0.5
	return b.left < o.right-hair && o.left < b.right-hair && b.top < o.bottom-hair && o.top < b.bottom-hair
}

func (b box) holds(o box) bool {
	const hair = 0.5
	return b.left <= o.left+hair && b.right >= o.right-hair && b.top <= o.top+hair && b.bottom >= o.bottom-hair
}

func TestNothingOverlaps(t *testing.T) {
	for seed := range uint32(150) {
		g := random(seed)
		Arrange(g)
		if err := wrong(g); err != "" {
			t.Fatalf("seed %d: %s", seed, err)
		}
	}
}

// wrong says what breaks a rule of the drawing, or "".
func wrong(g *Graph) string {
	for i, n := range g.Nodes {
		for k, m := range g.Nodes[:i] {
			if boxOf(n).meets(boxOf(m)) {
				return fmt.Sprintf("the nodes %d and %d overlap", k, i)
			}
		}
		for k, x := range g.Groups {
			b := box{x.CrossFrom, x.CrossTo, x.AlongFrom, x.AlongTo}
			if in := x.holds(n.Group); in && !b.holds(boxOf(n)) || !in && b.meets(boxOf(n)) {
				return fmt.Sprintf("the node %d and the group %d: inside is %v", i, k, in)
			}
		}
	}
	for i, x := range g.Groups {
		a := box{x.CrossFrom, x.CrossTo, x.AlongFrom, x.AlongTo}
		for k, y := range g.Groups {
			b := box{y.CrossFrom, y.CrossTo, y.AlongFrom, y.AlongTo}
			switch {
			case i == k:
			case x.holds(y) && !a.holds(b):
				return fmt.Sprintf("the group %d does not hold the group %d", i, k)
			case !x.holds(y) && !y.holds(x) && a.meets(b):
				return fmt.Sprintf("the groups %d and %d overlap", i, k)
			}
		}
	}
	for i, e := range g.Edges {
		a, b := e.From.Node, e.To.Node
		if a == nil || b == nil || a == b {
			continue
		}
		if e.Back {
			a, b = b, a
		}
		if b.Rank-a.Rank < e.Length || len(e.Places) != b.Rank-a.Rank-1 {
			return fmt.Sprintf("the edge %d leads from layer %d to %d over %d places", i, a.Rank, b.Rank, len(e.Places))
		}
		labels := 0
		for _, p := range e.Places {
			if p.At != e.Places[0].At {
				return fmt.Sprintf("the edge %d is not straight between its ends", i)
			}
			if p.Size != (Size{}) {
				labels++
			}
		}
		if want := e.Label != (Size{}); want != (labels == 1) {
			return fmt.Sprintf("the edge %d has %d places for its label", i, labels)
		}
	}
	return ""
}

func TestTheSameGraphIsDrawnTheSameWay(t *testing.T) {
	a, b := random(7), random(7)
	Arrange(a)
	Arrange(b)
	for i := range a.Nodes {
		if a.Nodes[i].At != b.Nodes[i].At || a.Nodes[i].Middle != b.Nodes[i].Middle {
			t.Fatalf("node %d stands elsewhere", i)
		}
	}
}

// chain makes nodes of one size, and edges between them.
func chain(count int, pairs ...[2]int) *Graph {
	g := &Graph{}
	for range count {
		g.Nodes = append(g.Nodes, &Node{Size: Size{40, 20}})
	}
	for _, p := range pairs {
		g.Edges = append(g.Edges, &Edge{From: End{Node: g.Nodes[p[0]]}, To: End{Node: g.Nodes[p[1]]}, Length: 1})
	}
	return g
}

func TestLayers(t *testing.T) {
	for _, c := range []struct {
		name  string
		graph *Graph
		want  []int
	}{
		{"a chain", chain(3, [2]int{0, 1}, [2]int{1, 2}), []int{0, 1, 2}},
		{"a short way beside a long one", chain(3, [2]int{0, 1}, [2]int{1, 2}, [2]int{0, 2}), []int{0, 1, 2}},
		{"a cycle", chain(3, [2]int{0, 1}, [2]int{1, 2}, [2]int{2, 0}), []int{0, 1, 2}},
		{"a source near its target", chain(4, [2]int{0, 1}, [2]int{1, 2}, [2]int{3, 2}), []int{0, 1, 2, 1}},
		{"no edges", chain(2), []int{0, 0}},
		{"an edge to itself", chain(1, [2]int{0, 0}), []int{0}},
	} {
		Arrange(c.graph)
		for i, n := range c.graph.Nodes {
			if n.Rank != c.want[i] {
				t.Errorf("%s: node %d is in layer %d, want %d", c.name, i, n.Rank, c.want[i])
			}
		}
	}
}

func TestEdgesDoNotCrossWithoutNeed(t *testing.T) {
	g := chain(6, [2]int{0, 5}, [2]int{1, 4}, [2]int{2, 3})
	Arrange(g)
	for i, e := range g.Edges {
		for _, o := range g.Edges[:i] {
			if (e.From.Node.At-o.From.Node.At)*(e.To.Node.At-o.To.Node.At) < 0 {
				t.Error("edges cross that need not")
			}
		}
		if d := e.From.Node.At - e.To.Node.At; d > 0.5 || d < -0.5 {
			t.Errorf("the edge %d leans by %.1f", i, d)
		}
	}
}
