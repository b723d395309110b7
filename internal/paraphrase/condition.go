package paraphrase

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// mostInline is how many conditions stand on one line at most; more become
// points.
const mostInline = 2

// conjuncts says a condition as a list of sentences that must all hold.
func (t *teller) conjuncts(e ast.Expr, in *scope) []Sentence {
	var out []Sentence
	for _, part := range flat(e, operators.LogicalAnd) {
		out = append(out, t.sentence(part, in, false))
	}
	return out
}

// each says the sides of an alternative, or of a chain.
func (t *teller) each(list []ast.Expr, in *scope, not bool) []Sentence {
	var out []Sentence
	for _, part := range list {
		out = append(out, t.sentence(part, in, not))
	}
	return out
}

// sentence says a condition, or with not its opposite, on a line of its own,
// with points where it is long.
func (t *teller) sentence(e ast.Expr, in *scope, not bool) Sentence {
	if inner, ok := negation(e); ok {
		return t.sentence(inner, in, !not)
	}
	if weight(e) <= mostInline && depth(e) <= mostInline && !branches(e) && !crowded(e) {
		return Sentence{Line: line(t.condition(e, in, not))}
	}
	switch name := function(e); {
	case name == operators.LogicalAnd:
		return Sentence{Line: line(t.say(pick(not, "not-all-of", "all-of"))), Points: t.each(flat(e, name), in, false)}
	case name == operators.LogicalOr:
		return Sentence{Line: line(t.say(pick(not, "none-of", "any-of"))), Points: t.each(flat(e, name), in, false)}
	case isQuantifier(e):
		return t.quantified(e, in, not)
	case (name == operators.Equals || name == operators.NotEquals) && asserts(args(e)[0]) && asserts(args(e)[1]):
		same := not == (name == operators.NotEquals)
		return Sentence{Line: line(t.say(pick(same, "both-or-neither", "one-of-two"))), Points: t.each(args(e), in, false)}
	}
	if cond, value := sides(e); cond != nil && not == (function(e) == operators.NotEquals) {
		return Sentence{Line: line(t.say("says-whether-head", "b", t.value(value, in))), Points: t.conjuncts(cond, in)}
	}
	return Sentence{Line: line(t.condition(e, in, not))}
}

// sides returns the condition and the value of a comparison that wants the one
// to be as the other says; nil for anything else.
func sides(e ast.Expr) (cond, value ast.Expr) {
	if name := function(e); name != operators.Equals && name != operators.NotEquals {
		return nil, nil
	}
	a, b := args(e)[0], args(e)[1]
	if asserts(b) {
		a, b = b, a
	}
	if !asserts(a) || asserts(b) || b.Kind() == ast.LiteralKind {
		return nil, nil
	}
	return a, b
}

// condition says a condition, or with not its opposite, as part of a line.
func (t *teller) condition(e ast.Expr, in *scope, not bool) phrase {
	if inner, ok := negation(e); ok {
		return t.condition(inner, in, !not)
	}
	switch e.Kind() {
	case ast.LiteralKind, ast.IdentKind, ast.SelectKind:
		return t.say(pick(not, "false", "true"), "a", t.value(e, in))
	case ast.CallKind:
	default:
		return t.code(e, not)
	}
	switch name := function(e); name {
	case operators.LogicalAnd, operators.LogicalOr:
		return t.connected(e, in, not)
	case operators.Conditional:
		a := args(e)
		return t.denied(t.say("if", "a", t.condition(a[0], in, false), "b", t.condition(a[1], in, false), "c", t.condition(a[2], in, false)), not)
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		return t.compared(e, in, not)
	case operators.In:
		return t.member(e, in, not)
	case operators.Index, operators.OptIndex, operators.OptSelect:
		return t.say(pick(not, "false", "true"), "a", t.value(e, in))
	case "has", "hasValue":
		if len(operands(e)) != 1 {
			return t.code(e, not)
		}
		return t.say(pick(not, "absent", "present"), "a", t.value(operands(e)[0], in))
	}
	if isQuantifier(e) {
		return t.quantifier(e, in, not)
	}
	return t.asked(e, in, not)
}

// asks are the functions that say true or false of two values, with the key of
// their words.
var asks = map[string]string{
	"startsWith": "starts", "endsWith": "ends", "contains": "contains", "matches": "matches",
	"sets.equivalent": "same-values", "sets.contains": "has-values", "sets.intersects": "shares-values",
}

// asked says a call that is true or false.
func (t *teller) asked(e ast.Expr, in *scope, not bool) phrase {
	key, both := asks[qualified(e)], operands(e)
	if key == "" || len(both) != 2 {
		if value, ok := t.computed(e, in); ok {
			return t.say(pick(not, "false", "true"), "a", value)
		}
		return t.code(e, not)
	}
	if not {
		key = "not-" + key
	}
	return t.say(key, "a", t.value(both[0], in), "b", t.value(both[1], in))
}

