package paraphrase

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// opposite is what a comparison says when it does not hold.
var opposite = map[string]string{
	operators.Equals: operators.NotEquals, operators.NotEquals: operators.Equals,
	operators.Less: operators.GreaterEquals, operators.GreaterEquals: operators.Less,
	operators.Greater: operators.LessEquals, operators.LessEquals: operators.Greater,
}

// turned is a comparison with its sides changed.
var turned = map[string]string{
	operators.Equals: operators.Equals, operators.NotEquals: operators.NotEquals,
	operators.Less: operators.Greater, operators.Greater: operators.Less,
	operators.LessEquals: operators.GreaterEquals, operators.GreaterEquals: operators.LessEquals,
}

// The words of comparisons, by what is compared.
var (
	plainWords = map[string]string{
		operators.Equals: "eq", operators.NotEquals: "ne", operators.Less: "lt", operators.LessEquals: "le", operators.Greater: "gt", operators.GreaterEquals: "ge",
	}
	timeWords = map[string]string{
		operators.Equals: "eq", operators.NotEquals: "ne", operators.Less: "before", operators.LessEquals: "not-after", operators.Greater: "after", operators.GreaterEquals: "not-before",
	}
	lengthWords = map[string]string{
		operators.Equals: "eq", operators.NotEquals: "ne", operators.Less: "shorter", operators.LessEquals: "not-longer", operators.Greater: "longer", operators.GreaterEquals: "not-shorter",
	}
)

// compared says a comparison.
func (t *teller) compared(e ast.Expr, in *scope, not bool) phrase {
	op, a, b := function(e), args(e)[0], args(e)[1]
	if not {
		op = opposite[op]
	}
	if a.Kind() == ast.LiteralKind && b.Kind() != ast.LiteralKind {
		op, a, b = turned[op], b, a
	}
	if out, ok := t.special(op, a, b, in); ok {
		return out
	}
	switch {
	case isTime(a) || isTime(b):
		return t.say(timeWords[op], "a", t.value(a, in), "b", t.value(b, in))
	case isLength(a) || isLength(b):
		return t.say(lengthWords[op], "a", t.value(a, in), "b", t.value(b, in))
	}
	return t.say(plainWords[op], "a", t.value(a, in), "b", t.value(b, in))
}

// special says comparisons that have words of their own.
func (t *teller) special(op string, a, b ast.Expr, in *scope) (phrase, bool) {
	same := op == operators.Equals
	if qualified(a) == "semver.compare" && isNumber(b, 0) && len(args(a)) == 2 {
		return t.say(plainWords[op], "a", t.say("version", "a", t.value(args(a)[0], in)), "b", t.say("version", "a", t.value(args(a)[1], in))), true
	}
	if list, ok := sized(a); ok {
		switch {
		case (op == operators.Greater || op == operators.NotEquals) && isNumber(b, 0), op == operators.GreaterEquals && isNumber(b, 1):
			return t.filled(list, in, true), true
		case (same || op == operators.LessEquals) && isNumber(b, 0), op == operators.Less && isNumber(b, 1):
			return t.filled(list, in, false), true
		}
	}
	if !same && op != operators.NotEquals {
		return nil, false
	}
	switch {
	case asserts(a) && asserts(b):
		key := "one-of-two"
		if same {
			key = "both-or-neither"
		}
		return t.say(key).add(text(" ")).add(t.join([]phrase{t.say("group", "a", t.condition(a, in, false)), t.say("group", "a", t.condition(b, in, false))}, "comma")), true
	case asserts(a) && b.Kind() != ast.LiteralKind, asserts(b) && a.Kind() != ast.LiteralKind:
		if asserts(b) {
			a, b = b, a
		}
		return t.denied(t.say("says-whether", "a", t.condition(a, in, false), "b", t.value(b, in)), !same), true
	}
	if b.Kind() != ast.LiteralKind {
		return nil, false
	}
	switch v := b.AsLiteral().(type) {
	case types.Bool:
		if asserts(a) {
			return t.condition(a, in, bool(v) != same), true
		}
		return t.say(pick(bool(v) == same, "true", "false"), "a", t.value(a, in)), true
	case types.Null:
		return t.say(pick(same, "null", "not-null"), "a", t.value(a, in)), true
	case types.String:
		if v == "" {
			return t.say(pick(same, "empty", "not-empty"), "a", t.value(a, in)), true
		}
	}
	return nil, false
}

// filled says that a list, or whatever else has a size, is not empty, or is.
func (t *teller) filled(list ast.Expr, in *scope, some bool) phrase {
	o := overOf(list)
	if len(o.where) == 0 {
		return t.say(pick(some, "not-empty", "empty"), "a", t.value(list, in))
	}
	s := t.within(o, o.names[0], nil, in)
	return t.say(pick(some, "some", "none"), "entry", t.entry(o, s), "list", t.value(o.base, in), "a", t.together(o.where, s))
}

// sized returns what the size is asked of.
func sized(e ast.Expr) (ast.Expr, bool) {
	if function(e) != "size" || len(operands(e)) != 1 {
		return nil, false
	}
	return operands(e)[0], true
}

// isNumber reports whether something is a number that is written out.
func isNumber(e ast.Expr, n int64) bool {
	if e.Kind() != ast.LiteralKind {
		return false
	}
	switch v := e.AsLiteral().(type) {
	case types.Int:
		return int64(v) == n
	case types.Uint:
		return n >= 0 && uint64(v) == uint64(n)
	case types.Double:
		return float64(v) == float64(n)
	}
	return false
}

// isTime reports whether something is an instant by its form.
func isTime(e ast.Expr) bool {
	switch function(e) {
	case "timestamp":
		return true
	case operators.Add, operators.Subtract:
		a, b := isTime(args(e)[0]), isTime(args(e)[1])
		return a != b && (a || function(e) == operators.Add)
	}
	return e.Kind() == ast.IdentKind && e.AsIdent() == "now" || root(e) == "at"
}

// isLength reports whether something is a length of time by its form.
func isLength(e ast.Expr) bool {
	switch function(e) {
	case "iso", "duration":
		return true
	case operators.Add, operators.Subtract:
		return isLength(args(e)[0]) && isLength(args(e)[1]) || function(e) == operators.Subtract && isTime(args(e)[0]) && isTime(args(e)[1])
	}
	return false
}
