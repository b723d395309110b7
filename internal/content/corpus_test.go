package content

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// corpus holds real pages of many generators, beside the repository.
const corpus = "../../../shared/corpus/pages"

// TestCorpus reads the real pages leniently: each of them becomes a page with a
// title and a route, unless two ask for one address.
func TestCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not here: real pages are kept beside the repository", corpus)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, Dir), os.DirFS(corpus)); err != nil {
		t.Fatal(err)
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	set, list, err := Load(tree, testConfig(), Options{Lenient: true, Drafts: true, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	pages := set.Pages
	entries, _, err := tree.Walk(Dir)
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, e := range entries {
		if isPage(e.Path) && !isPart(e.Path) {
			want++
		}
	}
	if want < 60 || len(pages) != want {
		t.Errorf("got %d pages of %d files", len(pages), want)
	}
	for _, p := range pages {
		if p.Title == "" || p.Route == "" || p.Doc == nil {
			t.Errorf("%s: title %q, route %q", p.File.Path, p.Title, p.Route)
		}
	}
	for _, d := range list {
		if d.Span.IsZero() {
			t.Errorf("a diagnostic has no place: %v", d)
		}
	}
}
