package markup

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/dialect"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// arrange brings the tree into its final shape: tags are paired, spacing is
// removed, paragraphs that hold only components are unwrapped.
func (p *page) arrange(root ast.Node) {
	for c := root.FirstChild(); c != nil; {
		next := c.NextSibling()
		if c.Type() == ast.TypeInline {
			c = next
			continue
		}
		if n, ok := c.(*tree.BlockElement); ok && n.Gone {
			p.arrange(n)
			first := n.FirstChild()
			for k := first; k != nil; k = n.FirstChild() {
				root.InsertBefore(root, n, k)
			}
			root.RemoveChild(root, n)
			c = next
			continue
		}
		if n, ok := c.(*tree.BlockElement); ok && p.hoist(root, n) {
			next = c.NextSibling()
		}
		if f := c.FirstChild(); f != nil && f.Type() == ast.TypeInline {
			p.pair(c)
			p.tidy(root, c)
		} else {
			p.arrange(c)
			p.dropSpacing(root, c)
		}
		c = next
	}
}

// pair turns the tags among the children of a node into elements, each with
// what stands between its two tags as children. One pass; what does not nest
// is reported and closed at the end of the node.
func (p *page) pair(parent ast.Node) {
	var open []*tree.InlineElement
	for c := parent.FirstChild(); c != nil; {
		next := c.NextSibling()
		t, isTag := c.(*tree.InlineTag)
		switch {
		case !isTag:
			if c.HasChildren() {
				p.pair(c)
			}
			into(open, c)
		case t.Tag.Closing:
			open = p.closeInline(parent, open, t)
		default:
			open = p.implied(open, t.Tag.Name)
			n := &tree.InlineElement{Element: tree.Element{Tag: t.Tag, Role: t.Role}}
			n.SetPos(t.Tag.From)
			parent.ReplaceChild(parent, c, n)
			into(open, n)
			if t.Tag.Void {
				break
			}
			if len(open) >= dialect.MaxNesting {
				p.NestingFault(t.Tag.From, t.Tag.To)
				n.Shown = true
				break
			}
			open = append(open, n)
		}
		c = next
	}
	for i := len(open) - 1; i >= 0; i-- {
		p.Unclosed(open[i].Role, open[i].Tag, "the block ends")
	}
}

// into moves a node into the innermost open element.
func into(open []*tree.InlineElement, c ast.Node) {
	if len(open) > 0 {
		top := open[len(open)-1]
		top.AppendChild(top, c)
	}
}

func (p *page) closeInline(parent ast.Node, open []*tree.InlineElement, t *tree.InlineTag) []*tree.InlineElement {
	i := len(open) - 1
	for i >= 0 && open[i].Tag.Name != t.Tag.Name {
		i--
	}
	if i < 0 {
		if !tag.IsVoid(t.Tag.Name) {
			p.Stray(t.Role, t.Tag)
		}
		n := tree.NewLiteral(t.Tag.Raw)
		if t.Role == tree.RoleElement && !p.opt.MDX || tag.IsVoid(t.Tag.Name) {
			n = tree.NewLiteral(excerpt.Excerpt{})
		}
		parent.ReplaceChild(parent, t, n)
		into(open, n)
		return open
	}
	for k := len(open) - 1; k > i; k-- {
		p.Mismatch(open[k].Role, open[k].Tag, t.Tag.Name, t.Tag.From, t.Tag.To)
	}
	parent.RemoveChild(parent, t)
	return open[:i]
}

// tidy removes spacing from the inline content of c, splits paragraphs where
// blocks stand among their words, and unwraps paragraphs of components.
func (p *page) tidy(root, c ast.Node) {
	liftSlots(root, c)
	switch c.Kind() {
	case ast.KindParagraph:
		p.splitParagraph(root, c)
	case ast.KindTextBlock:
		p.trimSpacing(c)
	}
}

// liftSlots moves what fills a slot of a component out of the line in which it
// stands beside other content.
func liftSlots(root, line ast.Node) {
	if e, ok := root.(*tree.BlockElement); !ok || e.Role != tree.RoleComponent {
		return
	}
	for c := line.FirstChild(); c != nil; {
		next := c.NextSibling()
		if e, ok := c.(*tree.InlineElement); ok && e.Tag.Attr("slot") != nil {
			e.Flow = true
			root.InsertBefore(root, line, e)
		}
		c = next
	}
}

