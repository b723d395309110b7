package markup

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/tree"
)

// heading is one heading while the page is read.
type heading struct {
	node  ast.Node // *ast.Heading, or an element h1 to h6
	level int
	text  string
	id    string
	from  int // of the text
	to    int
	fixed *tree.Anchor
}

// addHeading notes a Markdown heading and takes its {#id} away.
func (p *page) addHeading(n *ast.Heading) {
	h := &heading{node: n, level: n.Level, from: max(n.Pos(), 0), to: max(n.Pos(), 0)}
	for c := n.LastChild(); c != nil; c = n.LastChild() {
		if a, ok := c.(*tree.Anchor); ok {
			if h.fixed == nil {
				h.fixed = a
			}
			n.RemoveChild(n, c)
			if t, ok := n.LastChild().(*ast.Text); ok && h.fixed == a {
				t.Segment = t.Segment.TrimRightSpace(p.Buf)
			}
			continue
		}
		break
	}
	if lines := n.Lines(); lines.Len() > 0 {
		h.from, h.to = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	h.text = strings.Join(strings.Fields(p.PlainText(n)), " ")
	p.headings = append(p.headings, h)
}

// addElementHeading notes an element h1 to h6.
func (p *page) addElementHeading(n tree.ElementNode, level int) {
	e := n.Elem()
	h := &heading{node: n, level: level, from: e.Tag.From, to: e.Tag.To}
	h.text = strings.Join(strings.Fields(p.PlainText(n)), " ")
	for _, a := range e.Attrs {
		if a.Name == "id" {
			h.fixed = &tree.Anchor{ID: a.Value, From: e.Tag.From, To: e.Tag.To}
		}
	}
	p.headings = append(p.headings, h)
}

// claim is an id that an author chose.
type claim struct {
	id       string
	from, to int
	lost     func() // called when an earlier place has the id
}

// claimIDs settles who has an id: the first in reading order.
func (p *page) claimIDs() {
	slices.SortStableFunc(p.claims, func(a, b claim) int { return cmp.Compare(a.from, b.from) })
	for _, c := range p.claims {
		first, taken := p.ids[c.id]
		if !taken {
			p.ids[c.id] = p.Span(c.from, c.to)
			continue
		}
		c.lost()
		d := p.Report(p.Habit(), diag.IDDuplicate, c.from, c.to, "the id %s stands twice on this page", c.id)
		*d = d.Also(first, "the first one")
		d.Hint = "choose another id"
	}
}

// nameHeadings gives every heading its id: the chosen ones first, then the
// automatic ones around them.
func (p *page) nameHeadings() {
	for _, h := range p.headings {
		if h.fixed == nil {
			continue
		}
		h.id = h.fixed.ID
		if _, element := h.node.(tree.ElementNode); !element {
			p.claims = append(p.claims, claim{h.id, h.fixed.From, h.fixed.To, func() { h.id = "" }})
		}
	}
	p.claimIDs()
	used := map[string]int{}
	for _, h := range p.headings {
		if e, ok := h.node.(tree.ElementNode); ok && h.fixed != nil {
			h.id = e.Elem().Value("id")
		}
		if h.id == "" {
			base := slug(h.text)
			id := base
			for _, taken := p.ids[id]; taken; _, taken = p.ids[id] {
				used[base]++
				id = fmt.Sprintf("%s-%d", base, used[base])
			}
			h.id = id
			p.ids[id] = p.Span(h.from, h.to)
		}
		p.doc.tree.IDs[h.node] = h.id
		p.doc.Headings = append(p.doc.Headings, Heading{Level: h.level, ID: h.id, Text: h.text, Span: p.Span(h.from, h.to)})
	}
	p.checkHeadings()
}

// checkHeadings warns of second titles and of levels that are skipped.
func (p *page) checkHeadings() {
	titles, last := 0, 0
	for _, h := range p.headings {
		if h.level == 1 {
			if titles++; titles == 2 {
				p.Report(diag.Warning, diag.HeadingStructure, h.from, h.to, "the page has a second heading of level 1").Hint = "write ## instead of #"
			}
		}
		if last > 0 && h.level > last+1 {
			p.Report(diag.Warning, diag.HeadingStructure, h.from, h.to, "a heading of level %d follows one of level %d", h.level, last).
				Hint = fmt.Sprintf("write %s", strings.Repeat("#", last+1))
		}
		last = h.level
	}
}
