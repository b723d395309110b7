package theme_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// TestPagesAreThoseOfHTMLTemplate holds every file of the portal of this
// repository to what html/template alone makes of it, in each language.
func TestPagesAreThoseOfHTMLTemplate(t *testing.T) {
	const dir = "../.."
	p, err := build.Open(context.Background(), build.Options{Dir: dir, AsOf: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Workers: 2})
	if err != nil || p.Diagnostics.HasErrors() {
		t.Fatal(err, p.Diagnostics)
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	th, list, err := theme.Load(tree, p.Config.Theme)
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	v, _ := p.View("internal")
	fast, found, _ := render.Prepare(v, th, render.Options{Workers: 2}).Files(t.Context())
	plain, want, _ := render.Prepare(v, theme.Plain(th), render.Options{Workers: 2}).Files(t.Context())
	if len(found) != len(want) || len(fast) != len(plain) || len(fast) < 1000 {
		t.Fatalf("%d files and %d diagnostics, want %d and %d", len(fast), len(found), len(plain), len(want))
	}
	for i := range fast {
		if fast[i].Path != plain[i].Path || !bytes.Equal(fast[i].Data, plain[i].Data) {
			t.Errorf("%s differs from what html/template makes of it", fast[i].Path)
		}
	}
}

// TestBuiltinIsRight holds the themes of the program to every check of a site's
// own: they are not checked when they are loaded.
func TestBuiltinIsRight(t *testing.T) {
	for _, name := range theme.Builtin() {
		for _, d := range theme.Check(name) {
			t.Errorf("%s: %s: %s", name, d.Span.Position(), d.Message)
		}
	}
}

// TestLayoutsCompile keeps the templates of the program fast: those listed stand
// in few places, or make one page.
func TestLayoutsCompile(t *testing.T) {
	th, _, err := theme.Load(nil, source.Text{})
	if err != nil {
		t.Fatal(err)
	}
	slow := theme.Slow(th)
	slices.Sort(slow)
	if want := []string{"redirect", "since"}; !slices.Equal(slow, want) {
		t.Errorf("html/template alone can run %q, want %q", slow, want)
	}
}

// TestFormes holds what the program knows of its templates to html/template; with
// -update, which package schematest declares, it writes that.
func TestFormes(t *testing.T) {
	const name = "../forme/formes.bin"
	all, odd := theme.Formes()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(name, all, 0o644); err != nil {
			t.Fatal(err)
		}
		t.Skip("the trees are written; run the test again")
	}
	if len(odd) > 0 {
		t.Errorf("the trees of %q are not those that html/template makes: run this test with -update", odd)
	}
	if held, err := os.ReadFile(name); err != nil || !bytes.Equal(held, all) {
		t.Errorf("the program knows other templates, too (%v): run this test with -update", err)
	}
}
