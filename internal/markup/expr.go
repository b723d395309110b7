package markup

import (
	"bytes"
	"html/template"
)

// expr is one node of an expression. Expressions are literals, bindings,
// members, conditions and templates; nothing in them runs.
type expr interface{}

type (
	// literalExpr is a string, bool, int64, float64 or nil.
	literalExpr struct{ value any }
	// pathExpr is a binding: control.backup.frequency.
	pathExpr struct {
		path     []string
		from, to int // in the page
		local    any // the value, where the page itself binds it
		bound    bool
	}
	// notExpr is !a.
	notExpr struct{ of expr }
	// pairExpr is a op b, with op one of && || ?? == !=.
	pairExpr struct {
		op          string
		left, right expr
	}
	// choiceExpr is test ? yes : no.
	choiceExpr struct{ test, yes, no expr }
	// templateExpr is a template literal, or the plain text between its
	// expressions as literalExpr.
	templateExpr struct{ parts []expr }
	listExpr     struct{ items []expr }
	// objectExpr keeps the order in which keys were written.
	objectExpr struct {
		keys   []string
		values []expr
	}
	// markupExpr is a tag inside an expression, as the scope read it.
	markupExpr struct{ root any }
)

// static returns the value of an expression that depends on the page alone.
func static(e expr) (any, bool) {
	v := valuer{static: true}
	value, ok := v.value(e)
	return value, ok && !v.open
}

// paths calls f for every binding in an expression that the page does not bind
// itself.
func paths(e expr, f func(*pathExpr)) {
	switch e := e.(type) {
	case *pathExpr:
		if !e.bound {
			f(e)
		}
	case notExpr:
		paths(e.of, f)
	case pairExpr:
		paths(e.left, f)
		paths(e.right, f)
	case choiceExpr:
		paths(e.test, f)
		paths(e.yes, f)
		paths(e.no, f)
	case templateExpr:
		for _, p := range e.parts {
			paths(p, f)
		}
	case listExpr:
		for _, p := range e.items {
			paths(p, f)
		}
	case objectExpr:
		for _, p := range e.values {
			paths(p, f)
		}
	}
}

// fragments calls f for the root of all markup inside an expression.
func fragments(e expr, f func(root any)) {
	switch e := e.(type) {
	case markupExpr:
		f(e.root)
	case notExpr:
		fragments(e.of, f)
	case pairExpr:
		fragments(e.left, f)
		fragments(e.right, f)
	case choiceExpr:
		fragments(e.test, f)
		fragments(e.yes, f)
		fragments(e.no, f)
	case templateExpr:
		for _, p := range e.parts {
			fragments(p, f)
		}
	case listExpr:
		for _, p := range e.items {
			fragments(p, f)
		}
	case objectExpr:
		for _, p := range e.values {
			fragments(p, f)
		}
	}
}

// valuer computes expressions.
type valuer struct {
	static bool                            // only what the page itself knows
	bind   func(path []string) (any, bool) // the environment, or nil
	markup func(root any) template.HTML    // renders markup in an expression
	miss   func(p *pathExpr)               // called for a binding without a value
	open   bool                            // something was not known
}

// value returns the value of an expression, and whether it is known.
func (v *valuer) value(e expr) (any, bool) {
	switch e := e.(type) {
	case literalExpr:
		return e.value, true
	case *pathExpr:
		return v.path(e)
	case notExpr:
		x, ok := v.value(e.of)
		return !truthy(x), ok
	case pairExpr:
		return v.pair(e)
	case choiceExpr:
		test, ok := v.value(e.test)
		if !ok {
			return nil, false
		}
		if truthy(test) {
			return v.value(e.yes)
		}
		return v.value(e.no)
	case templateExpr:
		return v.text(e)
	case listExpr:
		out := make([]any, 0, len(e.items))
		for _, item := range e.items {
			x, ok := v.value(item)
			if !ok {
				return nil, false
			}
			out = append(out, x)
		}
		return out, true
	case objectExpr:
		out := make(map[string]any, len(e.keys))
		for i, key := range e.keys {
			x, ok := v.value(e.values[i])
			if !ok {
				return nil, false
			}
			out[key] = x
		}
		return out, true
	case markupExpr:
		if v.static || v.markup == nil {
			v.open = true
			return nil, false
		}
		return v.markup(e.root), true
	}
	return nil, true
}

func (v *valuer) path(e *pathExpr) (any, bool) {
	if e.bound {
		return e.local, true
	}
	if v.static {
		v.open = true
		return nil, false
	}
	if v.bind != nil {
		if x, ok := v.bind(e.path); ok {
			return x, true
		}
	}
	if v.miss != nil {
		v.miss(e)
	}
	return nil, false
}

func (v *valuer) pair(e pairExpr) (any, bool) {
	left, ok := v.value(e.left)
	if !ok {
		return nil, false
	}
	switch {
	case e.op == "&&" && !truthy(left), e.op == "||" && truthy(left), e.op == "??" && left != nil:
		return left, true
	}
	right, ok := v.value(e.right)
	if !ok {
		return nil, false
	}
	switch e.op {
	case "==":
		return same(left, right), true
	case "!=":
		return !same(left, right), true
	}
	return right, true
}

func (v *valuer) text(e templateExpr) (any, bool) {
	var out bytes.Buffer
	for _, part := range e.parts {
		x, ok := v.value(part)
		if !ok {
			return nil, false
		}
		out.WriteString(textOf(x))
	}
	return out.String(), true
}
