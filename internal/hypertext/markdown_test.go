package hypertext_test

import (
	"html/template"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// plain writes a page as Markdown.
func plain(t *testing.T, text string) string {
	t.Helper()
	d, list := markup.Parse(source.NewFile("page.mdx", []byte(text)), 0, markup.Options{
		MDX: true, Roots: []string{"site"}, Components: map[string]*component.Component{"Card": {Name: "Card", Children: true, Any: true}},
	})
	if list.HasErrors() {
		t.Fatalf("%q: %v", text, list)
	}
	var out strings.Builder
	more := d.Markdown(&out, hypertext.Env{
		Component: func(c *hypertext.Call) (template.HTML, error) { return "[card] " + c.Children, nil },
		Bind:      func([]string) (any, bool) { return "90 *days*", true },
		Link:      func(_, to string) string { return "https://x.example/" + to },
		Image:     func(_, to string) string { return "https://x.example/" + to },
		SkipTitle: true,
	})
	if len(more) > 0 {
		t.Errorf("%q: %v", text, more)
	}
	return out.String()
}

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"# Title\n\nSome *words*, `code` and **more**.\n", "Some *words*, `code` and **more**."},
		{"Kept {site.retention}.\n", `Kept 90 \*days\*.`},
		{"{site.retention}\n", `90 \*days\*`},
		{"[a](b) and ![c](d.png)\n", "[a](https://x.example/b) and ![c](https://x.example/d.png)"},
		{"# T\n\n## A\n\n# B\n", "## A\n\n## B"},
		{"- a\n- b\n  - c\n\n1. x\n2. y\n", "- a\n- b\n  - c\n\n1. x\n2. y"},
		{"> q\n> r\n", "> q\n> r"},
		{"```go\nx := 1\n\ny\n```\n", "```go\nx := 1\n\ny\n```"},
		{"| A | B |\n|---|---|\n| 1 \\| 2 | {site.x} |\n", "| A | B |\n| --- | --- |\n| 1 \\| 2 | 90 \\*days\\* |"},
		{"<Card>\n\nwords\n\n</Card>\n\nafter\n", "[card] words\n\nafter"},
		{"Text <Card>in it</Card> goes on.\n", "Text [card] in it goes on."},
		{"a\\\nb\n", "a\\\nb"},
		{"\\# none\n", "\\# none"},
		{"<p>one <strong>two</strong> <a href=\"b\">three</a></p>\n", "one **two** [three](https://x.example/b)"},
		{"<ul><li>a</li><li>b</li></ul>\n", "- a\n- b"},
		{"<table><caption>C</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>\n", "**C**\n\n| A |\n| --- |\n| 1 |"},
		{"<kbd>{site.x}</kbd>\n", "`90 *days*`"},
		{"- [x] done\n- [ ] open\n", "- [x] done\n- [ ] open"},
		{"{/* nothing */}\n", ""},
		{"```mermaid\ngraph LR; a --> b\n```\n", "```mermaid\ngraph LR; a --> b\n```"},
	} {
		got := plain(t, tt.text)
		if strings.Contains(tt.want, "mermaid") {
			if !strings.HasSuffix(got, tt.want) || strings.HasPrefix(got, "```") {
				t.Errorf("a diagram is not said in words: %q", got)
			}
		} else if got != tt.want {
			t.Errorf("%q\n got %q\nwant %q", tt.text, got, tt.want)
		}
	}
}

// What is written can be read again, and says the same.
func TestMarkdownReadsTheSame(t *testing.T) {
	const page = "Text with \\*stars\\*, a_b_c, \\_x\\_, R&amp;D, &lt;b&gt;, \\[no\\](link), 1 \\| 2.\n\n1\\. no list\n\n\\- nor this\n\n- item one\n\n  more\n\n  ```\n  # code\n  ```\n- two\n\n> quoted `a``b`\n"
	first := plain(t, page)
	read := func(text string) string {
		d, _ := markup.Parse(source.NewFile("page.md", []byte(text)), 0, markup.Options{})
		var out strings.Builder
		d.Render(&out, hypertext.Env{})
		return out.String()
	}
	if got, want := read(first), read(page); got != want {
		t.Errorf("got\n%s\nwant\n%s\nfrom\n%s", got, want, first)
	}
}
