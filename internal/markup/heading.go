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
	in    *page
	node  ast.Node // *ast.Heading, or an element h1 to h6
	level int
	text  string
	words string // what its automatic id is made of
	id    string
	from  int // of the text
	to    int
	fixed *tree.Anchor
}

// addHeading notes a Markdown heading and takes its {#id} away.
func (p *page) addHeading(n *ast.Heading) {
	h := &heading{in: p, node: n, level: n.Level, from: max(n.Pos(), 0), to: max(n.Pos(), 0)}
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
	h.words = p.fixedWords(n, h.text)
	p.together.headings = append(p.together.headings, h)
}

// fixedWords returns the words of a heading without its bindings: an id that
// held a value would change with it, and links to it would break.
func (p *page) fixedWords(n ast.Node, text string) string {
	if text != "" && strings.IndexByte(text, '{') < 0 {
		return text // no binding is written without a brace
	}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		b, ok := c.(tree.BraceNode)
		if ok && entering && !b.Braces().Literal && b.Braces().Value != nil {
			written := strings.Join(strings.Fields("{"+strings.TrimSpace(b.Braces().Ex.String())+"}"), " ")
			text = strings.Replace(text, written, "", 1)
		}
		return ast.WalkContinue, nil
	})
	if words := strings.Join(strings.Fields(text), " "); words != "" {
		return words
	}
	return strings.ReplaceAll(p.PlainText(n), ".", " ")
}

// addElementHeading notes an element h1 to h6.
func (p *page) addElementHeading(n tree.ElementNode, level int) {
	e := n.Elem()
	h := &heading{in: p, node: n, level: level, from: e.Tag.From, to: e.Tag.To}
	h.text = strings.Join(strings.Fields(p.PlainText(n)), " ")
	h.words = p.fixedWords(n, h.text)
	for _, a := range e.Attrs {
		if a.Name == "id" {
			h.fixed = &tree.Anchor{ID: a.Value, From: e.Tag.From, To: e.Tag.To}
		}
	}
	p.together.headings = append(p.together.headings, h)
}

// claim is an id that an author chose.
type claim struct {
	in       *page
	id       string
	from, to int
	lost     func() // called when an earlier place has the id
}

// claimIDs settles who has an id: the first in reading order.
func (all *together) claimIDs() {
	root := all.pages[0]
	slices.SortStableFunc(all.claims, func(a, b claim) int {
		x, y := a.in.Span(a.from, a.to), b.in.Span(b.from, b.to)
		if x.File == y.File {
			return cmp.Compare(a.from, b.from)
		}
		return cmp.Compare(root.place(x), root.place(y))
	})
	for _, c := range all.claims {
		first, taken := all.ids[c.id]
		if !taken {
			all.ids[c.id] = c.in.Span(c.from, c.to)
			continue
		}
		c.lost()
		d := c.in.Report(c.in.Habit(), diag.IDDuplicate, c.from, c.to, "the id %s stands twice on this page", c.id)
		*d = d.Also(first, "the first one")
		d.Hint = "choose another id"
	}
}

// nameHeadings gives every heading its id: the chosen ones first, then the
// automatic ones around them.
func (all *together) nameHeadings() {
	for _, h := range all.headings {
		if h.fixed == nil {
			continue
		}
		h.id = h.fixed.ID
		if _, element := h.node.(tree.ElementNode); !element {
			all.claims = append(all.claims, claim{h.in, h.id, h.fixed.From, h.fixed.To, func() { h.id = "" }})
		}
	}
	all.claimIDs()
	used := map[string]int{}
	for _, h := range all.headings {
		if e, ok := h.node.(tree.ElementNode); ok && h.fixed != nil {
			h.id = e.Elem().Value("id")
		}
		if h.id == "" {
			base := tree.Slug(h.words)
			id := base
			for _, taken := all.ids[id]; taken; _, taken = all.ids[id] {
				used[base]++
				id = fmt.Sprintf("%s-%d", base, used[base])
			}
			h.id = id
			all.ids[id] = h.in.Span(h.from, h.to)
		}
		h.in.doc.tree.IDs[h.node] = h.id
	}
	all.checkHeadings()
}

// checkHeadings warns of second titles and of levels that are skipped.
func (all *together) checkHeadings() {
	titles, last := 0, 0
	for _, h := range all.headings {
		if h.level == 1 {
			if titles++; titles == 2 {
				h.in.Report(diag.Warning, diag.HeadingStructure, h.from, h.to, "the page has a second heading of level 1").Hint = "write ## instead of #"
			}
		}
		if last > 0 && h.level > last+1 {
			h.in.Report(diag.Warning, diag.HeadingStructure, h.from, h.to, "a heading of level %d follows one of level %d", h.level, last).
				Hint = fmt.Sprintf("write %s", strings.Repeat("#", last+1))
		}
		last = h.level
	}
}
