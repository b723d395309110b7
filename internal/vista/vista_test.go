package vista

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/render"
	"github.com/candor-site/candor/internal/route"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// put writes a file of a site, or removes it where the text is "".
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if text == "" {
		if err := os.RemoveAll(full); err != nil {
			t.Fatal(err)
		}
		return
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func public(ladder []string, _ string) (string, error) { return ladder[0], nil }

// edited are files of a site, each with the texts that it takes by turns; the
// first is how the site begins.
var edited = []struct {
	path  string
	texts []string
}{
	{"candor.yaml", []string{"site: {title: T, base_url: https://t.example.com/, languages: [de]}\naudiences: {content/nda/: nda}\nlast_modified: front-matter\n"}},
	{"content/index.md", []string{"# Home\n\nSee [a](a.md#part).\n", "# Home\n\nSee [b](sub/b.md), and more.\n", "# Home\n\nSee [a](a.md).\n"}},
	{"content/a.md", []string{
		"# A\n\n## Part\n\nKept for {control.logs.retention}.\n",
		"# A\n\n## Part\n\nWe keep it for {control.logs.retention}, and here is [the other](sub/b.md).\n", // words, and a link
		"# A\n\n## Another part\n\nKept for {control.logs.retention}.\n",                                  // the id of a heading
		"# A\n\n## Part\n\nKept for {control.logs.retention}.\n\n## More\n\nMore words.\n",                // the id of a heading that nothing leads to
		"# A\n\n## Part\n\nKept for {control.logs.retention}.\n\n## Still more\n\nMore words.\n",
		"# A\n\n## Part\n\n### Detail\n\n- one\n- two\n\nKept for {control.logs.retention}.\n\n    code\n",
		"# Another title\n\n## Part\n\nKept for {control.logs.retention}.\n",
		"# A\n\n## Part\n\nKept for {control.logs.title}.\n", // another binding
		"---\ndescription: words\nweight: 3\n---\n# A\n\n## Part\n\nKept for {control.logs.retention}.\n",
		"---\nmodified: 2026-11-01\n---\n# A\n\n## Part\n\nKept for {control.logs.retention}.\n",
		"# A\n\n## Part\n\n[gone](gone.md)\n\nKept for {control.logs.retention}.\n", // a mistake
		"# A\n\n## Part\n\nKept for {control.logs.retentoin}.\n",
		"# A\n\n## Part\n\n<p style=\"color: red\">Kept</p> for {control.logs.retention}.\n", // a style
		"---\naudience: nda\n---\n# A\n\n## Part\n",
		"---\ndraft: true\n---\n# A\n",
		"",
	}},
	{"content/sub/b.md", []string{"---\ntitle: B\n---\nText.\n", "---\ntitle: B\n---\nOther text, and ![a picture](dot.svg).\n", "---\ntitle: B\n---\n# Own heading\n\nText with `code`.\n", "---\ntitle: B\nslug: moved\n---\nText.\n"}},
	{"content/sub/c.mdx", []string{"import Part from './_part.md'\n\n# C\n\n<Part/>\n", "import Part from './_part.md'\n\n# C\n\nWords.\n\n<Part/>\n", "# C\n\nWords.\n"}},
	{"content/sub/_part.md", []string{"A part of {control.logs.retention}.\n", "Another part.\n"}},
	{"content/sub/c.de.mdx", []string{"# C auf Deutsch\n", "# C auf Deutsch\n\nMehr.\n", "# C, anders genannt\n"}},
	{"content/sub/dot.svg", []string{"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"}},
	{"controls/logs.yaml", []string{
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P90D, comparator: at-least}}\n",
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P60D, comparator: at-least}}\n",
	}},
	{"layouts/page.html", []string{"", "<!doctype html><html lang=\"en\"><head><title>{{ .Page.Title }}</title></head><body><main>{{ .Page.Body }}</main></body></html>\n"}},
}

