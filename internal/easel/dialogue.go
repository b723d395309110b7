package easel

import (
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// scheme are the colours of a dialogue.
type scheme struct{ page, bar, card, line, ink, muted, accent, onAccent color.RGBA }

var (
	light = scheme{
		page: color.RGBA{238, 241, 245, 255}, bar: color.RGBA{222, 227, 233, 255}, card: color.RGBA{255, 255, 255, 255}, line: color.RGBA{204, 211, 219, 255},
		ink: color.RGBA{24, 34, 45, 255}, muted: color.RGBA{90, 102, 115, 255}, accent: color.RGBA{42, 93, 143, 255}, onAccent: color.RGBA{255, 255, 255, 255},
	}
	dark = scheme{
		page: color.RGBA{17, 22, 28, 255}, bar: color.RGBA{32, 39, 47, 255}, card: color.RGBA{28, 34, 41, 255}, line: color.RGBA{58, 68, 79, 255},
		ink: color.RGBA{230, 236, 242, 255}, muted: color.RGBA{160, 172, 184, 255}, accent: color.RGBA{108, 168, 224, 255}, onAccent: color.RGBA{14, 22, 30, 255},
	}
)

// pen draws on a picture in the measures of the screen, of which each is two
// pixels.
type pen struct {
	m *image.RGBA
	scheme
}

const density = 2

// dialogue draws a window in which the console asks for a second factor.
func dialogue(s scheme) image.Image {
	p := pen{image.NewRGBA(image.Rect(0, 0, 720*density, 440*density)), s}
	p.box(0, 0, 720, 440, 0, s.page)
	p.box(0, 0, 720, 40, 0, s.bar)
	for i := range 3 {
		p.box(16+float64(i)*20, 14, 12, 12, 6, s.line)
	}
	p.box(88, 8, 500, 24, 12, s.card)
	p.text("console.larkspur.example/sign-in", 104, 25, 13, false, s.muted)

	p.box(179, 71, 362, 338, 13, s.line)
	p.box(180, 72, 360, 336, 12, s.card)
	p.text("Larkspur Console", 212, 112, 14, true, s.accent)
	p.text("Step 2 of 2", 448, 112, 13, false, s.muted)
	p.text("Confirm that it is you", 212, 152, 22, true, s.ink)
	p.text("Your organisation asks for a second factor.", 212, 180, 14, false, s.muted)

	p.box(212, 200, 296, 62, 8, s.line)
	p.box(213, 201, 294, 60, 7, s.page)
	p.box(230, 222, 44, 18, 9, s.accent) // a key of hardware
	p.box(236, 227, 8, 8, 4, s.page)
	p.box(274, 225, 14, 12, 2, s.muted)
	p.text("Security key", 304, 228, 14, true, s.ink)
	p.text("Insert it and touch it", 304, 247, 13, false, s.muted)

	p.box(212, 278, 296, 42, 8, s.accent)
	p.text("Use the security key", 290, 304, 14, true, s.onAccent)
	p.box(212, 330, 296, 42, 8, s.line)
	p.box(213, 331, 294, 40, 7, s.card)
	p.text("Use a code of your app", 288, 356, 14, false, s.ink)
	p.text("Sign in as somebody else", 288, 394, 12, false, s.muted)
	return p.m
}

// box draws a rectangle with round corners.
func (p pen) box(x, y, w, h, r float64, c color.RGBA) {
	l, t, right, low := int(x*density), int(y*density), int((x+w)*density), int((y+h)*density)
	radius := r * density
	for py := t; py < low; py++ {
		for px := l; px < right; px++ {
			inside := 0.0
			for _, o := range [4][2]float64{{0.25, 0.25}, {0.75, 0.25}, {0.25, 0.75}, {0.75, 0.75}} {
				dx := max(float64(l)+radius-float64(px)-o[0], float64(px)+o[0]-(float64(right)-radius), 0)
				dy := max(float64(t)+radius-float64(py)-o[1], float64(py)+o[1]-(float64(low)-radius), 0)
				if dx*dx+dy*dy <= radius*radius || radius == 0 {
					inside += 0.25
				}
			}
			if inside > 0 {
				p.m.SetRGBA(px, py, mix(p.m.RGBAAt(px, py), c, inside))
			}
		}
	}
}

// text writes a line whose feet stand at y.
func (p pen) text(s string, x, y, size float64, bold bool, c color.RGBA) {
	data := goregular.TTF
	if bold {
		data = gobold.TTF
	}
	f, err := opentype.Parse(data)
	if err != nil {
		panic(err) // it is part of the library
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size * density, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err)
	}
	d := font.Drawer{Dst: p.m, Src: image.NewUniform(c), Face: face, Dot: fixed.P(int(x*density), int(y*density))}
	d.DrawString(s)
}
