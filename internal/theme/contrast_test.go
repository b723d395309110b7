package theme

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var token = regexp.MustCompile(`--([a-z-]+):\s*#([0-9a-f]{6});`)

// tokens returns the colours that a piece of CSS sets.
func tokens(css string) map[string]string {
	out := make(map[string]string)
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(hex string) float64 {
	n, _ := strconv.ParseUint(hex, 16, 32)
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// contrast is the contrast ratio of WCAG 2.2, 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// Text has a contrast of 4.5 to 1 (WCAG 2.2, level AA) in both schemes; what
// shows the focus has 3 to 1.
func TestContrast(t *testing.T) {
	th, _ := load(t, nil, "")
	css := string(th.Assets()["css/tokens.css"].Data)
	light, dark, ok := strings.Cut(css, "@media")
	if !ok {
		t.Fatal("there is no dark scheme")
	}
	for scheme, colours := range map[string]map[string]string{"light": tokens(light), "dark": tokens(dark)} {
		pair := func(ink, ground string, least float64) {
			t.Helper()
			a, b := colours[ink], colours[ground]
			if a == "" || b == "" {
				t.Fatalf("%s: no colour %s or %s", scheme, ink, ground)
			}
			if got := contrast(a, b); got < least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", scheme, ink, ground, got, least)
			}
		}
		for _, ground := range []string{"ground", "raised", "sunken"} {
			for _, ink := range []string{"ink", "muted", "link", "link-hover"} {
				pair(ink, ground, 4.5)
			}
			pair("focus", ground, 3)
		}
		for _, state := range []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"} {
			pair(state, state+"-ground", 4.5)
			pair(state, "ground", 4.5)
		}
	}
}