// opened opens a site anew, without a session.
func opened(t testing.TB, dir string) (*disclose.View, *render.Plan) {
	t.Helper()
	p, err := build.Open(context.Background(), build.Options{Dir: dir, AsOf: asOf, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	v, list := p.View("public")
	if v == nil || list.HasErrors() || p.Grave() {
		return v, nil
	}
	plan, _ := p.Plan(v)
	return v, plan
}

// names are the paths of the files that a portal has.
func names(t testing.TB, plan *render.Plan) []string {
	t.Helper()
	files, _, err := plan.Files(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range files {
		out = append(out, f.Path)
	}
	return out
}

// equals compares the files of a vista that are not made of several pages with
// those of the site opened anew.
func equals(t *testing.T, v *Vista, plan *render.Plan, what string) {
	t.Helper()
	for _, name := range names(t, plan) {
		if !plan.Makes(name) {
			continue
		}
		want, _, _ := plan.File(name)
		got, ok := v.File(name)
		if !ok || string(got.Data) != string(want.Data) || !slices.Equal(got.Sources, want.Sources) || got.Media != want.Media {
			at := 0
			for at < min(len(got.Data), len(want.Data)) && got.Data[at] == want.Data[at] {
				at++
			}
			around := func(data []byte) []byte { return data[max(0, at-80):max(min(len(data), at+80), 0)] }
			t.Fatalf("%s: %s differs (%t); the vista has\n%s\nwant\n%s", what, name, ok, around(got.Data), around(want.Data))
		}
	}
}

// TestGlanceEqualsOpen edits a site in random ways. Wherever a glance shows the
// edit, each file equals what the site opened anew has; and so does what a session
// opens.
func TestGlanceEqualsOpen(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 8))
	dir, s := site(t)
	v := open(t, s, nil)
	glanced, opens := map[string]int{}, 0
	steps := 80
	if testing.Short() {
		steps = 30
	}
	var pending []string // since v was opened
	for step := range steps {
		e := edited[1+random.IntN(len(edited)-1)]
		if random.IntN(3) == 0 {
			e = edited[2] // the page of which there are most versions
		}
		text := e.texts[random.IntN(len(e.texts))]
		put(t, dir, e.path, text)
		s.Changed(e.path)
		pending = append(pending, e.path)
		what := fmt.Sprintf("step %d, %s is %q", step, e.path, text)
		_, plan := opened(t, dir)
		if g, ok := v.Glance([]string{e.path}); ok {
			if plan == nil {
				t.Fatalf("%s: a glance shows a site that has errors", what)
			}
			equals(t, g, plan, "a glance, "+what)
			glanced[text]++
			if v = g; random.IntN(2) == 0 {
				continue // and glance again
			}
		}
		v = open(t, s, pending)
		opens, pending = opens+1, nil
		if v.Shows() != (plan != nil) {
			t.Fatalf("%s: shown %t, want %t", what, v.Shows(), plan != nil)
		}
		if plan != nil {
			equals(t, v, plan, "opened, "+what)
		}
		if !v.Shows() { // mend it, as a glance needs pages
			for _, e := range edited {
				put(t, dir, e.path, e.texts[0])
				s.Changed(e.path)
			}
			if v = open(t, s, nil); !v.Shows() {
				t.Fatal(v.Problems())
			}
		}
	}
	if len(glanced) < 5 || opens < steps/4 {
		t.Errorf("glances showed %d texts, and the site was opened %d times", len(glanced), opens)
	}
}

func site(t testing.TB) (string, *build.Session) {
	t.Helper()
	dir := t.TempDir()
	for _, e := range edited {
		put(t, dir, e.path, e.texts[0])
	}
	s, err := build.NewSession(build.Options{Dir: dir, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return dir, s
}

func open(t testing.TB, s *build.Session, changed []string) *Vista {
	t.Helper()
	v, err := Open(context.Background(), s, asOf, Wish{}, public, changed)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestGlanceAsksForMore edits what a glance must not show, one edit at a time.
func TestGlanceAsksForMore(t *testing.T) {
	dir, s := site(t)
	v := open(t, s, nil)
	for _, text := range edited[2].texts {
		put(t, dir, "content/a.md", text)
		_, ok := v.Glance([]string{"content/a.md"})
		want := text != "" && strings.Contains(text, "# A\n") && !strings.Contains(text, "Another part") && !strings.Contains(text, "### Detail") && strings.Contains(text, "logs.retention}") && !strings.Contains(text, "gone") && !strings.Contains(text, "style=") && !strings.HasPrefix(text, "---")
		if ok != want {
			t.Errorf("%q: glanced %t, want %t", text, ok, want)
		}
	}
	put(t, dir, "content/a.md", edited[2].texts[1])
	for name, text := range map[string]string{
		"content/sub/_part.md": "Another part.\n", "controls/logs.yaml": edited[8].texts[1], "candor.yaml": edited[0].texts[0], "content/new.md": "# New\n", "content/sub/c.mdx": edited[4].texts[1],
	} {
		put(t, dir, name, text)
		if _, ok := v.Glance([]string{"content/a.md", name}); ok {
			t.Errorf("a glance shows %s", name)
		}
	}
}

// TestIndexInTheMeantime has the index of the search be the last one until all
// pages were looked through, and then the one of what is shown.
func TestIndexInTheMeantime(t *testing.T) {
	dir, s := site(t)
	v := open(t, s, nil)
	if _, _, err := v.Look(context.Background()); err != nil {
		t.Fatal(err)
	}
	index := func(plan *render.Plan) map[string]string {
		out := map[string]string{}
		for _, name := range names(t, plan) {
			if !plan.Makes(name) && strings.HasPrefix(name, strings.TrimPrefix(route.Search, "/")) {
				f, _, _ := plan.File(name)
				out[name] = string(f.Data)
			}
		}
		return out
	}
	has := func(v *Vista, want map[string]string, what string) {
		t.Helper()
		if len(want) == 0 {
			t.Fatal("the portal has no index")
		}
		for name, data := range want {
			if f, ok := v.File(name); !ok || string(f.Data) != data {
				t.Errorf("%s: %s is not as it was made last", what, name)
			}
		}
	}
	_, plan := opened(t, dir)
	before := index(plan)
	has(v, before, "looked through")
	put(t, dir, "content/a.md", "# A\n\n## Part\n\nZebras for {control.logs.retention}.\n")
	s.Changed("content/a.md")
	g, ok := v.Glance([]string{"content/a.md"})
	if !ok {
		t.Fatal("not glanced")
	}
	has(g, before, "glanced")
	again := open(t, s, []string{"content/a.md"})
	again.Follow(g)
	has(again, before, "opened")
	if _, _, err := again.Look(context.Background()); err != nil {
		t.Fatal(err)
	}
	_, plan = opened(t, dir)
	after := index(plan)
	has(again, after, "looked through again")
	if fmt.Sprint(before) == fmt.Sprint(after) {
		t.Error("the index does not tell what was edited")
	}
}

// TestLookEndsWithItsContext has a look that is no longer wanted end.
func TestLookEndsWithItsContext(t *testing.T) {
	_, s := site(t)
	v := open(t, s, nil)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := v.Look(ctx); err == nil {
		t.Error("all pages were looked through for nobody")
	}
	if n, list, err := v.Look(context.Background()); err != nil || n == 0 || list.HasErrors() {
		t.Errorf("the next look gives %d files, %v, %v", n, list, err)
	}
}
