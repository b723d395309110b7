package content

import (
	"testing"
)

// TestKeptForgets tells of changed files, and has the whole folder be known anew
// only where one of them may have a part in it.
func TestKeptForgets(t *testing.T) {
	tree := openTree(t, map[string]string{
		"content/index.md":     "# Home\n",
		"content/a.mdx":        "import P from './_part.md'\nimport Q from '/data/q.yaml'\n\n# A\n\n<P/>\n\n{Q.q}\n",
		"content/_part.md":     "A part.\n",
		"data/q.yaml":          "q: 1\n",
		"controls/logs.yaml":   "controls: []\n",
		"content/other/x.txt":  "x\n",
		"contents/not-ours.md": "# Not ours\n",
	})
	cfg, kept := testConfig(), &Kept{}
	for _, c := range []struct {
		paths []string
		holds bool
	}{
		{[]string{"controls/logs.yaml"}, true},
		{[]string{"controls/logs.yaml", "evidence/new.json", "candor.yaml"}, true},
		{[]string{"contents/not-ours.md"}, true},
		{[]string{"content/index.md"}, false},
		{[]string{"content/new.md"}, false},
		{[]string{"controls/logs.yaml", "content/_part.md"}, false},
		{[]string{"data/q.yaml"}, false}, // a page reads it
		{[]string{"content"}, false},
		{[]string{"."}, false},
		{nil, false},
	} {
		if _, list, err := Load(tree, cfg, Options{Workers: 2, Kept: kept}); err != nil || len(list) > 0 || kept.whole == nil {
			t.Fatalf("%v, %v, kept %t", list, err, kept.whole != nil)
		}
		kept.Forget(c.paths...)
		if (kept.whole != nil) != c.holds {
			t.Errorf("after %q changed the folder is known %t, want %t", c.paths, kept.whole != nil, c.holds)
		}
	}
}
