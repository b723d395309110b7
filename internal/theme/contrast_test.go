package theme

import (
	"regexp"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/palette"
)

var token = regexp.MustCompile(`--([a-z0-9-]+):\s*(#[0-9a-f]{6}|var\(--[a-z0-9-]+\));`)

// tokens adds the colours that a piece of CSS sets to others.
func tokens(others map[string]string, css string) map[string]string {
	out := make(map[string]string)
	for name, colour := range others {
		out[name] = colour
	}
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// resolved returns the colour that a token stands for.
func resolved(colours map[string]string, name string) string {
	for range 3 {
		other, ok := strings.CutPrefix(colours[name], "var(--")
		if !ok {
			return colours[name]
		}
		name = strings.TrimSuffix(other, ")")
	}
	return ""
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
	usual := tokens(nil, light)
	for scheme, colours := range map[string]map[string]string{"light": usual, "dark": tokens(usual, dark)} {
		pair := func(ink, ground string, least float64) {
			t.Helper()
			a, b := resolved(colours, ink), resolved(colours, ground)
			if got := palette.Contrast(a, b); got < least {
				t.Errorf("%s: %s (%s) on %s (%s) has a contrast of %.2f, want %.1f", scheme, ink, a, ground, b, got, least)
			}
		}
		for _, ground := range []string{"ground", "raised", "sunken"} {
			for _, ink := range []string{"ink", "muted", "link", "link-hover", "accent", "accent2", "heading"} {
				pair(ink, ground, palette.Least)
			}
			pair("focus", ground, 3)
		}
		for _, state := range []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"} {
			pair(state, state+"-ground", palette.Least)
			pair(state, "ground", palette.Least)
			pair(state, "raised", palette.Least)
		}
		pair("ink", "not-satisfied-ground", palette.Least) // rows that fail
	}
}

// The grounds that the colours of a site are held to are those of the theme,
// whatever the order of its files, and a shade that reads exists for any colour.
func TestContrastOfAccents(t *testing.T) {
	th, _ := load(t, nil, "")
	var css strings.Builder
	for _, name := range []string{"css/code.css", "css/tokens.css", "css/print.css"} {
		css.Write(th.Assets()[name].Data)
	}
	g := palette.Of(css.String())
	if len(g.Light) != 3 || len(g.Dark) != 3 || g.Light[0] != "#ffffff" {
		t.Fatalf("the grounds are %v", g)
	}
	for _, accent := range []string{"#ffcc00", "#1f6feb", "#ff0066", "#000000", "#ffffff", "#00c853", "#808080", "#2b5d8a"} {
		for _, grounds := range [][]string{g.Light, g.Dark} {
			shade := palette.Readable(accent, grounds)
			if got := palette.Worst(shade, grounds); got < palette.Least {
				t.Errorf("%s became %s, which has a contrast of %.2f on %v", accent, shade, got, grounds)
			}
		}
	}
}
