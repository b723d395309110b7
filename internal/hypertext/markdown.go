package hypertext

import (
	"bytes"
	"html/template"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/diagram"
	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/markdown"
	"github.com/candor-site/candor/internal/tree"
	"github.com/candor-site/candor/internal/value"
)

// Markdown writes a tree as Markdown in which nothing is left to be computed:
// expressions are their values, links lead where Env says. Components are asked
// of Env as they are for HTML, but are given Markdown, and give Markdown.
func Markdown(w io.Writer, t *tree.Tree, env Env) diag.List {
	out := buffers.Get().(*bytes.Buffer)
	defer func() {
		out.Reset()
		buffers.Put(out)
	}()
	r := &renderer{Tree: t, write: markdownTable(), out: out, env: env, plain: true}
	if env.SkipTitle && !t.Untitled {
		r.title = r.firstTitle(t.Root)
	}
	r.node(t.Root)
	if _, err := w.Write(bytes.TrimSpace(r.out.Bytes())); err != nil {
		r.diags.Add(diag.Errorf(diag.FileUnreadable, t.File.Whole(), "the page cannot be written: %v", err))
	}
	return r.diags.Sorted()
}

// markdownTable is made once: it depends on nothing.
var markdownTable = sync.OnceValue(markdownWriters)

// markdownWriters hold the writer of each kind of node, by its number; nodes
// without one are what is in them.
func markdownWriters() []renderFunc {
	out := make([]renderFunc, len(table()))
	for kind, write := range map[ast.NodeKind]renderFunc{
		ast.KindParagraph:                mdParagraph,
		ast.KindTextBlock:                mdTextBlock,
		ast.KindHeading:                  mdHeading,
		ast.KindBlockquote:               func(r *renderer, n ast.Node) { r.block(markdown.Quote(r.apart(n))) },
		ast.KindList:                     mdList,
		ast.KindThematicBreak:            func(r *renderer, _ ast.Node) { r.block("---") },
		ast.KindCodeBlock:                renderIndentedCode,
		ast.KindFencedCodeBlock:          renderFence,
		ast.KindText:                     mdText,
		ast.KindString:                   renderString,
		ast.KindCodeSpan:                 mdCodeSpan,
		ast.KindEmphasis:                 mdEmphasis,
		ast.KindLink:                     mdLink,
		ast.KindImage:                    mdImage,
		ast.KindAutoLink:                 mdAutoLink,
		extast.KindStrikethrough:         func(r *renderer, n ast.Node) { r.between("~~", n) },
		extast.KindTaskCheckBox:          mdTaskBox,
		extast.KindTable:                 mdTable,
		extast.KindDefinitionTerm:        func(r *renderer, n ast.Node) { r.block(markdown.Bold(markdown.Line(r.words(n)))) },
		extast.KindDefinitionDescription: func(r *renderer, n ast.Node) { r.block(r.apart(n)) },
		extast.KindFootnoteLink: func(r *renderer, n ast.Node) {
			r.raw("[^" + r.footnoteID("", n.(*extast.FootnoteLink).Index) + "]")
		},
		extast.KindFootnoteBacklink: func(*renderer, ast.Node) {},
		extast.KindFootnote: func(r *renderer, n ast.Node) {
			r.block(strings.Replace(markdown.Indent("    ", r.apart(n)), "    ", "[^"+r.footnoteID("", n.(*extast.Footnote).Index)+"]: ", 1))
		},
		tree.KindBlockElement:    renderElement,
		tree.KindInlineElement:   renderElement,
		tree.KindExpression:      mdExpression,
		tree.KindExpressionBlock: mdExpression,
		tree.KindAdmonition:      renderAdmonition,
		tree.KindLiteral:         renderLiteral,
		tree.KindModule: func(r *renderer, n ast.Node) {
			if text := n.(*tree.Module).Kept; text != "" {
				r.block(markdown.Fence("", text))
			}
		},
		tree.KindRemark: func(*renderer, ast.Node) {},
		tree.KindAnchor: func(*renderer, ast.Node) {},
	} {
		out[kind] = write
	}
	return out
}

