// Package leads keeps where the links of one page lead, so that each is found once
// for all that is made of the page: what checks it, its HTML, its Markdown.
//
// It finds nothing by itself, and never reads a page.
package leads

import (
	"slices"

	"github.com/candor-site/candor/internal/outline"
	"github.com/candor-site/candor/internal/route"
)

// Page is where the links of a page lead. It is asked by one at a time; a nil Page
// knows of none.
type Page struct {
	said *outline.Outline
	to   []route.Target // of the links, in reading order
	next int            // of them, which is likely to be asked for next
}

// Of finds where each link leads that a page says it has.
func Of(said *outline.Outline, find func(outline.Link) route.Target) *Page {
	p := &Page{said: said, to: make([]route.Target, len(said.Links))}
	for i, l := range said.Links {
		p.to[i] = find(l)
	}
	return p
}

// Said is what the page says of itself; nil of no page.
func (p *Page) Said() *outline.Outline {
	if p == nil {
		return nil
	}
	return p.said
}

// At returns where the link of a number leads, of those that the page says it has.
func (p *Page) At(i int) route.Target { return p.to[i] }

// To returns where a destination leads that is written in a file. It reports false
// where the page says nothing of it. As a rule they are asked for in reading order.
func (p *Page) To(file, destination string) (route.Target, bool) {
	if p == nil {
		return route.Target{}, false
	}
	for n := range p.to {
		at := (p.next + n) % len(p.to)
		if l := &p.said.Links[at]; l.Destination == destination && l.Home() == file {
			p.next = at + 1
			return p.to[at], true
		}
	}
	return route.Target{}, false
}

// Written reports whether a destination of a link or an image stands on the page;
// others are computed.
func (p *Page) Written(destination string) bool {
	is := func(l outline.Link) bool { return l.Destination == destination }
	return slices.ContainsFunc(p.said.Links, is) || slices.ContainsFunc(p.said.Images, is)
}
