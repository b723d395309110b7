package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/candor-site/candor/internal/diag"
)

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
	h, ok := scanHead(line)
	if !ok || isAutoLink(line[1:]) {
		return nil
	}
	kind := p.kindOfTag(h.name)
	switch kind {
	case tagText:
		p.nearMiss(h, base)
		return nil
	case tagForbidden:
		return p.forbiddenTag(h, block, base)
	}
	ex, ok := p.collect(block, tagExtent(!p.rules.MDX), h.n)
	if !ok {
		return p.brokenTag(h, kind, parent, block, base)
	}
	t, fault := parseTag(ex)
	if fault != nil {
		if p.rules.MDX || kind == tagComponent {
			p.fault(diag.AttrSyntax, fault.from, fault.to, "%s", fault.message)
		}
		return newLiteral(ex)
	}
	n := &inlineTag{tag: t, kind: kind}
	n.SetPos(t.from)
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
			n := newLiteral(excerpt{})
			n.SetPos(base)
			return n
		}
		block.AdvanceLine()
	}
	block.SetPosition(savedLine, saved)
	p.fault(diag.TagUnclosed, base, base+4, "the comment is not closed before the block ends").
		Hint = "put the comment on lines of its own, or end it with -->"
	return nil
}

// nearMiss warns of a tag in .md whose name is nearly that of a component: it
// would be shown as text.
func (p *Page) nearMiss(h head, base int) {
	if p.rules.MDX || h.closing || p.tooDeep || !isComponentName(h.name) {
		return
	}
	if hint := diag.DidYouMean(h.name, p.componentNames()); hint != "" {
		p.report(diag.Warning, diag.ComponentUnknown, base, base+h.n, "component %s does not exist, so the tag is shown as text", h.name).Hint = hint
	}
}

// forbiddenTag keeps a tag that is not allowed as text.
func (p *Page) forbiddenTag(h head, block text.Reader, base int) ast.Node {
	ex, ok := p.collect(block, tagExtent(true), h.n)
	if !ok {
		line, seg := block.PeekLine()
		ex = excerpt{}
		ex.add(line[:h.n], seg.Start-seg.Padding)
		block.Advance(h.n)
	}
	if !h.closing {
		p.forbid(h.name, ex.off(0), ex.end(len(ex.text)))
	}
	return newLiteral(ex)
}

// forbid reports an element that is not allowed.
func (p *Page) forbid(name string, from, to int) {
	severity := p.severity()
	if !p.rules.MDX {
		severity = diag.Warning
	}
	d := p.report(severity, diag.HTMLForbidden, from, to, "the element <%s> is not allowed, so it is shown as text", name)
	switch {
	case isDangerous(strings.ToLower(name)):
		d.Hint = "remove it; no page may run code or load other documents"
	default:
		if d.Hint = diag.DidYouMean(name, elementNames()); d.Hint == "" {
			d.Hint = `write \< to show a less-than sign, or put it in backticks`
		}
	}
}

// brokenTag reports what looks like a tag but never ends or breaks off.
func (p *Page) brokenTag(h head, kind tagKind, parent ast.Node, block text.Reader, base int) ast.Node {
	if p.rules.MDX || kind == tagComponent {
		d := p.fault(diag.AttrSyntax, base, base+h.n, "the tag <%s is malformed or does not end in this block", h.name)
		switch parent.(type) {
		case *extast.TableCell:
			d.Hint = `a cell ends at the next |; write \| inside attributes of a table`
		default:
			d.Hint = `close it with >, or write \< to show a less-than sign`
		}
	}
	block.Advance(h.n)
	return newLiteral(cutting(p.buf, base, base+h.n))
}
