package markup

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/candor-site/candor/internal/hypertext"
)

func TestStylesAreSortedAndShared(t *testing.T) {
	a, _ := parseText("a.mdx", `<div style={{maxWidth: 300, color: "red"}}>x</div>`, Options{MDX: true})
	b, _ := parseText("b.mdx", `<div style="color: red; max-width: 300px">x</div> <p style="margin:0">y</p>`, Options{MDX: true})
	css := Styles([]*Document{a, b})
	lines := strings.Split(strings.TrimSpace(css), "\n")
	if len(lines) != 2 {
		t.Fatalf("got %q", css)
	}
	for i, line := range lines {
		if !regexp.MustCompile(`^\.s-[0-9a-f]{12}\{[a-z0-9:;-]+\}$`).MatchString(line) || i > 0 && line <= lines[i-1] {
			t.Errorf("line %d: %q", i, line)
		}
	}
	out, _ := renderPage(a, hypertext.Env{})
	class := regexp.MustCompile(`s-[0-9a-f]{12}`).FindString(out)
	if class == "" || !strings.Contains(css, "."+class+"{color:red;max-width:300px}") {
		t.Errorf("class %q is not in %q", class, css)
	}
}

func TestDocumentIsSafeForConcurrentUse(t *testing.T) {
	d, _ := parseText("a.mdx", "# A {site.x}\n\n<Card title={site.on ? <b>x</b> : ''}>\n\n```go\nfunc f() {}\n```\n\n</Card>\n", Options{MDX: true, Components: stubs("Card"), Roots: []string{"site"}})
	want, _ := renderPage(d, echo())
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 20 {
				if got, _ := renderPage(d, echo()); got != want {
					t.Error("two renderings differ")
				}
				_ = looked(t, d).Text()
			}
		})
	}
	wait.Wait()
}
