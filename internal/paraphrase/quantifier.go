package paraphrase

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// scope is the entries that are spoken of, the innermost first; nil is none.
type scope struct {
	outer *scope
	names []string // that the expression gives the entry: a filter and what it filters for may differ
	shown string   // what the text calls it, "" where it is only ever the innermost
}

// find returns the entry of a name, or nil.
func (s *scope) find(name string) *scope {
	for ; s != nil; s = s.outer {
		if slices.Contains(s.names, name) {
			return s
		}
	}
	return nil
}

// over is a list that is gone through: what it is made of, and what its entries
// were chosen by.
type over struct {
	base  ast.Expr
	where []ast.Expr
	names []string // of the entry in each of where
}

// overOf takes the filters off a list.
func overOf(list ast.Expr) over {
	o := over{base: list}
	for {
		name, cond, ok := macro(o.base, "filter")
		if !ok {
			slices.Reverse(o.where)
			return o
		}
		o.where, o.names, o.base = append(o.where, cond), append(o.names, name), operands(o.base)[0]
	}
}

// quantifiers are the macros that ask something of entries.
var quantifiers = []string{"all", "exists", "exists_one", "existsOne"}

func isQuantifier(e ast.Expr) bool {
	_, _, ok := macro(e, quantifiers...)
	return ok
}

// macro returns the name of the entry and the body of a macro of one of some
// names.
func macro(e ast.Expr, names ...string) (entry string, body ast.Expr, ok bool) {
	if e.Kind() != ast.CallKind || !e.AsCall().IsMemberFunction() || namespace(e) != "" || !slices.Contains(names, e.AsCall().FunctionName()) {
		return "", nil, false
	}
	a := e.AsCall().Args()
	if len(a) != 2 || a[0].Kind() != ast.IdentKind {
		return "", nil, false
	}
	return a[0].AsIdent(), a[1], true
}

// within opens the scope of the entries of a list. The entry is called by the
// last of its names where something deeper speaks of it.
func (t *teller) within(o over, name string, body ast.Expr, in *scope) *scope {
	s := &scope{outer: in, names: append(slices.Clone(o.names), name)}
	asked := append(slices.Clone(o.where), body)
	for i, cond := range asked {
		called := name
		if i < len(o.names) {
			called = o.names[len(o.names)-1-i]
		}
		if cond != nil && deeper(cond, called, false) {
			s.shown = name
		}
	}
	if s.shown != "" { // no two entries that are spoken of at once may have one name
		for other := in; other != nil; other = other.outer {
			if other.shown == s.shown {
				s.shown += "′"
			}
		}
	}
	return s
}

// deeper reports whether an entry is spoken of where "it" would not do: inside
// what goes through other entries, or as the key of something.
func deeper(e ast.Expr, name string, inside bool) bool {
	if e.Kind() == ast.IdentKind {
		return inside && e.AsIdent() == name
	}
	entry, body, ok := macro(e, "all", "exists", "exists_one", "existsOne", "filter", "map")
	if ok {
		return deeper(operands(e)[0], name, inside) || entry != name && deeper(body, name, true)
	}
	if key := function(e); (key == operators.Index || key == operators.OptIndex) && args(e)[1].Kind() == ast.IdentKind && args(e)[1].AsIdent() == name {
		return true
	}
	return slices.ContainsFunc(parts(e), func(part ast.Expr) bool { return deeper(part, name, inside) })
}

// entry says what the entries of a list are called.
func (t *teller) entry(o over, s *scope) phrase {
	key := "entry"
	if o.base.Kind() == ast.ListKind || claimed(o.base, s.outer) {
		key = "value"
	}
	if s.shown == "" {
		return t.say(key)
	}
	return t.say(key+"-named", "a", phrase{{Kind: Field, Text: s.shown}})
}

// keys are the words of quantifiers, and of their opposites.
func keys(name string, not bool) string {
	switch {
	case name == "all" && not:
		return "not-every"
	case name == "all":
		return "every"
	case name == "exists" && not:
		return "none"
	case name == "exists":
		return "some"
	case not:
		return "not-one"
	}
	return "one"
}

// prepared is a quantifier that is about to be said.
type prepared struct {
	key         string
	list, entry phrase
	asked       []ast.Expr // what is asked of the entries
	scope       *scope
}

// prepare finds the list, the entries and what is asked of them. What the
// entries of an exists are chosen by is asked of them too.
func (t *teller) prepare(e ast.Expr, in *scope, not bool) prepared {
	name, body, _ := macro(e, quantifiers...)
	o := overOf(operands(e)[0])
	p := prepared{key: keys(function(e), not), scope: t.within(o, name, body, in), asked: []ast.Expr{body}}
	p.entry, p.list = t.entry(o, p.scope), t.value(o.base, in)
	if function(e) == "all" {
		p.list = t.chosen("such", p.list, o, p.scope)
		return p
	}
	p.asked = append(slices.Clone(o.where), body)
	return p
}

// chosen says by what the entries of a list are chosen.
func (t *teller) chosen(key string, list phrase, o over, s *scope) phrase {
	if len(o.where) == 0 {
		return list
	}
	return t.say(key, "list", list, "a", t.together(o.where, s))
}

// together says conditions that all hold, on one line.
func (t *teller) together(list []ast.Expr, s *scope) phrase {
	var out phrase
	for i, e := range list {
		if i > 0 {
			out = out.add(t.say("and"))
		}
		p := t.condition(e, s, false)
		if len(list) > 1 && function(e) == operators.LogicalOr {
			p = t.say("group", "a", p)
		}
		out = out.add(p)
	}
	return out
}

// quantifier says a quantifier as part of a line.
func (t *teller) quantifier(e ast.Expr, in *scope, not bool) phrase {
	p := t.prepare(e, in, not)
	asked := t.together(p.asked, p.scope)
	if p.key == "not-every" {
		asked = t.say("group", "a", asked)
	}
	return t.say(p.key, "entry", p.entry, "list", p.list, "a", asked)
}

// quantified says a quantifier on a line, with what is asked as points.
func (t *teller) quantified(e ast.Expr, in *scope, not bool) Sentence {
	total := 0
	p := t.prepare(e, in, not)
	for _, a := range p.asked {
		total += weight(a)
	}
	if total == 1 && depth(e) <= mostInline || t.words[p.key+"-head"] == "" {
		return Sentence{Line: line(t.quantifier(e, in, not))}
	}
	out := Sentence{Line: line(t.say(p.key+"-head", "entry", p.entry, "list", p.list))}
	for _, a := range p.asked {
		out.Points = append(out.Points, t.conjuncts(a, p.scope)...)
	}
	return out
}
