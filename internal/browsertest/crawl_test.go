package browsertest

import (
	"net/http"
	"strings"
	"testing"
)

// TestEveryPageKeepsItsPolicy opens every page of the portal, as a narrow
// telephone shows it: no page tries anything against the content security
// policy or Trusted Types, logs an error, asks another host or scrolls
// sideways.
func TestEveryPageKeepsItsPolicy(t *testing.T) {
	needBrowser(t)
	p := larkspur(t)
	policies := rules(p.files["_headers"].Data)[0].headers
	for _, want := range []string{"default-src 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'", "frame-ancestors 'none'"} {
		if policies[0][0] != "Content-Security-Policy" || !strings.Contains(policies[0][1], want) {
			t.Errorf("the policy lacks %s: %s", want, policies[0])
		}
	}
	origin := serve(t, p)
	pages := p.pages()
	const parts = 2
	for part := range parts {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			tb := open(t, origin, visitor{width: 360, height: 740})
			for i := part; i < len(pages); i += parts {
				tb.visit(p.address(pages[i]))
				if p.layout(pages[i]) == "redirect" {
					tb.until(`document.body.matches("[class*=layout-]") && document.readyState === "complete"`)
					continue
				}
				if wide := run[int](tb, `document.documentElement.scrollWidth - innerWidth`); wide > 0 {
					t.Errorf("%s scrolls sideways at 360 px, by %d", pages[i], wide)
				}
			}
			if n := len(tb.loaded()); n < len(pages)/parts {
				t.Errorf("%d requests for %d pages", n, len(pages)/parts)
			}
		})
	}
}

// TestARedirectLeadsOn follows the page that stands at a former address.
func TestARedirectLeadsOn(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	tb := open(t, serve(t, p), visitor{})
	for _, name := range p.pages() {
		if p.layout(name) == "redirect" {
			tb.visit(p.address(name))
			tb.until(`document.body.matches("[class*=layout-]") && document.readyState === "complete"`)
			return
		}
	}
	t.Error("there is no redirect")
}

// TestWhatIsNotThere shows the page for that, with its status.
func TestWhatIsNotThere(t *testing.T) {
	t.Parallel()
	p := larkspur(t)
	origin := serve(t, p)
	response, err := http.Get(origin + p.base + "no/such/page/")
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", response.StatusCode)
	}
	tb := open(t, origin, visitor{})
	tb.visit(p.base + "no/such/page/")
	if !run[bool](tb, `document.body.matches(".layout-404") && getComputedStyle(document.body).fontFamily !== "Times" && document.querySelectorAll("main a").length > 1`) {
		t.Error("the page for what is not there does not show itself below another address")
	}
	tb.forgive("no/such/page")
}
