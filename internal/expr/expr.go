// Package expr is the small expression language of pages: literals, bindings,
// members, conditions and templates, and the import and export statements that
// name values.
//
// Nothing in it runs: there are no calls, no operators but those of conditions,
// and no names but those that the page or its environment binds.
package expr

// Node is one node of an expression. Expressions are literals, bindings,
// members, conditions and templates; nothing in them runs.
type Node interface{}

type (
	// literalExpr is a string, bool, int64, float64 or nil.
	literalExpr struct{ value any }
	// Path is a binding: control.backup.frequency.
	Path struct {
		Names    []string
		From, To int // in the page
		local    any // the value, where the page itself binds it
		bound    bool
	}
	// notExpr is !a.
	notExpr struct{ of Node }
	// pairExpr is a op b, with op one of && || ?? == !=.
	pairExpr struct {
		op          string
		left, right Node
	}
	// choiceExpr is test ? yes : no.
	choiceExpr struct{ test, yes, no Node }
	// templateExpr is a template literal, or the plain text between its
	// expressions as literalExpr.
	templateExpr struct{ parts []Node }
	listExpr     struct{ items []Node }
	// objectExpr keeps the order in which keys were written.
	objectExpr struct {
		keys   []string
		values []Node
		places []place
	}
	// place is where a key and its value stand in the page.
	place struct{ keyFrom, keyTo, from, to int }
	// Markup is a tag inside an expression, as the scope read it.
	Markup struct{ Root any }
)

// Static returns the value of an expression that depends on the page alone.
func Static(e Node) (any, bool) {
	v, _, ok := Known(e)
	return v, ok
}

// Known is Static; home is the page in which the value is written, if that is
// another: see Given.
func Known(e Node) (v any, home any, ok bool) {
	x := Valuer{static: true}
	v, ok = x.Value(e)
	return v, x.Home, ok && !x.open
}

// Paths calls f for every binding in an expression that the page does not bind
// itself.
func Paths(e Node, f func(*Path)) {
	if p, ok := e.(*Path); ok && !p.bound {
		f(p)
	}
	for _, part := range parts(e) {
		Paths(part, f)
	}
}

// Fragments calls f for the root of all markup inside an expression.
func Fragments(e Node, f func(root any)) {
	if m, ok := e.(Markup); ok {
		f(m.Root)
	}
	for _, part := range parts(e) {
		Fragments(part, f)
	}
}

// parts returns the expressions that an expression is made of, in reading
// order.
func parts(e Node) []Node {
	switch e := e.(type) {
	case notExpr:
		return []Node{e.of}
	case pairExpr:
		return []Node{e.left, e.right}
	case choiceExpr:
		return []Node{e.test, e.yes, e.no}
	case templateExpr:
		return e.parts
	case listExpr:
		return e.items
	case objectExpr:
		return e.values
	case memberExpr:
		return []Node{e.of}
	}
	return nil
}
