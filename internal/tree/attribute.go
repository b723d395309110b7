package tree

import (
	"slices"

	"github.com/candor-site/candor/internal/expr"
)

// Prop is one prop of a component as given and checked.
type Prop struct {
	Name     string
	Value    any       // text, bool, number, list, object or nil; where Expr is set, what its caller says of it
	Expr     expr.Node // of a value that is known only when the page is rendered
	Home     string    // path of the file in which the value is written, where it is another: see expr.Given
	From, To int
}

// Attribute is one attribute of an HTML element that passed the allow-list.
type Attribute struct {
	Name  string
	Value string
	Flag  bool      // without a value
	Expr  expr.Node // of a value that is known only when the page is rendered
	Home  string    // path of the file in which the value is written, where it is another
	From  int
	To    int
}

// Drop removes an attribute.
func (e *Element) Drop(name string) {
	e.Attrs = slices.DeleteFunc(slices.Clone(e.Attrs), func(a Attribute) bool { return a.Name == name })
}

// Bound reports whether an attribute is known only when the page is rendered.
func (e *Element) Bound(name string) bool {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Expr != nil
		}
	}
	return false
}

// Value returns the value of an attribute, or "".
func (e *Element) Value(name string) string {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a.Value
		}
	}
	return ""
}