// connected says conditions that are joined by and, or by or.
func (t *teller) connected(e ast.Expr, in *scope, not bool) phrase {
	name := function(e)
	parts := flat(e, name)
	joint := "and"
	if (name == operators.LogicalOr) != not { // not (a or b) is not a and not b
		joint = "or"
	}
	var said []phrase
	for _, part := range parts {
		p := t.condition(part, in, not)
		if inner, turned := negation(part); branches(part) || isQuantifier(part) || turned && (branches(inner) || isQuantifier(inner)) {
			p = t.say("group", "a", p)
		}
		said = append(said, p)
	}
	var out phrase
	for i, p := range said {
		if i > 0 {
			out = out.add(t.say(joint))
		}
		out = out.add(p)
	}
	return out
}

// member says that a value is one of others.
func (t *teller) member(e ast.Expr, in *scope, not bool) phrase {
	item, list := args(e)[0], args(e)[1]
	if id, ok := literalText(item); ok && list.Kind() == ast.IdentKind && in.find(list.AsIdent()) == nil {
		switch list.AsIdent() {
		case "ev", "facts", "at":
			return t.say(pick(not, "not-at-hand", "at-hand"), "a", t.evidence(id))
		}
	}
	if list.Kind() == ast.ListKind {
		switch n := list.AsList().Size(); {
		case n == 1:
			return t.say(pick(not, "ne", "eq"), "a", t.value(item, in), "b", t.value(list.AsList().Elements()[0], in))
		case n > 1:
			return t.say(pick(not, "not-one-of", "one-of"), "a", t.value(item, in), "b", t.listed(list, in, "list-or"))
		}
	}
	if claimed(list, in) {
		return t.say(pick(not, "not-one-of", "one-of"), "a", t.value(item, in), "b", t.value(list, in))
	}
	return t.say(pick(not, "not-contains", "contains"), "a", t.value(list, in), "b", t.value(item, in))
}

// denied puts "it is not so that" before a phrase.
func (t *teller) denied(p phrase, not bool) phrase {
	if not {
		return t.say("not", "a", t.say("group", "a", p))
	}
	return p
}

// code gives a part up: it stays as it is written.
func (t *teller) code(e ast.Expr, not bool) phrase {
	t.gaveUp = true
	return t.denied(phrase{{Kind: Code, Text: t.syntax.Source(e)}}, not)
}

// pick returns one of two words.
func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// negation returns what stands under a not.
func negation(e ast.Expr) (ast.Expr, bool) {
	if function(e) == operators.LogicalNot {
		return args(e)[0], true
	}
	return nil, false
}

// flat lists the operands of a chain of one operator.
func flat(e ast.Expr, name string) []ast.Expr {
	if function(e) != name {
		return []ast.Expr{e}
	}
	return append(flat(args(e)[0], name), flat(args(e)[1], name)...)
}

// weight counts the conditions that something is made of; quantifiers and
// filters count what they ask.
func weight(e ast.Expr) int {
	switch name := function(e); {
	case name == operators.LogicalNot:
		return weight(args(e)[0])
	case name == operators.LogicalAnd, name == operators.LogicalOr, name == operators.Equals && asserts(args(e)[0]), name == operators.NotEquals && asserts(args(e)[0]):
		return weight(args(e)[0]) + weight(args(e)[1])
	case name == operators.Conditional:
		return weight(args(e)[0]) + weight(args(e)[1]) + weight(args(e)[2])
	case isQuantifier(e):
		return weight(operands(e)[0]) - 1 + weight(args(e)[1])
	case name == "filter" && len(args(e)) == 2:
		return weight(operands(e)[0]) + weight(args(e)[1])
	}
	return 1
}

// depth counts how many quantifiers stand within one another.
func depth(e ast.Expr) int {
	most := 0
	for _, part := range parts(e) {
		most = max(most, depth(part))
	}
	if isQuantifier(e) {
		most++
	}
	return most
}

// crowded reports whether something is better read as points: entries of which
// several things are asked, one of them of entries again, or two conditions that
// are held against each other.
func crowded(e ast.Expr) bool {
	if _, body, ok := macro(e, quantifiers...); ok {
		return branches(body) && depth(body) > 0
	}
	name := function(e)
	return (name == operators.Equals || name == operators.NotEquals) && (depth(args(e)[0]) > 0 && asserts(args(e)[0]) || depth(args(e)[1]) > 0 && asserts(args(e)[1]))
}

// branches reports whether a condition is an alternative, or joins some.
func branches(e ast.Expr) bool {
	return slices.Contains([]string{operators.LogicalAnd, operators.LogicalOr}, function(e))
}

// asserts reports whether something is true or false by its form.
func asserts(e ast.Expr) bool {
	name := function(e)
	return isQuantifier(e) || asks[qualified(e)] != "" || slices.Contains([]string{
		operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.In, operators.Equals, operators.NotEquals,
		operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, "has", "hasValue",
	}, name)
}
