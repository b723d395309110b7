package markup

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
)

const seeds = "../../../shared/seeds"

func readSeed(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(seeds, name))
	if err != nil {
		t.Skipf("the seed documents are not here: %v", err)
	}
	return string(data)
}

func matches(pattern, text string) int {
	return len(regexp.MustCompile(pattern).FindAllString(text, -1))
}

func TestSeedMDX(t *testing.T) {
	text := readSeed(t, "spectro-saas-controls.mdx")
	d, ds := parseText("spectro-saas-controls.mdx", text, Options{MDX: true})
	out, more := renderPage(d, hypertext.Env{})
	if len(more) != 0 || ds.HasErrors() || ds[0].Message != "spacing made of 47 empty paragraphs and 64 line breaks is left out" {
		t.Errorf("diagnostics: %v %v", ds, more)
	}
	// Bold lines that stand alone are offered as headings; the two captions of
	// images are not.
	var bold, unsaid []int
	for _, x := range ds[1:] {
		switch x.Code {
		case diag.BoldHeading:
			bold = append(bold, x.Span.Position().Line)
		case diag.ImageAlt:
			unsaid = append(unsaid, x.Span.Position().Line)
		default:
			t.Errorf("%v", x)
		}
	}
	if want := []int{36, 46, 163, 171, 232, 239, 246, 403, 436, 504}; !slices.Equal(unsaid, want) {
		t.Errorf("images that say nothing at %v, want %v", unsaid, want)
	}
	if want := []int{55, 72, 250, 260, 275, 290, 294, 298, 391, 399, 405, 447, 455, 465, 489, 511}; !slices.Equal(bold, want) {
		t.Errorf("bold lines at %v, want %v", bold, want)
	}
	for _, c := range []struct {
		what, pattern string
		want          int
	}{
		{"h1", `<h1 `, 1}, {"h2", `<h2 `, 6}, {"h3", `<h3 `, 16}, {"tables", `<table>`, 3}, {"images", `<img `, 10},
		{"items with an inner list", `<li>\n<p>[^\n]*</p>\n<ul>`, 7}, {"empty paragraphs", `<p>\s*</p>`, 0}, {"line breaks", `<br`, 0},
	} {
		if got := matches(c.pattern, out); got != c.want {
			t.Errorf("%s: got %d, want %d", c.what, got, c.want)
		}
	}
	for i, want := range []int{8, 7, 11} {
		tables := strings.Split(out, "<table>")
		if len(tables) != 4 {
			break
		}
		body, _, _ := strings.Cut(tables[i+1], "</table>")
		if got := matches(`<tr>`, body) - 1; got != want {
			t.Errorf("table %d: got %d rows, want %d", i+1, got, want)
		}
	}
	visible := strings.Join(shownWords(out), " ")
	if strings.Contains(anyMarkup.ReplaceAllString(out, ""), `\`) || strings.Contains(visible, "import SecurityWP") {
		t.Error("a backslash or an import is visible")
	}
	if w, at := lostInOrder(visibleWords(text), shownWords(out)); at >= 0 {
		t.Errorf("word %d, %q, is lost", at, w)
	}
	if len(d.Outline().Headings) != 23 || len(d.Outline().Images) != 10 || len(d.Imports) != 6 {
		t.Errorf("got %d headings, %d images, %d imports", len(d.Outline().Headings), len(d.Outline().Images), len(d.Imports))
	}
	if img := d.Outline().Images[0]; img.Span.Text() != "security-images/image9.png" || img.Span.Position().Line != 36 {
		t.Errorf("first image is at %v: %q", img.Span.Position(), img.Span.Text())
	}
}

func TestSeedMarkdown(t *testing.T) {
	text := readSeed(t, "opta-architecture.md")
	d, ds := parseText("opta-architecture.md", text, Options{})
	out, more := renderPage(d, hypertext.Env{})
	if len(ds) != 2 || ds[0].Code != diag.ImageAlt || ds[1].Code != diag.ImageAlt || len(more) != 0 { // both images are called "image alt text"
		t.Errorf("diagnostics: %v %v", ds, more)
	}
	ids := map[string]bool{}
	for _, h := range d.Outline().Headings {
		ids[h.ID] = true
	}
	// The sixth heading is the title of the front matter, which the layout shows.
	if len(d.Outline().Headings) != 5 || len(ids) != 5 {
		t.Errorf("got %d headings with %d anchors", len(d.Outline().Headings), len(ids))
	}
	for what, c := range map[string]struct {
		pattern string
		want    int
	}{"external links": {`rel="noopener"`, 10}, "images": {`<img `, 2}, "lists": {`<ul>`, 2}, "emphasis": {`<em>`, 5}} {
		if got := matches(c.pattern, out); got != c.want {
			t.Errorf("%s: got %d, want %d", what, got, c.want)
		}
	}
	if w, at := lostInOrder(visibleWords(text), shownWords(out)); at >= 0 {
		t.Errorf("word %d, %q, is lost", at, w)
	}
	if w, at := lostInOrder(visibleWords(text), wordsOf(looked(t, d).Text()+" image alt text")); at >= 0 && w != "image" {
		t.Errorf("word %d, %q, is missing in Text", at, w)
	}
}