// splitParagraph replaces a paragraph by its parts: runs of words become
// paragraphs, block elements and lines of components stand by themselves.
func (p *page) splitParagraph(root, para ast.Node) {
	if isPlain(para) {
		return
	}
	var run []ast.Node
	whole := true
	flush := func() {
		run = p.trimRun(run)
		if len(run) == 0 {
			return
		}
		if p.onlyComponents(run) {
			for _, n := range run {
				if e, ok := n.(*tree.InlineElement); ok {
					e.Flow = true
					root.InsertBefore(root, para, e)
				}
			}
			run = nil
			return
		}
		part := ast.NewParagraph()
		part.SetPos(para.Pos())
		for _, n := range run {
			part.AppendChild(part, n)
		}
		root.InsertBefore(root, para, part)
		run = nil
	}
	for c := para.FirstChild(); c != nil; {
		size, paras, breaks, last := p.spacingRun(c)
		switch {
		case size > 0 && (paras > 0 || breaks > 1 || len(p.trimRun(run)) == 0 || last == nil):
			p.spacing.add(c, paras, breaks)
			flush()
			whole = false
			c = last
			continue
		case isBlockInline(c):
			next := c.NextSibling()
			flush()
			whole = false
			c.(*tree.InlineElement).Flow = true
			root.InsertBefore(root, para, c)
			c = next
			continue
		}
		next := c.NextSibling()
		run = append(run, c)
		c = next
	}
	if whole && !p.onlyComponents(p.trimRun(run)) && len(p.trimRun(run)) > 0 {
		return
	}
	flush()
	root.RemoveChild(root, para)
}

// isPlain reports whether a paragraph holds words and Markdown only, so that
// there is nothing to split.
func isPlain(para ast.Node) bool {
	words := false
	for c := para.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *tree.InlineElement, *tree.Literal, *tree.Expression:
			return false
		case *ast.Text:
			words = words || c.Segment.Len() > 0
		default:
			words = true
		}
	}
	return words
}

// trimRun drops blank nodes at both ends and line breaks at the end of a run.
func (p *page) trimRun(run []ast.Node) []ast.Node {
	for len(run) > 0 && p.isBlankNode(run[0]) {
		run = run[1:]
	}
	for len(run) > 0 && p.isBlankNode(run[len(run)-1]) {
		run = run[:len(run)-1]
	}
	if len(run) == 0 {
		return run
	}
	if t, ok := run[0].(*ast.Text); ok {
		padding := len(t.Segment.Value(p.Buf)) - len(bytes.TrimLeft(t.Segment.Value(p.Buf), " \t\n"))
		t.Segment = t.Segment.TrimLeftSpaceWidth(padding, p.Buf)
	}
	if t, ok := run[len(run)-1].(*ast.Text); ok {
		t.Segment = t.Segment.TrimRightSpace(p.Buf)
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(false)
	}
	return run
}

// onlyComponents reports whether a run holds a component and nothing but
// components, comments and blanks.
func (p *page) onlyComponents(run []ast.Node) bool {
	found := false
	for _, n := range run {
		switch e := n.(type) {
		case *tree.InlineElement:
			if e.Role != tree.RoleComponent && e.Role != tree.RoleFragment {
				return false
			}
			found = true
		default:
			if !p.isBlankNode(n) {
				return false
			}
		}
	}
	return found
}

// isBlockInline reports whether an element inside a paragraph may not stand
// there in HTML.
func isBlockInline(n ast.Node) bool {
	e, ok := n.(*tree.InlineElement)
	return ok && e.Role == tree.RoleElement && !allow.IsPhrasing(strings.ToLower(e.Tag.Name)) && !e.Shown
}

// isBlankNode reports whether an inline node shows nothing.
func (p *page) isBlankNode(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		return len(bytes.TrimSpace(p.Buf[n.Segment.Start:max(n.Segment.Stop, n.Segment.Start)])) == 0
	case *tree.Literal:
		return len(n.Ex.Text) == 0
	case *tree.Expression:
		return !n.Literal && excerpt.IsRemark(n.Ex.Text)
	}
	return false
}

