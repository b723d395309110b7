package render

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/route"
)

// pages returns the paths of the HTML files, sorted.
func pages(files map[string]artifact.File) []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(files)) {
		if strings.HasSuffix(p, ".html") {
			out = append(out, p)
		}
	}
	return out
}

// isRedirect tells the small pages at old addresses apart.
func isRedirect(c checked) bool { return len(c.all(`meta[http-equiv=refresh]`)) > 0 }

// Every page has what a screen reader steers by.
func TestStructureOfEveryPage(t *testing.T) {
	files, list := rendered(t, larkspur(t))
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, path := range pages(files) {
		c := check(t, files, path)
		c.count("html[lang]", 1)
		c.count("head > title", 1)
		c.count("h1", 1)
		c.count("main", 1)
		c.in(`meta[name=viewport]`)
		if isRedirect(c) {
			continue
		}
		c.count("body > header", 1)
		c.count("body > footer", 1)
		c.attr("body > a.skip", "href", "#page.main")
		c.in(`main[id="page.main"]`)
		c.notIn("nav:not([aria-label])")
		c.notIn("img:not([alt])")
		c.notIn("table:not(:has(thead th[scope=col]))")
		c.notIn("[tabindex]:not([tabindex='0']):not([tabindex='-1'])")
		uniqueIDs(t, c)
		namedElements(t, c)
		headingOrder(t, c)
	}
}

// uniqueIDs fails on an id that stands twice, and on a reference to none.
func uniqueIDs(t *testing.T, c checked) {
	t.Helper()
	ids := make(map[string]bool)
	c.elements(func(n *html.Node) {
		if id, ok := attribute(n, "id"); ok {
			if ids[id] || id == "" || strings.ContainsAny(id, " \t\n") {
				t.Errorf("%s: the id %q stands twice or is not one word", c.path, id)
			}
			ids[id] = true
		}
	})
	c.elements(func(n *html.Node) {
		for _, name := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for"} {
			if id, ok := attribute(n, name); ok && !ids[id] {
				t.Errorf("%s: %s names %q, which does not exist", c.path, name, id)
			}
		}
	})
}

// titled reports whether an element starts with a title, as drawings do.
func titled(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return c.Data == "title" && textOf(c) != ""
		}
	}
	return false
}

// namedElements fails on links, regions and images without a name.
func namedElements(t *testing.T, c checked) {
	t.Helper()
	c.elements(func(n *html.Node) {
		label, _ := attribute(n, "aria-label")
		by, _ := attribute(n, "aria-labelledby")
		role, _ := attribute(n, "role")
		named := label != "" || by != ""
		switch {
		case n.Data == "a" && textOf(n) == "" && !named:
			t.Errorf("%s: a link has no text", c.path)
		case n.Data == "section" && !named, role == "region" && !named, role == "img" && !named && !titled(n):
			t.Errorf("%s: %s has no name", c.path, n.Data)
		case n.Data == "svg" && role == "":
			if hidden, _ := attribute(n, "aria-hidden"); hidden != "true" {
				t.Errorf("%s: a decorative drawing is not hidden", c.path)
			}
		case n.Data == "summary" && textOf(n) == "":
			t.Errorf("%s: a summary has no text", c.path)
		}
	})
}

// headingOrder fails where a level is skipped on the way down.
func headingOrder(t *testing.T, c checked) {
	t.Helper()
	last := 0
	c.elements(func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		level := int(n.Data[1] - '0')
		if level > last+1 {
			t.Errorf("%s: a heading of level %d follows one of level %d: %s", c.path, level, last, textOf(n))
		}
		last = level
	})
}

