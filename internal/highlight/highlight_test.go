package highlight

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func TestLinesAreTheCode(t *testing.T) {
	code := "func f() {\n\treturn \"ü\" // c\n}\n\nx"
	for _, lang := range []string{"", "go", "yaml", "text", "no-such-language"} {
		var got strings.Builder
		coloured := false
		for _, line := range linesOf(lang, code, &room{}) {
			for _, token := range line.Pieces {
				got.WriteString(token.Text)
				coloured = coloured || token.Class != ""
			}
		}
		if got.String() != code {
			t.Errorf("%s: %q", lang, got.String())
		}
		if want := lang == "go" || lang == "yaml"; coloured != want {
			t.Errorf("%s: colours %v", lang, coloured)
		}
	}
	if long := strings.Repeat("x := 1\n", maxCode/7+1); len(linesOf("go", long, &room{})[0].Pieces) != 1 {
		t.Error("long code has colours")
	}
	if !Known("go") || !Known("text") || Known("no-such-language") {
		t.Error("the wrong languages are known")
	}
}

// grounds are what stands behind code in the default theme: plain, and behind
// lines that are marked, inserted and deleted, by scheme. The stylesheet of the
// theme has the same values.
var grounds = [2][]string{
	{"#f5f7f9", "#fff6d6", "#e4f5e9", "#fdeceb"},
	{"#1a2129", "#2a2912", "#12321f", "#3d1c1c"},
}

func TestStyles(t *testing.T) {
	css := Styles()
	light, dark, ok := strings.Cut(css, "@media (prefers-color-scheme: dark) {")
	rule := regexp.MustCompile(`(?m)^([^{\n]+)\{color:([^;}]+)(;font-weight:\w+)?\}$`)
	if !ok || strings.Count(css, "{") != strings.Count(css, "}") || css != Styles() {
		t.Fatalf("the stylesheet is malformed: %.200s", css)
	}
	classes := [2]map[string]bool{{}, {}}
	for i, part := range []string{light, dark} {
		for _, m := range rule.FindAllStringSubmatch(part, -1) {
			for _, selector := range strings.Split(m[1], ",") {
				if !strings.HasPrefix(selector, ".chroma .") || classes[i][selector] {
					t.Errorf("%s stands twice or outside code", selector)
				}
				classes[i][selector] = true
			}
			for _, ground := range grounds[i] {
				if m[2] != "inherit" && contrast(t, m[2], ground) < 4.5 {
					t.Errorf("%s on %s has a contrast of %.2f: %s", m[2], ground, contrast(t, m[2], ground), m[1])
				}
			}
		}
		if !classes[i][".chroma .k"] {
			t.Errorf("keywords have no colour: %.200s", part)
		}
	}
	for selector := range classes[0] {
		if !classes[1][selector] {
			t.Errorf("%s keeps its light colour in the dark", selector)
		}
	}
}

// contrast is the contrast ratio of two colours (WCAG 2.2, relative luminance).
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} {
		c := float64(n>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func TestEveryNameIsKnown(t *testing.T) {
	for _, name := range Languages() {
		if !strings.Contains(name, " ") && !Known(name) {
			t.Errorf("%s is offered and not known", name)
		}
	}
	for name, near := range nearLanguages {
		if !Coloured(name) {
			t.Errorf("%s is near to %s, which has no colours", name, near)
		}
	}
}
