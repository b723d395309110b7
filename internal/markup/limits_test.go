package markup

import (
	"runtime"
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
		"emphasis in one block":      strings.Repeat("*a_ ", 20000),
		"strikes":                    strings.Repeat("~a ~~b ", 20000),
		"links that never end":       strings.Repeat("[a](", 50000),
		"links in angles":            strings.Repeat("[a](<b", 50000),
		"many brackets":              strings.Repeat("[", 100000),
		"quotes on a line":           strings.Repeat(">", 10000),
		"items on a line":            strings.Repeat("- ", 10000) + "a",
		"wide table":                 strings.Repeat("|a", 5000) + "|\n" + strings.Repeat("|-", 5000) + "|\n" + strings.Repeat("|b", 5000) + "|\n",
		"short rows of a wide table": strings.Repeat("|a", 2000) + "|\n" + strings.Repeat("|-", 2000) + "|\n" + strings.Repeat("|b\n", 2000),
		"a line of a megabyte":       strings.Repeat("word ", 200000),
		"a word of a megabyte":       strings.Repeat("w", 1000000),
		"unknown tags":               strings.Repeat("<x y", 20000),
		"languages":                  strings.Repeat("```x\na\n```\n", 10000),
		"lists below words":          strings.Repeat("a\n    - b\n", 10000),
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

// TestWorkGrowsLikeInput doubles what costs much and counts what reading and
// writing it allocates.
func TestWorkGrowsLikeInput(t *testing.T) {
	for name, input := range map[string]func(n int) string{
		"emphasis":    func(n int) string { return strings.Repeat("*a_ ", n) },
		"links":       func(n int) string { return strings.Repeat("[a](", n) },
		"brackets":    func(n int) string { return strings.Repeat("[", n) },
		"tags":        func(n int) string { return strings.Repeat("<a>", n) },
		"nested tags": func(n int) string { return strings.Repeat("<Card>\n", n) + strings.Repeat("</Card>\n", n) },
		"quotes":      func(n int) string { return strings.Repeat(">", n) },
		"items":       func(n int) string { return strings.Repeat("- ", n) + "a" },
		"columns":     func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" },
		"rows": func(n int) string {
			return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n" + strings.Repeat("|b\n", n)
		},
		"words":           func(n int) string { return strings.Repeat("word ", n) },
		"admonitions":     func(n int) string { return strings.Repeat(":::note\n", n) },
		"unclosed tags":   func(n int) string { return strings.Repeat("<Card b=\"", n) },
		"unclosed braces": func(n int) string { return strings.Repeat("{a ", n) },
	} {
		for _, mdx := range []bool{true, false} {
			work := func(n int) uint64 {
				text := input(n)
				var before, behind runtime.MemStats
				runtime.ReadMemStats(&before)
				d, _ := parseText("page.mdx", text, Options{MDX: mdx, Lenient: true, Components: stubs("Card")})
				renderPage(d, hypertext.Env{})
				runtime.ReadMemStats(&behind)
				return behind.TotalAlloc - before.TotalAlloc
			}
			const n = 2500
			if once, twice := work(n), work(2*n); twice > 3*once {
				t.Errorf("%s, mdx %v: %d bytes for %d, %d for twice as many", name, mdx, once, n, twice)
			}
		}
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
