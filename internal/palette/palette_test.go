package palette

import (
	"math"
	"slices"
	"testing"
)

// The ratios are those that WCAG's own formula gives for well-known pairs.
func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#ffffff", "#ffffff", 1}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54},
		{"#ff0000", "#ffffff", 4.00}, {"#0000ff", "#ffffff", 8.59}, {"red", "#ffffff", 0}, {"#fff", "#ffffff", 0},
	} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.006 || got != Contrast(c.b, c.a) {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// Whatever the colour, its shade reads on grounds that black or white reads on,
// and a colour that reads is left alone.
func TestReadable(t *testing.T) {
	light, dark := []string{"#ffffff", "#f6f5f1", "#ebe9e3"}, []string{"#11151b", "#1a2028", "#232b35"}
	for _, colour := range []string{"#ffcc00", "#1f6feb", "#000000", "#ffffff", "#00ff00", "#ff00ff", "#123456", "#808080", "#7fffd4"} {
		for _, grounds := range [][]string{light, dark} {
			shade := Readable(colour, grounds)
			if got := Worst(shade, grounds); got < Least {
				t.Errorf("%s became %s, which has %.2f on %v", colour, shade, got, grounds)
			}
			if Worst(colour, grounds) >= Least && shade != colour {
				t.Errorf("%s reads and became %s", colour, shade)
			}
		}
	}
	if got := Readable("#ffcc00", light); got != "#806600" {
		t.Errorf("yellow became %s", got)
	}
	if got := Readable("blue", light); got != "blue" {
		t.Errorf("what is no colour became %s", got)
	}
}

func TestOf(t *testing.T) {
	g := Of(`:root{--ground:#ffffff; --raised: #F6F5F1;--ink:#000000;} @media (prefers-color-scheme: dark) { :root { --ground: #11151b; --line: #333333; } } .print { --sunken: #eeeeee; }`)
	if !slices.Equal(g.Light, []string{"#ffffff", "#f6f5f1", "#eeeeee"}) || !slices.Equal(g.Dark, []string{"#11151b"}) {
		t.Errorf("%v", g)
	}
	if g := Of(""); !slices.Equal(g.Light, []string{"#ffffff"}) || !slices.Equal(g.Dark, []string{"#000000"}) {
		t.Errorf("without any: %v", g)
	}
}

func TestStyle(t *testing.T) {
	for _, c := range []struct {
		in   []Colour
		want string
	}{
		{nil, ""},
		{[]Colour{{"accent", "#2b5d8a", "#6aa6d9"}, {"heading", "#101010", ""}},
			":root{--accent:#2b5d8a;--heading:#101010;}\n@media screen and (prefers-color-scheme:dark){:root{--accent:#6aa6d9;}}\n"},
		{[]Colour{{"accent", "red", "#2b5d8a}body{display:none"}, {"a:b", "#2b5d8a", ""}, {"x", "#2b5d8a\n", "#2B5D8A"}}, ""},
	} {
		if got := Style(c.in); got != c.want {
			t.Errorf("%v: got %q, want %q", c.in, got, c.want)
		}
	}
}
