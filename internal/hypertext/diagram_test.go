package hypertext_test

import (
	"html/template"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

func TestDiagrams(t *testing.T) {
	decl := &component.Component{Name: "Mermaid", Children: true, Code: true, Props: []component.Prop{
		{Name: "code", Type: component.PropString}, {Name: "language", Type: component.PropString, Default: "mermaid"}, {Name: "title", Type: component.PropString},
	}}
	env := hypertext.Env{Component: func(c *hypertext.Call) (template.HTML, error) { return c.Children, nil }}
	for _, c := range []struct {
		text  string
		drawn bool
		want  []string
	}{
		{"```mermaid title=\"Who asks whom\"\ngraph LR\nuser[User] --> api\n```\n", true,
			[]string{"<figcaption>Who asks whom</figcaption>", `role="img"`, "<desc>User goes to api.</desc>", "<code>graph LR\nuser[User] --&gt; api\n</code>"}},
		{"```mermaid\ngantt\n  a: <b>\n```\n", false, []string{"<figure class=\"diagram\">\n<figcaption>Diagram as text</figcaption>\n<pre class=\"mermaid\"", "a: &lt;b&gt;"}},
		{"<Mermaid code=\"graph LR; a --> b\" title=\"T\"/>\n", true, []string{"<figcaption>T</figcaption>", "<desc>a goes to b.</desc>"}},
		{"<Mermaid code=\"gantt\"/>\n", false, []string{"<code>gantt\n</code>"}},
		{"<Mermaid>\n\n```mermaid\ngantt\n```\n\n</Mermaid>\n", false, []string{"<code>gantt\n</code>"}},
	} {
		d, ds := markup.Parse(source.NewFile("page.mdx", []byte(c.text)), 0, markup.Options{MDX: true, Components: map[string]*component.Component{"Mermaid": decl}})
		var out strings.Builder
		ds = append(ds, d.Render(&out, env)...)
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is not in %s", c.text, want, out.String())
			}
		}
		if drawn := strings.Contains(out.String(), "<svg"); drawn != c.drawn {
			t.Errorf("%s: it is drawn: %v", c.text, drawn)
		}
		if c.drawn && len(ds) != 0 || !c.drawn && (len(ds) != 1 || ds[0].Code != diag.DiagramUnsupported || ds[0].Severity != diag.Note) {
			t.Errorf("%s: %v", c.text, ds)
		}
	}
}
