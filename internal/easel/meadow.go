package easel

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/draw"
)

// dice gives the same numbers every time.
type dice uint64

func (d *dice) roll() float64 {
	*d ^= *d << 13
	*d ^= *d >> 7
	*d ^= *d << 17
	return float64(*d>>11) / (1 << 53)
}

// meadow draws hills at dusk behind larkspur in bloom. It is drawn larger, so
// that edges are smooth.
func meadow(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w*2, h*2))
	sky(m)
	hills(m)
	luck := dice(20261120)
	far := image.NewRGBA(m.Bounds())
	copy(far.Pix, m.Pix)
	for range 46 {
		spike(far, &luck, luck.roll()*float64(w*2), float64(h*2)*(0.98+0.1*luck.roll()), float64(h)*(0.62+0.3*luck.roll()), 0.55)
	}
	soft := image.NewRGBA(image.Rect(0, 0, w/5, h/5)) // what is far is out of focus
	draw.CatmullRom.Scale(soft, soft.Bounds(), far, far.Bounds(), draw.Src, nil)
	draw.CatmullRom.Scale(m, m.Bounds(), soft, soft.Bounds(), draw.Src, nil)
	for i := range 11 {
		x := (float64(i) + 0.15 + 0.7*luck.roll()) / 11 * float64(w*2)
		spike(m, &luck, x, float64(h*2)*1.06, float64(h)*(1.0+0.62*luck.roll()), 1)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(out, out.Bounds(), m, m.Bounds(), draw.Src, nil)
	return out
}

func sky(m *image.RGBA) {
	b := m.Bounds()
	top, low := color.RGBA{58, 74, 122, 255}, color.RGBA{246, 196, 150, 255}
	for y := range b.Dy() {
		for x := range b.Dx() {
			t := math.Pow(float64(y)/float64(b.Dy())*1.5, 1.3)
			glow := math.Hypot(float64(x)/float64(b.Dx())-0.72, float64(y)/float64(b.Dy())-0.52)
			m.SetRGBA(x, y, mix(mix(top, low, t), color.RGBA{255, 226, 178, 255}, 0.75-glow*2.2))
		}
	}
}

func hills(m *image.RGBA) {
	b := m.Bounds()
	for i, c := range []color.RGBA{{118, 116, 152, 255}, {84, 98, 124, 255}, {58, 84, 88, 255}, {44, 70, 58, 255}} {
		base := float64(b.Dy()) * (0.5 + 0.1*float64(i))
		for x := range b.Dx() {
			t := float64(x) / float64(b.Dx())
			top := base - float64(b.Dy())*(0.05*math.Sin(t*5+float64(i)*2.1)+0.025*math.Sin(t*13+float64(i)*5))
			for y := max(0, int(top)); y < b.Dy(); y++ {
				m.SetRGBA(x, y, mix(c, color.RGBA{30, 48, 40, 255}, (float64(y)-top)/float64(b.Dy())))
			}
		}
	}
}

// spike draws one larkspur: a stem that bends, leaves, and florets that grow
// smaller towards its tip.
func spike(m *image.RGBA, luck *dice, x, foot, height, size float64) {
	bend := (luck.roll() - 0.5) * height * 0.16
	hue := luck.roll()
	petal := mix(color.RGBA{74, 76, 190, 255}, color.RGBA{142, 86, 196, 255}, hue)
	stem := color.RGBA{62, 102, 62, 255}
	at := func(t float64) (float64, float64) { return x + bend*t*t, foot - height*t }
	for t := 0.0; t < 1; t += 0.0012 {
		px, py := at(t)
		disc(m, px, py, (7-4*t)*size, (7-4*t)*size, 0, stem)
	}
	for range 9 {
		t := luck.roll() * 0.42
		px, py := at(t)
		side := math.Copysign(1, luck.roll()-0.5)
		disc(m, px+side*44*size, py-14*size, 52*size, 9*size, -side*(0.35+0.4*luck.roll()), mix(stem, color.RGBA{96, 138, 78, 255}, luck.roll()))
	}
	for t := 0.4; t < 1; t += 0.017 {
		px, py := at(t)
		r := 30 * size * (1.12 - t)
		for range 3 {
			fx, fy := px+(luck.roll()-0.5)*r*3.1, py+(luck.roll()-0.5)*r*1.2
			shade := mix(petal, color.RGBA{228, 220, 250, 255}, luck.roll()*0.5)
			for k := range 5 {
				a := float64(k)*2*math.Pi/5 + luck.roll()
				disc(m, fx+math.Cos(a)*r*0.62, fy+math.Sin(a)*r*0.55, r*0.66, r*0.42, a, mix(shade, petal, float64(k%2)*0.45))
			}
			disc(m, fx, fy, r*0.24, r*0.24, 0, color.RGBA{244, 238, 214, 255})
		}
	}
}

// disc draws an ellipse that is turned.
func disc(m *image.RGBA, x, y, rx, ry, turn float64, c color.RGBA) {
	reach := int(max(rx, ry)) + 1
	sin, cos := math.Sincos(turn)
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			u, v := float64(dx)*cos+float64(dy)*sin, float64(dy)*cos-float64(dx)*sin
			if d := u*u/(rx*rx) + v*v/(ry*ry); d <= 1 && image.Pt(int(x)+dx, int(y)+dy).In(m.Bounds()) {
				m.SetRGBA(int(x)+dx, int(y)+dy, mix(c, color.RGBA{20, 24, 50, 255}, d*0.22))
			}
		}
	}
}
