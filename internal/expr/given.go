package expr

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/value"
)

// Given is an expression of one page that another reads: what a page gives to
// a part that it includes.
type Given struct {
	Node Node
	Home any // the page in which the expression is written

	value  any // where it depends on its page alone
	static bool
}

// Give makes an expression of a page readable by another. What was itself
// given stays at home where it was written.
func Give(e Node, home any) *Given {
	if g, ok := e.(*Given); ok {
		return g
	}
	g := &Given{Node: e, Home: home}
	var from any
	if g.value, from, g.static = Known(e); g.static && from != nil {
		g.Home = from
	}
	return g
}

// Literal returns a value as an expression.
func Literal(v any) Node { return literalExpr{v} }

// Args are what a part is given where it is included.
type Args struct {
	Props    map[string]*Given
	Children *Given          // nil without content
	Read     map[string]bool // the props that the part has asked for; "children" is its content
	Missed   []Missed        // the props that the part shows and was not given
}

// Missed is a prop that a part shows and was not given.
type Missed struct {
	Name     string
	From, To int // in the part
}

type (
	// absentExpr is a prop that the part was not given.
	absentExpr struct {
		name     string
		from, to int
	}
	// memberExpr is a member of what was given.
	memberExpr struct {
		of   Node
		keys []string
		at   *Path
	}
)

// IsAbsent reports whether an expression is nothing but a prop that was not
// given.
func IsAbsent(e Node) bool {
	_, ok := e.(absentExpr)
	return ok
}

// given reads props and children in a part.
func (x *parser) given(e *Path) Node {
	a := x.scope.Args
	names := e.Names
	if names[0] == "props" {
		if len(names) == 1 {
			return a.all()
		}
		names = names[1:]
	}
	name := names[0]
	a.Read[name] = true
	g := a.Props[name]
	if name == "children" && a.Children != nil {
		g = a.Children
	}
	switch {
	case g == nil:
		return absentExpr{name, e.From, e.To}
	case len(names) == 1:
		return g
	}
	if p, ok := g.Node.(*Path); ok && !p.bound {
		return &Path{Names: slices.Concat(p.Names, names[1:]), From: e.From, To: e.To}
	}
	m := memberExpr{g, names[1:], e}
	if g.static {
		if _, missing := m.find(g.value); missing >= 0 {
			x.unbound(e, strings.Join(e.Names[:len(e.Names)-len(names)+2+missing], "."), nil)
		}
	}
	return m
}

// all returns the props as one object.
func (a *Args) all() Node {
	var o objectExpr
	for name := range a.Props {
		a.Read[name] = true
		o.keys = append(o.keys, name)
	}
	slices.Sort(o.keys)
	for _, name := range o.keys {
		o.values = append(o.values, a.Props[name])
	}
	return o
}

// find reads the member of a value. missing is the index of the first key that
// does not exist, or -1.
func (e memberExpr) find(v any) (found any, missing int) {
	for i, key := range e.keys {
		next, ok := value.Member(v, key)
		if !ok {
			return nil, i
		}
		v = next
	}
	return v, -1
}

// absent notes the props in an expression that are shown and were not given.
// A prop whose absence is asked for (props.x && …, props.x ?? …) is no fault,
// nor is one that is the whole value of an attribute.
func (s *Scope) absent(e Node) []Fault {
	switch e := e.(type) {
	case absentExpr:
		if e.name == "children" {
			return nil
		}
		s.Args.Missed = append(s.Args.Missed, Missed{e.name, e.from, e.to})
		return []Fault{{Code: Reported, From: e.from, To: e.to}}
	case pairExpr:
		left, known := Static(e.left)
		switch {
		case e.op == "==" || e.op == "!=":
			return nil
		case known && (e.op == "&&" && !value.Truthy(left) || e.op == "||" && value.Truthy(left) || e.op == "??" && left != nil):
			return nil
		}
		return s.absent(e.right)
	case choiceExpr:
		test, known := Static(e.test)
		switch {
		case known && value.Truthy(test):
			return s.absent(e.yes)
		case known:
			return s.absent(e.no)
		}
		return append(s.absent(e.yes), s.absent(e.no)...)
	case templateExpr, listExpr, objectExpr:
		var out []Fault
		for _, part := range parts(e) {
			out = append(out, s.absent(part)...)
		}
		return out
	}
	return nil
}
