package markup

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/dialect"
	"github.com/candor-site/candor/internal/hypertext"
)

// hostile are inputs that cost a naive parser minutes. The test has no clock:
// a hang fails through the time-out of go test.
func hostile() map[string]string {
	deep := func(step string) string {
		var b strings.Builder
		for i := range 3000 {
			b.WriteString(strings.Repeat(step, i) + "<Card>\n")
		}
		for i := 2999; i >= 0; i-- {
			b.WriteString(strings.Repeat(step, i) + "</Card>\n")
		}
		return b.String()
	}
	return map[string]string{
		"nested components":          deep(""),
		"nested indented components": deep("  "),
		"nested on one line":         strings.Repeat("<Card>", 3000) + "text" + strings.Repeat("</Card>", 3000),
		"open tags on one line":      strings.Repeat("<a>", 20000),
		"open tags in a paragraph":   "text " + strings.Repeat("<a>", 20000),
		"open tags on lines":         strings.Repeat("<a>\n", 20000),
		"closing tags on one line":   strings.Repeat("</a>", 20000),
		"unfinished tags":            strings.Repeat("<a b", 20000),
		"unfinished tags on lines":   strings.Repeat("<Card b\n", 20000),
		"unfinished values":          strings.Repeat(`<Card b={`, 20000),
		"unfinished strings":         strings.Repeat(`<Card b="`, 20001),
		"unfinished values on lines": strings.Repeat("<Card b={[\n", 20000),
		"braces":                     strings.Repeat("{", 50000),
		"braces on lines":            strings.Repeat("{a\n\n", 20000),
		"comments":                   strings.Repeat("<!-- ", 20000),
		"comments that end far away": strings.Repeat("a <!-- ", 20000) + "\n\n-->",
		"backticks":                  strings.Repeat("`a``", 20000),
		"nots":                       "{" + strings.Repeat("!", 50000) + "a}",
		"parentheses":                "{" + strings.Repeat("(", 50000) + "1" + strings.Repeat(")", 50000) + "}",
		"long list":                  "{[" + strings.Repeat("1,", 50000) + "]}",
		"markup in markup":           strings.Repeat("{<a b={<Card>", 2000) + strings.Repeat("</Card>}/>}", 2000),
		"quotes":                     strings.Repeat(">", 20000) + " a\n" + strings.Repeat(">", 20000) + " b",
		"admonitions":                strings.Repeat(":::note\n", 3000),
		"shortcodes":                 strings.Repeat("{{< ", 20000),
		"wikilinks":                  strings.Repeat("[[a", 20000),
		"brackets":                   strings.Repeat("[", 50000),
		"emphasis":                   strings.Repeat("*a_ ", 4000),
		"attributes":                 "<Card " + strings.Repeat("a ", 20000) + "/>",
		"one heading many times":     strings.Repeat("# a\n", 10000),
		"breaks":                     "a" + strings.Repeat("<br/>", 20000) + "b",
		"lists":                      strings.Repeat("- ", 2000) + "a\n" + strings.Repeat("- ", 2000) + "a",
		"unfinished modules":         strings.Repeat("import {\n\n", 20000),
		"tabs":                       strings.Repeat("\t", 20000) + "<Card>",
		"table of tags":              "|a|\n|-|\n" + strings.Repeat("|<a>", 20000),
		"definition lists":           strings.Repeat("a\n: ", 5000),
		"footnotes":                  strings.Repeat("[^1]", 10000) + "\n\n[^1]: a",
	}
}

func TestHostileInputEnds(t *testing.T) {
	for name, text := range hostile() {
		t.Run(name, func(t *testing.T) {
			for _, mdx := range []bool{true, false} {
				d, _ := parseText("page.mdx", text, Options{MDX: mdx, Components: stubs("Card")})
				if out, _ := renderPage(d, hypertext.Env{}); out == "" && strings.Contains(text, "text") {
					t.Errorf("mdx %v: nothing was rendered", mdx)
				}
			}
		})
	}
}

func TestNestingLimitIsReportedOnce(t *testing.T) {
	text := strings.Repeat("<Card>\n", 100) + "\nwords\n\n" + strings.Repeat("</Card>\n", 100)
	d, ds := parseText("page.mdx", text, Options{MDX: true, Components: stubs("Card")})
	if len(ds) != 1 || ds[0].Code != diag.NestingTooDeep {
		t.Fatalf("got %v, want one %s", ds, diag.NestingTooDeep)
	}
	if got := ds[0].Span.Position().Line; got != dialect.MaxNesting+1 {
		t.Errorf("reported at line %d, want %d", got, dialect.MaxNesting+1)
	}
	if out, _ := renderPage(d, hypertext.Env{}); !strings.Contains(out, "words") {
		t.Errorf("the words inside are lost")
	}
}
