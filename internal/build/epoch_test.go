package build

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/reuse"
	"github.com/candor-site/candor/internal/source"
)

// epochOf opens a site and returns its epoch and the digests of the words of its
// pages, by source.
func epochOf(t *testing.T, opt Options) (reuse.Epoch, map[string]source.Digest) {
	t.Helper()
	p, err := Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	view, list := p.View(p.Config.Ladder[0])
	if view == nil {
		t.Fatal(list)
	}
	options, _ := p.rendering(view)
	e, words, err := p.epoch(view, &options)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]source.Digest{}
	for page, digest := range words {
		if page != nil {
			out[page.Source] = digest
		}
	}
	if none, known := words[nil]; none != "" || !known || len(out) != len(view.Pages) {
		t.Errorf("%d of %d pages have digests", len(out), len(view.Pages))
	}
	return e, out
}

// TestEpochOfSite finds an epoch for the portal of this repository, of which all that a
// view can hold is shown: nothing in a view must be of a kind that cannot be looked into.
func TestEpochOfSite(t *testing.T) {
	opt := Options{Dir: filepath.Join("..", ".."), AsOf: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Workers: 2}
	one, words := epochOf(t, opt)
	opt.Workers = 1
	two, again := epochOf(t, opt)
	if one != two || len(words) < 10 {
		t.Errorf("of %d pages, two builds of one site have other epochs", len(words))
	}
	for name, digest := range words {
		if again[name] != digest {
			t.Errorf("%s: two builds have other words", name)
		}
	}
}

// TestEpoch edits a site: an edit of the words of a page changes their digest alone,
// one of what other pages may show the epoch.
func TestEpoch(t *testing.T) {
	const a, b = "content/a.md", "content/b.mdx"
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string]string{
		"candor.yaml":        "site: {title: T, base_url: https://t.example.com/}\nlast_modified: front-matter\n",
		a:                    "---\ntitle: A\n---\n\n## Kept\n\nFor {control.logs.retention}.\n\n## More\n\nWords.\n",
		b:                    "import Part from './_part.md'\n\n# B\n\n<Part/>\n",
		"content/_part.md":   "A part.\n",
		"controls/logs.yaml": "controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Kept for {{ .retention }}.\", parameters: {data: logs, retention: P90D, comparator: at-least}}\n",
	}
	for name, text := range files {
		write(name, text)
	}
	opt := Options{Dir: dir, AsOf: asOf, Workers: 2}
	before, words := epochOf(t, opt)
	for _, test := range []struct {
		name, old, new string
		epoch          bool
		words          string // of the page whose words are others
	}{
		{a, "Words.", "Other words, [linked](b.mdx).", false, a},
		{a, "## More", "## Much more", false, a},
		{a, "## More", "Further up.\n\n## More", false, a},
		{"content/_part.md", "A part", "Another part", false, b},
		{a, "title: A", "title: Aa", true, a},
		{a, "title: A", "title: A\nweight: 3", true, a},
		{a, "## Kept", "## Held", true, a}, // the page of the control leads there
		{a, "## Kept\n\nFor", "For", true, a},
		{a, "{control.logs.retention}", "long", true, a},
		{a, "Words.", "{control.logs.retention}", true, a},
		{a, "Words.", "<Control id=\"logs\"/>", true, a},
		{a, "Words.", "<b style=\"color: #123456\">Words</b>", true, a},
		{"controls/logs.yaml", "P90D", "P91D", true, ""},
		{"candor.yaml", "title: T", "title: U", true, ""},
		{"candor.yaml", "\nlast", "\n# a comment\nlast", true, ""}, // it says how pages are read
	} {
		text := strings.Replace(files[test.name], test.old, test.new, 1)
		if text == files[test.name] {
			t.Fatalf("%s holds no %q", test.name, test.old)
		}
		write(test.name, text)
		epoch, now := epochOf(t, opt)
		write(test.name, files[test.name])
		if (epoch != before) != test.epoch {
			t.Errorf("%s, %q: another epoch is %v", test.name, test.new, epoch != before)
		}
		for page, digest := range now {
			if (digest != words[page]) != (page == test.words) {
				t.Errorf("%s, %q: other words of %s is %v", test.name, test.new, page, digest != words[page])
			}
		}
	}
	for what, change := range map[string]func(*Options){
		"the instant": func(o *Options) { o.AsOf = o.AsOf.Add(time.Second) }, "lenient": func(o *Options) { o.Lenient = true }, "stubs": func(o *Options) { o.Stubs = true },
	} {
		other := opt
		change(&other)
		if e, _ := epochOf(t, other); e == before {
			t.Errorf("%s: the same epoch", what)
		}
	}
	if e, _ := epochOf(t, opt); e != before {
		t.Error("the site as it was has another epoch")
	}
}

// TestEpochDates leaves the dates of the last change of pages out of the epoch, as
// long as no template of the site can say them elsewhere.
func TestEpochDates(t *testing.T) {
	for own, want := range map[string]bool{"": true, "components/Box.html": false, "layouts/page.html": false} {
		dir := t.TempDir()
		files := map[string]string{"candor.yaml": "site: {title: T, base_url: https://t.example.com/}\n", "content/a.md": "# A\n", "content/b.md": "# B\n"}
		if own != "" {
			files[own] = "<p></p>\n"
		}
		for name, text := range files {
			file := filepath.Join(dir, name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		view, _ := p.View("public")
		opt, _ := p.rendering(view)
		before, words, err := p.epoch(view, &opt)
		if err != nil {
			t.Fatal(err)
		}
		page := view.Pages[0]
		page.Modified = asOf
		after, now, err := p.epoch(view, &opt)
		if err != nil || (before == after) != want {
			t.Errorf("with %q, the epoch is the same: %v, %v", own, before == after, err)
		}
		if words[page] == now[page] || words[view.Pages[1]] != now[view.Pages[1]] {
			t.Error("the date of a page is not among its words, or among those of another")
		}
	}
}
