package diagram

import (
	"cmp"
	"math"
	"slices"
)

// route is the way of an edge, along the chart: cross is x, rank is y.
type route struct {
	edge   *edge
	points []point // from the earlier layer to the later one
	loop   bool
	free   bool    // between the borders of groups
	across bool    // from side to side
	alone  [2]bool // no other edge uses the side of the node at its ends
}

// routes finds the way of every edge.
func (f *flow) routes() []route {
	var out []route
	type port struct {
		route *route
		first bool
		side  float64 // where the edge goes to, across the chart
	}
	ports := map[*node][2][]port{}
	for _, e := range f.edges {
		switch {
		case e.stroke == "none":
		case e.from.node == nil || e.to.node == nil:
			out = append(out, f.freeRoute(e))
		case e.from.node == e.to.node:
			out = append(out, route{edge: e, loop: true})
		default:
			a, b := e.from.node, e.to.node
			if e.spot.Back {
				a, b = b, a
			}
			r := route{edge: e, points: []point{{a.spot.At, a.spot.Middle}}}
			for _, p := range e.spot.Places {
				x, from, to := p.At, p.From, p.To
				r.points = append(r.points, point{x, from}, point{x, to})
			}
			r.points = append(r.points, point{b.spot.At, b.spot.Middle})
			out = append(out, r)
		}
	}
	for i := range out {
		r := &out[i]
		if r.loop || r.free {
			continue
		}
		a, b := r.edge.from.node, r.edge.to.node
		if r.edge.spot.Back {
			a, b = b, a
		}
		pa := ports[a]
		pa[1] = append(pa[1], port{r, true, r.points[1].x})
		ports[a] = pa
		pb := ports[b]
		pb[0] = append(pb[0], port{r, false, r.points[len(r.points)-2].x})
		ports[b] = pb
	}
	for _, n := range f.nodes {
		for side, list := range ports[n] {
			slices.SortStableFunc(list, func(a, b port) int { return cmp.Compare(a.side, b.side) })
			step := min(18, 2*n.reachOf()/float64(max(len(list)-1, 1)))
			for i, p := range list {
				offset := (float64(i) - float64(len(list)-1)/2) * step
				at := point{n.spot.At + offset, n.spot.Middle - n.edgeOf(offset)}
				if side == 1 {
					at.y = n.spot.Middle + n.edgeOf(offset)
				}
				if p.first {
					p.route.points[0], p.route.alone[0] = at, len(list) == 1
				} else {
					p.route.points[len(p.route.points)-1], p.route.alone[1] = at, len(list) == 1
				}
			}
		}
	}
	for _, r := range out {
		if !r.loop && !r.free {
			f.straighten(r)
		}
	}
	return out
}

// straighten moves an end that no other edge shares, so that a line that is
// almost straight is straight.
func (f *flow) straighten(r route) {
	a, b := r.edge.from.node, r.edge.to.node
	if r.edge.spot.Back {
		a, b = b, a
	}
	last := len(r.points) - 1
	if x := r.points[1].x; r.alone[0] && math.Abs(x-r.points[0].x) < 8 {
		r.points[0] = point{x, a.spot.Middle + a.edgeOf(x-a.spot.At)}
	}
	if x := r.points[last-1].x; r.alone[1] && math.Abs(x-r.points[last].x) < 8 {
		r.points[last] = point{x, b.spot.Middle - b.edgeOf(x-b.spot.At)}
	}
}

// freeRoute leads from border to border, where an end is a group: from one
// layer to another where there is room between them, else across the chart.
func (f *flow) freeRoute(e *edge) route {
	from, to := f.turned(e.from.box()), f.turned(e.to.box())
	r := route{edge: e, free: true}
	swap := to.y+to.h < from.y || to.y < from.y && to.x+to.w < from.x
	if swap {
		from, to = to, from
	}
	switch {
	case to.y-(from.y+from.h) >= 20:
		x := between(from.x+from.w/2, to.x+to.w*0.3, to.x+to.w*0.7)
		if from.w > to.w {
			x = to.x + to.w/2
		}
		r.points = []point{{between(x, from.x+14, from.x+from.w-14), from.y + from.h}, {x, to.y}}
	case to.x >= from.x+from.w:
		y := between(from.y+from.h/2, to.y+14, to.y+to.h-14)
		r.points, r.across = []point{{from.x + from.w, between(y, from.y+8, from.y+from.h-8)}, {to.x, y}}, true
	default:
		y := between(from.y+from.h/2, to.y+14, to.y+to.h-14)
		r.points, r.across = []point{{from.x, between(y, from.y+8, from.y+from.h-8)}, {to.x + to.w, y}}, true
	}
	if swap {
		slices.Reverse(r.points)
	}
	return r
}

// between is v, or the nearest of two bounds.
func between(v, low, high float64) float64 { return max(min(v, high), low) }

// turned turns a box of the picture into one along the chart.
func (f *flow) turned(r rect) rect {
	switch f.direction {
	case "LR":
		return rect{r.y, r.x, r.h, r.w}
	case "RL":
		return rect{r.y, -r.x - r.w, r.h, r.w}
	case "BT":
		return rect{r.x, -r.y - r.h, r.w, r.h}
	}
	return r
}

func (e end) box() rect {
	if n := e.node; n != nil {
		return rect{n.x - n.w/2, n.y - n.h/2, n.w, n.h}
	}
	return e.group.box
}
