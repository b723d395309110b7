package diagram

import (
	"math"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/layered"
)

// drawRoute draws the line of an edge and its heads.
func (f *flow) drawRoute(c *canvas, r route) {
	class := "line"
	if r.edge.stroke != "" {
		class += " " + r.edge.stroke
	}
	c.open("edge")
	defer c.close()
	if r.loop {
		n := r.edge.from.node
		x, y := n.x+n.w/2, n.y
		c.path("M"+number(x)+" "+number(y-7)+"C"+number(x+30)+" "+number(y-20)+" "+number(x+30)+" "+number(y+20)+" "+number(x+8)+" "+number(y+8), class, point{x + 24, y})
		c.arrowhead(r.edge.head, point{x, y + 7}, point{-1, -0.1})
		return
	}
	points := slices.Clone(r.points)
	first, last := r.edge.tail, r.edge.head
	near, far := r.edge.counts[0], r.edge.counts[1]
	if r.edge.spot.Back {
		first, last, near, far = last, first, far, near
	}
	tip, foot := points[len(points)-1], points[0]
	ahead := point{0, 1}
	if r.across {
		ahead = point{1, 0}
	}
	if n := len(points); r.free && (points[n-1].x-points[0].x)*ahead.x+(points[n-1].y-points[0].y)*ahead.y < 0 {
		ahead = point{-ahead.x, -ahead.y}
	}
	step := func(p point, by float64) point { return point{p.x + ahead.x*by, p.y + ahead.y*by} }
	points[0] = step(foot, headLength(first))
	points[len(points)-1] = step(tip, -headLength(last))
	c.path(f.curve(c, points, r.across), class)
	c.arrowhead(first, f.at(foot.x, foot.y), f.at(-ahead.x, -ahead.y))
	c.arrowhead(last, f.at(tip.x, tip.y), f.at(ahead.x, ahead.y))
	c.count(near, f.at(foot.x, foot.y), f.at(ahead.x, ahead.y))
	c.count(far, f.at(tip.x, tip.y), f.at(-ahead.x, -ahead.y))
}

// curve writes a smooth line through points.
func (f *flow) curve(c *canvas, points []point, across bool) string {
	var d strings.Builder
	for i, p := range points {
		q := f.at(p.x, p.y)
		c.reach(q)
		if i == 0 {
			d.WriteString("M" + number(q.x) + " " + number(q.y))
			continue
		}
		before := points[i-1]
		a, b := point{before.x, (p.y + before.y) / 2}, point{p.x, (p.y + before.y) / 2}
		if across {
			a, b = point{(p.x + before.x) / 2, before.y}, point{(p.x + before.x) / 2, p.y}
		}
		if math.Abs(p.x-before.x) < 0.5 || math.Abs(p.y-before.y) < 0.5 {
			d.WriteString("L" + number(q.x) + " " + number(q.y))
			continue
		}
		a, b = f.at(a.x, a.y), f.at(b.x, b.y)
		d.WriteString("C" + number(a.x) + " " + number(a.y) + " " + number(b.x) + " " + number(b.y) + " " + number(q.x) + " " + number(q.y))
	}
	return d.String()
}

// drawLabel writes the label of an edge over its line.
func (f *flow) drawLabel(c *canvas, r route) {
	if r.edge.label.empty() {
		return
	}
	w, h := r.edge.label.width()+8, r.edge.label.height()+2
	at := point{}
	switch {
	case r.loop:
		n := r.edge.from.node
		at = point{n.x + n.w/2 + 30 + w/2, n.y}
	case r.free:
		a, b := r.points[0], r.points[1]
		if r.edge.from.group != nil {
			a, b = b, a
		}
		at = f.at(a.x+(b.x-a.x)*0.784, a.y+(b.y-a.y)*0.658) // on the curve, near the group

	default:
		for _, p := range r.edge.spot.Places {
			if p.Size != (layered.Size{}) {
				at = f.at(p.At, p.Middle)
			}
		}
	}
	c.open("edge-label")
	c.rect(rect{at.x - w/2, at.y - h/2, w, h}, 3, "under")
	c.text(r.edge.label, at.x, at.y, "middle", "label")
	c.close()
}
