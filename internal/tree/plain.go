package tree

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/value"
)

// Plain resolves backslash escapes and character references of Markdown text.
func (o *Origin) Plain(b []byte) string {
	first := bytes.IndexByte(b, '&')
	if i := bytes.IndexByte(b, '\\'); i >= 0 && (first < 0 || i < first) {
		first = i
	}
	if first < 0 {
		return string(b)
	}
	var out strings.Builder
	out.Grow(len(b))
	out.Write(b[:first])
	b = b[first:]
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
// such as &amp; or &#39;, or 0. CommonMark takes up to seven decimal digits and
// up to six hexadecimal ones.
func referenceLength(b []byte) int {
	i, digits := 1, 40
	word := util.IsAlphaNumeric
	switch {
	case len(b) > 2 && b[1] == '#' && b[2]|0x20 == 'x':
		i, digits, word = 3, 6, util.IsHexDecimal
	case len(b) > 1 && b[1] == '#':
		i, digits, word = 2, 7, util.IsNumeric
	}
	for n := 0; i < len(b) && n <= digits; n++ {
		if b[i] == ';' && n > 0 {
			return i + 1
		}
		if !word(b[i]) {
			return 0
		}
		i++
	}
	return 0
}

// TextNode returns the words of a Text node.
func (o *Origin) TextNode(n *ast.Text) string {
	value := n.Segment.Value(o.Buf)
	if n.IsRaw() {
		return string(value)
	}
	return o.Plain(value)
}

// CodeSpan returns the words of a code span; line ends are spaces.
func (o *Origin) CodeSpan(n ast.Node) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			out.Write(t.Segment.Value(o.Buf))
		}
	}
	return strings.ReplaceAll(out.String(), "\n", " ")
}

// CodeLines returns the text of a code block.
func (o *Origin) CodeLines(n ast.Node) string {
	var out strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		out.Write(seg.Value(o.Buf))
	}
	return out.String()
}

// Text returns the visible words of the page in reading order, one line a
// block. Bindings stand as written.
func (t *Tree) Text() string {
	var out []string
	for line := range strings.SplitSeq(t.PlainText(t.Root), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// PlainText returns the words below a node, without markup. A binding stands
// as it is written, since its value is not known here.
func (o *Origin) PlainText(n ast.Node) string {
	if t, ok := n.FirstChild().(*ast.Text); ok && t.NextSibling() == nil && !t.SoftLineBreak() && !t.HardLineBreak() {
		return o.TextNode(t) // as that of most links and headings
	}
	var out strings.Builder
	o.words(&out, n)
	return out.String()
}

func (o *Origin) words(out *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			out.WriteString(o.TextNode(c))
			if c.SoftLineBreak() || c.HardLineBreak() {
				out.WriteByte('\n')
			}
			continue
		case *ast.String:
			out.Write(c.Value)
		case *ast.CodeSpan:
			_, code := highlight.Hint(o.CodeSpan(c))
			out.WriteString(code)
			continue
		case *ast.AutoLink:
			out.Write(c.Label(o.Buf))
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			out.WriteString(o.CodeLines(c))
		case *Literal:
			out.Write(c.Ex.Text)
		case *Admonition:
			if c.Title != "" {
				out.WriteString(c.Title + "\n")
			}
		case *Module:
			out.WriteString(c.Kept)
		case *extast.FootnoteLink, *extast.FootnoteBacklink:
			continue
		case BraceNode:
			o.expressionWords(out, c.Braces())
		case ElementNode:
			if part := c.Elem().Part; part != nil {
				part.words(out, part.Root)
			}
		}
		o.words(out, c)
		if c.Type() == ast.TypeBlock || c.Kind() == extast.KindTableCell {
			out.WriteByte('\n')
		}
	}
}

func (o *Origin) expressionWords(out *strings.Builder, b *Brace) {
	switch {
	case b.Literal:
		out.Write(o.Buf[b.At:b.End])
	case b.Value == nil:
		if !excerpt.IsRemark(b.Ex.Text) {
			out.WriteString("{" + strings.TrimSpace(b.Ex.String()) + "}")
		}
	default:
		v, ok := expr.Static(b.Value)
		if ok {
			out.WriteString(value.Text(v))
			return
		}
		if g, ok := b.Value.(*expr.Given); ok {
			if m, ok := g.Node.(expr.Markup); ok {
				g.Home.(*Tree).givenWords(out, m.Root.(ast.Node))
				return
			}
		}
		found := false
		expr.Fragments(b.Value, func(root any) {
			found = true
			o.words(out, root.(ast.Node))
		})
		if !found {
			out.WriteString("{" + strings.TrimSpace(b.Ex.String()) + "}")
		}
	}
}

// givenWords writes the words of markup that a part was given. What stands
// between the tags that include the part is said with those tags.
func (o *Origin) givenWords(out *strings.Builder, root ast.Node) {
	if _, between := root.(ElementNode); !between {
		o.words(out, root)
	}
}

// AutoLinkURL returns where an address without link text leads.
func AutoLinkURL(n *ast.AutoLink, buf []byte) string {
	d := string(n.URL(buf))
	if n.AutoLinkType == ast.AutoLinkEmail && allow.Scheme(d) == "" {
		d = "mailto:" + d
	}
	return d
}
