package dialect

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

func parse(text string, mdx bool) (*Page, ast.Node) {
	rules := Rules{MDX: mdx, Components: map[string]*component.Component{"Card": {Name: "Card"}}, Roots: []string{"site"}}
	p := NewPage(source.NewFile("page.mdx", []byte(text)), 0, rules)
	return p, p.Parse(p.Start, len(p.Buf))
}

// outline names the kinds of a tree: Paragraph(Text Literal). Text beside text
// is one.
func outline(n ast.Node) string {
	var parts []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if k := len(parts); k == 0 || parts[k-1] != "Text" || c.Kind() != ast.KindText {
			parts = append(parts, outline(c))
		}
	}
	if len(parts) == 0 {
		return n.Kind().String()
	}
	return n.Kind().String() + "(" + strings.Join(parts, " ") + ")"
}

func TestOutlines(t *testing.T) {
	for _, c := range []struct {
		name, text string
		mdx        bool
		want       string
	}{
		{"a component and its content", "<Card>\n  # a\n</Card>\n", true, "Component(Heading(Text))"},
		{"tags on one line", "<Card><b>x</b></Card>\n", true, "Component(TextBlock(InlineTag Text InlineTag))"},
		{"tags among words are not paired", "a <b>x</b>\n", true, "Paragraph(Text InlineTag Text InlineTag)"},
		{"a tag over lines", "<Card\n  a='1'\n>\n\nx\n</Card>\n", true, "Component(Paragraph(Text))"},
		{"closed behind words", "<Card>\nx</Card>\n", true, "Component(Paragraph(Text))"},
		{"unknown names are text in .md", "<Nope>\n", false, "Paragraph(Literal)"},
		{"known names are not", "<Card/>\n", false, "Component"},
		{"statements", "import a from 'b'\n\nexport const c = {\n\n}\n", true, "Module Module"},
		{"no statements in .md", "import a from 'b'\n", false, "Paragraph(Text)"},
		{"expressions", "{a}\n\nb {c}\n", true, "ExpressionBlock Paragraph(Text Expression)"},
		{"roots only in .md", "{a} {site.b}\n", false, "Paragraph(Text Expression)"},
		{"comments", "<!--\n\na -->\nb {/* c */}\n", false, "Remark Paragraph(Text Expression)"},
		{"an anchor", "# a {#b}\n", true, "Heading(Text Anchor)"},
		{"admonitions", ":::note a\nb\n:::\n> [!TIP]\n> c\n", true, "Admonition(Paragraph(Text)) Admonition(Paragraph(Text))"},
		{"wrapped fences", "```mdx-code-block\n<Card>\n```\na\n</Card>\n", true, "Component Component(Component Paragraph(Text))"},
		{"foreign text stays", "{{< a >}} [[b]]\n", false, "Paragraph(Literal Text Literal)"},
		{"an indented list below words", "a\n    - b\n    - c\nd\n", true, "Paragraph(Text) Component(List(ListItem(TextBlock(Text)) ListItem(TextBlock(Text))))"},
		{"imported names are components", "import a from 'b'\n\n<a1/> <a/>\n\nimport fork from 'x'\n\n<fork/>\n", true, "Module Paragraph(Literal Text InlineTag) Module Component"},
		{"components are not void", "<Link>\n\na\n</Link>\n", true, "Component(Paragraph(Text))"},
		{"lines of code lose what their fence loses", "<Card>\n  a\n\n```\nb\n  c\n```\n</Card>\n", true, "Component(Paragraph(Text) FencedCodeBlock)"},
		{"tags and expressions end words", "a\n<br/>\nb\n{c}\nd\n<b>e</b>\n", true, "Paragraph(Text) Component Paragraph(Text) ExpressionBlock Paragraph(Text InlineTag Text InlineTag)"},
		{"closing tags have no attributes", "<Card>\n\na </b c>\n</Card>\n", false, "Component(Paragraph(Text Literal))"},
		{"addresses", "http://a_b.c http://localhost:1/x, www.a.b ftp://a.b/(c)\n", false, "Paragraph(Text AutoLink Text AutoLink Text AutoLink)"},
		{"a list to the left of what is before it", "<Card>\n  a\n\n- b\n\n  c\n</Card>\n", true, "Component(Paragraph(Text) List(ListItem(Paragraph(Text) Paragraph(Text))))"},
		{"no indented code inside components", "<Card>\n\n      a\n</Card>\n\n    b\n", true, "Component(Paragraph(Text)) CodeBlock"},
	} {
		_, root := parse(c.text, c.mdx)
		got := strings.TrimSuffix(strings.TrimPrefix(outline(root), "Document("), ")")
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestFound(t *testing.T) {
	for text, want := range map[string]string{
		"<Card>\n": "0-6 tag-unclosed", "a { b\n": "2-3 expr-unsupported", "<Card a=\n\n": "0-5 attr-syntax", "a <script>\n": "2-10 html-forbidden",
		"{{% a %}}\n": "0-9 foreign-syntax", "+++\na = 1\n+++\n": "0-3 foreign-syntax", "a\x00\n": "1-2 file-encoding", ":::note\n": "0-7 tag-unclosed",
		"[^1]: a\n": "0-4 link-broken",
	} {
		p, _ := parse(text, true)
		ds := p.Found()
		if len(ds) != 1 || fmt.Sprintf("%d-%d %s", ds[0].Span.Start, ds[0].Span.End, ds[0].Code) != want {
			t.Errorf("%q: %v, want %s", text, ds, want)
		}
	}
}

func TestBudgetIsSpentOnce(t *testing.T) {
	p, _ := parse(strings.Repeat("{a\n\n", 20000), true)
	limits := 0
	for _, d := range p.Found() {
		if d.Code == diag.FileLimit {
			limits++
		}
	}
	if limits != 1 {
		t.Errorf("the limit is reported %d times", limits)
	}
}

// What stands for more than its bytes, or is compared with all before it, is
// limited, and the limit reported once.
func TestLimitsAreReportedOnce(t *testing.T) {
	for text, want := range map[string]diag.Code{
		strings.Repeat("*a_ ", 5000):    diag.FileLimit,
		strings.Repeat("[a](", 5000):    diag.FileLimit,
		strings.Repeat("> ", 500) + "a": diag.NestingTooDeep,
		strings.Repeat("- ", 500) + "a": diag.NestingTooDeep,
		strings.Repeat("|a", 1000) + "|\n" + strings.Repeat("|-", 1000) + "|\n" + strings.Repeat("|b\n", 1000): diag.FileLimit,
	} {
		p, root := parse(text, false)
		if ds := p.Found(); len(ds) != 1 || ds[0].Code != want {
			t.Errorf("%.12s: %v, want one %s", text, ds, want)
		}
		if words := p.PlainText(root); !strings.ContainsAny(words, "ab") {
			t.Errorf("%.12s: the words are lost", text)
		}
	}
}

func TestInnerMarkupHoldsNoStatements(t *testing.T) {
	text := "import a from 'b'\n"
	p, _ := parse(text, true)
	if got := outline(p.ParseInner(0, len(text))); got != "Document(Paragraph(Text))" {
		t.Errorf("got %s", got)
	}
	if got := outline(p.Parse(0, len(text))); got != "Document(Module)" {
		t.Errorf("got %s", got)
	}
}