// block writes a block with empty lines around it; among words, its words.
func (r *renderer) block(text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	r.gap()
	r.raw(text)
	r.raw("\n\n")
}

// gap ends what stands before a block.
func (r *renderer) gap() {
	b := r.out.Bytes()
	switch {
	case len(b) == 0 || bytes.HasSuffix(b, []byte("\n\n")):
	case b[len(b)-1] == '\n':
		r.raw("\n")
	default:
		r.raw("\n\n")
	}
}

// apart returns the blocks below a node.
func (r *renderer) apart(n ast.Node) string {
	inline := r.inline
	r.inline = 0
	out := string(r.html(n, nil))
	r.inline = inline
	return out
}

// words returns the words below a node, as Markdown.
func (r *renderer) words(n ast.Node) string {
	start := r.out.Len()
	r.inline++
	renderChildren(r, n)
	r.inline--
	return string(r.cut(start))
}

func mdParagraph(r *renderer, n ast.Node) {
	if r.inline > 0 {
		renderChildren(r, n)
		if n.NextSibling() != nil {
			r.raw(" ")
		}
		return
	}
	start := r.out.Len()
	r.gap()
	from := r.out.Len()
	r.inline++
	renderChildren(r, n)
	r.inline--
	if said := r.out.Bytes()[from:]; markdown.IsParagraph(said) { // as most are
		r.raw("\n\n")
		return
	}
	words := string(r.cut(from))
	r.out.Truncate(start)
	r.block(markdown.Paragraph(words))
}

func mdTextBlock(r *renderer, n ast.Node) {
	if r.inline > 0 {
		renderChildren(r, n)
		return
	}
	if words := markdown.Paragraph(r.words(n)); words != "" {
		r.gap()
		r.raw(words + "\n")
	}
}

func mdHeading(r *renderer, n ast.Node) {
	if n == r.title {
		return
	}
	r.heading(n.(*ast.Heading).Level, r.words(n))
}

// heading writes a heading below the title of the page.
func (r *renderer) heading(level int, words string) {
	if r.env.SkipTitle && level == 1 {
		level = 2
	}
	r.block(markdown.Heading(level, words))
}

func mdList(r *renderer, n ast.Node) {
	list := n.(*ast.List)
	if p := n.PreviousSibling(); p == nil || p.Kind() != ast.KindTextBlock || !bytes.HasSuffix(r.out.Bytes(), []byte("\n")) {
		r.gap()
	}
	mark, dot, number := "- ", ". ", list.Start
	if before, ok := n.PreviousSibling().(*ast.List); ok && before.IsOrdered() == list.IsOrdered() {
		mark, dot = "* ", ") "
	}
	for li := n.FirstChild(); li != nil; li = li.NextSibling() {
		if list.IsOrdered() {
			mark = strconv.Itoa(number) + dot
			number++
		}
		r.raw(strings.TrimRight(markdown.Indent(mark, r.apart(li)), " ") + "\n")
		if !list.IsTight {
			r.raw("\n")
		}
	}
	r.gap()
}

func mdText(r *renderer, n ast.Node) {
	t := n.(*ast.Text)
	if value := t.Segment.Value(r.Buf); markdown.Harmless(value) {
		r.out.Write(value)
	} else {
		r.text(r.TextNode(t))
	}
	switch {
	case t.HardLineBreak() && r.inline <= 1:
		r.raw("\\\n")
	case t.HardLineBreak() || t.SoftLineBreak():
		r.raw("\n")
	}
}

func mdCodeSpan(r *renderer, n ast.Node) {
	_, code := highlight.Hint(r.CodeSpan(n))
	if r.verbatim > 0 {
		r.raw(code)
		return
	}
	r.raw(markdown.Code(code))
}

func mdEmphasis(r *renderer, n ast.Node) {
	r.between(strings.Repeat("*", n.(*ast.Emphasis).Level), n)
}

