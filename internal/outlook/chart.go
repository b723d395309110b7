package outlook

import (
	"strconv"
	"strings"
)

// The size of the chart, in units of its own. Its height stands for all
// controls.
const (
	Width  = 900
	Height = 200
)

// Area returns the path of an area under the number of states that hold on each
// day, in steps: nothing is lost between two days that the View does not say.
func (o *Outlook) Area() string {
	var b strings.Builder
	b.WriteString("M0 " + strconv.Itoa(Height))
	for d, n := range o.Daily {
		if d > 0 && n == o.Daily[d-1] {
			continue
		}
		if d > 0 {
			b.WriteString("H" + strconv.Itoa(d*Width/Days))
		}
		b.WriteString("V" + strconv.Itoa(o.y(n)))
	}
	b.WriteString("H" + strconv.Itoa(Width) + "V" + strconv.Itoa(Height) + "Z")
	return b.String()
}

// y is how high a number of controls stands.
func (o *Outlook) y(n int) int {
	if o.Total == 0 {
		return Height
	}
	return Height - n*Height/o.Total
}

// Bar is the bar of one week: what it loses.
type Bar struct{ X, Y, W, H int }

// Bars returns the bars of the weeks. The highest is as high as the chart; a
// week that loses anything at all has a bar that can be seen.
func (o *Outlook) Bars() []Bar {
	most := 0
	for _, w := range o.Weeks {
		most = max(most, w.Lost)
	}
	var out []Bar
	for i, w := range o.Weeks {
		if w.Lost == 0 {
			continue
		}
		h := max(w.Lost*Height/most, 6)
		from, to := 7*i*Width/Days, min(7*(i+1), Days)*Width/Days
		out = append(out, Bar{X: from + 2, Y: Height - h, W: to - from - 4, H: h})
	}
	return out
}
