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
	}
	// Markup is a tag inside an expression, as the scope read it.
	Markup struct{ Root any }
)

// Static returns the value of an expression that depends on the page alone.
func Static(e Node) (any, bool) {
	v := Valuer{static: true}
	value, ok := v.Value(e)
	return value, ok && !v.open
}

// Paths calls f for every binding in an expression that the page does not bind
// itself.
func Paths(e Node, f func(*Path)) {
	switch e := e.(type) {
	case *Path:
		if !e.bound {
			f(e)
		}
	case notExpr:
		Paths(e.of, f)
	case pairExpr:
		Paths(e.left, f)
		Paths(e.right, f)
	case choiceExpr:
		Paths(e.test, f)
		Paths(e.yes, f)
		Paths(e.no, f)
	case templateExpr:
		for _, p := range e.parts {
			Paths(p, f)
		}
	case listExpr:
		for _, p := range e.items {
			Paths(p, f)
		}
	case objectExpr:
		for _, p := range e.values {
			Paths(p, f)
		}
	}
}

// Fragments calls f for the root of all markup inside an expression.
func Fragments(e Node, f func(root any)) {
	switch e := e.(type) {
	case Markup:
		f(e.Root)
	case notExpr:
		Fragments(e.of, f)
	case pairExpr:
		Fragments(e.left, f)
		Fragments(e.right, f)
	case choiceExpr:
		Fragments(e.test, f)
		Fragments(e.yes, f)
		Fragments(e.no, f)
	case templateExpr:
		for _, p := range e.parts {
			Fragments(p, f)
		}
	case listExpr:
		for _, p := range e.items {
			Fragments(p, f)
		}
	case objectExpr:
		for _, p := range e.values {
			Fragments(p, f)
		}
	}
}
