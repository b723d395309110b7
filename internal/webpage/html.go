// Package webpage makes a page of Markdown of a page of HTML. Scripts and
// styles go, and navigation around the text that holds links only; elements that
// Markdown has no form for and the dialect allows stay.
//
// It loads nothing that the page refers to.
package webpage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/frontmatter"
	"github.com/candor-site/candor/internal/onuse"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// raw is an element of no page: it stands for its attribute text, as Markdown.
const raw = "x-raw"

var blockStart = onuse.Regexp(`(?m)^[ \t>]*(:::|!!!|\?\?\?)`)

// Rewrite makes Markdown of HTML. It returns the text that a reader of the page
// sees. An error says why the HTML cannot be read.
func Rewrite(d *draft.Page) (visible string, err error) {
	doc, err := html.Parse(bytes.NewReader(d.Buf))
	if err != nil {
		return "", fmt.Errorf("the HTML cannot be read: %w", err)
	}
	h := &htmlPage{d: d, targets: map[string]bool{}}
	h.head(doc)
	h.survey(doc)
	h.clean(doc)
	h.notes(doc)
	var seen strings.Builder
	seen.WriteString(h.title + " ")
	h.words(doc, &seen)
	text, err := toMarkdown(doc)
	if err != nil {
		return "", err
	}
	front := ""
	if h.title != "" {
		front = "---\ntitle: " + frontmatter.Quote(h.title) + "\n"
		if h.description != "" {
			front += "metaDescription: " + frontmatter.Quote(h.description) + "\n"
		}
		front += "---\n\n"
	}
	d.Buf = append([]byte(front), text...)
	d.Buf = append(bytes.TrimRight(d.Buf, " \t\n"), '\n')
	for _, m := range blockStart.FindAllSubmatchIndex(draft.Mask(d.Buf, true), -1) {
		d.Replace(m[2], m[2], `\`)
	}
	d.Flush()
	return seen.String(), nil
}

// htmlPage is a page of HTML that is being made ready.
type htmlPage struct {
	d                  *draft.Page
	title, description string
	targets            map[string]bool // ids that links of the page lead to
}

// each visits the elements below a node, parents first. Those that visit
// takes away are not entered.
func each(n *html.Node, visit func(n *html.Node)) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		visit(c)
		if c.Parent == n {
			each(c, visit)
		}
		c = next
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text inside a node, on one line.
func textOf(n *html.Node) string {
	var out strings.Builder
	each(n, func(c *html.Node) {
		if c.Type == html.TextNode {
			out.WriteString(c.Data)
		}
	})
	return strings.Join(strings.Fields(out.String()), " ")
}

// head takes the title from the first heading of level 1, or from the head of
// the page.
func (h *htmlPage) head(doc *html.Node) {
	var heading, title *html.Node
	each(doc, func(n *html.Node) {
		switch {
		case n.DataAtom == atom.H1 && heading == nil:
			heading = n
		case n.DataAtom == atom.Title && title == nil && n.Parent != nil && n.Parent.DataAtom == atom.Head:
			title = n
		case n.DataAtom == atom.Meta && attr(n, "name") == "description":
			h.description = strings.TrimSpace(attr(n, "content"))
		}
	})
	switch {
	case heading != nil && textOf(heading) != "":
		h.title = textOf(heading)
		heading.Parent.RemoveChild(heading)
		h.change("<h1>", "title")
	case title != nil:
		h.title = textOf(title)
		h.change("<title>", "title")
	}
}

func (h *htmlPage) change(what, becomes string) {
	h.d.Change(0, what, becomes)
}

// survey finds what links of the page lead to.
func (h *htmlPage) survey(doc *html.Node) {
	each(doc, func(n *html.Node) {
		if to, ok := strings.CutPrefix(attr(n, "href"), "#"); ok && n.DataAtom == atom.A && to != "" {
			h.targets[to] = true
		}
	})
}

// clean takes away what shows no text, and around the article what holds links
// only; it says so. What stays is made ready for Markdown.
func (h *htmlPage) clean(doc *html.Node) {
	dropped := map[string]int{}
	var order []string
	drop := func(n *html.Node, what string) {
		if dropped[what]++; dropped[what] == 1 {
			order = append(order, what)
		}
		n.Parent.RemoveChild(n)
	}
	each(doc, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		switch n.Data {
		case "script", "style", "template", "svg", "canvas", "object", "embed", "select", "dialog", "textarea":
			if textOf(n) == "" || n.Data == "script" || n.Data == "style" || n.Data == "template" {
				drop(n, "<"+n.Data+">")
			}
		case "nav", "footer", "header", "aside":
			if onlyLinks(n) {
				drop(n, "<"+n.Data+">, which holds links only")
			}
		case "iframe", "video", "audio":
			h.frame(n)
		case "input":
			if attr(n, "type") == "checkbox" {
				box := "[ ] "
				if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "checked" }) {
					box = "[x] "
				}
				n.Parent.InsertBefore(rawNode(box), n)
			}
		case "a":
			if to := attr(n, "href"); to != "" && !allow.Link(to) {
				h.change("a link to "+draft.Clip([]byte(to)), "its text")
				n.Data, n.DataAtom, n.Attr = "span", atom.Span, nil
			}
		case "h1", "h2", "h3", "h4", "h5", "h6":
			if id := attr(n, "id"); h.targets[id] && plainID.MatchString(id) {
				n.AppendChild(rawNode(" {#" + id + "}"))
			}
		}
	})
	for _, what := range order {
		h.change(draft.Plural(dropped[what], "element", "elements")+" "+what, "nothing")
	}
}

var plainID = onuse.Regexp(`^[\w.:-]+$`)

func rawNode(text string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: raw, Attr: []html.Attribute{{Key: "text", Val: text}}}
}

// onlyLinks reports whether all text inside an element is in links and buttons
// and nothing in it is a heading.
func onlyLinks(n *html.Node) bool {
	only := true
	each(n, func(c *html.Node) {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			in := c.Parent
			for in != n && in.DataAtom != atom.A && in.DataAtom != atom.Button && in.DataAtom != atom.Script && in.DataAtom != atom.Style {
				in = in.Parent
			}
			only = only && in != n
		}
		only = only && (len(c.Data) != 2 || c.Data[0] != 'h' || c.Data == "hr" || c.Type != html.ElementNode)
	})
	return only
}

// frame replaces what plays or shows another document by a link.
func (h *htmlPage) frame(n *html.Node) {
	src := attr(n, "src")
	each(n, func(c *html.Node) {
		if c.DataAtom == atom.Source && src == "" {
			src = attr(c, "src")
		}
	})
	if !allow.Link(src) || src == "" {
		return
	}
	text := attr(n, "title")
	if text == "" {
		text = src
	}
	link := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: src}}}
	link.AppendChild(&html.Node{Type: html.TextNode, Data: text})
	h.change("<"+n.Data+">", "a link to "+draft.Clip([]byte(src)))
	n.Parent.InsertBefore(link, n)
	n.Parent.RemoveChild(n)
}

// notes rewrites footnotes: links to an item of a list, and the link back.
func (h *htmlPage) notes(doc *html.Node) {
	bodies := map[string]*html.Node{}
	each(doc, func(n *html.Node) {
		if id := attr(n, "id"); n.DataAtom == atom.Li && (strings.HasPrefix(id, "fn") || strings.HasPrefix(id, "user-content-fn") || strings.HasPrefix(id, "footnote")) {
			bodies[id] = n
		}
	})
	labels := map[string]string{}
	each(doc, func(n *html.Node) {
		id, ok := strings.CutPrefix(attr(n, "href"), "#")
		if !ok || n.DataAtom != atom.A || bodies[id] == nil || labels[id] != "" {
			return
		}
		labels[id] = fmt.Sprint(len(labels) + 1)
		at := n
		if n.Parent.DataAtom == atom.Sup {
			at = n.Parent
		}
		at.Parent.InsertBefore(rawNode("[^"+labels[id]+"]"), at)
		at.Parent.RemoveChild(at)
	})
	each(doc, func(n *html.Node) {
		if label := labels[attr(n, "id")]; n.DataAtom == atom.Li && label != "" {
			n.Data, n.DataAtom = "x-note", 0
			n.Attr = []html.Attribute{{Key: "text", Val: label}}
			each(n, func(c *html.Node) {
				if c.DataAtom == atom.A && strings.HasPrefix(attr(c, "href"), "#") && !strings.ContainsFunc(textOf(c), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
					c.Parent.RemoveChild(c)
				}
			})
		}
	})
	if len(labels) > 0 {
		each(doc, func(n *html.Node) {
			if n.DataAtom == atom.Ol && n.FirstChild != nil && onlyNotes(n) {
				n.Data, n.DataAtom = "div", atom.Div
			}
		})
		h.change(draft.Plural(len(labels), "footnote", "footnotes"), "[^1]")
	}
}

func onlyNotes(list *html.Node) bool {
	for c := list.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data != "x-note" {
			return false
		}
	}
	return true
}

// words writes the text that a reader of the page sees.
func (h *htmlPage) words(n *html.Node, out *strings.Builder) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			out.WriteString(c.Data + " ")
		case c.Type == html.ElementNode && c.Data != "head" && c.Data != "noscript":
			out.WriteString(attr(c, "alt") + " ")
			h.words(c, out)
		}
	}
}
