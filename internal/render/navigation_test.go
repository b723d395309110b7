package render

import (
	"fmt"
	"testing"

	"github.com/candor-site/candor/internal/disclose"
)

// guide is a portal with a section of two folders, an address that a page had
// before, and a place where its files are edited.
func guide(t *testing.T) *disclose.View {
	t.Helper()
	v := larkspur(t)
	v.Site.Edit = "https://git.example/edit/main/{path}"
	th := defaultTheme(t)
	for i, p := range []disclose.Page{
		{Route: "/guide/", LinkTitle: "Guide", Weight: 1, Aliases: []string{"/old/guide/"}},
		{Route: "/guide/keys/", LinkTitle: "Keys", Weight: 2},
		{Route: "/guide/cloud-regions/aws/", LinkTitle: "AWS", Weight: 3},
		{Route: "/guide/cloud-regions/gcp/", LinkTitle: "GCP", Weight: 4},
	} {
		p.Title, p.Source, p.Modified, p.Reviewed = p.LinkTitle, fmt.Sprintf("content/guide/%d.md", i), asOf.AddDate(0, 0, -3), asOf.AddDate(0, 0, -2)
		v.Pages = append(v.Pages, write(t, th, &p, "Text with a [link](https://other.example/).\n\n## One {#one}\n\nText.\n\n### Deep {#deep}\n\nText.\n\n## Two {#two}\n\nText.\n"))
	}
	return v
}

func TestNavigation(t *testing.T) {
	files, list := rendered(t, guide(t))
	if len(list) > 0 {
		t.Fatal(list)
	}
	c := check(t, files, "guide/cloud-regions/aws/index.html")
	c.in("body.has-rail.has-tree.has-toc .frame > .rail + main")
	c.has(".rail .tree summary", "Guide")
	c.has(".tree li > details[open] > summary", "Cloud regions")
	c.count(".tree [aria-current=page]", 1)
	c.has(".tree [aria-current=page]", "AWS")
	c.attr(".tree a", "href", "/guide/")
	c.attr(".toc > details > ol > li > a", "href", "#two")
	c.attr(".toc ol ol a", "href", "#deep")
	c.attr(".pager a[rel=prev]", "href", "/guide/keys/")
	c.attr(".pager a[rel=next]", "href", "/guide/cloud-regions/gcp/")
	c.attr("link[rel=next]", "href", "/guide/cloud-regions/gcp/")
	c.has(".crumbs li", "Guide")
	c.attr(".page-foot a", "href", "https://git.example/edit/main/content/guide/2.md")
	c.has(".page-foot", "Last reviewed 19 November 2026")
	c.has(".page-foot", "Last changed 18 November 2026")
	c.attr("h2 > a.anchor", "href", "#one")
	c.notIn("a.anchor:not([aria-label])")
	c.attr(".prose a[rel=noopener] > .away", "aria-label", "on another site")
	c = check(t, files, "guide/index.html")
	c.notIn(".pager [rel=prev]")
	c.notIn(".tree li > details[open]")
	c.notIn(".rail details[open]")
	check(t, files, "guide/cloud-regions/gcp/index.html").notIn(".pager [rel=next]")

	c = check(t, files, "old/guide/index.html")
	c.attr("meta[http-equiv=refresh]", "content", "0; url=/guide/")
	c.attr("main a", "href", "/guide/")
	c.notIn("script")

	c = check(t, files, "controls/index.html")
	c.notIn(".rail")
	c.has(".site-nav > details > summary", "Menu")
	c.attr("body > a.skip", "href", "#page.main")
}

// A redirect leads below the base path of the portal.
func TestRedirectBelowABasePath(t *testing.T) {
	v := guide(t)
	v.Site.BasePath, v.Site.BaseURL = "/trust/", "https://larkspur.example/trust/"
	files, _ := rendered(t, v)
	c := check(t, files, "old/guide/index.html")
	c.attr("meta[http-equiv=refresh]", "content", "0; url=/trust/guide/")
	c.attr("main a", "href", "/trust/guide/")
	c.attr("link[rel=canonical]", "href", "https://larkspur.example/trust/guide/")
}

func TestLogo(t *testing.T) {
	v := larkspur(t)
	for _, name := range []string{"/images/logo.svg", "/images/logo-dark.svg", "/images/mark.svg"} {
		v.Assets = append(v.Assets, &disclose.Asset{Route: name, Source: "content" + name, Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 30"><script>alert(1)</script></svg>`)})
	}
	v.Site.Logo = disclose.Logo{Light: "/images/logo.svg", Dark: "/images/logo-dark.svg", Wordmark: true}
	v.Site.Favicon = "/images/mark.svg"
	files, list := rendered(t, v)
	if len(list) > 0 {
		t.Fatal(list)
	}
	c := check(t, files, "controls/index.html")
	c.attr(".site-title img", "src", "/images/logo.svg")
	c.attr(".site-title source", "srcset", "/images/logo-dark.svg")
	c.has(".site-title .only-read", "Larkspur Trust Center")
	c.attr("link[rel=icon]", "href", "/images/mark.svg")
	c.notIn(".site-mark")

	v.Site.Logo = disclose.Logo{Light: "/images/none.svg"}
	if _, list := rendered(t, v); len(list) == 0 {
		t.Error("a logo that does not exist is not reported")
	}
}
