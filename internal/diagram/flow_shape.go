package diagram

import "math"

// measure gives a node the size that its label and its shape need.
func (n *node) measure() {
	w, h := n.label.width(), n.label.height()
	if n.label.empty() {
		w, h = 16, lineHeight
	}
	switch n.shape {
	case "record":
		n.measureRecord()
	case "start", "stop":
		n.w, n.h = 20, 20
		return
	case "choice":
		n.w, n.h = 30, 30
		return
	case "bar":
		n.w, n.h = 70, 6
		return
	case "circle", "ring":
		d := math.Hypot(w, h) + 14
		if n.shape == "ring" {
			d += 10
		}
		n.w, n.h = d, d
	case "diamond":
		n.w, n.h = w*1.15+h+30, h*1.5+w*0.28+22
	case "hexagon":
		n.w, n.h = w+52, h+22
	case "lean-right", "lean-left", "trapezoid", "funnel":
		n.w, n.h = w+62, h+22
	case "flag":
		n.w, n.h = w+46, h+22
	case "stadium":
		n.w, n.h = w+40, h+22
	case "cylinder":
		n.w, n.h = w+32, h+36
	case "subroutine":
		n.w, n.h = w+46, h+22
	default:
		n.w, n.h = w+32, h+22
	}
	n.w = max(n.w, 48)
}

// shape draws the outline of a node.
func (c *canvas) shape(n *node) {
	r := rect{n.x - n.w/2, n.y - n.h/2, n.w, n.h}
	l, t, right, b := r.x, r.y, r.x+r.w, r.y+r.h
	lean := 16.0
	switch n.shape {
	case "round":
		c.rect(r, 10, "outline")
	case "stadium":
		c.rect(r, n.h/2, "outline")
	case "circle":
		c.ellipse(n.x, n.y, n.w/2, n.h/2, "outline")
	case "ring":
		c.ellipse(n.x, n.y, n.w/2, n.h/2, "outline")
		c.ellipse(n.x, n.y, n.w/2-5, n.h/2-5, "inner")
	case "start":
		c.ellipse(n.x, n.y, n.w/2, n.h/2, "head")
	case "stop":
		c.ellipse(n.x, n.y, n.w/2, n.h/2, "outline")
		c.ellipse(n.x, n.y, n.w/2-5, n.h/2-5, "head")
	case "bar":
		c.rect(r, 3, "head")
	case "note":
		c.polygon("outline", point{l, t}, point{right - 10, t}, point{right, t + 10}, point{right, b}, point{l, b})
	case "diamond", "choice":
		c.polygon("outline", point{n.x, t}, point{right, n.y}, point{n.x, b}, point{l, n.y})
	case "hexagon":
		c.polygon("outline", point{l + lean, t}, point{right - lean, t}, point{right, n.y}, point{right - lean, b}, point{l + lean, b}, point{l, n.y})
	case "lean-right":
		c.polygon("outline", point{l + lean, t}, point{right, t}, point{right - lean, b}, point{l, b})
	case "lean-left":
		c.polygon("outline", point{l, t}, point{right - lean, t}, point{right, b}, point{l + lean, b})
	case "trapezoid":
		c.polygon("outline", point{l + lean, t}, point{right - lean, t}, point{right, b}, point{l, b})
	case "funnel":
		c.polygon("outline", point{l, t}, point{right, t}, point{right - lean, b}, point{l + lean, b})
	case "flag":
		c.polygon("outline", point{l, t}, point{right, t}, point{right, b}, point{l, b}, point{l + 14, n.y})
	case "subroutine":
		c.rect(r, 2, "outline")
		c.path(pathOf([]point{{l + 8, t}, {l + 8, b}})+pathOf([]point{{right - 8, t}, {right - 8, b}}), "inner")
	case "cylinder":
		c.cylinder(r)
	default:
		c.rect(r, 4, "outline")
	}
}

func (c *canvas) cylinder(r rect) {
	const lid = 7.0
	rx, l, right := number(r.w/2), number(r.x), number(r.x+r.w)
	top, low := number(r.y+lid), number(r.y+r.h-lid)
	arc := "A" + rx + " " + number(lid) + " 0 0 "
	c.path("M"+l+" "+top+arc+"1 "+right+" "+top+"V"+low+arc+"1 "+l+" "+low+"Z", "outline", point{r.x, r.y}, point{r.x + r.w, r.y + r.h})
	c.path("M"+l+" "+top+arc+"0 "+right+" "+top, "inner")
}

// edgeOf is how far the outline of a node is from the line through its centre
// across the chart, at an offset from the centre.
func (n *node) edgeOf(offset float64) float64 {
	half, halfCross := n.spot.Along/2, n.spot.Cross/2
	switch n.shape {
	case "circle", "ring", "start", "stop":
		return math.Sqrt(max(half*half-offset*offset, 0))
	case "diamond", "choice":
		return half * max(1-math.Abs(offset)/halfCross, 0)
	}
	return half
}

// reachOf is how far from the centre of a node edges may start and end.
func (n *node) reachOf() float64 {
	half := n.spot.Cross / 2
	switch n.shape {
	case "circle", "ring", "start", "stop":
		return half * 0.5
	case "diamond", "choice":
		return half * 0.3
	case "stadium", "cylinder":
		return half * 0.6
	}
	return half * 0.7
}
