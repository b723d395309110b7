package markup

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

var shownCode = regexp.MustCompile(`(?s)<pre class="chroma[^>]*><code[^>]*>(.*?)</code></pre>`)

// TestCodeIsShownAsWritten compares every block of code of real pages with the
// text of what is written for it.
func TestCodeIsShownAsWritten(t *testing.T) {
	var pages []string
	for _, folder := range []string{corpus, "../../../shared/seeds"} {
		_ = filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
			if ext := filepath.Ext(path); err == nil && (ext == ".mdx" || ext == ".md") {
				pages = append(pages, path)
			}
			return err
		})
	}
	if len(pages) == 0 {
		t.Skip("the real pages are not here")
	}
	blocks := 0
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		opt := Options{MDX: isMDX(path, text), Lenient: true, Stubs: true, Components: stubs(tree.Callout)}
		d, _ := parseText(path, text, opt)
		var want []string
		_ = ast.Walk(d.tree.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			var code string
			switch f := n.(type) {
			case *ast.FencedCodeBlock:
				if lang, _ := d.tree.FenceInfo(f); lang == "mermaid" {
					return ast.WalkContinue, nil
				}
				code = d.tree.CodeLines(n)
			case *ast.CodeBlock:
				code = d.tree.CodeLines(n)
			default:
				return ast.WalkContinue, nil
			}
			if entering && !strings.Contains(code, "highlight-") && !strings.Contains(code, "[!code") {
				want = append(want, code)
			}
			return ast.WalkContinue, nil
		})
		out, _ := renderPage(d, echo())
		shown := map[string]int{} // slots are shown where their component wants them
		for _, m := range shownCode.FindAllStringSubmatch(out, -1) {
			shown[html.UnescapeString(anyMarkup.ReplaceAllString(m[1], ""))]++
		}
		for _, code := range want {
			if shown[code]--; shown[code] < 0 {
				t.Errorf("%s: this code is not shown as it is written:\n%s", path, code)
			}
			blocks++
		}
	}
	if blocks < 300 {
		t.Errorf("only %d blocks of code were compared", blocks)
	}
	t.Logf("%d blocks of code in %d pages", blocks, len(pages))
}

func TestFences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"```\na < b\n```\n", "<pre class=\"chroma\"><code>a &lt; b\n</code></pre>\n"},
		{"```text title=\"a & b\"\nx\n```\n", "<figure class=\"code\">\n<figcaption>a &amp; b</figcaption>\n<pre class=\"chroma\"><code class=\"language-text\" data-lang=\"text\">x\n</code></pre>\n</figure>\n"},
		{"```text nocopy wrap\nx\n```\n", "<pre class=\"chroma wraps\" data-copy=\"no\"><code class=\"language-text\" data-lang=\"text\">x\n</code></pre>\n"},
		{"```text {1} ins={2} del={3}\na\nb\nc\nd\n```\n", "<pre class=\"chroma\"><code class=\"language-text\" data-lang=\"text\"><mark class=\"line\">a\n</mark><ins class=\"line\">b\n</ins><del class=\"line\">c\n</del><span class=\"line\">d\n</span></code></pre>\n"},
		{"```text linenums=\"7\"\na\nb\n```\n", "<pre class=\"chroma line-numbers\"><code class=\"language-text\" data-lang=\"text\"><span class=\"line\" data-n=\"7\">a\n</span><span class=\"line\" data-n=\"8\">b\n</span></code></pre>\n"},
		{"```text showLineNumbers\na\n```\n", "<pre class=\"chroma line-numbers\"><code class=\"language-text\" data-lang=\"text\"><span class=\"line\">a\n</span></code></pre>\n"},
		{"```text ins=\"b\"\nabc\n```\n", "<pre class=\"chroma\"><code class=\"language-text\" data-lang=\"text\">a<ins>b</ins>c\n</code></pre>\n"},
		{"`null{:js}`", "<p><code class=\"chroma\" data-lang=\"js\"><span class=\"kc\">null</span></code></p>\n"},
		{"`#!js null`", "<p><code class=\"chroma\" data-lang=\"js\"><span class=\"kc\">null</span></code></p>\n"},
		{"`a{:nothing}`", "<p><code>a{:nothing}</code></p>\n"},
	} {
		d, ds := Parse(source.NewFile("page.md", []byte(c.text)), 0, Options{})
		var out strings.Builder
		d.Render(&out, hypertext.Env{})
		if out.String() != c.want || len(ds) > 0 {
			t.Errorf("%s\n got %s\nwant %s\n%v", c.text, out.String(), c.want, ds)
		}
	}
}

func TestCodeThatMayScroll(t *testing.T) {
	long := strings.Repeat("word ", 20) + "\n"
	for text, want := range map[string]string{
		"```\n" + long + "```\n":                                      `<pre class="chroma" tabindex="0" role="group" aria-label="Code">`,
		"```bash\n" + long + "```\n":                                  `<pre class="chroma" tabindex="0" role="group" aria-label="Code: bash">`,
		"```bash Run it\n" + long + "```\n":                           `<pre class="chroma" tabindex="0" role="group" aria-label="Run it">`,
		"```bash wrap\n" + long + "```\n":                             `<pre class="chroma wraps">`,
		"```text collapse\n" + strings.Repeat("a\n", 13) + "```\n":    `<pre class="chroma tall" tabindex="0" role="group" aria-label="Code: text">`,
		"```text collapse\n" + strings.Repeat("a\n", 12) + "```\n":    `<pre class="chroma">`,
		"    indented\n":                                              `<pre class="chroma">`,
		"```text\n" + strings.Repeat("a", 32) + "\n```\n":             `<pre class="chroma">`,
		"```text\n" + strings.Repeat("日", 17) + "\n```\n":             `<pre class="chroma" tabindex="0"`,
		"> ```text\n> " + strings.Repeat("b", 33) + "\n> ```\n":       `<pre class="chroma" tabindex="0"`,
		"```text title=\"<x>\"\n" + strings.Repeat("a", 33) + "\n```": `aria-label="&lt;x&gt;"`,
	} {
		d, _ := Parse(source.NewFile("page.md", []byte(text)), 0, Options{})
		var out strings.Builder
		d.Render(&out, hypertext.Env{})
		if !strings.Contains(out.String(), want) {
			t.Errorf("%.40q: %.200s", text, out.String())
		}
	}
}

func TestLanguagesAndOptionsAreReportedOnce(t *testing.T) {
	text := "```yammel titel=\"a\"\n```\n\n```yammel titel=\"b\" zzzz=1\n```\n\n```mdx-code-block\n```\n"
	_, ds := Parse(source.NewFile("page.mdx", []byte(text)), 0, Options{MDX: true})
	if len(ds) != 2 || ds[0].Code != diag.LanguageUnknown || ds[0].Severity != diag.Warning || ds[0].Span.Text() != "yammel" || ds[0].Hint != `did you mean "yaml"?` ||
		ds[1].Code != diag.FenceOption || ds[1].Severity != diag.Note || ds[1].Span.Text() != "titel" || ds[1].Hint != `did you mean "title"?` {
		t.Errorf("%v", ds)
	}
}
