package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// addLink records a Markdown link.
func (p *page) addLink(dest, title []byte, n ast.Node) {
	span, from, to := p.destination(dest, n)
	d := p.Plain(dest)
	if !allow.Link(d) {
		p.unsafe(p.Severity(), d, from, to)
	}
	p.ForeignValue(d, from, to)
	p.doc.said.Links = append(p.doc.said.Links, outline.Link{Destination: d, Text: p.PlainText(n), Title: p.annotationTitle(n, p.Plain(title)), Span: span})
}

// addImage records a Markdown image.
func (p *page) addImage(n *ast.Image) {
	span, from, to := p.destination(n.Destination, n)
	d := p.Plain(n.Destination)
	if !allow.Image(d) {
		p.unsafe(p.Severity(), d, from, to)
	}
	p.ForeignValue(d, from, to)
	p.doc.said.Images = append(p.doc.said.Images, outline.Link{Destination: d, Text: p.PlainText(n), Title: p.annotationTitle(n, p.Plain(n.Title)), Span: span})
}

// addAutoLink records <https://…>, <a@b.c> and bare addresses.
func (p *page) addAutoLink(n *ast.AutoLink) {
	label := n.Label(p.Buf)
	d := tree.AutoLinkURL(n, p.Buf)
	span, from, to := p.destination(label, n)
	if !allow.Link(d) {
		p.unsafe(p.Severity(), d, from, to)
	}
	p.doc.said.Links = append(p.doc.said.Links, outline.Link{Destination: d, Text: string(label), Span: span})
}

// destination finds the place of a link's destination. goldmark hands it out
// as a part of the text of the page, whose capacity tells the offset; where it
// was copied, it is looked for behind the start of the link.
func (p *page) destination(dest []byte, n ast.Node) (source.Span, int, int) {
	at := p.limit - cap(dest)
	if cap(dest) == 0 || at < p.Start || at+len(dest) > len(p.Buf) || !bytes.Equal(p.Buf[at:at+len(dest)], dest) {
		from := min(max(n.Pos(), p.Start), len(p.Buf))
		i := bytes.Index(p.Buf[from:min(from+4096, len(p.Buf))], dest)
		at = from + max(i, 0)
	}
	to := min(at+max(len(dest), 1), len(p.Buf))
	if len(dest) == 0 {
		to = at
	}
	return p.Span(at, to), at, max(to, at+1)
}
