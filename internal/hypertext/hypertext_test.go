package hypertext_test

import (
	"errors"
	"html/template"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

func render(t *testing.T, text string, env hypertext.Env) (string, diag.List) {
	t.Helper()
	d, ds := markup.Parse(source.NewFile("page.mdx", []byte(text)), 0, markup.Options{
		MDX: true, Roots: []string{"site"}, Components: map[string]*component.Component{"Card": {Name: "Card", Children: true, Any: true}},
	})
	if len(ds) > 0 {
		t.Fatalf("%q: %v", text, ds)
	}
	var out strings.Builder
	more := d.Render(&out, env)
	return out.String(), more
}

func TestWhatTheCallerAnswersIsChecked(t *testing.T) {
	env := hypertext.Env{
		Link:  func(string, string) string { return "javascript:x" },
		Image: func(string, string) string { return "javascript:x" },
		Bind:  func([]string) (any, bool) { return `"><script>`, true },
	}
	for text, want := range map[string]string{
		"[a](b)":                  "<p>a</p>\n",
		"![a](b)":                 "<p>a</p>\n",
		`<a href="b">c</a>`:       "<p><a>c</a></p>\n",
		`<a title={site.a}>c</a>`: "<p><a title=\"&#34;&gt;&lt;script&gt;\">c</a></p>\n",
		"{site.a}":                "<p>&#34;&gt;&lt;script&gt;</p>\n",
	} {
		if got, ds := render(t, text, env); got != want || len(ds) > 0 {
			t.Errorf("%s: %q, %v, want %q", text, got, ds, want)
		}
	}
}

func TestComponentsThatFail(t *testing.T) {
	env := hypertext.Env{Component: func(*hypertext.Call) (template.HTML, error) { return "", errors.New("no") }}
	out, ds := render(t, "<Card>\n\nwords\n\n</Card>\n", env)
	if out != "<p>words</p>\n" || len(ds) != 1 || ds[0].Code != diag.TemplateInvalid || ds[0].Span.Text() != "<Card>" {
		t.Errorf("%q, %v", out, ds)
	}
	env.Component = func(*hypertext.Call) (template.HTML, error) {
		return "", diag.Diagnostic{Code: diag.PropType, Message: "wrong"}
	}
	if _, ds := render(t, "<Card/>\n", env); len(ds) != 1 || ds[0].Code != diag.PropType || ds[0].Span.Text() != "<Card/>" {
		t.Errorf("%v", ds)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriterThatFails(t *testing.T) {
	d, _ := markup.Parse(source.NewFile("page.md", []byte("a")), 0, markup.Options{})
	if ds := d.Render(full{}, hypertext.Env{}); len(ds) != 1 || ds[0].Code != diag.FileUnreadable {
		t.Errorf("%v", ds)
	}
}

func TestSkipTitle(t *testing.T) {
	out, _ := render(t, "# a\n\n## b\n", hypertext.Env{SkipTitle: true})
	if strings.Contains(out, ">a<") || !strings.HasPrefix(out, `<h2 id="b">b<`) {
		t.Errorf("%q", out)
	}
}
