package paraphrase

import (
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// function returns the name of the function or operator that is called, or "".
func function(e ast.Expr) string {
	if e == nil || e.Kind() != ast.CallKind {
		return ""
	}
	return e.AsCall().FunctionName()
}

// namespaces are what stands before a dot in the names of functions.
var namespaces = []string{"sets", "semver", "math"}

// qualified returns the name of a function with its namespace, such as
// semver.compare.
func qualified(e ast.Expr) string {
	if space := namespace(e); space != "" {
		return space + "." + function(e)
	}
	return function(e)
}

// namespace returns what stands before the name of a function, where it is no
// value.
func namespace(e ast.Expr) string {
	if function(e) == "" || !e.AsCall().IsMemberFunction() {
		return ""
	}
	target := e.AsCall().Target()
	if target.Kind() != ast.IdentKind || !slices.Contains(namespaces, target.AsIdent()) {
		return ""
	}
	return target.AsIdent()
}

func args(e ast.Expr) []ast.Expr { return e.AsCall().Args() }

// operands returns what a function is called on, the target first.
func operands(e ast.Expr) []ast.Expr {
	if !e.AsCall().IsMemberFunction() || namespace(e) != "" {
		return args(e)
	}
	return append([]ast.Expr{e.AsCall().Target()}, args(e)...)
}

// parts returns what an expression is made of.
func parts(e ast.Expr) []ast.Expr {
	switch e.Kind() {
	case ast.SelectKind:
		return []ast.Expr{e.AsSelect().Operand()}
	case ast.CallKind:
		return operands(e)
	case ast.ListKind:
		return e.AsList().Elements()
	case ast.MapKind:
		var out []ast.Expr
		for _, entry := range e.AsMap().Entries() {
			out = append(out, entry.AsMapEntry().Key(), entry.AsMapEntry().Value())
		}
		return out
	}
	return nil
}

// step is one step of a path.
type step struct {
	name string
	key  ast.Expr // where the step is no name
}

// pathOf takes a path apart: where it starts, and its steps.
func pathOf(e ast.Expr) (ast.Expr, []step) {
	var steps []step
	for {
		name, key := "", ast.Expr(nil)
		switch {
		case e.Kind() == ast.SelectKind:
			name, e = e.AsSelect().FieldName(), e.AsSelect().Operand()
		case slices.Contains([]string{operators.Index, operators.OptIndex, operators.OptSelect}, function(e)):
			key, e = args(e)[1], args(e)[0]
			if text, ok := literalText(key); ok {
				name, key = text, nil
			}
		default:
			slices.Reverse(steps)
			return e, steps
		}
		steps = append(steps, step{name, key})
	}
}

// root returns the name that a path starts with, or "".
func root(e ast.Expr) string {
	from, _ := pathOf(e)
	if from.Kind() == ast.IdentKind {
		return from.AsIdent()
	}
	return ""
}

// literalText returns a text that is written out.
func literalText(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}

// claimed reports whether a value is one of a control's own, or of another's.
func claimed(e ast.Expr, in *scope) bool {
	name := root(e)
	return (name == "p" || name == "c") && in.find(name) == nil
}
