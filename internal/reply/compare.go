package reply

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/trust"
)

// compare holds a parameter of a control to a value, as it is where the answer
// is about. An override that may apply there too must keep to it as well.
func (j *judge) compare(w disclose.Condition) verdict {
	c := j.controls[w.Control]
	if c == nil {
		return verdict{nil, Unknown, "nothing is compared", ""}
	}
	value, narrower := j.values(c, w.Parameter)
	if value.IsZero() {
		return verdict{c, Unknown, quoted(c) + " states no " + label(w.Parameter), ""}
	}
	holds, why := trust.Bound(w.Bound).Keeps(value, w.Value)
	switch {
	case why != "":
		return verdict{c, Unknown, quoted(c) + " cannot be compared: " + why, ""}
	case !holds:
		return verdict{c, No, short(c, w, value), ""}
	}
	for _, o := range narrower {
		value, _ := find(o.Parameters, w.Parameter)
		if holds, why := trust.Bound(w.Bound).Keeps(value, w.Value); !holds || why != "" {
			return verdict{c, Partial, short(c, w, value) + " (" + scopeText(o.Scope) + ")", ""}
		}
	}
	return verdict{c, Yes, says(c, w, value), ""}
}

// values returns the value of a parameter where the answer is about, zero for
// none, and the overrides of it that apply in a part of that.
func (j *judge) values(c *disclose.Control, name string) (parameter.Value, []disclose.Override) {
	value, _ := find(c.Parameters, name)
	var narrower []disclose.Override
	for _, o := range c.Overrides {
		v, ok := find(o.Parameters, name)
		switch {
		case !ok || !meets(o.Scope, j.answer.Products):
		case covers(o.Scope, j.answer.Products):
			value = v
		default:
			narrower = append(narrower, o)
		}
	}
	return value, narrower
}

func find(params []disclose.Parameter, name string) (parameter.Value, bool) {
	for _, p := range params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return parameter.Value{}, false
}

// says is what a control says of a parameter, in words that fit one value and
// several.
func says(c *disclose.Control, w disclose.Condition, value parameter.Value) string {
	return quoted(c) + " says " + value.Length() + " (" + label(w.Parameter) + ")"
}

// short says which value does not keep to a condition.
func short(c *disclose.Control, w disclose.Condition, value parameter.Value) string {
	switch trust.Bound(w.Bound) {
	case trust.Contains:
		return says(c, w, value) + ", without " + bound(w)
	case trust.Among:
		return says(c, w, value) + ", and not only " + bound(w)
	}
	return says(c, w, value) + ", not " + bound(w)
}

// bound says a condition in words.
func bound(w disclose.Condition) string {
	text := w.Value.Length()
	if w.Value.Type == parameter.Frequency {
		text = w.Value.String()
	}
	return strings.TrimSpace(map[trust.Bound]string{
		trust.AtLeast: "at least", trust.AtMost: "at most",
	}[trust.Bound(w.Bound)] + " " + text)
}

// label is a parameter for people.
func label(parameter string) string { return strings.ReplaceAll(parameter, "_", " ") }

// names reports whether a scope names one of some products.
func names(scope []disclose.Axis, products []string) bool {
	values := productsOf(scope)
	return slices.ContainsFunc(values, func(v string) bool { return slices.Contains(products, v) })
}

// meets reports whether a scope may hold of some products; none are all.
func meets(scope []disclose.Axis, products []string) bool {
	return len(products) == 0 || productsOf(scope) == nil || names(scope, products)
}

// covers reports whether a scope names the axis of products alone, and all of
// some products.
func covers(scope []disclose.Axis, products []string) bool {
	if len(products) == 0 || len(scope) != 1 {
		return false
	}
	for _, p := range products {
		if !slices.Contains(productsOf(scope), p) {
			return false
		}
	}
	return true
}

// productsOf returns the products of a scope; nil where it names none.
func productsOf(scope []disclose.Axis) []string {
	for _, a := range scope {
		if a.Name == trust.ProductAxis {
			return a.Values
		}
	}
	return nil
}

// scopeText says where something holds.
func scopeText(scope []disclose.Axis) string {
	var out []string
	for _, a := range scope {
		out = append(out, a.Name+" "+parameter.Enumerate(a.Values, "or"))
	}
	return strings.Join(out, ", ")
}
