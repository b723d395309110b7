package build

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/source"
)

// asOf is the instant at which the sites of these tests are judged.
var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// siteFile is the smallest good site file.
const siteFile = "site: {title: T, organization: O, base_url: \"https://t.example/\"}\npolicy: {error: error}\n"

// lay writes the files of a text archive below a new directory.
func lay(t testing.TB, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		put(t, dir, f.Name, string(f.Data))
	}
	return dir
}

// put writes one file of a site.
func put(t testing.TB, dir, name, text string) {
	t.Helper()
	p := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// made is one build in memory.
type made struct {
	project *Project
	view    *disclose.View
	files   []artifact.File
	list    diag.List
}

// build builds the site in dir for an audience, as of the instant of these
// tests.
func build(t testing.TB, dir, audience string, workers int) *made {
	t.Helper()
	return buildAt(t, dir, audience, workers, asOf)
}

// buildAt builds the site in dir for an audience at an instant.
func buildAt(t testing.TB, dir, audience string, workers int, at time.Time) *made {
	t.Helper()
	p, err := Open(context.Background(), Options{Dir: dir, AsOf: at, Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	m := &made{project: p, list: p.Diagnostics}
	if p.Config == nil {
		return m
	}
	view, list := p.View(audience)
	m.list.Add(list...)
	m.view = view
	if view == nil {
		return m
	}
	files, list, err := p.Render(context.Background(), view)
	if err != nil {
		t.Fatal(err)
	}
	m.files = files
	m.list.Add(list...)
	return m
}

// clean fails the test when a build has diagnostics beside notes.
func (m *made) clean(t testing.TB) *made {
	t.Helper()
	for _, d := range m.list.Without(diag.Note) {
		t.Errorf("%v (%s)", d, d.Hint)
	}
	return m
}

// digests maps the path of each file to its digest.
func (m *made) digests() map[string]source.Digest {
	out := map[string]source.Digest{}
	for _, f := range m.files {
		out[f.Path] = source.DigestOf(f.Data)
	}
	return out
}

// file returns the bytes of one file.
func (m *made) file(t testing.TB, path string) []byte {
	t.Helper()
	for _, f := range m.files {
		if f.Path == path {
			return f.Data
		}
	}
	t.Fatalf("there is no %s", path)
	return nil
}

// same fails the test when two builds differ, and names the files.
func same(t testing.TB, what string, a, b *made) {
	t.Helper()
	x, y := a.digests(), b.digests()
	paths := slices.Concat(slices.Collect(maps.Keys(x)), slices.Collect(maps.Keys(y)))
	slices.Sort(paths)
	for _, p := range slices.Compact(paths) {
		if x[p] != y[p] {
			t.Errorf("%s: %s differs", what, p)
		}
	}
	if len(x) == 0 {
		t.Errorf("%s: nothing was built", what)
	}
}

// TestEveryFieldOfAControlCanBeRead holds what resolve lets a page read of a
// control against what render knows.
func TestEveryFieldOfAControlCanBeRead(t *testing.T) {
	dir := leave(t, "", 0)
	page := "# Fields\n\n"
	for _, name := range []string{"id", "title", "kind", "statement", "summary", "owner", "status", "responsibility", "state", "reason", "detail", "grade", "freshUntil", "retention"} {
		page += "- {control.logs." + name + "}\n"
	}
	put(t, dir, "content/fields.md", page)
	build(t, dir, "public", 1).clean(t)
	put(t, dir, "content/fields.md", "# Fields\n\n{control.logs.nothing}\n")
	if m := build(t, dir, "public", 1); !m.list.HasErrors() {
		t.Error("a field that no control has is read without an error")
	}
}