// between writes what is below a node between two marks, which blanks may not
// touch.
func (r *renderer) between(mark string, n ast.Node) {
	start := r.out.Len()
	renderChildren(r, n)
	said := string(r.cut(start))
	words := strings.TrimSpace(said)
	if words == "" || r.verbatim > 0 {
		r.raw(said)
		return
	}
	at := strings.Index(said, words)
	r.raw(said[:at] + mark + words + mark + said[at+len(words):])
}

func mdLink(r *renderer, n ast.Node) {
	r.linked("", r.Plain(n.(*ast.Link).Destination), markdown.Line(r.words(n)))
}

// linked writes a link. One that may not stand in the output leaves its words.
func (r *renderer) linked(home, dest, words string) {
	if href, ok := r.href(home, dest); ok && r.verbatim == 0 {
		words = markdown.Link(words, href)
	}
	r.raw(words)
}

func mdImage(r *renderer, n ast.Node) {
	image := n.(*ast.Image)
	r.picture("", r.Plain(image.Destination), strings.Join(strings.Fields(r.PlainText(n)), " "), r.Plain(image.Title))
}

// picture writes an image. One that may not stand in the output leaves its
// words.
func (r *renderer) picture(home, dest, alt, title string) {
	if src, ok := r.src(home, dest); ok && r.verbatim == 0 {
		r.raw(markdown.Image(alt, src, title))
		return
	}
	r.text(alt)
}

func mdAutoLink(r *renderer, n ast.Node) {
	link := n.(*ast.AutoLink)
	r.linked("", tree.AutoLinkURL(link, r.Buf), r.escaped(string(link.Label(r.Buf))))
}

func mdTaskBox(r *renderer, n ast.Node) {
	if n.(*extast.TaskCheckBox).IsChecked {
		r.raw("[x] ")
		return
	}
	r.raw("[ ] ")
}

func mdTable(r *renderer, n ast.Node) {
	var rows [][]string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.flat(cell))
		}
		rows = append(rows, cells)
	}
	r.rows(rows)
}

// flat returns what is below a node as one line.
func (r *renderer) flat(n ast.Node) string {
	r.inline++
	words := r.words(n)
	r.inline--
	return markdown.Line(words)
}

// rows writes a table whose first row is its head.
func (r *renderer) rows(rows [][]string) {
	switch len(rows) {
	case 0:
	case 1:
		r.block(markdown.Paragraph(strings.Join(rows[0], " ")))
	default:
		r.block(markdown.Table(rows[0], rows[1:]))
	}
}

// mdExpression writes the value of an expression. What has no value stays as
// written.
func mdExpression(r *renderer, n ast.Node) {
	b := n.(tree.BraceNode).Braces()
	_, isBlock := n.(*tree.ExpressionBlock)
	var out string
	switch {
	case b.Value == nil && !b.Literal:
		return
	case b.Literal && b.Boxed:
		out = markdown.Code(r.Written(b.At, b.End))
	case b.Literal:
		out = r.escaped(r.Written(b.At, b.End))
	default:
		v, _, ok := r.eval(b.Value, b.At, b.End)
		_, isObject := v.(map[string]any)
		if m, isMarkup := v.(template.HTML); isMarkup {
			out = string(m)
		} else if !ok || isObject {
			out = r.escaped(r.Written(b.At, b.End))
		} else {
			out = r.escaped(value.Text(v))
			if isBlock && r.inline == 0 {
				out = markdown.Paragraph(out)
			}
		}
	}
	if isBlock && r.inline == 0 {
		r.block(out)
		return
	}
	r.raw(out)
}

// plainCode writes a block of code without the comments that mark its lines. A
// diagram is said in sentences before it.
func (r *renderer) plainCode(lang, code string, m highlight.Meta) {
	if lang == "mermaid" {
		if p, fault := diagram.Draw(code); fault == nil {
			r.block(markdown.Paragraph(markdown.Text(p.Words)))
		}
	}
	if m.Title != "" {
		r.block(markdown.Bold(markdown.Text(m.Title)))
	}
	r.block(markdown.Fence(lang, highlight.Plain(code)))
}
