package prose

import (
	"bytes"

	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// Page returns the sentences of a page in reading order, those of the parts
// that it includes among them.
func Page(t *tree.Tree) []Sentence {
	w := &walker{writers.Get().(*writer)}
	defer writers.Put(w.writer)
	w.blocks(t, t.Root, Paragraph)
	return w.sentences()
}

// walker gathers the sentences of a page.
type walker struct{ *writer }

// blocks goes through what stands below a block. Lines that stand there without
// a block of their own, as between the tags of an element, are one together.
func (w *walker) blocks(t *tree.Tree, n ast.Node, kind Kind) {
	var loose *block
	flush := func() {
		if loose != nil {
			w.close(loose)
			loose = nil
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			if loose == nil {
				loose = w.open(t, kind, 0)
			}
			w.inline(t, loose, c)
			continue
		}
		flush()
		w.block(t, c, kind)
	}
	flush()
}

// block reads one block.
func (w *walker) block(t *tree.Tree, n ast.Node, kind Kind) {
	switch n := n.(type) {
	case *ast.Blockquote, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *tree.Remark, *tree.Module, *tree.Verbatim:
		return
	case *ast.Heading:
		w.lines(t, n, Heading, n.Level)
	case *ast.Paragraph, *ast.TextBlock:
		w.lines(t, n, kind, 0)
	case *ast.ListItem:
		w.blocks(t, n, Item)
	case *extast.TableCell:
		w.lines(t, n, Cell, 0)
	case *tree.Admonition:
		w.title(t, n)
		w.blocks(t, n, kind)
	case *tree.ExpressionBlock:
		if n.Literal {
			return
		}
		expr.Fragments(n.Value, func(root any) { w.blocks(t, root.(ast.Node), kind) })
	case *tree.BlockElement:
		w.element(t, n, kind)
	default:
		w.blocks(t, n, kind)
	}
}

// title reads the title of an admonition.
func (w *walker) title(t *tree.Tree, n *tree.Admonition) {
	end := n.TitleAt + len(n.Title)
	if n.Title == "" || n.TitleAt < 0 || end > len(t.Buf) || string(t.Buf[n.TitleAt:end]) != n.Title {
		return
	}
	b := w.open(t, Heading, 6)
	b.add([]byte(n.Title), n.TitleAt, end)
	w.close(b)
}

// elementKinds are the elements whose content is of a kind of its own.
var elementKinds = map[string]Kind{
	"h1": Heading, "h2": Heading, "h3": Heading, "h4": Heading, "h5": Heading, "h6": Heading, "li": Item, "td": Cell, "th": Cell, "p": Paragraph,
}

// silent are the elements whose content is no prose of the page.
var silent = map[string]bool{"blockquote": true, "pre": true, "code": true, "samp": true, "kbd": true, "q": true, "del": true, "s": true}

// element reads what stands inside an element or a component, and the part that
// it includes.
func (w *walker) element(t *tree.Tree, n *tree.BlockElement, kind Kind) {
	if n.Part != nil {
		w.blocks(n.Part, n.Part.Root, kind)
		return
	}
	name := strings.ToLower(n.Name)
	if silent[name] || n.Shown {
		return
	}
	if k, ok := elementKinds[name]; ok && n.Role == tree.RoleElement {
		kind = k
	}
	w.blocks(t, n, kind)
}

// lines reads a block that holds text.
func (w *walker) lines(t *tree.Tree, n ast.Node, kind Kind, level int) {
	b := w.open(t, kind, level)
	w.inlines(t, b, n)
	w.close(b)
}

func (w *walker) inlines(t *tree.Tree, b *block, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(t, b, c)
	}
}

