// Package palette computes with colours: how well one reads on another, and
// which shade of a colour reads where the colour itself does not.
//
// Contrast and luminance are those of WCAG 2.2. Colours are written as #rrggbb
// in small letters; what is not written so has no contrast with anything. The
// package knows no theme: the grounds are read from a stylesheet.
package palette

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Least is the contrast that text needs (WCAG 2.2, success criterion 1.4.3).
const Least = 4.5

// Grounds are the colours that text stands on, in the light and in the dark
// scheme of a theme.
type Grounds struct{ Light, Dark []string }

var (
	written    = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	darkScheme = regexp.MustCompile(`@media[^{]*prefers-color-scheme:\s*dark[^{]*\{`)
	ground     = regexp.MustCompile(`--(?:ground|raised|sunken):\s*(#[0-9a-fA-F]{6})\s*;`)
)

// Of reads the grounds out of a stylesheet: the custom properties --ground,
// --raised and --sunken, those within rules for the dark scheme apart from the
// others. A stylesheet without them has white and black.
func Of(css string) Grounds {
	var light, dark strings.Builder
	for {
		at := darkScheme.FindStringIndex(css)
		if at == nil {
			break
		}
		light.WriteString(css[:at[0]])
		end := at[1] + block(css[at[1]:])
		dark.WriteString(css[at[1]:end])
		css = css[end:]
	}
	light.WriteString(css)
	return Grounds{grounds(light.String(), "#ffffff"), grounds(dark.String(), "#000000")}
}

// block returns where the block ends that a stylesheet stands in.
func block(css string) int {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return i
		}
	}
	return len(css)
}

func grounds(css, usual string) []string {
	var out []string
	for _, m := range ground.FindAllStringSubmatch(css, -1) {
		out = append(out, strings.ToLower(m[1]))
	}
	if len(out) == 0 {
		return []string{usual}
	}
	return out
}

// Contrast returns the contrast ratio of two colours, 1 to 21, or 0 where one is
// not a colour.
func Contrast(a, b string) float64 {
	if !written.MatchString(a) || !written.MatchString(b) {
		return 0
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour, 0 to 1.
func luminance(colour string) float64 {
	out := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := float64(channel(colour, i)) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		out += weight * c
	}
	return out
}

// channel returns the red, green or blue of a colour.
func channel(colour string, i int) uint64 {
	n, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8) // written as two digits
	return n
}

// Worst returns the lowest contrast of a colour with some grounds.
func Worst(colour string, grounds []string) float64 {
	least := 21.0
	for _, g := range grounds {
		least = min(least, Contrast(colour, g))
	}
	return least
}

// Readable returns the colour, or the nearest shade of it that reads on all of
// the grounds: mixed with black where they are light, with white where they are
// dark.
func Readable(colour string, grounds []string) string {
	if !written.MatchString(colour) || len(grounds) == 0 {
		return colour
	}
	end := "#000000"
	if Worst("#ffffff", grounds) > Worst(end, grounds) {
		end = "#ffffff"
	}
	const steps = 64
	for i := range steps {
		if shade := mix(colour, end, i, steps); Worst(shade, grounds) >= Least {
			return shade
		}
	}
	return end
}

// mix returns a colour with part of whole of another in it.
func mix(a, b string, part, whole int) string {
	var out strings.Builder
	out.WriteByte('#')
	for i := range 3 {
		x, y := int(channel(a, i)), int(channel(b, i))
		fmt.Fprintf(&out, "%02x", x+(y-x)*part/whole)
	}
	return out.String()
}

// Colour is a colour of a theme under the name of its custom property.
type Colour struct{ Name, Light, Dark string }

// Style returns the stylesheet that sets colours. A dark one counts on screens
// only: paper is white. Names and values that are not such are left out.
func Style(colours []Colour) string {
	var light, dark strings.Builder
	for _, c := range colours {
		if !name.MatchString(c.Name) {
			continue
		}
		if written.MatchString(c.Light) {
			fmt.Fprintf(&light, "--%s:%s;", c.Name, c.Light)
		}
		if written.MatchString(c.Dark) {
			fmt.Fprintf(&dark, "--%s:%s;", c.Name, c.Dark)
		}
	}
	out := ""
	if light.Len() > 0 {
		out += ":root{" + light.String() + "}\n"
	}
	if dark.Len() > 0 {
		out += "@media screen and (prefers-color-scheme:dark){:root{" + dark.String() + "}}\n"
	}
	return out
}

// name is a name of a custom property.
var name = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
