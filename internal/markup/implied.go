package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/allow"
	"github.com/candor-site/candor/internal/tree"
)

// implied closes the elements that an opening tag closes in HTML: <li> the <li>
// before it. It is for .md; in .mdx every tag is closed.
func (p *page) implied(open []*tree.InlineElement, name string) []*tree.InlineElement {
	for !p.opt.MDX && len(open) > 0 {
		top := open[len(open)-1]
		if top.Role != tree.RoleElement || !allow.Closes(strings.ToLower(name), strings.ToLower(top.Tag.Name)) {
			break
		}
		open = open[:len(open)-1]
	}
	return open
}

// hoist does the same for elements that are blocks: the first child that closes
// its parent, and what follows it, are moved behind the parent.
func (p *page) hoist(root ast.Node, n *tree.BlockElement) bool {
	if p.opt.MDX || n.Role != tree.RoleElement || !allow.MayStayOpen(strings.ToLower(n.Name)) {
		return false
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		child, ok := c.(*tree.BlockElement)
		if !ok || child.Gone || !allow.Closes(strings.ToLower(child.Name), strings.ToLower(n.Name)) {
			continue
		}
		after := ast.Node(n)
		for k := c; k != nil; {
			next := k.NextSibling()
			n.RemoveChild(n, k)
			root.InsertAfter(root, after, k)
			after, k = k, next
		}
		return true
	}
	return false
}
