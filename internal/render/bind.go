package render

import (
	"github.com/candor-site/candor/internal/binding"
	"github.com/candor-site/candor/internal/disclose"
)

// scope is what the expressions of a page read.
func (r *renderer) scope(p *disclose.Page) binding.Scope {
	return binding.Scope{
		View: r.view, Page: p,
		Control: func(id string) *disclose.Control { return r.portal.control[id] },
		Say:     func(q disclose.Parameter) string { return r.portal.said(p, q) },
	}
}

// said returns the words for a value on a page, in the language of the page.
func (p *Portal) said(page *disclose.Page, q disclose.Parameter) string {
	if page == nil || p.speaking == nil || !p.abroad(page) || q.Value.IsZero() {
		return q.Text
	}
	return p.speaking(page.Language).Words().Value(q.Value)
}

// Said returns the words for a value in the language of this page.
func (c *Context) Said(q disclose.Parameter) string { return c.said(c.Page.Written, q) }
