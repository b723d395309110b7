package webpage

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/onuse"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// toMarkdown writes a page of HTML as Markdown. Elements that Markdown has no
// form for, and the dialect allows, stay.
func toMarkdown(doc *html.Node) (text []byte, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the HTML cannot be turned into Markdown: %v", fault)
		}
	}()
	conv := converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), strikethrough.NewStrikethroughPlugin(), table.NewTablePlugin()))
	conv.Register.TextTransformer(func(_ converter.Context, s string) string { return escapeEntities(s) }, converter.PriorityEarly)
	conv.Register.TextTransformer(func(_ converter.Context, s string) string { return strings.ReplaceAll(s, "{", `\{`) }, converter.PriorityLate)
	conv.Register.RendererFor(raw, converter.TagTypeInline, renderRaw, converter.PriorityEarly)
	conv.Register.RendererFor("x-note", converter.TagTypeBlock, renderNote, converter.PriorityEarly)
	conv.Register.RendererFor("details", converter.TagTypeBlock, renderDetails, converter.PriorityEarly)
	conv.Register.RendererFor("dl", converter.TagTypeBlock, renderTerms, converter.PriorityEarly)
	conv.Register.RendererFor("table", converter.TagTypeBlock, renderTable, converter.PriorityEarly)
	for _, name := range []string{"sub", "sup", "kbd", "mark", "abbr", "ins", "u", "small", "q", "cite", "var", "samp"} {
		conv.Register.RendererFor(name, converter.TagTypeInline, renderInline, converter.PriorityEarly)
	}
	return conv.ConvertNode(doc)
}

// escapeEntities keeps text that looks like a character reference.
func escapeEntities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var out strings.Builder
	for i := range len(s) {
		out.WriteByte(s[i])
		if s[i] == '&' && isEntity.MatchString(s[i:min(len(s), i+40)]) {
			out.WriteString("amp;")
		}
	}
	return out.String()
}

// isEntity matches text that looks like a character reference.
var isEntity = onuse.Regexp(`^&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

// wrote writes a node into the page, which is in memory, so that nothing fails.
func wrote(w converter.Writer, text string) converter.RenderStatus {
	_, _ = w.WriteString(text)
	return converter.RenderSuccess
}

func renderRaw(_ converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	return wrote(w, attr(n, "text"))
}

// inner renders what is inside a node, without blank lines around.
func inner(ctx converter.Context, n *html.Node) string {
	var b bytes.Buffer
	ctx.RenderChildNodes(ctx, &b, n)
	return strings.TrimSpace(b.String())
}

// indented moves all lines but the first to the right.
func indented(s, by string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\n", "\n"+by), "\n"+by+"\n", "\n\n")
}

func renderNote(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	return wrote(w, "\n\n[^"+attr(n, "text")+"]: "+indented(inner(ctx, n), "    ")+"\n\n")
}

func renderDetails(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	open, summary := "", "Details"
	for _, a := range n.Attr {
		if a.Key == "open" {
			open = " open"
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Summary {
			summary = strings.Join(strings.Fields(inner(ctx, c)), " ")
			n.RemoveChild(c)
			break
		}
	}
	return wrote(w, "\n\n<details"+open+">\n<summary>"+summary+"</summary>\n\n"+inner(ctx, n)+"\n\n</details>\n\n")
}

// renderTerms writes a definition list.
func renderTerms(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	var out strings.Builder
	var walk func(n *html.Node)
	last := ""
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Dt:
				if last == "dd" {
					out.WriteString("\n")
				}
				out.WriteString(strings.Join(strings.Fields(inner(ctx, c)), " ") + "\n")
				last = "dt"
			case atom.Dd:
				out.WriteString(": " + indented(inner(ctx, c), "  ") + "\n")
				last = "dd"
			default:
				walk(c)
			}
		}
	}
	walk(n)
	return wrote(w, "\n\n"+out.String()+"\n\n")
}

func renderInline(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	var b bytes.Buffer
	ctx.RenderChildNodes(ctx, &b, n)
	if strings.TrimSpace(b.String()) == "" || strings.Contains(b.String(), "\n\n") {
		return wrote(w, b.String())
	}
	return wrote(w, "<"+n.Data+draft.Props("title", attr(n, "title"))+">"+b.String()+"</"+n.Data+">")
}

// renderTable leaves simple tables to Markdown and writes those with spans or
// with blocks in cells as HTML.
func renderTable(ctx converter.Context, w converter.Writer, n *html.Node) converter.RenderStatus {
	simple := true
	each(n, func(c *html.Node) {
		switch c.Data {
		case "ul", "ol", "pre", "blockquote", "table", "details", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "tfoot":
			simple = simple && c.Type != html.ElementNode
		case "p", "div":
			simple = simple && (c.Type != html.ElementNode || c.PrevSibling == nil || c.PrevSibling.Type != html.ElementNode)
		case "td", "th":
			simple = simple && attr(c, "colspan") == "" && attr(c, "rowspan") == ""
		}
	})
	if simple {
		return converter.RenderTryNext
	}
	var out strings.Builder
	writeTable(ctx, &out, n)
	return wrote(w, "\n\n"+out.String()+"\n\n")
}

// writeTable writes a table as elements with Markdown in its cells.
func writeTable(ctx converter.Context, out *strings.Builder, n *html.Node) {
	var attributes []string
	for _, a := range n.Attr {
		if allow.Attribute(n.Data, a.Key) && a.Key != "id" && a.Key != "class" && a.Key != "style" && !allow.IsHandler(a.Key) {
			attributes = append(attributes, a.Key, a.Val)
		}
	}
	tag := "<" + n.Data + draft.Props(attributes...) + ">"
	switch n.Data {
	case "td", "th", "caption":
		text := inner(ctx, n)
		if !strings.Contains(text, "\n") && !holdsBlocks(n) {
			out.WriteString(tag + text + "</" + n.Data + ">\n")
			return
		}
		out.WriteString(tag + "\n\n" + text + "\n\n</" + n.Data + ">\n")
		return
	}
	out.WriteString(tag + "\n")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (allow.Element(c.Data)) {
			writeTable(ctx, out, c)
		}
	}
	out.WriteString("</" + n.Data + ">\n")
}

// holdsBlocks reports whether a list or code stands in a cell.
func holdsBlocks(n *html.Node) bool {
	found := false
	each(n, func(c *html.Node) {
		switch c.Data {
		case "ul", "ol", "pre", "blockquote", "table", "details", "dl":
			found = found || c.Type == html.ElementNode
		}
	})
	return found
}