// inline reads what stands in a line.
func (w *walker) inline(t *tree.Tree, b *block, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(t, b, n)
	case *ast.String:
		b.add(n.Value, max(n.Pos(), 0), max(n.Pos(), 0))
	case *tree.Literal:
		b.add(n.Ex.Text, n.Ex.Off(0), n.Ex.End(len(n.Ex.Text)))
	case *ast.CodeSpan:
		from, to := extent(n)
		b.hole(Code, t.CodeSpan(n), from, to)
	case *ast.AutoLink:
		label := n.Label(t.Buf)
		at := max(n.Pos(), t.Start)
		b.hole(Address, string(label), at, min(at+len(label), len(t.Buf)))
	case *ast.Image, *ast.RawHTML, *tree.Anchor, *extast.FootnoteLink, *extast.FootnoteBacklink, *extast.Strikethrough, *extast.TaskCheckBox:
		b.add(oneBlank, 0, 0)
	case tree.BraceNode:
		w.brace(t, b, n.Braces())
	case *tree.InlineElement:
		w.inlineElement(t, b, n)
	default:
		w.inlines(t, b, n)
	}
}

// special is what of a text is not shown as it is written.
var special = onuse.Regexp(`\\.|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z0-9]{1,31});`)

// text reads the words of a text node.
func (w *walker) text(t *tree.Tree, b *block, n *ast.Text) {
	from, to := n.Segment.Start, n.Segment.Stop
	raw, at := t.Buf[from:to], from
	if !n.IsRaw() && (bytes.IndexByte(raw, '&') >= 0 || bytes.IndexByte(raw, '\\') >= 0) {
		for _, m := range special.FindAllIndex(raw, -1) {
			b.add(t.Buf[at:from+m[0]], at, from+m[0])
			b.add([]byte(t.Plain(raw[m[0]:m[1]])), from+m[0], from+m[1])
			at = from + m[1]
		}
	}
	b.add(t.Buf[at:to], at, to)
	if n.SoftLineBreak() || n.HardLineBreak() {
		b.add(oneBlank, to, min(to+1, len(t.Buf)))
	}
	if n.HardLineBreak() {
		b.end()
	}
}

// extent returns where the text below a node stands.
func extent(n ast.Node) (from, to int) {
	from = -1
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			if from < 0 {
				from = t.Segment.Start
			}
			to = t.Segment.Stop
		}
	}
	return max(from, 0), max(to, from, 0)
}

// brace reads an expression in a line: text and markup that are known are
// words, all else is a hole.
func (w *walker) brace(t *tree.Tree, b *block, x *tree.Brace) {
	switch {
	case x.Literal && x.Boxed:
		b.hole(Code, x.Ex.String(), x.At, x.End)
		return
	case x.Literal:
		b.add(t.Buf[x.At:x.End], x.At, x.End)
		return
	case x.Value == nil:
		if !excerpt.IsRemark(x.Ex.Text) {
			b.hole(Binding, strings.TrimSpace(x.Ex.String()), x.At, x.End)
		}
		return
	}
	if v, ok := expr.Static(x.Value); ok {
		b.add([]byte(value.Text(v)), x.At, x.End)
		return
	}
	found := false
	expr.Fragments(x.Value, func(root any) {
		found = true
		w.inlines(t, b, root.(ast.Node))
	})
	if !found {
		b.hole(Binding, strings.TrimSpace(x.Ex.String()), x.At, x.End)
	}
}

// inlineElement reads an element inside a line.
func (w *walker) inlineElement(t *tree.Tree, b *block, n *tree.InlineElement) {
	name := ""
	if n.Tag != nil {
		name = strings.ToLower(n.Tag.Name)
	}
	switch {
	case n.Part != nil:
		w.blocks(n.Part, n.Part.Root, b.kind)
	case name == "br":
		b.add(oneBlank, n.Tag.From, n.Tag.To)
		b.end()
	case n.Shown || silent[name]:
		from, to := extent(n)
		b.hole(Code, t.PlainText(n), from, to)
	case n.FirstChild() == nil && n.Role == tree.RoleComponent:
		b.hole(Component, string(t.Buf[n.Tag.From:min(n.Tag.To, len(t.Buf))]), n.Tag.From, n.Tag.To)
	default:
		w.inlines(t, b, n)
	}
}
