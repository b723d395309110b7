package markup

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/value"

	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// plain resolves backslash escapes and character references of Markdown text.
func (o *origin) plain(b []byte) string {
	var out strings.Builder
	for i := 0; i < len(b); {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			out.WriteByte(b[i+1])
			i += 2
			continue
		case c == '&':
			if n := referenceLength(b[i:]); n > 0 {
				out.WriteString(html.UnescapeString(string(b[i : i+n])))
				i += n
				continue
			}
		}
		out.WriteByte(b[i])
		i++
	}
	return out.String()
}

// referenceLength returns the length of the character reference that starts b,
// such as &amp; or &#39;, or 0.
func referenceLength(b []byte) int {
	for i := 1; i < len(b) && i < 40; i++ {
		switch c := b[i]; {
		case c == ';' && i > 1:
			return i + 1
		case c == '#' && i == 1, util.IsAlphaNumeric(c):
		default:
			return 0
		}
	}
	return 0
}

// textNode returns the words of a Text node.
func (o *origin) textNode(n *ast.Text) string {
	value := n.Segment.Value(o.buf)
	if n.IsRaw() {
		return string(value)
	}
	return o.plain(value)
}

// codeSpan returns the words of a code span; line ends are spaces.
func (o *origin) codeSpan(n ast.Node) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			out.Write(t.Segment.Value(o.buf))
		}
	}
	return strings.ReplaceAll(out.String(), "\n", " ")
}

// codeLines returns the text of a code block.
func (o *origin) codeLines(n ast.Node) string {
	var out strings.Builder
	for i := 0; i < n.Lines().Len(); i++ {
		seg := n.Lines().At(i)
		out.Write(seg.Value(o.buf))
	}
	return out.String()
}

// plainText returns the words below a node, without markup. A binding stands
// as it is written, since its value is not known here.
func (o *origin) plainText(n ast.Node) string {
	var out strings.Builder
	o.words(&out, n)
	return out.String()
}

func (o *origin) words(out *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out.WriteString(o.textNode(c))
			if c.SoftLineBreak() || c.HardLineBreak() {
				out.WriteByte('\n')
			}
			continue
		case *ast.String:
			out.Write(c.Value)
		case *ast.CodeSpan:
			out.WriteString(o.codeSpan(c))
			continue
		case *ast.AutoLink:
			out.Write(c.Label(o.buf))
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			out.WriteString(o.codeLines(c))
		case *literal:
			out.Write(c.ex.Text)
		case *admonition:
			if c.title != "" {
				out.WriteString(c.title + "\n")
			}
		case *module:
			out.WriteString(c.text)
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
			continue
		case braceNode:
			o.expressionWords(out, c.Braces())
		}
		o.words(out, c)
		if c.Type() == ast.TypeBlock || c.Kind() == extast.KindTableCell {
			out.WriteByte('\n')
		}
	}
}

func (o *origin) expressionWords(out *strings.Builder, b *bracePart) {
	switch {
	case b.literal:
		out.Write(o.buf[b.at:b.end])
	case b.value == nil:
		if !excerpt.IsRemark(b.ex.Text) {
			out.WriteString("{" + strings.TrimSpace(b.ex.String()) + "}")
		}
	default:
		v, ok := expr.Static(b.value)
		if ok {
			out.WriteString(value.Text(v))
			return
		}
		found := false
		expr.Fragments(b.value, func(root any) {
			found = true
			o.words(out, root.(ast.Node))
		})
		if !found {
			out.WriteString("{" + strings.TrimSpace(b.ex.String()) + "}")
		}
	}
}

// autoLinkURL returns where an address without link text leads.
func autoLinkURL(n *ast.AutoLink, buf []byte) string {
	d := string(n.URL(buf))
	if n.AutoLinkType == ast.AutoLinkEmail && allow.Scheme(d) == "" {
		d = "mailto:" + d
	}
	return d
}
