package content

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

func testConfig() *site.Config {
	return &site.Config{
		Title:    "Larkspur Trust Center",
		Location: time.FixedZone("x", 2*3600),
		Ladder:   []string{"public", "nda", "internal"},
		Audiences: []site.AudienceRule{
			{Prefix: "content/nda/", Audience: "nda"}, {Prefix: "content/", Audience: "public"},
		},
		Vocabulary: parameter.Default(),
		Freshness:  site.Freshness{Review: period.Period{Years: 1}},
	}
}

func openTree(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

func load(t *testing.T, files map[string]string, opt Options) ([]*site.Page, []*site.Asset, diag.List) {
	t.Helper()
	set, list, err := Load(openTree(t, files), testConfig(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return set.Pages, set.Assets, list
}

// lines formats diagnostics as path:line:column: severity: message [code] (hint) <related>.
func lines(list diag.List) string {
	var out []string
	for _, d := range list {
		line := strings.TrimPrefix(d.Error(), "content/")
		if d.Hint != "" {
			line += " (" + d.Hint + ")"
		}
		for _, rel := range d.Related {
			line += " <" + rel.Span.Position().String() + ">"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// dot is a PNG file of one pixel.
const dot = "\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU\x00\x00\x00\x0aIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

func TestRoutesAndTitles(t *testing.T) {
	pages, assets, list := load(t, map[string]string{
		"content/index.md":                "Welcome\n",
		"content/a/b.md":                  "# From *heading*\n",
		"content/a/_index.md":             "---\ntitle: Section A\n---\n# Other\n",
		"content/Saas Controls/README.md": "text\n",
		"content/Saas Controls/SOC_2.md":  "text\n",
		"content/Saas Controls/a b.PNG":   dot,
		"content/deep/index.mdx":          "---\nslug: shallow\n---\ntext\n",
		"content/x/moved.md":              "---\nslug: /Else Where/here\n---\ntext\n",
		"content/x/renamed.md":            "---\nid: new-name\nmetaTitle: Meta\n---\n# H\n",
		"content/x/both.md":               "---\nid: ignored\nslug: kept\n---\n",
		"content/straße/über.md":          "text\n",
		"content/_partials/part.md":       "text\n",
		"content/a/_part.mdx":             "text\n",
		"content/a/_image.png":            "png",
		"content/a/policy.pdf":            "pdf",
		"content/nda/data.yaml":           "x: 1\n",
		"content/.hidden.md":              "text\n",
	}, Options{Workers: 4})
	if len(list) > 0 {
		t.Fatalf("diagnostics:\n%s", lines(list))
	}
	var got []string
	for _, p := range pages {
		got = append(got, p.Route+" "+p.Title)
	}
	want := []string{
		"/ Larkspur Trust Center", "/a/ Section A", "/a/b/ From heading", "/else-where/here/ Moved", "/saas-controls/ Saas Controls",
		"/saas-controls/soc-2/ SOC 2", "/shallow/ Deep", "/strasse/über/ Über", "/x/kept/ Both", "/x/new-name/ Meta",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pages:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	got = nil
	for _, a := range assets {
		got = append(got, a.Route+" "+a.Audience)
	}
	want = []string{"/a/policy.pdf public", "/nda/data.yaml nda", "/saas-controls/a b.PNG public"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("assets: %v, want %v", got, want)
	}
}

const fullFront = `---
title: SaaS controls
description: What we do
sidebar_label: SaaS
sidebar_position: 3
tags: [soc2, saas]
keywords: [a, b]
redirect_from: [/old/, older, /older.html]
date: 2026-01-31
lastmod: 2026-02-01T10:00:00Z
reviewed: "2026-02-02"
review_by: 2026-02-03 10:30:00
expiryDate: 2027-01-01
toc: false
hide_title: true
excludeSearch: true
template: wide
audience: nda
metaTitle: Other
metaDescription: Other
product: optimize
nested: {a: [1, two]}
---
# Heading
`

func TestFrontMatter(t *testing.T) {
	pages, _, list := load(t, map[string]string{"content/sec/saas.md": fullFront}, Options{})
	want := `sec/saas.md:21:1: note: the front matter has the unknown key "product", kept as a parameter of the page [key-unknown]
sec/saas.md:22:1: note: the front matter has the unknown key "nested", kept as a parameter of the page [key-unknown]`
	if got := lines(list); got != want {
		t.Errorf("diagnostics:\n%s\nwant\n%s", got, want)
	}
	p := pages[0]
	day := func(at time.Time) string { return at.Format(time.RFC3339) }
	for _, c := range []struct{ what, got, want string }{
		{"texts", fmt.Sprint(p.Title, "|", p.Description, "|", p.LinkTitle, "|", p.Layout, "|", p.Audience), "SaaS controls|What we do|SaaS|wide|nda"},
		{"weight and tags", fmt.Sprint(p.Weight, p.Tags), "3 [soc2 saas]"},
		{"flags", fmt.Sprint(p.HideTOC, p.HideTitle, p.NoIndex, p.Draft), "true true true false"},
		{"aliases", fmt.Sprint(p.Aliases), "[/old/ /sec/older/ /older.html]"},
		{"date", day(p.Date), "2026-01-31T00:00:00+02:00"},
		{"modified", day(p.Modified), "2026-02-01T12:00:00+02:00"},
		{"reviewed", day(p.Reviewed), "2026-02-02T00:00:00+02:00"},
		{"review by", day(p.ReviewBy), "2026-02-03T10:30:00+02:00"},
		{"expires", day(p.Expires), "2027-01-01T00:00:00+02:00"},
		{"params", fmt.Sprint(p.Params), "map[keywords:[a b] nested:map[a:[1 two]] product:optimize]"},
		{"front", fmt.Sprint(p.Front["sidebar_label"], len(p.Front)), "SaaS21"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
}

func TestDrafts(t *testing.T) {
	files := map[string]string{"content/a.md": "---\ndraft: true\n---\n", "content/b.md": "text\n"}
	for _, drafts := range []bool{false, true} {
		pages, _, list := load(t, files, Options{Drafts: drafts})
		if len(list) > 0 || (len(pages) == 2) != drafts {
			t.Errorf("drafts %v: %d pages, %v", drafts, len(pages), list)
		}
	}
}

// TestMistakes gives each kind of mistake once, and what must be said about it
// where.
func TestMistakes(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"slip", map[string]string{"a.md": "---\ntilte: T\n---\n"}, `a.md:2:1: warning: the front matter has the unknown key "tilte" [key-unknown] (did you mean "title"?)`},
		{"type", map[string]string{"a.md": "---\nweight: heavy\n---\n"}, `a.md:2:9: error: "weight" is text (heavy), expected a whole number [value-type]`},
		{"same key", map[string]string{"a.md": "---\nlinkTitle: A\nsidebar_label: B\n---\n"},
			`a.md:3:1: error: the keys "sidebar_label" and "linkTitle" mean the same [key-duplicate] (remove one of the two) <content/a.md:2:1>`},
		{"date", map[string]string{"a.md": "---\nreviewed: last week\n---\n"}, `a.md:2:11: error: reviewed: "last week" is not a date such as 2026-07-31 [value-invalid]`},
		{"audience", map[string]string{"a.md": "---\naudience: ndaa\n---\n"},
			`a.md:2:11: error: the audience "ndaa" does not exist, expected one of public, nda, internal [audience-unknown] (did you mean "nda"?)`},
		{"loosens", map[string]string{"nda/a.md": "---\naudience: public\n---\n"},
			`nda/a.md:2:11: error: the audience public is more open than nda, that of the folder [audience-loosens] (move the page to a folder that is open to public)`},
		{"slug", map[string]string{"a.md": "---\nslug: '***'\n---\n"},
			`a.md:2:7: error: the slug "***" has no letters or digits [value-invalid] (write a name such as data-retention)`},
		{"name", map[string]string{"+++.md": "text\n"},
			`+++.md:1:1: error: the path content/+++.md has a part without letters or digits, which gives no address [value-invalid] (rename it, or give the page a slug that starts with a slash)`},
		{"two pages", map[string]string{"a.md": "text\n", "a/index.md": "text\n"},
			`a/index.md:1:1: error: the address /a/ is taken [route-conflict] (rename one of the two, or give a page another slug) <content/a.md:1:1>`},
		{"slug taken", map[string]string{"a.md": "text\n", "b.md": "---\nslug: a\n---\n"},
			`b.md:2:7: error: the address /a/ is taken [route-conflict] (rename one of the two, or give a page another slug) <content/a.md:1:1>`},
		{"file and folder", map[string]string{"A": "text", "a.md": "text\n"},
			`a.md:1:1: error: the address /a/ is taken [route-conflict] (rename one of the two, or give a page another slug) <content/A:1:1>`},
		{"folder and file", map[string]string{"a/b.md": "text\n", "a0.md": "---\naliases: /a/b\n---\n", "b": "x"},
			`a0.md:2:10: error: the address /a/b/ is taken [route-conflict] (rename one of the two, or give a page another slug) <content/a/b.md:1:1>`},
		{"active asset", map[string]string{"a.md": "text\n", "a/index.html": "x"},
			`a/index.html:1:1: error: a .html file would be published as active content [html-forbidden] (write a page in Markdown, or put the file into the theme)`},
		{"picture with a script", map[string]string{"a.svg": "<svg>\n<script>x</script></svg>"},
			`a.svg:2:9: error: the picture holds the element script [html-forbidden] (export it again as plain SVG, without scripts and outside references)`},
		{"picture with a handler", map[string]string{"a.svg": "<svg onload='x'/>"},
			`a.svg:1:18: error: the picture holds the event handler onload [html-forbidden] (export it again as plain SVG, without scripts and outside references)`},
		{"picture that fetches", map[string]string{"a.svg": "<svg><image href='https://x.example/'/></svg>"},
			`a.svg:1:40: error: the picture holds a reference to https://x.example/ [html-forbidden] (export it again as plain SVG, without scripts and outside references)`},
		{"alias", map[string]string{"a.md": "---\naliases: ['https://x.example/a']\n---\n"},
			`a.md:2:11: error: the alias "https://x.example/a" is not a route such as /security/old-name/ [value-invalid]`},
		{"unclosed", map[string]string{"a.md": "---\ntitle: x\n"},
			`a.md:1:1: error: the front matter is not closed [frontmatter-syntax] (close it with a line of ---; a rule at the start of a page is written ***)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{}
			for name, text := range c.files {
				files["content/"+name] = text
			}
			_, _, list := load(t, files, Options{})
			if got := lines(list); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// TestWorkers expects the same pages and mistakes from one worker and from
// many.
func TestWorkers(t *testing.T) {
	files := map[string]string{}
	for i := range 60 {
		files[fmt.Sprintf("content/s%d/p%d.md", i%7, i)] = fmt.Sprintf("---\ntitle: T%d\ntilte: x\nslug: same-%d\n---\n# H\n", i, i%50)
	}
	tree := openTree(t, files)
	var first string
	for _, workers := range []int{1, 8, 0} {
		set, list, err := Load(tree, testConfig(), Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		got := lines(list)
		for _, p := range set.Pages {
			got += "\n" + p.Route + p.File.Path
		}
		if first == "" {
			first = got
		}
		if got != first {
			t.Errorf("%d workers give something else than one", workers)
		}
	}
	if !strings.Contains(first, "/s1/same-1/") {
		t.Errorf("got %s", first)
	}
}
