package markup

import (
	"slices"

	"github.com/candor-site/candor/internal/expr"
)

// prop is one prop of a component as given and checked.
type prop struct {
	name     string
	value    any       // as in PropValue
	expr     expr.Node // of a value that is known only when the page is rendered
	from, to int
}

// attribute is one attribute of an HTML element that passed the allow-list.
type attribute struct {
	name  string
	value string
	flag  bool      // without a value
	expr  expr.Node // of a value that is known only when the page is rendered
	from  int
	to    int
}

// drop removes an attribute.
func (e *element) drop(name string) {
	e.attrs = slices.DeleteFunc(slices.Clone(e.attrs), func(a attribute) bool { return a.name == name })
}

// bound reports whether an attribute is known only when the page is rendered.
func (e *element) bound(name string) bool {
	for _, a := range e.attrs {
		if a.name == name {
			return a.expr != nil
		}
	}
	return false
}

// attribute returns the value of an attribute, or "".
func (e *element) attribute(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}
