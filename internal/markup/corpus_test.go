package markup

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

const corpus = "../../../shared/corpus/pages"

var componentName = regexp.MustCompile(`<([A-Z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)`)

// TestCorpus reads real pages of other generators with stub components. Strict
// reading refuses some by design; no page may lose words in lenient reading.
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
	strict, lenient, mdx, words, gone := 0, 0, 0, 0, 0
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		name, _ := filepath.Rel(corpus, path)
		opt := Options{MDX: isMDX(path, text), Components: stubs(tree.Callout), Roots: []string{"control", "site", "page"}}
		if opt.MDX {
			mdx++
		}
		if opt.MDX {
			for _, m := range componentName.FindAllStringSubmatch(text, -1) {
				opt.Components[m[1]] = &component.Component{Name: m[1], Children: true, Any: true}
			}
		}
		_, ds := parseText(name, text, opt)
		if !ds.HasErrors() {
			strict++
		}
		opt.Lenient = true
		d, dl := parseText(name, text, opt)
		out, _ := renderPage(d, echo())
		if !dl.HasErrors() {
			lenient++
		}
		for _, x := range dl {
			if x.Severity == diag.Error {
				t.Logf("lenient: %v", x)
			}
		}
		words += len(visibleWords(text))
		if lost := lostWords(text, out); len(lost) > 0 {
			gone += len(lost)
			t.Logf("%s: %d words lost: %v", name, len(lost), lost[:min(len(lost), 12)])
		}
	}
	t.Logf("%d pages, %d as MDX: %d compile strictly, %d leniently; %d of %d words not found", len(pages), mdx, strict, lenient, gone, words)
	if strict < 36 || lenient < len(pages) {
		t.Errorf("%d pages compile strictly and %d leniently, want at least 36 and %d", strict, lenient, len(pages))
	}
	// The words that are not found are labels of link references, statements
	// over several lines, and props that nothing can be computed from.
	if gone*1000 > words*2 {
		t.Errorf("%d of %d words are lost", gone, words)
	}
}

// isMDX tells pages of generators that read .md as MDX by their imports.
func isMDX(path, text string) bool {
	return strings.HasSuffix(path, ".mdx") || regexp.MustCompile(`(?m)^import .* from ['"]`).MatchString(text)
}