// inert fails on anything in a page that could run or style by itself.
func inert(t *testing.T, c checked) {
	t.Helper()
	c.elements(func(n *html.Node) {
		switch n.Data {
		case "script":
			src, _ := attribute(n, "src")
			if kind, _ := attribute(n, "type"); kind == "application/json" && src == "" {
				return // data, which no browser runs
			}
			if !strings.Contains(src, "/assets/") || n.FirstChild != nil {
				t.Errorf("%s: a script that is not a bundle: %q", c.path, src)
			}
		case "form":
			action, _ := attribute(n, "action")
			if c.path != "search/index.html" || !strings.HasSuffix(action, "/search/") {
				t.Errorf("%s: a form that is not the search: %q", c.path, action)
			}
		case "style", "iframe", "object", "embed", "base", "math", "xss":
			t.Errorf("%s: an element %s", c.path, n.Data)
		}
		for _, a := range n.Attr {
			key := strings.ToLower(a.Key)
			if key == "style" || strings.HasPrefix(key, "on") || key == "srcdoc" {
				t.Errorf("%s: an attribute %s of %s", c.path, a.Key, n.Data)
			}
			if key == "href" || key == "src" || key == "action" || key == "xlink:href" {
				u, err := url.Parse(strings.TrimSpace(a.Val))
				if err != nil || !slices.Contains([]string{"", "http", "https", "mailto", "tel"}, strings.ToLower(u.Scheme)) {
					t.Errorf("%s: %s leads to %q", c.path, key, a.Val)
				}
			}
		}
	})
}

func TestNoInlineScriptOrStyle(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	for _, path := range pages(files) {
		inert(t, check(t, files, path))
	}
}

// Every link within the portal leads to a file of the output, and every anchor
// to an id, below any base path.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	for _, base := range []string{"/", "/company/trust/"} {
		v := larkspur(t)
		v.Site.BasePath = base
		v.Site.BaseURL = "https://trust.larkspur.example" + base
		files, _ := rendered(t, v)
		for _, path := range pages(files) {
			c := check(t, files, path)
			c.elements(func(n *html.Node) {
				for _, a := range n.Attr {
					if a.Key == "href" || a.Key == "src" {
						followed(t, files, c, base, a.Val)
					}
				}
			})
		}
	}
}

// followed fails when a URL leads nowhere.
func followed(t *testing.T, files map[string]artifact.File, c checked, base, link string) {
	t.Helper()
	u, err := url.Parse(link)
	if err != nil {
		t.Errorf("%s: %q is not a URL", c.path, link)
		return
	}
	target := c
	switch {
	case u.Scheme == "mailto" || u.Host != "" && u.Host != "trust.larkspur.example":
		return
	case u.Path != "":
		rest, ok := strings.CutPrefix(u.Path, base)
		if !ok {
			t.Errorf("%s: %q leaves the base path %s", c.path, link, base)
			return
		}
		file := route.FilePath("/" + rest)
		if file == artifact.ManifestPath { // it is made of the other files, once they are there
			return
		}
		if _, ok := files[file]; !ok {
			t.Errorf("%s: %q leads to no file", c.path, link)
			return
		}
		if u.Fragment == "" {
			return
		}
		target = check(t, files, file)
	}
	if u.Fragment != "" {
		target.in(`[id="` + u.Fragment + `"]`)
	}
}

// A state is told by words and an icon, carries the date that it holds until,
// and only satisfied is green.
func TestStatesAreTold(t *testing.T) {
	v := larkspur(t)
	files, _ := rendered(t, v)
	for _, path := range pages(files) {
		c := check(t, files, path)
		for _, n := range c.all(".badge") {
			if textOf(n) == "" {
				t.Errorf("%s: a badge has no words", path)
			}
			state, _ := attribute(n, "data-state")
			if _, ok := attribute(n, "data-fresh-until"); state == "satisfied" && !ok {
				t.Errorf("%s: a satisfied badge does not say until when", path)
			}
		}
		c.notIn(".badge:not(:has(svg))")
		c.notIn("time:not([datetime])")
	}
	css := string(bundleOf(files, ".css"))
	for _, name := range []string{"fresh-fresh", "segment-undetermined"} {
		for rule := range strings.SplitSeq(css, "}") {
			if strings.Contains(rule, name) && strings.Contains(rule, "--satisfied") {
				t.Errorf("%s is green: %s", name, rule)
			}
		}
	}
}

// bundleOf returns the bundle with an extension.
func bundleOf(files map[string]artifact.File, ext string) []byte {
	for path, f := range files {
		if strings.HasPrefix(path, "assets/") && strings.HasSuffix(path, ext) {
			return f.Data
		}
	}
	return nil
}
