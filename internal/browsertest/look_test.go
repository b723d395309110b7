package browsertest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
)

// geometry finds gross breakage of a page.
//
//go:embed testdata/geometry.js
var geometry string

// look is one way to look at a page.
type look struct {
	name string
	visitor
}

// looks are the two colour schemes at the width of a telephone and of a desk.
var looks = []look{
	{"light-1280", visitor{width: 1280}},
	{"dark-390", visitor{width: 390, height: 844, dark: true}},
	{"light-390", visitor{width: 390, height: 844}},
	{"dark-1280", visitor{width: 1280, dark: true}},
}

// TestEveryTypeOfPage looks at every type of page, state and component, in both
// colour schemes and at two widths: axe finds nothing, nothing is cut, covered
// or blank, and a picture of each is kept where CANDOR_SCREENSHOTS says.
func TestEveryTypeOfPage(t *testing.T) {
	needBrowser(t)
	axe, err := os.ReadFile(filepath.Join(packages(t, "pages"), "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	p := larkspur(t)
	origin := serve(t, p)
	for _, l := range looks {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			tb := open(t, origin, l.visitor)
			for _, name := range p.specimens() {
				if p.layout(name) == "redirect" {
					continue // it leads away at once; TestARedirectLeadsOn follows it
				}
				tb.visit(p.address(name))
				tb.sound(p.address(name))
				tb.accessible(p.address(name), string(axe))
				tb.picture(l.name, p.layout(name), name)
			}
		})
	}
}

// sound checks the geometry of the page that is shown.
func (tb *tab) sound(address string) {
	tb.t.Helper()
	for _, fault := range run[[]string](tb, geometry) {
		tb.t.Errorf("%s: %s", address, fault)
	}
}

// accessible checks the page that is shown with axe: WCAG 2.2 up to AA, and
// what its authors recommend.
func (tb *tab) accessible(address, axe string) {
	tb.t.Helper()
	run[any](tb, axe+"; null")
	list := run[[]struct {
		ID, Help string
		Nodes    []struct {
			HTML   string
			Target []any
			Any    []struct{ Message string }
		}
	}](tb, `axe.run(document, {
		resultTypes: ["violations"], preload: false,
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		rules: { "target-size": { enabled: true } },
	}).then((r) => r.violations)`)
	for _, v := range list {
		why := ""
		for _, reason := range v.Nodes[0].Any {
			why = ", " + reason.Message
		}
		where, _ := json.Marshal(v.Nodes[0].Target)
		tb.t.Errorf("%s: axe: %s: %s, %d times, as %s %.200s%s", address, v.ID, v.Help, len(v.Nodes), where, v.Nodes[0].HTML, why)
	}
}

// tallest is how much of a page a picture shows, in pixels.
const tallest = 6000

// picture takes a picture of the page that is shown, from its top, checks that
// it is not blank, and keeps it where CANDOR_SCREENSHOTS says.
func (tb *tab) picture(look, kind, name string) {
	tb.t.Helper()
	size := run[[2]float64](tb, fmt.Sprintf(`[innerWidth, Math.min(document.documentElement.scrollHeight, %d)]`, tallest))
	beyond := true
	shot := call(tb, page.CaptureScreenshot, page.CaptureScreenshotParams{
		CaptureBeyondViewport: &beyond, Clip: &page.Viewport{Width: size[0], Height: size[1], Scale: 1},
	})
	if blank(tb.t, shot.Data) {
		tb.t.Errorf("%s: the picture is of one colour", name)
	}
	dir := os.Getenv("CANDOR_SCREENSHOTS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		tb.t.Fatal(err)
	}
	place := strings.ReplaceAll(strings.TrimSuffix(strings.TrimSuffix(name, "index.html"), "/"), "/", "_")
	if err := os.WriteFile(filepath.Join(dir, strings.Trim(kind+"-"+place, "-")+"-"+look+".png"), shot.Data, 0o644); err != nil {
		tb.t.Fatal(err)
	}
}

// blank reports whether a picture shows one colour only.
func blank(t testing.TB, data []byte) bool {
	t.Helper()
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	area := picture.Bounds()
	first := picture.At(area.Min.X, area.Min.Y)
	for y := area.Min.Y; y < area.Max.Y; y += 3 {
		for x := area.Min.X; x < area.Max.X; x += 3 {
			if picture.At(x, y) != first {
				return false
			}
		}
	}
	return true
}

// TestBlank checks the check.
func TestBlank(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 30))); err != nil {
		t.Fatal(err)
	}
	if !blank(t, b.Bytes()) {
		t.Error("a black picture is not blank")
	}
}
