package controls

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// TestKeptEqualsLoad edits a catalog in random ways, and compares what is kept
// with what is read anew.
func TestKeptEqualsLoad(t *testing.T) {
	texts := map[string][]string{
		"controls/a.yaml":            {"controls:\n  - {id: a, title: A, kind: backup}\n", "controls:\n  - {id: a, title: Other, kind: backup}\n  - {id: b, title: B, kind: backup}\n", "controls: [\n", "controls:\n  - {id: a, kind: nothing}\n"},
		"controls/b.yaml":            {"controls:\n  - {id: c, title: C, kind: backup}\n", "controls:\n  - {id: b, title: B again, kind: backup}\n", ""},
		"controls/sub/c.yml":         {"", "exceptions:\n  - {id: x, waives: a, reason: later, approved_by: somebody, expires: 2027-01-01}\n", "controls:\n  - {id: c, title: C, kind: backup}\nanswers: 3\n"},
		"controls/frameworks/f.yaml": {"framework: {id: f, title: F}\nrequirements:\n  - {id: r1, title: R}\n", "framework: {id: f, title: F}\nrequirements:\n  - {id: r1, title: R}\n  - {id: r1, title: R}\n", ""},
		"controls/note.txt":          {"", "words"},
		"controls/none.yaml":         {"", "# nothing\n"},
	}
	names := []string{"controls/a.yaml", "controls/b.yaml", "controls/sub/c.yml", "controls/frameworks/f.yaml", "controls/note.txt", "controls/none.yaml"}
	cfg := testConfig(t, nil)
	random := rand.New(rand.NewPCG(1, 8))
	var kept Kept
	for step := range 200 {
		changed := names[random.IntN(len(names))]
		files := map[string][]byte{}
		for _, name := range names {
			if step == 0 {
				texts[name] = append([]string{texts[name][0]}, texts[name]...)
			} else if name == changed {
				texts[name][0] = texts[name][1+random.IntN(len(texts[name])-1)]
			}
			if texts[name][0] != "" {
				files[name] = []byte(texts[name][0])
			}
		}
		tree := openTree(t, files)
		kept.Forget(changed)
		got, gotList, err := kept.Load(tree, cfg, func(*trust.Catalog) {})
		if err != nil {
			t.Fatal(err)
		}
		want, wantList, err := Load(tree, cfg)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := plain(t, got, gotList), plain(t, want, wantList); a != b {
			t.Fatalf("step %d, %s changed:\ngot  %s\nwant %s", step, changed, a, b)
		}
	}
}

// plain is all of a catalog and its mistakes as text.
func plain(t *testing.T, c *trust.Catalog, list diag.List) string {
	t.Helper()
	data, err := json.Marshal(struct {
		Catalog *trust.Catalog
		List    diag.List
	}{c, list})
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestKeptReadsWhatChanged has the controls of a file that did not change be the
// same ones, and tells only of the others.
func TestKeptReadsWhatChanged(t *testing.T) {
	tree := openTree(t, map[string][]byte{
		"controls/a.yaml": []byte("controls:\n  - {id: a, title: A, kind: backup}\n"),
		"controls/b.yaml": []byte("controls:\n  - {id: b, title: B, kind: backup}\n"),
	})
	var kept Kept
	told, cfg := "", testConfig(t, nil)
	load := func() *trust.Catalog {
		c, _, err := kept.Load(tree, cfg, func(c *trust.Catalog) { told += c.Controls[0].ID })
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	first := load()
	kept.Forget("controls/b.yaml")
	again := load()
	if first.Control("a") != again.Control("a") || first.Control("b") == again.Control("b") || told != "abb" {
		t.Errorf("of %q a should be read once and b twice", told)
	}
	cfg = testConfig(t, nil)
	if load(); told != "abbab" {
		t.Errorf("of %q all should be read again under another site file", told)
	}
}
