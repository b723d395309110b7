package theme

import (
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/palette"
)

// borrowed are the layouts that plain takes from default as they are: what they
// say is the same, and the stylesheet alone makes it plain.
var borrowed = []string{
	"answers", "change", "control", "documents", "exceptions", "questionnaire", "questionnaires", "recovery", "redirect", "responsibility", "scans", "scopes", "since", "subprocessors", "topic", "updates", "version",
}

// The plain theme has a layout for every kind of page, its own wherever it says
// something else than the default, one stylesheet and no script.
func TestPlainIsComplete(t *testing.T) {
	plain, list := load(t, nil, "plain")
	if len(list) != 0 {
		t.Fatal(list)
	}
	layers := plain.Layers()
	own := layers[len(layers)-1]
	for _, name := range plain.Layouts() {
		has := own.Files["layouts/"+name+".html"] != nil
		switch {
		case !has && !slices.Contains(borrowed, name):
			t.Errorf("plain has no layout %s: write themes/plain/layouts/%s.html", name, name)
		case has && slices.Contains(borrowed, name):
			t.Errorf("plain has a layout %s; take it from the list of those that it borrows", name)
		}
	}
	standard, _ := load(t, nil, "default")
	for name, f := range own.Files {
		if rest, ok := strings.CutPrefix(name, "layouts/"); ok && !slices.Contains(standard.Layouts(), strings.TrimSuffix(rest, ".html")) {
			t.Errorf("plain has a layout %s that no page asks for", name)
		}
		if strings.HasSuffix(name, ".html") && strings.Contains(string(f.Data), "<script") {
			t.Errorf("%s holds a script", name)
		}
	}
	if assets := plain.Assets(); len(assets) != 1 || assets["site.css"] == nil {
		t.Errorf("plain has %d assets, want one stylesheet", len(assets))
	}
}

// Text has a contrast of 4.5 to 1 (WCAG 2.2, level AA) in both schemes.
func TestPlainContrast(t *testing.T) {
	plain, _ := load(t, nil, "plain")
	light, dark, ok := strings.Cut(string(plain.Assets()["site.css"].Data), "@media")
	if !ok {
		t.Fatal("there is no dark scheme")
	}
	dark, _, _ = strings.Cut(dark, "@media")
	for scheme, colours := range map[string]map[string]string{"light": tokens(nil, light), "dark": tokens(nil, dark)} {
		for _, ink := range []string{"ink", "muted", "link", "link-hover", "satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"} {
			for _, ground := range []string{"ground", "raised", "sunken"} {
				if got := palette.Contrast(colours[ink], colours[ground]); got < palette.Least {
					t.Errorf("%s: %s on %s has a contrast of %.2f", scheme, ink, ground, got)
				}
			}
		}
	}
}
