package markup

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tree"
)

// outliner writes a tree as scripts/structure does: one line a node.
type outliner struct {
	*tree.Tree
	b strings.Builder
}

// structure returns the structure of a page, one line a node, indented by depth.
func structure(d *Document) string {
	o := &outliner{Tree: d.tree}
	o.children(d.tree.Root, 0)
	return o.b.String()
}

func (o *outliner) say(depth int, format string, args ...any) {
	o.b.WriteString(strings.Repeat(" ", depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

// children writes the nodes inside a node. Neighbouring pieces of text are one.
func (o *outliner) children(n ast.Node, depth int) {
	text := ""
	flush := func() {
		if words := strings.Join(strings.Fields(text), " "); words != "" {
			o.say(depth, "text %s", words)
		}
		text = ""
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			text += o.TextNode(c)
			if c.SoftLineBreak() {
				text += "\n"
			}
			if c.HardLineBreak() {
				flush()
			}
			continue
		case *ast.String:
			text += string(c.Value)
			continue
		case *tree.Literal:
			text += c.Ex.String()
			continue
		}
		flush()
		o.node(c, depth)
	}
	flush()
}

func (o *outliner) inside(n ast.Node, depth int, format string, args ...any) {
	o.say(depth, format, args...)
	o.children(n, depth+1)
}

func (o *outliner) node(n ast.Node, depth int) {
	if o.nothing(n) {
		return
	}
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		_, item := n.Parent().(*ast.ListItem)
		if _, block := n.(*ast.TextBlock); o.bare(n) || block && !item {
			o.children(n, depth)
			return
		}
		o.inside(n, depth, "paragraph")
	case *ast.Heading:
		o.inside(n, depth, "heading %d", n.Level)
	case *ast.List:
		if n.IsOrdered() {
			o.inside(n, depth, "list %d", n.Start)
			return
		}
		o.inside(n, depth, "list")
	case *ast.ListItem:
		o.inside(n, depth, "item%s", checked(n))
	case *ast.Blockquote:
		o.inside(n, depth, "quote")
	case *tree.Admonition:
		o.inside(n, depth, "jsx Callout")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		lang := ""
		if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil {
			lang, _, _ = strings.Cut(o.Plain(f.Info.Segment.Value(o.Buf)), " ")
		}
		o.say(depth, "code %s %s", strings.ToLower(lang), quote(strings.TrimSuffix(o.CodeLines(n), "\n")))
	case *ast.CodeSpan:
		o.say(depth, "inlineCode %s", quote(strings.Join(strings.Fields(o.CodeSpan(n)), " ")))
	case *extast.Table:
		o.inside(n, depth, "table")
	case *extast.TableHeader, *extast.TableRow:
		o.inside(n, depth, "row")
	case *extast.TableCell:
		if n.HasChildren() { // rows that are too short are filled up
			o.inside(n, depth, "cell")
		}
	case *ast.Link:
		o.inside(n, depth, "link %s", o.Plain(n.Destination))
	case *ast.AutoLink:
		o.say(depth, "link %s", tree.AutoLinkURL(n, o.Buf))
		o.say(depth+1, "text %s", n.Label(o.Buf))
	case *ast.Image:
		o.say(depth, "image %s", o.Plain(n.Destination))
	case *ast.ThematicBreak:
		o.say(depth, "rule")
	case *ast.Emphasis:
		o.inside(n, depth, "%s", []string{"emphasis", "strong"}[n.Level-1])
	case *extast.Strikethrough:
		o.inside(n, depth, "delete")
	case *extast.FootnoteLink:
		o.say(depth, "footnoteReference")
	case tree.ElementNode:
		o.inside(n, depth, "jsx %s", n.Elem().Tag.Name)
	case tree.BraceNode:
		o.say(depth, "expression")
	case *tree.Module, *tree.Remark, *extast.TaskCheckBox, *extast.FootnoteList, *ast.LinkReferenceDefinition:
	default:
		o.inside(n, depth, "%s", n.Kind())
	}
}

// checked returns the mark of a task.
func checked(item ast.Node) string {
	if item.FirstChild() == nil {
		return ""
	}
	box, ok := item.FirstChild().FirstChild().(*extast.TaskCheckBox)
	switch {
	case !ok:
		return ""
	case box.IsChecked:
		return " x"
	}
	return " -"
}

// nothing tells nodes that show nothing: comments, blanks and spacing.
func (o *outliner) nothing(n ast.Node) bool {
	switch n := n.(type) {
	case tree.BraceNode:
		return !n.Braces().Literal && excerpt.IsRemark(n.Braces().Ex.Text)
	case *ast.Text:
		return strings.TrimSpace(o.TextNode(n)) == ""
	case *tree.Literal:
		return strings.TrimSpace(n.Ex.String()) == ""
	case tree.ElementNode:
		t := n.Elem().Tag
		return (t.Name == "br" || t.Name == "p") && len(t.Attrs) == 0 && o.all(n, o.nothing)
	case *ast.Paragraph, *ast.TextBlock:
		return o.all(n, o.nothing)
	}
	return false
}

// bare tells paragraphs that hold nothing but elements and expressions.
func (o *outliner) bare(n ast.Node) bool {
	return o.all(n, func(c ast.Node) bool {
		switch c.(type) {
		case tree.ElementNode, tree.BraceNode:
			return true
		}
		return o.nothing(c)
	})
}

func (o *outliner) all(n ast.Node, holds func(ast.Node) bool) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if !holds(c) {
			return false
		}
	}
	return true
}
