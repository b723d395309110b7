package diagram

import "math"

// The distances of a sequence diagram, in CSS pixels.
const (
	laneGap   = 28.0 // between the boxes of participants
	rowGap    = 16.0
	headSpace = 18.0
	frameStep = 9.0 // between frames that stand in one another
	tallChart = 560.0
)

// frame is a block with a border, such as a loop.
type frame struct {
	word        string
	text        label
	top, bottom float64
	left, right float64 // of what is in it
	parts       []framePart
}

type framePart struct {
	y    float64
	text label
}

// draw draws a sequence diagram.
func (s *sequence) draw() *Picture {
	s.spread()
	s.rewrap()
	c, steps := &canvas{}, &canvas{}
	height := 0.0
	for _, l := range s.lanes {
		height = max(height, l.label.height()+20)
	}
	top := 0.0
	if len(s.boxes) > 0 {
		top = titleSize
	}
	bottom, frames := s.steps(steps, top+height+headSpace)
	s.drawBoxes(c, bottom)
	for _, l := range s.lanes {
		c.path(pathOf([]point{{l.x, top + height}, {l.x, bottom}}), "lifeline", point{l.x, top}, point{l.x, bottom})
	}
	for _, f := range frames {
		s.drawFrame(c, f)
	}
	c.reach(point{steps.left, steps.top}, point{steps.right, steps.bottom})
	c.raw(steps.out.String())
	for _, l := range s.lanes {
		l.draw(c, top, height)
		if bottom-top > tallChart {
			l.draw(c, bottom, height)
		}
	}
	return c.finish("Sequence diagram", s.title, s.sentences())
}

func (l *lane) draw(c *canvas, top, height float64) {
	kind, radius := "lane", 4.0
	if l.actor {
		kind, radius = "lane person", min(height/2, 18)
	}
	c.open(kind)
	c.rect(rect{l.x - l.w/2, top, l.w, height}, radius, "outline")
	c.text(l.label, l.x, top+height/2, "middle", "label")
	c.close()
}

// spread places the participants so that what is written between them fits.
func (s *sequence) spread() {
	gaps := make([]float64, len(s.lanes))
	for i, l := range s.lanes {
		l.w = max(l.label.width()+28, 80)
		if i > 0 {
			gaps[i-1] = (l.w+s.lanes[i-1].w)/2 + laneGap
		}
	}
	for span := 1; span < len(s.lanes); span++ {
		for _, w := range s.rows {
			a, b, need := w.span()
			if need == 0 || b-a != span || b >= len(s.lanes) {
				continue
			}
			for i := a; i < b; i++ {
				need -= gaps[i]
			}
			for i := a; i < b && need > 0; i++ {
				gaps[i] += need / float64(span)
			}
		}
	}
	x := s.lanes[0].w / 2
	for i, l := range s.lanes {
		l.x = x
		x += gaps[i]
	}
}

// rewrap gives messages the room that there is between their participants.
func (s *sequence) rewrap() {
	for i, w := range s.rows {
		if w.kind == "message" && w.from != w.to {
			room := math.Abs(w.from.x-w.to.x) - 30
			s.rows[i].text = readLabel(w.source, max(room, messageWidth))
		}
	}
}

// span is between which lanes something is written, and how much room it
// needs.
func (w row) span() (a, b int, need float64) {
	switch {
	case w.kind == "message" && w.from == w.to:
		return w.from.index, w.from.index + 1, w.text.width() + 62
	case w.kind == "message":
		return min(w.from.index, w.to.index), max(w.from.index, w.to.index), w.text.width() + 30
	case w.kind == "note" && w.word == "right":
		return w.from.index, w.from.index + 1, w.text.width() + 50
	case w.kind == "note" && w.word == "left" && w.from.index > 0:
		return w.from.index - 1, w.from.index, w.text.width() + 50
	case w.kind == "note" && w.from != w.to:
		return w.from.index, w.to.index, w.text.width() - 16
	}
	return 0, 0, 0
}

// steps draws messages and notes from top to bottom, and measures the frames
// around them.
func (s *sequence) steps(c *canvas, y float64) (float64, []*frame) {
	var frames, open []*frame
	use := func(left, right float64) {
		if len(open) > 0 {
			f := open[len(open)-1]
			f.left, f.right = min(f.left, left), max(f.right, right)
		}
	}
	for _, w := range s.rows {
		switch w.kind {
		case "message":
			right := max(w.from.x, w.to.x)
			if w.from == w.to {
				right += 36 + w.text.width()
			}
			use(min(w.from.x, w.to.x)-24, right+24)
			y = w.drawMessage(c, y)
		case "note":
			x, width := w.noteBox()
			use(x-frameStep, x+width+frameStep)
			y = w.drawNote(c, y)
		case "open":
			f := &frame{word: w.word, text: w.text, top: y, left: math.Inf(1), right: math.Inf(-1)}
			open = append(open, f)
			frames = append(frames, f)
			y += rowGap / 2
			if w.word != "rect" {
				y += max(w.text.height(), lineHeight) + rowGap/2
			}
		case "part":
			f := open[len(open)-1]
			f.parts = append(f.parts, framePart{y, w.text})
			y += max(w.text.height(), lineHeight/2) + rowGap
		case "close":
			f := open[len(open)-1]
			open = open[:len(open)-1]
			f.bottom = y
			s.close(f)
			use(f.left-frameStep, f.right+frameStep)
			y += rowGap
		}
	}
	return y + rowGap/2, frames
}

