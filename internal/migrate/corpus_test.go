package migrate

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/candor-site/candor/internal/draft"
)

const corpus = "../../../shared/corpus/pages"

// TestCorpus rewrites real pages of other generators: each result compiles
// strictly with stub components, loses no word, and is left alone when it is
// rewritten again.
func TestCorpus(t *testing.T) {
	var pages []string
	err := filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(path); err == nil && (ext == ".mdx" || ext == ".md") && filepath.Base(path) != "SOURCES.md" {
			pages = append(pages, path)
		}
		return err
	})
	if err != nil {
		t.Skipf("the corpus is not here: %v", err)
	}
	compiled, changes, doubts, words, ordered := 0, 0, 0, 0, 0
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name, _ := filepath.Rel(corpus, path)
		p, err := Convert(name, data, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		t.Logf("%-100s %-10s %3d changes %3d doubts", name, p.Kind, len(p.Changes), len(p.Doubts))
		changes, doubts = changes+len(p.Changes), doubts+len(p.Doubts)
		seen := visibleWords(data, p.MDX)
		words += len(seen)
		d := &page{Page: &draft.Page{Name: rename(name, p.MDX), MDX: p.MDX, Buf: p.Text}}
		if w, at := lostInOrder(seen, append(wordsOf(string(d.Front())), d.shownWords()...)); at < 0 {
			ordered++
		} else {
			t.Logf("%s: word %d, %q, moved", name, at, w)
		}
		if len(p.Lost) > 0 {
			t.Errorf("%s: %d words lost: %q", name, len(p.Lost), p.Lost[:min(len(p.Lost), 12)])
		}
		if len(p.Faults) == 0 {
			compiled++
		}
		for _, x := range p.Faults {
			t.Errorf("%v", x)
		}
		again, err := Convert(rename(name, p.MDX), p.Text, Options{})
		if err != nil || !bytes.Equal(again.Text, p.Text) {
			t.Errorf("%s: rewritten again it changes: %v", name, err)
			if again != nil {
				showDifference(t, p.Text, again.Text)
				for _, c := range again.Changes {
					t.Logf("  %+v", c)
				}
			}
		}
	}
	t.Logf("%d pages: %d changes, %d doubts, %d compile strictly, %d words, in order on %d", len(pages), changes, doubts, compiled, words, ordered)
	// Footnotes move to the end of their page, and titles of code before it.
	if compiled < len(pages) || ordered < 64 {
		t.Errorf("%d of %d pages compile, and %d keep the order of their words; want all and 64", compiled, len(pages), ordered)
	}
}

// rename gives a page the ending that its kind needs.
func rename(name string, mdx bool) string {
	name = name[:len(name)-len(filepath.Ext(name))]
	if mdx {
		return name + ".mdx"
	}
	return name + ".md"
}

// showDifference logs the first lines in which two texts differ.
func showDifference(t *testing.T, a, b []byte) {
	t.Helper()
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			t.Logf("  line %d: %q, then %q", i+1, x[i], y[i])
			return
		}
	}
}
