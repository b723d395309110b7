package dialect

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// preParser reads <pre> of .md as CommonMark does (section 4.6, the first kind
// of HTML block): up to the line with </pre>, blank lines included, nothing is
// Markdown and nothing is an expression; tags are HTML.
type preParser struct{}

// Trigger implements parser.BlockParser.
func (preParser) Trigger() []byte { return []byte{'<'} }

// CanInterruptParagraph implements parser.BlockParser.
func (preParser) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (preParser) CanAcceptIndentedLine() bool { return false }

// Open implements parser.BlockParser.
func (preParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	at := pc.BlockOffset()
	p := pageOf(pc)
	if p.rules.MDX || at < 0 || at >= len(line) || p.roleOf("pre") != tree.RoleElement {
		return nil, parser.NoChildren
	}
	h, ok := tag.ScanHead(line[at:])
	if !ok || h.Closing || !strings.EqualFold(h.Name, "pre") {
		return nil, parser.NoChildren
	}
	p.verbatim = true
	n := &tree.Verbatim{}
	return n, addVerbatim(n, reader)
}

// Continue implements parser.BlockParser.
func (preParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*tree.Verbatim)
	if n.Ended {
		return parser.Close
	}
	return addVerbatim(n, reader)
}

// addVerbatim takes one line as it is.
func addVerbatim(n *tree.Verbatim, reader text.Reader) parser.State {
	line, seg := reader.PeekLine()
	n.Lines().Append(seg)
	n.Ended = bytes.Contains(bytes.ToLower(line), []byte("</pre>"))
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (preParser) Close(ast.Node, text.Reader, parser.Context) {}

// preTransformer turns the lines of <pre> into tags and text, once inline
// parsing is over.
type preTransformer struct{}

// Transform implements parser.ASTTransformer.
func (preTransformer) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	p := pageOf(pc)
	if !p.verbatim {
		return
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if v, ok := n.(*tree.Verbatim); ok && entering {
			p.htmlOf(v)
		}
		return ast.WalkContinue, nil
	})
}

// htmlOf makes the children of a verbatim block.
func (p *Page) htmlOf(v *tree.Verbatim) {
	var ex excerpt.Excerpt
	for i := range v.Lines().Len() {
		seg := v.Lines().At(i)
		ex.Add(bytes.Repeat([]byte{' '}, seg.Padding), seg.Start)
		ex.Add(p.Buf[seg.Start:seg.Stop], seg.Start)
	}
	ex.Text = bytes.TrimRight(ex.Text, "\n")
	for from, at := 0, 0; ; {
		next := bytes.IndexByte(ex.Text[at:], '<')
		if next < 0 {
			p.verbatimText(v, ex, from, len(ex.Text))
			return
		}
		at += next
		n, length := p.verbatimTag(ex, at)
		if length == 0 {
			at++
			continue
		}
		p.verbatimText(v, ex, from, at)
		if n != nil {
			v.AppendChild(v, n)
		}
		at += length
		from = at
	}
}

// verbatimTag reads the tag at a place, if HTML has one there. A comment gives a
// length and no node.
func (p *Page) verbatimTag(ex excerpt.Excerpt, at int) (ast.Node, int) {
	rest := ex.Text[at:]
	if bytes.HasPrefix(rest, []byte("<!--")) {
		if end := bytes.Index(rest[4:], []byte("-->")); end >= 0 {
			return nil, end + 7
		}
		return nil, 0
	}
	h, ok := tag.ScanHead(rest)
	if !ok {
		return nil, 0
	}
	role := p.roleOf(h.Name)
	if role != tree.RoleElement && role != tree.RoleForbidden {
		return nil, 0
	}
	n, progress := excerpt.TagExtent(true).Feed(rest[h.N:])
	if progress != excerpt.Finished {
		p.spend(n, ex.Off(at))
		return nil, 0
	}
	whole := ex.Sub(at, at+h.N+n)
	if role == tree.RoleForbidden {
		if !h.Closing {
			p.forbid(h.Name, whole)
		}
		return tree.NewLiteral(whole), len(whole.Text)
	}
	t, fault := tag.Parse(whole)
	if fault != nil {
		return nil, 0
	}
	out := &tree.InlineTag{Tag: t, Role: role}
	out.SetPos(t.From)
	return out, len(whole.Text)
}

// verbatimText appends text in which nothing but character references means
// anything.
func (p *Page) verbatimText(v *tree.Verbatim, ex excerpt.Excerpt, from, to int) {
	if from >= to {
		return
	}
	part := ex.Sub(from, to)
	part.Text = []byte(html.UnescapeString(string(part.Text)))
	v.AppendChild(v, tree.NewLiteral(part))
}
