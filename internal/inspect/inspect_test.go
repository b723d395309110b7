package inspect

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/source"
)

// portal is one with some pages and a template that holds a text.
func portal(template string, pages ...string) *Portal {
	m := route.New("https://acme.org/trust/", 0, 0)
	for _, p := range pages {
		m.File(p)
	}
	f := source.NewFile("layouts/page.html", []byte(template))
	return &Portal{Routes: m, Root: "/trust/", Written: func(text string) (source.Span, bool) {
		at := strings.Index(template, text)
		return f.Span(max(at, 0), max(at, 0)+len(text)), at >= 0
	}}
}

// page is a finished page.
func (p *Portal) page(path, from, html string) Page {
	return Page{Path: path, Sources: []string{from}, Content: p.Read(path, []byte(html))}
}

func report(p *Portal, pages ...Page) []string {
	var out []string
	for _, d := range p.Check(pages).Sorted() {
		out = append(out, fmt.Sprintf("%s %s: %s", d.Span.Position(), d.Code, d.Message))
	}
	return out
}

func TestCheck(t *testing.T) {
	p := portal(`<a href="/nowhere/">`, "a/index.html", "b/index.html", "c.pdf")
	p.Known = map[string]bool{"/trust/known/": true}
	got := report(p,
		p.page("a/index.html", "content/a.md", `<p id="x">one</p><a href="#x"></a><a href="#y"></a><a href="/trust/b/#z"></a><a href="/trust/c.pdf#page=2"></a><a href="/trust/nowhere/"></a>`),
		p.page("b/index.html", "content/b.md", `<i id="z"></i><i id="z"></i><a href="../a/#X"></a><img src="/b.png"><a href="/trust/nowhere/"></a><a href="/trust/known/"></a><a href="https://other.org/#q"></a>`),
	)
	want := []string{
		`content/a.md:1:1 anchor-broken: the link "#y" leads to a page without the anchor #y`,
		`content/b.md:1:1 anchor-broken: the link "../a/#X" leads to a page without the anchor #X`,
		`content/b.md:1:1 id-duplicate: the id z stands twice on the finished page`,
		`content/b.md:1:1 link-broken: the image "/b.png" of the finished page leads nowhere: the addresses of this portal start with /trust/`,
		`layouts/page.html:1:10 link-broken: the link "/trust/nowhere/" of the finished page leads nowhere: no page and no file of this portal has that address`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	p.Faulty = true
	if got := report(p, p.page("a/index.html", "content/a.md", `<a href="#y"></a>`)); len(got) > 0 {
		t.Errorf("a site with errors: %q", got)
	}
}

// What many pages share, and no template holds literally, is told once.
func TestSharedMistake(t *testing.T) {
	var names []string
	for i := range 40 {
		names = append(names, fmt.Sprintf("p%02d/index.html", i))
	}
	p := portal("", names...)
	var pages []Page
	for i, name := range names {
		pages = append(pages, p.page(name, fmt.Sprintf("content/p%02d.md", i), `<a href="/trust/gone/">x</a>`))
	}
	got := report(p, pages...)
	if len(got) != 1 || !strings.HasPrefix(got[0], "content/p00.md:1:1 link-broken") || !strings.HasSuffix(got[0], ", here and on 39 other pages") {
		t.Errorf("got %q", got)
	}
}

// A link that was checked where it is written is not checked again.
func TestWrittenLink(t *testing.T) {
	p := portal("", "a/index.html")
	f := source.NewFile("content/a.md", []byte("[x](#y)"))
	page := p.page("a/index.html", "content/a.md", `<a href="#y">x</a>`)
	page.Links = []Link{{f.Span(4, 6), "#y", "a/index.html", "y"}}
	if got := report(p, page); len(got) != 1 || !strings.HasPrefix(got[0], "content/a.md:1:5 anchor-broken") {
		t.Errorf("got %q", got)
	}
}
