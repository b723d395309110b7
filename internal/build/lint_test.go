package build

import (
	"slices"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

// TestLintWeights holds lints to the weight that the site gives them, whoever
// found them; and shows that nothing else can be turned down.
func TestLintWeights(t *testing.T) {
	page := "---\ntitle: A\n---\n[here](b.md) and [](b.md) and ![](b.png)\n"
	for lints, want := range map[string][]string{
		"":                           {"image-alt warning", "link-empty warning", "link-vague note"},
		"lints: {link-vague: error}": {"image-alt warning", "link-empty warning", "link-vague error"},
		"lints: {image-alt: note, link-empty: off}": {"image-alt note", "link-vague note"},
	} {
		dir := t.TempDir()
		put(t, dir, "candor.yaml", "site: {title: A, base_url: \"https://a.example/\"}\n"+lints+"\n")
		put(t, dir, "content/a.md", page)
		put(t, dir, "content/b.md", "---\ntitle: B\n---\nText.\n")
		put(t, dir, "content/b.png", dot)
		p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range p.Diagnostics {
			if d.Code != diag.RouteConflict {
				got = append(got, string(d.Code)+" "+d.Severity.String())
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q gives %q, want %q: %v", lints, got, want, p.Diagnostics)
		}
	}
}
