package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/candor-site/candor/internal/artifact"
)

// checked is one parsed page.
type checked struct {
	t    testing.TB
	path string
	root *html.Node
}

// check parses a page of the output.
func check(t testing.TB, files map[string]artifact.File, path string) checked {
	t.Helper()
	f, ok := files[path]
	if !ok {
		t.Fatalf("there is no %s", path)
	}
	root, err := html.Parse(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatal(err)
	}
	return checked{t, path, root}
}

// all returns the elements that a selector matches.
func (c checked) all(selector string) []*html.Node {
	c.t.Helper()
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		c.t.Fatalf("%s: %v", selector, err)
	}
	return cascadia.QueryAll(c.root, s)
}

// in demands at least one match; notIn none; count exactly n.
func (c checked) in(selector string)    { c.t.Helper(); c.has(selector, "") }
func (c checked) notIn(selector string) { c.t.Helper(); c.count(selector, 0) }

func (c checked) count(selector string, n int) {
	c.t.Helper()
	if got := len(c.all(selector)); got != n {
		c.t.Errorf("%s: %d times %s, want %d", c.path, got, selector, n)
	}
}

// has demands a match whose text holds words.
func (c checked) has(selector, words string) {
	c.t.Helper()
	var seen []string
	for _, n := range c.all(selector) {
		text := textOf(n)
		if strings.Contains(text, words) {
			return
		}
		seen = append(seen, text)
	}
	c.t.Errorf("%s: no %s with %q; found %q", c.path, selector, words, seen)
}

// attr demands a match with an attribute of that value.
func (c checked) attr(selector, name, value string) {
	c.t.Helper()
	var seen []string
	for _, n := range c.all(selector) {
		if got, ok := attribute(n, name); ok {
			if got == value {
				return
			}
			seen = append(seen, got)
		}
	}
	c.t.Errorf("%s: no %s with %s=%q; found %q", c.path, selector, name, value, seen)
}

// attribute returns an attribute of an element.
func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// textOf returns the text of an element with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && !slices.Contains([]string{"a", "span", "time", "strong", "em", "code"}, n.Data) {
			b.WriteByte(' ')
		}
	}
	walk(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// elements calls f for every element of the page.
func (c checked) elements(f func(*html.Node)) {
	for n := range c.root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}
