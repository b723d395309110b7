package build

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
)

// TestTheLastWriteLetsGo makes a site with more pages than trees are kept of, once
// so that pages let go of their text as they are made and once so that they do not:
// the files are the same, and so is what is printed of mistakes that are found when
// the text is gone.
func TestTheLastWriteLetsGo(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "candor.yaml", "site: {title: T, organization: O, base_url: https://example.com/}\n")
	for i := range 80 {
		put(t, dir, fmt.Sprintf("content/p%d.md", i), fmt.Sprintf("# Page %d\n\n%s\n\n## Part é\n\n[on](p%d.md#part-é) [broken](p%d.md#lost)\r\n\nas [nothing](/no/%d)\n", i, strings.Repeat("Some *words*. ", 1000), (i+1)%80, (i+7)%80, i))
	}
	written := func(last bool, workers int) (map[string]string, string) {
		p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		view, _ := p.View("public")
		var mu sync.Mutex
		files := map[string]string{}
		list, err := p.Write(t.Context(), view, func(f artifact.File) error {
			mu.Lock()
			defer mu.Unlock()
			files[f.Path] = string(f.Data)
			return nil
		}, nil, last)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range p.Site.Pages {
			if gone := page.File.Data == nil; gone != last {
				t.Errorf("%s: the text is gone: %v", page.File.Path, gone)
			}
		}
		var out bytes.Buffer
		if err := diag.Text(&out, list, diag.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		return files, out.String()
	}
	want, told := written(false, 1)
	if n := strings.Count(told, "[anchor-broken]"); n != 80 || strings.Count(told, "^~~") != 160 {
		t.Fatalf("%d mistakes are shown:\n%s", n, told)
	}
	for _, workers := range []int{1, 8} {
		got, list := written(true, workers)
		if !maps.Equal(got, want) {
			t.Errorf("with %d workers the files differ", workers)
		}
		if list != told {
			t.Errorf("with %d workers the mistakes are\n%s\nwant\n%s", workers, list, told)
		}
	}
}
