package browsertest

import (
	"cmp"
	"context"
	"flag"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/scaffold"
)

// repository is the root of the repository, which is a site.
var repository = filepath.Join("..", "..")

// asOf is the instant at which the portal of the repository is judged.
var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// portal is one build in memory.
type portal struct {
	base  string // path under which it is served, "/" mostly
	files map[string]artifact.File
	asOf  time.Time
	list  diag.List
}

// larkspur returns the portal of this repository, built once.
func larkspur(t testing.TB) *portal {
	t.Helper()
	p, err := built()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.list {
		if d.Severity == diag.Error {
			t.Fatalf("%v (%s)", d, d.Hint)
		}
	}
	return p
}

var built = sync.OnceValues(func() (*portal, error) { return buildAt(repository, asOf) })

// buildAt builds the public portal of the site in dir at an instant.
func buildAt(dir string, at time.Time) (*portal, error) {
	p, err := build.Open(context.Background(), build.Options{Dir: dir, AsOf: at, Workers: 2})
	if err != nil {
		return nil, err
	}
	out := &portal{files: map[string]artifact.File{}, asOf: at, list: p.Diagnostics}
	view, list := p.View("public")
	out.list.Add(list...)
	if view == nil {
		return out, nil
	}
	out.base = cmp.Or(view.Site.BasePath, "/")
	files, list, err := p.Render(context.Background(), view)
	out.list.Add(list...)
	for _, f := range files {
		out.files[f.Path] = f
	}
	return out, err
}

// address returns the path under which a file is served: pages without their
// index.html.
func (p *portal) address(name string) string {
	return p.base + strings.TrimSuffix(name, "index.html")
}

// pages returns the files that are pages, sorted.
func (p *portal) pages() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if strings.HasSuffix(name, ".html") {
			out = append(out, name)
		}
	}
	return out
}

var (
	layoutName = regexp.MustCompile(`<body[^>]* class="(?:[^"]* )?layout-([a-z0-9-]+)`)
	classNames = regexp.MustCompile(` class="([^"]+)"`)
)

// layout returns the name of the layout of a page: its type. A page that only
// leads to another has none, and counts as a redirect.
func (p *portal) layout(name string) string {
	if m := layoutName.FindSubmatch(p.files[name].Data); m != nil {
		return string(m[1])
	}
	return "redirect"
}

// only narrows what is looked at while one works on it.
var only = flag.String("pages", "", "look only at the pages whose address fits this regular expression")

// specimens returns few pages that hold everything: at least one of each
// layout, and on them together every class that any page has. So a new type of
// page, a new state and a new component come in by themselves.
func (p *portal) specimens() []string {
	if *only != "" {
		wanted := regexp.MustCompile(*only)
		return slices.DeleteFunc(p.pages(), func(name string) bool { return !wanted.MatchString(p.address(name)) })
	}
	holds := map[string]map[string]bool{}
	missing := map[string]bool{}
	for _, name := range p.pages() {
		holds[name] = map[string]bool{"layout " + p.layout(name): true}
		for _, m := range classNames.FindAllSubmatch(p.files[name].Data, -1) {
			for _, class := range strings.Fields(string(m[1])) {
				if !generated.MatchString(class) {
					holds[name][class] = true
				}
			}
		}
		maps.Copy(missing, holds[name])
	}
	var out []string
	for len(missing) > 0 {
		best, most := "", 0
		for _, name := range p.pages() {
			n := 0
			for what := range holds[name] {
				if missing[what] {
					n++
				}
			}
			if n > most {
				best, most = name, n
			}
		}
		for what := range holds[best] {
			delete(missing, what)
		}
		out = append(out, best)
	}
	slices.Sort(out)
	return out
}

// generated are classes without a meaning of their own: tokens of code, and
// styles that were compiled to classes.
var generated = regexp.MustCompile(`^([a-z]{1,2}[0-9]?|s-[0-9a-f]+|language-.*|style-.*)$`)

// TestSpecimensHoldEveryType checks the choice of pages.
func TestSpecimensHoldEveryType(t *testing.T) {
	if *only != "" {
		t.Skip("only some pages are looked at")
	}
	p := larkspur(t)
	types := map[string]bool{}
	for _, name := range p.specimens() {
		types[p.layout(name)] = true
		t.Logf("%-14s %s", p.layout(name), p.address(name))
	}
	for _, want := range []string{"home", "page", "control", "evidence", "evidence-item", "framework", "kind", "exceptions", "subprocessors", "search", "changes", "404", "redirect"} {
		if !types[want] {
			t.Errorf("there is no page of the type %s", want)
		}
	}
}

// TestThePortalAgesByItself opens a portal that was built just now and one
// that nobody rebuilt for two months.
func TestThePortalAgesByItself(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := scaffold.Bare(dir, asOf); err != nil {
		t.Fatal(err)
	}
	p, err := buildAt(dir, asOf)
	if err != nil {
		t.Fatal(err)
	}
	origin := serve(t, p)
	for _, tt := range []struct {
		name  string
		clock time.Time
		aged  bool
	}{
		{"built now", asOf, false},
		{"built two months ago", asOf.AddDate(0, 2, 0), true},
	} {
		tb := open(t, origin, visitor{clock: tt.clock})
		tb.visit(p.base + "controls/log-retention/")
		if got := run[bool](tb, `document.querySelector(".verdict .badge").matches(".aged")`); got != tt.aged {
			t.Errorf("%s: the page says that its state may have changed: %t, want %t", tt.name, got, tt.aged)
		}
		if text := run[string](tb, `document.querySelector(".verdict .badge").textContent`); (text == "Satisfied") == tt.aged {
			t.Errorf("%s: the state is %q", tt.name, text)
		}
	}
}
