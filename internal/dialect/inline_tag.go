package dialect

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// attributeHint says how attributes are written.
const attributeHint = `write name="text", name={value} or name alone`

// tagParser reads tags and comments inside lines. Tags are paired later, when
// emphasis and links of the block are known.
type tagParser struct{}

// Trigger implements parser.InlineParser.
func (tagParser) Trigger() []byte { return []byte{'<'} }

// Parse implements parser.InlineParser.
func (tagParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	p := pageOf(pc)
	line, seg := block.PeekLine()
	base := seg.Start - seg.Padding
	if bytes.HasPrefix(line, []byte("<!--")) {
		return p.inlineRemark(block, base)
	}
	h, ok := tag.ScanHead(line)
	if !ok {
		p.namelessTag(line, base)
		return nil
	}
	if isAutoLink(line[1:]) {
		return nil
	}
	kind := p.roleOf(h.Name)
	switch kind {
	case tree.RoleText:
		p.nearMiss(h, base)
		return p.unknownTag(h, block)
	case tree.RoleForbidden:
		return p.forbiddenTag(h, block)
	}
	ex, ok := p.collect(block, excerpt.TagExtent(!p.rules.MDX), h.N)
	if !ok {
		return p.brokenTag(h, kind, parent, block, base)
	}
	t, fault := tag.Parse(ex)
	if fault == nil && h.Closing && len(t.Attrs) > 0 {
		fault = &tag.Fault{From: t.Attrs[0].At, To: t.Attrs[0].Stop, Message: "a closing tag has no attributes"}
	}
	if fault != nil {
		if p.rules.MDX || kind == tree.RoleComponent {
			p.Fault(diag.AttrSyntax, fault.From, fault.To, "%s", fault.Message).Hint = attributeHint
		}
		return tree.NewLiteral(ex)
	}
	n := &tree.InlineTag{Tag: t, Role: kind}
	n.SetPos(t.From)
	return n
}

// inlineRemark skips a comment, if it ends inside the block.
func (p *Page) inlineRemark(block text.Reader, base int) ast.Node {
	savedLine, saved := block.Position()
	stop := p.remarkEnd(base)
	for stop >= 0 {
		line, seg := block.PeekLine()
		if line == nil {
			break
		}
		if stop <= seg.Stop {
			block.Advance(max(stop-seg.Start, 0) + seg.Padding)
			n := tree.NewLiteral(excerpt.Excerpt{})
			n.SetPos(base)
			return n
		}
		block.AdvanceLine()
	}
	block.SetPosition(savedLine, saved)
	p.Fault(diag.TagUnclosed, base, base+4, "the comment is not closed before the block ends").
		Hint = "put the comment on lines of its own, or end it with -->"
	return nil
}

// namelessTag reports "</" without a name in .mdx, where it starts a closing
// tag.
func (p *Page) namelessTag(line []byte, base int) {
	if p.rules.MDX && bytes.HasPrefix(line, []byte("</")) {
		p.Fault(diag.AttrSyntax, base, base+2, "</ is not followed by the name of a tag, so it is shown as text").
			Hint = `write \</ to show it, or put it in backticks`
	}
}

// nearMiss warns of a tag in .md whose name is nearly that of a component: it
// would be shown as text.
func (p *Page) nearMiss(h tag.Head, base int) {
	if p.rules.MDX || h.Closing || p.tooDeep || !tag.IsComponent(h.Name) {
		return
	}
	if hint := diag.DidYouMean(h.Name, p.ComponentNames()); hint != "" {
		p.Report(diag.Warning, diag.ComponentUnknown, base, base+h.N, "component %s does not exist, so the tag is shown as text", h.Name).Hint = hint
	}
}

// unknownTag keeps a tag of .md that is no syntax as text: neither markup nor
// links start inside it.
func (p *Page) unknownTag(h tag.Head, block text.Reader) ast.Node {
	if p.rules.MDX || p.tooDeep || p.exhausted {
		return nil
	}
	ex, ok := p.collect(block, excerpt.TagExtent(true), h.N)
	if !ok {
		return nil
	}
	return tree.NewLiteral(ex)
}

// forbiddenTag keeps a tag that is not allowed as text.
func (p *Page) forbiddenTag(h tag.Head, block text.Reader) ast.Node {
	ex, ok := p.collect(block, excerpt.TagExtent(true), h.N)
	if !ok {
		line, seg := block.PeekLine()
		ex = excerpt.Excerpt{}
		ex.Add(line[:h.N], seg.Start-seg.Padding)
		block.Advance(h.N)
	}
	if !h.Closing {
		p.forbid(h.Name, ex)
	}
	return tree.NewLiteral(ex)
}

// forbid reports an element that is not allowed. One that is closed in itself
// takes no words with it: where it can do no harm, a warning is enough.
func (p *Page) forbid(name string, ex excerpt.Excerpt) {
	severity := p.Habit()
	dangerous := allow.IsDangerous(strings.ToLower(name))
	if !dangerous && bytes.HasSuffix(ex.Text, []byte("/>")) {
		severity = diag.Warning
	}
	d := p.Report(severity, diag.HTMLForbidden, ex.Off(0), ex.End(len(ex.Text)), "the element <%s> is not allowed, so it is shown as text", name)
	switch {
	case dangerous:
		d.Hint = "remove it; no page may run code or load other documents"
	default:
		if d.Hint = diag.DidYouMean(name, allow.ElementNames()); d.Hint == "" {
			d.Hint = `write \< to show a less-than sign, or put it in backticks`
		}
	}
}

// brokenTag reports what looks like a tag but never ends or breaks off.
func (p *Page) brokenTag(h tag.Head, kind tree.Role, parent ast.Node, block text.Reader, base int) ast.Node {
	if p.rules.MDX || kind == tree.RoleComponent {
		d := p.Fault(diag.AttrSyntax, base, base+h.N, "the tag <%s is malformed or does not end in this block", h.Name)
		switch parent.(type) {
		case *extast.TableCell:
			d.Hint = `a cell ends at the next |; write \| inside attributes of a table`
		default:
			d.Hint = `close it with >, or write \< to show a less-than sign`
		}
	}
	block.Advance(h.N)
	return tree.NewLiteral(excerpt.Cut(p.Buf, base, base+h.N))
}
