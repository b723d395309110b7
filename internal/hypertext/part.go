package hypertext

import (
	"html/template"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tree"
)

// The most that a page may show of what it gives to parts: a part may show its
// content twice, the next one that again, and so on.
const (
	maxBorrows  = 20_000
	maxBorrowed = 32 << 20 // bytes
)

// givens is what is known of the values that pages gave to parts.
type givens struct {
	values  map[*expr.Given]known
	borrows int
	bytes   int
	ids     map[ast.Node]bool // headings that have been written
}

type known struct {
	value any
	ok    bool
}

// within renders with another tree: that of a part, or that of a page which
// gave something to the part.
func (r *renderer) within(t *tree.Tree, f func()) {
	outer := r.Tree
	r.Tree = t
	f()
	r.Tree = outer
}

// part writes a part where a page includes it.
func (r *renderer) part(n ast.Node, e *tree.Element) {
	inline := r.inline
	if !flows(n) {
		r.inline++
	}
	r.within(e.Part, func() { renderChildren(r, e.Part.Root) })
	r.inline = inline
}

// standsFor returns the tree and the root of what stands for a node: a part that
// is included there, or the content that the part is given. root is nil for
// any other node.
func (r *renderer) standsFor(n ast.Node) (t *tree.Tree, root ast.Node) {
	switch n := n.(type) {
	case tree.ElementNode:
		if part := n.Elem().Part; part != nil && flows(n) {
			return part, part.Root
		}
	case *tree.ExpressionBlock:
		if g, ok := n.Value.(*expr.Given); ok && !n.Literal {
			home, isTree := g.Home.(*tree.Tree)
			m, isMarkup := g.Node.(expr.Markup)
			if isTree && isMarkup && r.mayBorrow(n.At, n.End) {
				return home, m.Root.(ast.Node)
			}
		}
	}
	return nil, nil
}

// borrow computes what a page gave to the part that is rendered, as that page
// would. Values are computed once; markup is written anew each time.
func (r *renderer) borrow(g *expr.Given, from, to int) (x any, ok bool) {
	home, isTree := g.Home.(*tree.Tree)
	if !isTree {
		return nil, false
	}
	if m, isMarkup := g.Node.(expr.Markup); isMarkup {
		return r.borrowMarkup(home, m.Root.(ast.Node), from, to)
	}
	if k, seen := r.given.values[g]; seen {
		return k.value, k.ok
	}
	r.within(home, func() { x, _, ok = r.eval(g.Node, from, to) })
	if r.given.values == nil {
		r.given.values = map[*expr.Given]known{}
	}
	r.given.values[g] = known{x, ok}
	return x, ok
}

// mayBorrow counts what is shown of what a page gave, and reports once when it
// is too much.
func (r *renderer) mayBorrow(from, to int) bool {
	r.given.borrows++
	if r.given.borrows <= maxBorrows && r.given.bytes+r.out.Len() <= maxBorrowed {
		return true
	}
	if r.given.borrows < 2*maxBorrows {
		r.given.borrows = 2 * maxBorrows
		r.diags.Add(diag.Errorf(diag.FileLimit, r.Span(from, to), "the parts of this page show too much of what they are given").
			Hinted("show the content of a part once"))
	}
	return false
}

func (r *renderer) borrowMarkup(home *tree.Tree, root ast.Node, from, to int) (any, bool) {
	if !r.mayBorrow(from, to) {
		return nil, false
	}
	var out template.HTML
	r.within(home, func() {
		if _, between := root.(tree.ElementNode); between {
			out = r.html(root, nil)
		} else {
			out = r.fragmentHTML(root)
		}
	})
	r.given.bytes += len(out)
	return out, true
}

// takeID returns the id of a heading. One that is shown again has none: ids
// are unique on a page.
func (r *renderer) takeID(n ast.Node) string {
	id := r.IDs[n]
	if id == "" || r.given.ids[n] {
		return ""
	}
	if r.given.ids == nil {
		r.given.ids = map[ast.Node]bool{}
	}
	r.given.ids[n] = true
	return id
}

// home returns the file in which an address is written: the given one, or that
// which is rendered.
func (r *renderer) home(file string) string {
	if file == "" {
		return r.File.Path
	}
	return file
}
