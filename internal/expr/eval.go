package expr

import (
	"html/template"
	"strings"

	"github.com/candor-site/candor/internal/value"
)

// maxSize limits a computed value: the bytes of its text and 8 for each value
// in it. Data that is only read does not count.
const maxSize = 1 << 18

// Valuer computes expressions.
type Valuer struct {
	Bind   func(path []string) (any, bool) // the environment, or nil
	Markup func(root any) template.HTML    // renders markup in an expression
	Given  func(g *Given) (any, bool)      // computes what another page gave
	Miss   func(p *Path)                   // called for a binding without a value

	Home  any  // the page in which the value is written that was computed last, if another: see Given
	Large bool // a value was too large

	static bool // only what the page itself knows
	open   bool // something was not known
}

// Value returns the value of an expression, and whether it is known.
func (v *Valuer) Value(e Node) (any, bool) {
	v.Home = nil
	switch e := e.(type) {
	case literalExpr:
		return e.value, true
	case *Path:
		return v.path(e)
	case *Given:
		return v.given(e)
	case memberExpr:
		return v.member(e)
	case notExpr:
		x, ok := v.Value(e.of)
		v.Home = nil
		return !value.Truthy(x), ok
	case pairExpr:
		return v.pair(e)
	case choiceExpr:
		test, ok := v.Value(e.test)
		if !ok {
			return nil, false
		}
		if value.Truthy(test) {
			return v.Value(e.yes)
		}
		return v.Value(e.no)
	case templateExpr:
		return v.text(e)
	case listExpr:
		return v.list(e)
	case objectExpr:
		return v.object(e)
	case Markup:
		if v.static || v.Markup == nil {
			v.open = true
			return nil, false
		}
		return v.Markup(e.Root), true
	}
	return nil, true
}

func (v *Valuer) path(e *Path) (any, bool) {
	if e.bound {
		return e.local, true
	}
	if v.static {
		v.open = true
		return nil, false
	}
	if v.Bind != nil {
		if x, ok := v.Bind(e.Names); ok {
			return x, true
		}
	}
	if v.Miss != nil {
		v.Miss(e)
	}
	return nil, false
}

func (v *Valuer) given(e *Given) (any, bool) {
	switch {
	case e.static:
		v.Home = e.Home
		return e.value, true
	case v.static || v.Given == nil:
		v.open = true
		return nil, false
	}
	x, ok := v.Given(e)
	v.Home = e.Home
	return x, ok
}

func (v *Valuer) member(e memberExpr) (any, bool) {
	x, ok := v.Value(e.of)
	if !ok {
		return nil, false
	}
	found, missing := e.find(x)
	if missing >= 0 && v.Miss != nil {
		v.Miss(e.at)
	}
	return found, missing < 0
}

func (v *Valuer) pair(e pairExpr) (any, bool) {
	left, ok := v.Value(e.left)
	if !ok {
		return nil, false
	}
	switch {
	case e.op == "&&" && !value.Truthy(left), e.op == "||" && value.Truthy(left), e.op == "??" && left != nil:
		return left, true
	}
	right, ok := v.Value(e.right)
	if !ok {
		return nil, false
	}
	switch e.op {
	case "==":
		return value.Same(left, right), true
	case "!=":
		return !value.Same(left, right), true
	}
	return right, true
}

func (v *Valuer) text(e templateExpr) (any, bool) {
	var out strings.Builder
	for _, part := range e.parts {
		x, ok := v.Value(part)
		if !ok {
			return nil, false
		}
		if !v.fits(x, out.Len()) {
			return nil, false
		}
		out.WriteString(value.Text(x))
	}
	v.Home = nil
	return out.String(), true
}

func (v *Valuer) list(e listExpr) (any, bool) {
	out := make([]any, 0, len(e.items))
	for _, item := range e.items {
		x, ok := v.Value(item)
		if !ok {
			return nil, false
		}
		out = append(out, x)
	}
	v.Home = nil
	return out, v.fits(out, 0)
}

func (v *Valuer) object(e objectExpr) (any, bool) {
	out := make(map[string]any, len(e.keys))
	for i, key := range e.keys {
		x, ok := v.Value(e.values[i])
		if !ok {
			return nil, false
		}
		out[key] = x
	}
	v.Home = nil
	return out, v.fits(out, 0)
}

// fits reports whether a value may be put into another of which size is made.
// Values are shared: a page that names one value in the next twice, and so on,
// would write a text that doubles with every step.
func (v *Valuer) fits(x any, size int) bool {
	if measure(x, maxSize-size) >= 0 {
		return true
	}
	v.Large, v.open = true, true
	return false
}

// measure takes the size of a value from what is left; below 0 it stops.
func measure(x any, left int) int {
	left -= 8
	switch x := x.(type) {
	case string:
		left -= len(x)
	case template.HTML:
		left -= len(x)
	case []any:
		for _, item := range x {
			if left < 0 {
				break
			}
			left = measure(item, left)
		}
	case map[string]any:
		for key, item := range x {
			if left < 0 {
				break
			}
			left = measure(item, left-len(key))
		}
	}
	return left
}