// isBlankElement reports whether an element has no content.
func (p *page) isBlankElement(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch {
		case p.isBlankNode(c):
		case (c.Kind() == ast.KindTextBlock || c.Kind() == ast.KindParagraph) && p.isBlankElement(c):
		default:
			return false
		}
	}
	return true
}

// spacing counts markup that only makes room.
type spacing struct {
	paras, breaks int
	from          int
}

func (s *spacing) add(n ast.Node, paras, breaks int) {
	if s.paras+s.breaks == 0 {
		s.from = n.Pos()
		if e, ok := n.(tree.ElementNode); ok && e.Elem().Tag != nil {
			s.from = e.Elem().Tag.From
		}
	}
	s.paras += paras
	s.breaks += breaks
}

// noteSpacing reports spacing once per page.
func (p *page) noteSpacing() {
	s := p.spacing
	if s.paras+s.breaks == 0 {
		return
	}
	p.Report(diag.Note, diag.LayoutHack, s.from, s.from+1, "spacing made of %s is left out", s).
		Hint = "remove it; the theme sets the spacing"
}

// String says what the spacing is made of.
func (s spacing) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{s.paras, "empty paragraph"}, {s.breaks, "line break"}} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+part.word)
		default:
			parts = append(parts, fmt.Sprintf("%d %ss", part.n, part.word))
		}
	}
	return strings.Join(parts, " and ")
}

// spacingRun measures the empty paragraphs and line breaks that start at c. It
// returns the number of nodes, and the first node behind them, or nil at the
// end of the block.
func (p *page) spacingRun(c ast.Node) (size, paras, breaks int, behind ast.Node) {
	pending := 0
	for n := c; n != nil; n = n.NextSibling() {
		e, ok := n.(*tree.InlineElement)
		switch {
		case ok && e.Role == tree.RoleElement && strings.ToLower(e.Tag.Name) == "br":
			breaks++
		case ok && e.Role == tree.RoleElement && strings.ToLower(e.Tag.Name) == "p" && len(e.Tag.Attrs) == 0 && p.isBlankElement(e):
			paras++
		case p.isBlankNode(n) && size > 0:
			pending++
			continue
		default:
			return size, paras, breaks, n
		}
		size += pending + 1
		pending = 0
	}
	return size, paras, breaks, nil
}

// dropSpacing removes an empty paragraph or a line break that stands where
// blocks stand. Between the words of a tight list item a line break stays.
func (p *page) dropSpacing(root, c ast.Node) {
	n, ok := c.(*tree.BlockElement)
	if !ok || n.Role != tree.RoleElement || len(n.Tag.Attrs) > 0 || !p.isBlankElement(n) {
		return
	}
	before, behind := c.PreviousSibling(), c.NextSibling()
	switch strings.ToLower(n.Name) {
	case "p":
		p.spacing.add(n, 1, 0)
		root.RemoveChild(root, n)
	case "br":
		if before != nil && behind != nil && before.Kind() == ast.KindTextBlock && behind.Kind() == ast.KindTextBlock {
			return
		}
		p.spacing.add(n, 0, 1)
		root.RemoveChild(root, n)
	}
}

// trimSpacing removes spacing from a list item without paragraphs, where one
// line break stands for any number.
func (p *page) trimSpacing(block ast.Node) {
	for c := block.FirstChild(); c != nil; {
		size, paras, breaks, behind := p.spacingRun(c)
		if size == 0 || paras == 0 && breaks < 2 && behind != nil {
			c = c.NextSibling()
			continue
		}
		keep := behind != nil && c.PreviousSibling() != nil
		if keep && breaks > 0 {
			breaks--
		}
		p.spacing.add(c, paras, breaks)
		for n := c; n != behind; {
			next := n.NextSibling()
			if e, ok := n.(*tree.InlineElement); keep && ok && strings.ToLower(e.Tag.Name) == "br" {
				keep = false
			} else {
				block.RemoveChild(block, n)
			}
			n = next
		}
		c = behind
	}
}
