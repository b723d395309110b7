package diagram

import (
	"html"
	"math"
	"strconv"
	"strings"
)

// canvas collects the elements of a picture and how far they reach.
type canvas struct {
	out                      strings.Builder
	left, top, right, bottom float64
	used                     bool
}

// prefixed keeps classes apart from those of other parts of a page.
func prefixed(classes string) string {
	return "d-" + strings.ReplaceAll(classes, " ", " d-")
}

// number writes a coordinate with at most one decimal.
func number(v float64) string {
	v = math.Round(v*10) / 10
	if v == 0 {
		v = 0 // never -0
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// reach notes that something is drawn at a point.
func (c *canvas) reach(points ...point) {
	for _, p := range points {
		if !c.used {
			c.left, c.right, c.top, c.bottom, c.used = p.x, p.x, p.y, p.y, true
		}
		c.left, c.right = min(c.left, p.x), max(c.right, p.x)
		c.top, c.bottom = min(c.top, p.y), max(c.bottom, p.y)
	}
}

func (c *canvas) raw(parts ...string) {
	for _, p := range parts {
		c.out.WriteString(p)
	}
}

func (c *canvas) open(class string) { c.raw(`<g class="`, prefixed(class), `">`) }
func (c *canvas) close()            { c.raw("</g>\n") }

func (c *canvas) rect(r rect, radius float64, class string) {
	c.reach(point{r.x, r.y}, point{r.x + r.w, r.y + r.h})
	c.raw(`<rect x="`, number(r.x), `" y="`, number(r.y), `" width="`, number(r.w), `" height="`, number(r.h), `"`)
	if radius > 0 {
		c.raw(` rx="`, number(radius), `"`)
	}
	c.paint(class)
}

func (c *canvas) ellipse(x, y, rx, ry float64, class string) {
	c.reach(point{x - rx, y - ry}, point{x + rx, y + ry})
	c.raw(`<ellipse cx="`, number(x), `" cy="`, number(y), `" rx="`, number(rx), `" ry="`, number(ry), `"`)
	c.paint(class)
}

// path draws a path whose corners are given for the size of the picture.
func (c *canvas) path(d, class string, corners ...point) {
	c.reach(corners...)
	c.raw(`<path d="`, d, `"`)
	c.paint(class)
}

func (c *canvas) polygon(class string, corners ...point) {
	c.path(pathOf(corners)+"Z", class, corners...)
}

// paint ends an element with its class, and with colours for where there is no
// stylesheet.
func (c *canvas) paint(class string) {
	fill, stroke := "none", "currentColor"
	switch {
	case strings.HasPrefix(class, "head"), strings.HasPrefix(class, "slice"), strings.HasPrefix(class, "bar"):
		fill, stroke = "currentColor", "none"
	case strings.HasPrefix(class, "under"):
		stroke = "none"
	}
	c.raw(` class="`, prefixed(class), `" fill="`, fill, `" stroke="`, stroke, `"/>`)
}

// text writes a label around a point. The anchor is start, middle or end.
func (c *canvas) text(l label, x, y float64, anchor, class string) {
	if l.empty() {
		return
	}
	w, h := l.width(), l.height()
	switch anchor {
	case "start":
		c.reach(point{x, y - h/2}, point{x + w, y + h/2})
	case "end":
		c.reach(point{x - w, y - h/2}, point{x, y + h/2})
	default:
		c.reach(point{x - w/2, y - h/2}, point{x + w/2, y + h/2})
	}
	base := y - h/2 + lineHeight*0.72
	for i, line := range l.lines {
		c.raw(`<text x="`, number(x), `" y="`, number(base+float64(i)*lineHeight), `" text-anchor="`, anchor, `" font-size="`, number(fontSize), `" class="`, prefixed(class))
		if line.bold {
			c.raw(` d-strong" font-weight="600`)
		}
		c.raw(`" fill="currentColor">`, html.EscapeString(line.text), "</text>")
	}
}

func pathOf(points []point) string {
	var out strings.Builder
	for i, p := range points {
		if i == 0 {
			out.WriteString("M")
		} else {
			out.WriteString("L")
		}
		out.WriteString(number(p.x) + " " + number(p.y))
	}
	return out.String()
}

// finish returns the picture with a margin around it.
func (c *canvas) finish(kind, title, words string) *Picture {
	const margin = 8.0
	x, y := math.Floor(c.left-margin), math.Floor(c.top-margin)
	w, h := math.Ceil(c.right+margin)-x, math.Ceil(c.bottom+margin)-y
	named := title
	if named == "" {
		named = kind
	}
	var out strings.Builder
	out.WriteString(`<svg class="diagram-picture" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="` + number(x) + " " + number(y) + " " + number(w) + " " + number(h) +
		`" width="` + number(w) + `" height="` + number(h) + `">` + "\n<title>" + html.EscapeString(named) + "</title>\n<desc>" + html.EscapeString(words) + "</desc>\n")
	out.WriteString(c.out.String())
	out.WriteString("</svg>")
	return &Picture{Title: title, Words: words, SVG: out.String(), Width: w}
}

// arrowhead draws what stands at the end of a line: the tip is at p, and the
// line comes along the direction d.
func (c *canvas) arrowhead(kind string, p, d point) {
	n := math.Hypot(d.x, d.y)
	if n == 0 {
		n, d = 1, point{0, 1}
	}
	u, v := point{d.x / n, d.y / n}, point{-d.y / n, d.x / n}
	at := func(back, side float64) point {
		return point{p.x - u.x*back + v.x*side, p.y - u.y*back + v.y*side}
	}
	switch kind {
	case "arrow":
		c.polygon("head", p, at(9, 4.5), at(9, -4.5))
	case "open":
		c.path(pathOf([]point{at(9, 5), p, at(9, -5)}), "line", at(9, 5), at(9, -5))
	case "triangle":
		c.polygon("hollow", p, at(13, 7), at(13, -7))
	case "diamond":
		c.polygon("head", p, at(8, 5), at(16, 0), at(8, -5))
	case "rhomb":
		c.polygon("hollow", p, at(8, 5), at(16, 0), at(8, -5))
	case "one", "maybe", "many", "any":
		c.foot(kind, at)
	case "cross":
		c.path(pathOf([]point{at(10, 4), at(2, -4)})+pathOf([]point{at(10, -4), at(2, 4)}), "line", at(10, 4), at(2, -4))
	case "circle":
		q := at(4.5, 0)
		c.ellipse(q.x, q.y, 4, 4, "head")
	}
}

// headLength is how far a line ends before the tip of its head.
func headLength(kind string) float64 {
	switch kind {
	case "arrow":
		return 8
	case "circle":
		return 8
	case "triangle":
		return 13
	case "diamond", "rhomb":
		return 16
	case "one", "maybe", "many", "any":
		return 24
	}
	return 0
}

// foot draws how many there may be at the end of a line, as entity diagrams do:
// a crow's foot for many, a bar for one, a circle for none.
func (c *canvas) foot(kind string, at func(back, side float64) point) {
	bar := func(back float64) {
		c.path(pathOf([]point{at(back, 6), at(back, -6)}), "line", at(back, 6), at(back, -6))
	}
	c.path(pathOf([]point{at(0, 0), at(24, 0)}), "line", at(24, 0))
	if kind == "many" || kind == "any" {
		c.path(pathOf([]point{at(0, 6), at(12, 0), at(0, -6)}), "line", at(0, 6), at(0, -6))
	} else {
		bar(6)
	}
	if kind == "maybe" || kind == "any" {
		q := at(17, 0)
		c.ellipse(q.x, q.y, 4.5, 4.5, "hollow")
	} else if kind == "many" {
		bar(15)
	} else {
		bar(11)
	}
}
