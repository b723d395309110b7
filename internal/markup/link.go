package markup

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/source"
)

// addLink records a Markdown link.
func (p *page) addLink(dest, title []byte, n ast.Node) {
	span, from, to := p.destination(dest, n)
	d := p.plain(dest)
	if !allow.Link(d) {
		p.unsafe(d, from, to)
	}
	p.foreignValue(d, from, to)
	p.doc.Links = append(p.doc.Links, Link{Destination: d, Text: p.plainText(n), Title: p.plain(title), Span: span})
}

// addImage records a Markdown image.
func (p *page) addImage(n *ast.Image) {
	span, from, to := p.destination(n.Destination, n)
	d := p.plain(n.Destination)
	if !allow.Image(d) {
		p.unsafe(d, from, to)
	}
	p.foreignValue(d, from, to)
	p.doc.Images = append(p.doc.Images, Link{Destination: d, Text: p.plainText(n), Title: p.plain(n.Title), Span: span})
}

// addAutoLink records <https://…>, <a@b.c> and bare addresses.
func (p *page) addAutoLink(n *ast.AutoLink) {
	label := n.Label(p.buf)
	d := autoLinkURL(n, p.buf)
	span, from, to := p.destination(label, n)
	if !allow.Link(d) {
		p.unsafe(d, from, to)
	}
	p.doc.Links = append(p.doc.Links, Link{Destination: d, Text: string(label), Span: span})
}

// destination finds the place of a link's destination. goldmark hands it out
// as a part of the text of the page, whose capacity tells the offset; where it
// was copied, it is looked for behind the start of the link.
func (p *page) destination(dest []byte, n ast.Node) (source.Span, int, int) {
	at := p.limit - cap(dest)
	if cap(dest) == 0 || at < p.start || at+len(dest) > len(p.buf) || !bytes.Equal(p.buf[at:at+len(dest)], dest) {
		from := min(max(n.Pos(), p.start), len(p.buf))
		i := bytes.Index(p.buf[from:min(from+4096, len(p.buf))], dest)
		at = from + max(i, 0)
	}
	to := min(at+max(len(dest), 1), len(p.buf))
	if len(dest) == 0 {
		to = at
	}
	return p.span(at, to), at, max(to, at+1)
}
