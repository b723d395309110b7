package expr

import (
	"bytes"
	"html/template"

	"github.com/candor-site/candor/internal/value"
)

// Valuer computes expressions.
type Valuer struct {
	Bind   func(path []string) (any, bool) // the environment, or nil
	Markup func(root any) template.HTML    // renders markup in an expression
	Miss   func(p *Path)                   // called for a binding without a value

	static bool // only what the page itself knows
	open   bool // something was not known
}

// Value returns the value of an expression, and whether it is known.
func (v *Valuer) Value(e Node) (any, bool) {
	switch e := e.(type) {
	case literalExpr:
		return e.value, true
	case *Path:
		return v.path(e)
	case notExpr:
		x, ok := v.Value(e.of)
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
		out := make([]any, 0, len(e.items))
		for _, item := range e.items {
			x, ok := v.Value(item)
			if !ok {
				return nil, false
			}
			out = append(out, x)
		}
		return out, true
	case objectExpr:
		out := make(map[string]any, len(e.keys))
		for i, key := range e.keys {
			x, ok := v.Value(e.values[i])
			if !ok {
				return nil, false
			}
			out[key] = x
		}
		return out, true
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
	var out bytes.Buffer
	for _, part := range e.parts {
		x, ok := v.Value(part)
		if !ok {
			return nil, false
		}
		out.WriteString(value.Text(x))
	}
	return out.String(), true
}
