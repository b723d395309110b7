package content

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func TestLibrary(t *testing.T) {
	l := newLibrary(openTree(t, map[string]string{
		"content/a/page.mdx":     "",
		"content/a/_part.md":     "---\nowner: ops\n---\nwords\n",
		"content/a/_closed.md":   "---\naudience: internal\n---\nwords\n",
		"content/a/_draft.md":    "---\ndraft: true\n---\nwords\n",
		"content/a/_broken.yaml": "a: [\n",
		"content/a/_wrong.md":    "---\naudience: intrnal\n---\n",
		"content/data.yml":       "a: {b: [1, two]}\n",
		"content/nda/data.json":  `{"a": 1}`,
		"content/a/run.sh":       "echo\r\nhi\r\n",
		"data/root.yaml":         "a: 1\n",
		"content/bad.txt":        "a\xffb",
		"evidence/scan.json":     "{}",
		"controls/c.yaml":        "",
		".env.txt":               "",
	}), testConfig(), Options{})
	from := source.NewFile("content/a/page.mdx", nil)
	for _, c := range []struct{ module, path, audience, reason, hint string }{
		{"./_part.md", "content/a/_part.md", "public", "", ""},
		{"_part.md", "content/a/_part.md", "public", "", ""},
		{"./_closed.md", "content/a/_closed.md", "internal", "", ""},
		{"./_wrong.md", "content/a/_wrong.md", "internal", "", ""},
		{"../data.yml", "content/data.yml", "public", "", ""},
		{"@site/data.yml", "content/data.yml", "public", "", ""},
		{"@/nda/data.json", "content/nda/data.json", "nda", "", ""},
		{"~/data/root.yaml", "data/root.yaml", "internal", "", ""},
		{"/data/root.yaml", "data/root.yaml", "internal", "", ""},
		{"!!raw-loader!./run.sh", "content/a/run.sh", "public", "", ""},
		{"../../data/root.yaml?raw", "data/root.yaml", "internal", "", ""},
		{"./_draft.md", "", "", "is a draft", ""},
		{"./_prat.md", "", "", "does not exist", `did you mean "./_part.md"?`},
		{"/dta.yml", "", "", "does not exist", `did you mean "/data.yml"?`},
		{"../../../etc/passwd.txt", "", "", "is not below the site", "write a path such as ./part.mdx, or /part.mdx below content/"},
		{"/../../etc/passwd.txt", "", "", "is not below the site", "write a path such as ./part.mdx, or /part.mdx below content/"},
		{"/evidence/scan.json", "", "", "belongs to the folder evidence/, which pages show through components and bindings", ""},
		{"../../controls/c.yaml", "", "", "belongs to the folder controls/, which pages show through components and bindings", ""},
		{"../../.env.txt", "", "", "has a name that starts with a dot", ""},
		{"..?raw", "", "", "is a directory, not a regular file", "replace it with a copy of the file"},
	} {
		part, missing := l.open(from, c.module)
		switch {
		case (part == nil) == (missing == nil):
			t.Errorf("%s: %v, %v", c.module, part, missing)
		case missing != nil:
			if missing.Reason != c.reason || missing.Hint != c.hint {
				t.Errorf("%s: %q (%s), want %q (%s)", c.module, missing.Reason, missing.Hint, c.reason, c.hint)
			}
		case part.File.Path != c.path || part.Audience != c.audience:
			t.Errorf("%s: %s for %s, want %s for %s", c.module, part.File.Path, part.Audience, c.path, c.audience)
		}
	}
	if part, _ := l.open(from, "./run.sh"); part.Value != "echo\nhi\n" {
		t.Errorf("%q", part.Value)
	}
	if again, _ := l.open(from, "./_part.md"); again.Front["owner"] != "ops" || string(again.File.Data[again.Body:]) != "words\n" {
		t.Errorf("%v", again)
	}
	for module, want := range map[string]string{"./_broken.yaml": "[file-syntax]", "/bad.txt": "[file-encoding]", "./_wrong.md": "[audience-unknown]"} {
		part, _ := l.open(from, module)
		if part == nil || len(part.Found) != 1 || !strings.Contains(part.Found[0].Error(), want) {
			t.Errorf("%s: %v, want %s", module, part, want)
		}
	}
}

// What a page exports as metadata counts as its front matter, which goes first.
func TestExportedFrontMatter(t *testing.T) {
	set, list, err := Load(openTree(t, map[string]string{
		"content/a.mdx": "---\ntitle: Front\n---\nexport const metadata = {title: 'Export', description: \"About\", tags: ['x', 'y'], date: '2026-01-02', audience: 'nda', slug: 'other', custom: {a: 1}}\n\n{frontMatter.description}\n",
		"content/b.mdx": "export const frontmatter = {\n  date: 'soon',\n  audience: 'ndaa',\n  descripton: 'x',\n  weight: 'heavy',\n}\n\nwords\n",
		"content/c.mdx": "export const metadata = {draft: true}\n\n{nothing.here}\n",
	}), testConfig(), Options{})
	if err != nil || len(set.Pages) != 2 {
		t.Fatal(err, set)
	}
	b, a := set.Pages[0], set.Pages[1]
	if a.Title != "Front" || a.Description != "About" || len(a.Tags) != 2 || a.Date.IsZero() || a.Audience != "nda" || a.Route != "/other/" || a.Params["custom"] == nil || a.Front["title"] != "Front" {
		t.Errorf("%+v", a)
	}
	if b.Audience != "internal" {
		t.Errorf("%+v", b)
	}
	got := lines(list)
	for _, want := range []string{
		`b.mdx:2:9: error: date: `, `b.mdx:3:13: error: the audience "ndaa" does not exist`, `b.mdx:4:3: warning: the front matter has the unknown key "descripton"`, `b.mdx:5:11: error: `,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "c.mdx:3") {
		t.Errorf("a draft is judged: %s", got)
	}
}
