package markup

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/candor-site/candor/internal/hypertext"
	"github.com/candor-site/candor/internal/source"
)

// moduleDir returns where the source of a Go module lies, or skips the test.
func moduleDir(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skipf("the source of %s is not here: %v", path, err)
	}
	return dir
}

// plainHTML renders Markdown as a .md page without components.
func plainHTML(text string) string {
	d, _ := Parse(source.NewFile("page.md", []byte(text)), 0, Options{})
	out, _ := renderPage(d, hypertext.Env{})
	return out
}

// canon parses HTML and writes it as one line per node, without what carries
// no meaning: white space at the ends of blocks, and what Candor adds to every
// page on purpose.
func canon(t *testing.T, text string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(strings.TrimSpace(text)), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	root := &html.Node{Type: html.ElementNode, Data: "body"}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	strip(root)
	var b strings.Builder
	writeCanon(&b, root, 0, false)
	return b.String()
}

// strip removes what Candor adds, the anchor of a heading and its id, the box
// around a table, colours of code, and attributes, and what it leaves out:
// comments. Processing instructions are comments to a parser of HTML only.
func strip(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.CommentNode && !strings.HasPrefix(c.Data, "?") && !strings.HasPrefix(c.Data, "["):
			n.RemoveChild(c)
		case c.Type != html.ElementNode:
		case c.Data == "a" && attributeOf(c, "class") == "anchor":
			n.RemoveChild(c)
		case c.Data == "div" && attributeOf(c, "class") == "table-scroll", c.Data == "span" && within(c, "pre"):
			next = c.FirstChild
			for k := c.FirstChild; k != nil; k = c.FirstChild {
				c.RemoveChild(k)
				n.InsertBefore(k, c)
			}
			if next == nil {
				next = c.NextSibling
			}
			n.RemoveChild(c)
		default:
			clean(c)
			strip(c)
		}
		c = next
	}
}

func within(n *html.Node, name string) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == name {
			return true
		}
	}
	return false
}

func attributeOf(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// clean removes the attributes that Candor adds to an element. Alignment is a
// class, since no page has style attributes; addresses are always encoded.
func clean(n *html.Node) {
	if align := attributeOf(n, "align"); align != "" && (n.Data == "td" || n.Data == "th") {
		n.Attr = []html.Attribute{{Key: "class", Val: "align-" + align}}
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		switch a.Key {
		case "id":
			return len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6'
		case "class":
			return n.Data == "pre" && strings.HasPrefix(a.Val, "chroma") // and line numbers, where the fence asks for them
		case "tabindex":
			return n.Data == "pre"
		case "aria-label":
			return n.Data == "input" // whether a task is done, for those who hear it
		case "rel":
			return n.Data == "a" && a.Val == "noopener"
		case "loading":
			return n.Data == "img" && a.Val == "lazy"
		case "scope":
			return n.Data == "th"
		case "data-lang":
			return n.Data == "code"
		}
		return false
	})
	for i, a := range n.Attr {
		switch a.Key {
		case "href", "src":
			n.Attr[i].Val = string(util.URLEscape([]byte(a.Val), false))
		case "class":
			n.Attr[i].Val = strings.Join(strings.Fields(a.Val), " ")
		}
	}
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
}

func writeCanon(b *strings.Builder, n *html.Node, depth int, pre bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			text := c.Data
			for c.NextSibling != nil && c.NextSibling.Type == html.TextNode {
				c = c.NextSibling
				text += c.Data
			}
			if !pre {
				text = collapse(text, c, n)
			}
			if text != "" {
				b.WriteString(strings.Repeat(" ", depth) + "text " + quote(text) + "\n")
			}
		case html.ElementNode:
			b.WriteString(strings.Repeat(" ", depth) + "<" + c.Data)
			for _, a := range c.Attr {
				b.WriteString(" " + a.Key + "=" + quote(a.Val))
			}
			b.WriteString(">\n")
			writeCanon(b, c, depth+1, pre || c.Data == "pre")
		default:
			b.WriteString(strings.Repeat(" ", depth) + "other " + quote(c.Data) + "\n")
		}
	}
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, "\n", `\n`) + `"` }

// flowElements end the line before and after them.
var flowElements = strings.Fields("address article aside blockquote body br dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul")

// collapse makes white space one blank, and none beside blocks.
func collapse(text string, last, parent *html.Node) string {
	fields := strings.Join(strings.Fields(text), " ")
	if fields == "" {
		if beside(last.PrevSibling, parent) || beside(last.NextSibling, parent) {
			return ""
		}
		return " "
	}
	first := last
	for first.PrevSibling != nil && first.PrevSibling.Type == html.TextNode {
		first = first.PrevSibling
	}
	if strings.Trim(text[:1], " \n\t") == "" && !beside(first.PrevSibling, parent) {
		fields = " " + fields
	}
	if strings.Trim(text[len(text)-1:], " \n\t") == "" && !beside(last.NextSibling, parent) {
		fields += " "
	}
	return fields
}

// beside reports whether white space next to a node, or at the edge of its
// parent, shows nothing.
func beside(n, parent *html.Node) bool {
	if n == nil {
		n = parent
	}
	return n.Type == html.ElementNode && slices.Contains(flowElements, n.Data)
}
