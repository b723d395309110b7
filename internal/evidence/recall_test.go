package evidence

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/locker"
	"github.com/candor-site/candor/internal/memo"
	"github.com/candor-site/candor/internal/rest"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// siteFile is a site of a file, under which pieces are remembered.
func siteFile() *site.Config {
	cfg := larkspur()
	cfg.File = source.NewFile("candor.yaml", []byte("larkspur"))
	return cfg
}

// remembering loads a folder with what earlier runs remembered there. Of
// evidence whose id the test keeps, the content is kept.
func remembering(t *testing.T, dir, build string, keep func(string) bool) (*Set, string) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	opt := Options{Formats: format.Builtin(), Workers: 2, Keep: keep}
	if build != "" {
		opt.Locker, opt.Watch = locker.Open(root, "pieces", build, 1<<30), rest.Begin(root, "begun")
	}
	registry, list, err := Formats(tree)
	if err != nil || list.HasErrors() {
		t.Fatal(list, err)
	}
	opt.Formats = registry
	set, list, err := Load(tree, siteFile(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if err := opt.Locker.Close(); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	for _, d := range list.Sorted() {
		fmt.Fprintln(&said, d.Error())
	}
	return set, said.String()
}

// TestRecall reads the corpus of real evidence, with copies that make a folder
// large enough to be remembered: what is remembered is what is read, to the
// type of each parameter.
func TestRecall(t *testing.T) {
	names, err := filepath.Glob("../../../shared/corpus/evidence/*/*")
	if err != nil || len(names) == 0 {
		t.Skip("the corpus of real evidence is not there")
	}
	dir := t.TempDir()
	put := func(name string, data []byte) {
		t.Helper()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for i, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for copy := range 3 {
			put(fmt.Sprintf("evidence/%d/e%03d-%d%s", copy, i, copy, filepath.Ext(name)), data)
		}
	}
	kept := func(id string) bool { return id == "e001-0" || id == "e100-1" }
	time.Sleep(2100 * time.Millisecond) // until the files have settled, and can be remembered
	fresh, said := remembering(t, dir, "", kept)
	for _, e := range fresh.Evidence {
		for name, v := range e.Params {
			if !plainValue(v) {
				t.Errorf("%s: the parameter %s is a %T", e.Path, name, v)
			}
		}
	}
	for run := range 3 {
		again, saidAgain := remembering(t, dir, "this build", kept)
		if saidAgain != said {
			t.Errorf("run %d: the diagnostics differ", run)
		}
		if len(again.Evidence) != len(fresh.Evidence) {
			t.Fatalf("run %d: %d pieces, want %d", run, len(again.Evidence), len(fresh.Evidence))
		}
		for i, e := range again.Evidence {
			if (e.Body != nil) != kept(e.ID) {
				t.Errorf("run %d: %s: body %v", run, e.ID, e.Body != nil)
			}
			same(t, e.Path, *e, *fresh.Evidence[i])
		}
	}
	info, err := os.Stat(filepath.Join(dir, "pieces"))
	if err != nil || info.Size() < 10_000 {
		t.Errorf("nothing was remembered: %v", err)
	}

	unread(t, dir, kept)

	// Of what changes, that alone is parsed and remembered.
	put("evidence/0/e000-0.json", vulnerabilities(1, 3))
	remembering(t, dir, "this build", kept)
	if after, err := os.Stat(filepath.Join(dir, "pieces")); err != nil || after.Size() != info.Size() {
		t.Errorf("a file that is not at rest was remembered (%v)", err)
	}
	time.Sleep(2100 * time.Millisecond)
	remembering(t, dir, "this build", kept)
	if after, err := os.Stat(filepath.Join(dir, "pieces")); err != nil || after.Size() == info.Size() || after.Size() > info.Size()+2000 {
		t.Errorf("one file changed, and the locker grew from %d to %d bytes (%v)", info.Size(), after.Size(), err)
	}
	// A format of the site changes what all files may be.
	put("evidence/formats/own.yaml", []byte("id: own\ntitle: Own\ntool: {name: own}\nvariants:\n  - name: any\n    priority: 99\n    detect: [{shape: json}, {at: /ArtifactName, equals: registry/app-1:v1}]\n"))
	want, _ := remembering(t, dir, "", kept)
	got, _ := remembering(t, dir, "this build", kept)
	own := 0
	for i, e := range got.Evidence {
		same(t, e.Path, *e, *want.Evidence[i])
		if e.Format == "own" {
			own++
		}
	}
	if own != 1 {
		t.Errorf("%d pieces are read by the format of the site, want 1", own)
	}
}

// unread counts the files that need not be read.
func unread(t *testing.T, dir string, keep func(string) bool) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	entries, _, err := tree.Walk(Dir)
	if err != nil {
		t.Fatal(err)
	}
	opt := Options{Locker: locker.Open(root, "pieces", "this build", 1<<30), Keep: keep, Watch: rest.Begin(root, "begun")}
	past := newRecall(tree, siteFile(), opt, entries)
	done := 0
	for i := range entries {
		if out, ok := past.recall(beside{file: &entries[i]}, opt, new(workroom)); ok {
			if done++; out.evidence.Digest == "" || out.evidence.Size != entries[i].Size || kept(out, keep) {
				t.Errorf("%s: %+v", entries[i].Path, out.evidence)
			}
		}
	}
	if done < len(entries)/4 || done == len(entries) {
		t.Errorf("%d of %d files need not be read", done, len(entries))
	}
}

func kept(l loadedFile, keep func(string) bool) bool { return keep(l.evidence.ID) }

// plainValue reports whether a value comes back from a table with its type.
func plainValue(v any) bool {
	switch v := v.(type) {
	case nil, bool, string, int64, float64:
		return true
	case []any:
		return !slices.ContainsFunc(v, func(x any) bool { return !plainValue(x) })
	case map[string]any:
		for _, x := range v {
			if !plainValue(x) {
				return false
			}
		}
		return true
	}
	return false
}

// same compares two pieces as they are written: with the types of their values.
func same(t *testing.T, name string, a, b any) {
	t.Helper()
	x, err := memo.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	y, err := memo.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x, y) {
		t.Errorf("%s differs", name)
	}
}

// TestMisspeltAgain says of a misspelt key whatever earlier runs remember.
func TestMisspeltAgain(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "evidence"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range manyFiles {
		name, text, key := fmt.Sprintf("e%03d.json", i), `{"all": "well"}`, "title"
		if i == 7 {
			key = "titel"
		}
		for path, text := range map[string]string{name: text, name + EnvelopeSuffix: wrap(name, text, fmt.Sprintf(`{%q: "x", "collected_at": "2026-11-20T12:00:00Z"}`, key))} {
			if err := os.WriteFile(filepath.Join(dir, "evidence", path), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	time.Sleep(2100 * time.Millisecond) // until the files have settled, and can be remembered
	nothing := func(string) bool { return false }
	_, want := remembering(t, dir, "", nothing)
	if strings.Count(want, "\n") != 1 || !strings.Contains(want, "evidence/e007.json.evidence.json:1:") || !strings.Contains(want, `"predicate.titel"`) {
		t.Fatalf("%s", want)
	}
	for run := range 3 {
		set, said := remembering(t, dir, "this build", nothing)
		if said != want || len(set.Evidence) != manyFiles {
			t.Errorf("run %d: %d pieces, %s", run, len(set.Evidence), said)
		}
	}
}
