package hypertext

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/tree"
)

// Call is one use of a component at rendering time.
type Call struct {
	Name     string
	Props    map[string]any // every declared prop, those left out with their default or empty; node props are template.HTML
	Children template.HTML
	Slots    map[string]template.HTML // every declared slot, those left out empty
	Inline   bool                     // stands among words: the component must not render blocks
	span     source.Span
	// ID is an id that no other element of the page has.
	ID string
	// Parent is the component whose content this is, without anything between
	// the two, or nil.
	Parent *Call
	// Index counts the components before this one in its parent, from 0.
	Index int
	// Pieces are the children one by one, in order.
	Pieces []Piece
	// Outline are the lists among the children as a tree, of a component that
	// asks for it.
	Outline []Item

	homes map[string]string // of props that come from another file than the call: the file
	parts int               // components among the pieces so far
}

// Place returns where a call is written: no method, as templates see those.
func Place(c *Call) source.Span { return c.span }

// Home returns the file in which a prop of a call is written.
func Home(c *Call, prop string) string { return cmp.Or(c.homes[prop], c.span.Path()) }

// Piece is one block or run of words in a component.
type Piece struct {
	HTML template.HTML
	Call *Call // the component that wrote it, or nil
}

// Item is one item of a list, and the lists in it.
type Item struct {
	HTML  template.HTML // what it says, without the lists
	Items []Item
}

// FreshIDs returns what makes ids out of names, in the order in which they are
// asked for. None is taken, and none comes twice.
func FreshIDs(taken func(id string) bool) func(name string) string {
	count := map[string]int{}
	return func(name string) string {
		stem := strings.ToLower(strings.NewReplacer(".", "-", ":", "-").Replace(name))
		for {
			count[stem]++
			if id := stem + "-" + strconv.Itoa(count[stem]); !taken(id) {
				return id
			}
		}
	}
}

// gather renders the children of a component apart, one by one. Fragments,
// parts, and components that only pass on their content, dissolve.
func (r *renderer) gather(n ast.Node, around *Call, keep func(ast.Node) bool) []Piece {
	var all []Piece
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if !keep(c) {
			continue
		}
		e, isElement := c.(tree.ElementNode)
		if isElement && e.Elem().Role == tree.RoleFragment {
			all = append(all, r.gather(c, around, func(ast.Node) bool { return true })...)
			continue
		}
		if t, root := r.standsFor(c); root != nil {
			r.within(t, func() {
				all = append(all, r.gather(root, around, func(ast.Node) bool { return true })...)
			})
			continue
		}
		start := r.out.Len()
		r.around, r.last = nil, nil
		if isElement {
			r.around = around
		}
		r.node(c)
		p := Piece{HTML: r.cut(start)}
		if isElement && e.Elem().Role == tree.RoleComponent {
			p.Call = r.last
		}
		r.around, r.last = nil, nil
		switch {
		case p.Call == nil:
			all = append(all, p)
		case strings.TrimSpace(string(p.HTML)) == "":
		case e.Elem().Decl != nil && e.Elem().Decl.Bare && !p.Call.Inline:
			all = append(all, p.Call.Pieces...)
		default:
			all = append(all, p)
		}
	}
	return all
}

// shown returns the pieces that show something.
func shown(pieces []Piece) []Piece {
	return slices.DeleteFunc(pieces, func(p Piece) bool { return strings.TrimSpace(string(p.HTML)) == "" })
}

// joined returns pieces as one.
func joined(pieces []Piece) template.HTML {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(string(p.HTML))
	}
	return template.HTML(strings.TrimSpace(b.String()))
}

// outline reads the lists among the children of a node as a tree.
func (r *renderer) outline(n ast.Node) []Item {
	var items []Item
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindList {
			continue
		}
		for li := c.FirstChild(); li != nil; li = li.NextSibling() {
			r.inline++
			words := r.html(li, func(x ast.Node) bool { return x.Kind() != ast.KindList })
			r.inline--
			items = append(items, Item{HTML: words, Items: r.outline(li)})
		}
	}
	return items
}