// close gives a frame its width: that of what is in it and of its words.
func (s *sequence) close(f *frame) {
	if f.left > f.right {
		f.left, f.right = s.lanes[0].x-24, s.lanes[len(s.lanes)-1].x+24
	}
	f.right = max(f.right, f.left+f.tab()+f.text.width()+40)
	for _, p := range f.parts {
		f.right = max(f.right, f.left+p.text.width()+36)
	}
}

// tab is the width of the word in the corner of a frame.
func (f *frame) tab() float64 { return textWidth(f.word, true) + 20 }

func (w row) drawMessage(c *canvas, y float64) float64 {
	class := "line"
	if w.dotted {
		class += " dotted"
	}
	c.open("message")
	defer c.close()
	if w.from == w.to {
		h := max(w.text.height(), lineHeight)
		x := w.from.x
		c.path("M"+number(x)+" "+number(y+4)+"h36v"+number(h)+"H"+number(x+headLength(w.head)), class, point{x, y}, point{x + 36, y + h})
		c.text(w.text, x+44, y+4+h/2, "start", "label")
		c.arrowhead(w.head, point{x, y + 4 + h}, point{-1, 0})
		return y + h + 4 + rowGap
	}
	y += w.text.height() + 6
	a, b := point{w.from.x, y}, point{w.to.x, y}
	dir := math.Copysign(1, b.x-a.x)
	c.text(w.text, (a.x+b.x)/2, y-6-w.text.height()/2, "middle", "label")
	c.path(pathOf([]point{{a.x + dir*headLength(w.tail), y}, {b.x - dir*headLength(w.head), y}}), class, a, b)
	c.arrowhead(w.head, b, point{dir, 0})
	c.arrowhead(w.tail, a, point{-dir, 0})
	return y + rowGap
}

// noteBox is where a note starts, and how wide it is.
func (w row) noteBox() (x, width float64) {
	width = w.text.width() + 22
	switch {
	case w.word == "left":
		return w.from.x - width - 12, width
	case w.word == "right":
		return w.from.x + 12, width
	case w.from != w.to:
		width = max(width, w.to.x-w.from.x+48)
	}
	return (w.from.x+w.to.x)/2 - width/2, width
}

func (w row) drawNote(c *canvas, y float64) float64 {
	x, width := w.noteBox()
	height := w.text.height() + 14
	c.open("note")
	c.rect(rect{x, y, width, height}, 2, "outline")
	c.text(w.text, x+width/2, y+height/2, "middle", "label")
	c.close()
	return y + height + rowGap
}

// drawBoxes draws the frames around participants.
func (s *sequence) drawBoxes(c *canvas, bottom float64) {
	for _, b := range s.boxes {
		if b.last < b.first {
			continue
		}
		first, last := s.lanes[b.first], s.lanes[b.last]
		r := rect{first.x - first.w/2 - 10, -4, last.x + last.w/2 - first.x + first.w/2 + 20, bottom + 8}
		c.open("group")
		c.rect(r, 8, "frame")
		c.text(b.title, r.x+r.w/2, titleSize/2-4, "middle", "group-title")
		c.close()
	}
}

// drawFrame draws a block: its border, its word in a corner, its conditions.
func (s *sequence) drawFrame(c *canvas, f *frame) {
	left, right, tab := f.left, f.right, f.tab()
	class := "block"
	if f.word == "rect" {
		class = "block tint"
	}
	c.open(class)
	c.rect(rect{left, f.top, right - left, f.bottom - f.top}, 4, "frame")
	if f.word != "rect" {
		h := lineHeight + 4
		c.polygon("tab", point{left, f.top}, point{left + tab, f.top}, point{left + tab, f.top + h - 7}, point{left + tab - 7, f.top + h}, point{left, f.top + h})
		c.text(label{lines: []labelLine{{f.word, true}}}, left+tab/2-2, f.top+h/2, "middle", "label")
		c.text(bracketed(f.text), left+tab+10, f.top+4+max(f.text.height(), lineHeight)/2, "start", "label condition")
	}
	for _, p := range f.parts {
		c.path(pathOf([]point{{left, p.y}, {right, p.y}}), "line dotted")
		c.text(bracketed(p.text), left+12, p.y+4+p.text.height()/2, "start", "label condition")
	}
	c.close()
}

// bracketed puts a condition into brackets.
func bracketed(l label) label {
	if l.empty() {
		return l
	}
	out := label{lines: append([]labelLine(nil), l.lines...)}
	out.lines[0].text = "[" + out.lines[0].text
	out.lines[len(out.lines)-1].text += "]"
	return out
}
