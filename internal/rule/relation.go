package rule

import (
	"cmp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"
)

var relationOps = map[string]string{
	operators.Equals:        "==",
	operators.NotEquals:     "!=",
	operators.Less:          "<",
	operators.LessEquals:    "<=",
	operators.Greater:       ">",
	operators.GreaterEquals: ">=",
	operators.In:            "in",
}

// relation is a comparison in the source, before it has values.
type relation struct {
	node, left, right int64 // ids
	leftText          string
	rightText         string
	op                string
	parameter         string
	role              role
	offset            int32 // where it stands, for the order
}

// relate records a call if it compares something with a parameter or a
// constant, and reports whether it did.
func (s *survey) relate(e ast.Expr, scope []binding, as role) bool {
	call := e.AsCall()
	op, ok := relationOps[call.FunctionName()]
	if !ok || len(call.Args()) != 2 {
		return false
	}
	left, right := call.Args()[0], call.Args()[1]
	if synthetic(left) || synthetic(right) || given(right, scope) {
		return false
	}
	parameter := cmp.Or(parameterIn(left, scope), parameterIn(right, scope))
	if parameter == "" && !isConstant(left, scope) && !isConstant(right, scope) {
		return false
	}
	r := relation{
		node: e.ID(), left: left.ID(), right: right.ID(),
		leftText: s.write(left), rightText: s.write(right),
		op: op, parameter: parameter, role: as,
	}
	if at, ok := s.info.GetOffsetRange(e.ID()); ok {
		r.offset = at.Start
	}
	s.relations = append(s.relations, r)
	return true
}

// synthetic reports whether a macro put e there.
func synthetic(e ast.Expr) bool {
	return e.Kind() == ast.IdentKind && strings.HasPrefix(e.AsIdent(), "@")
}

// given reports whether e is one of the maps that an expression is given,
// whole: "x" in ev asks for presence and compares nothing.
func given(e ast.Expr, scope []binding) bool {
	if e.Kind() != ast.IdentKind || lookup(scope, e.AsIdent()) != nil {
		return false
	}
	switch e.AsIdent() {
	case "ev", "facts", "at", "p", "c":
		return true
	}
	return false
}

// write returns the source text of a node in compact form.
func (s *survey) write(e ast.Expr) string {
	text, err := cel.ExprToString(e, s.info, cel.FormatWrapOnColumn(maxBytes))
	if err != nil {
		return ""
	}
	return text
}

// parameterIn returns the first parameter that e reads, or "".
func parameterIn(e ast.Expr, scope []binding) string {
	if name := parameterPath(e, scope); name != "" {
		return name
	}
	for _, part := range parts(e) {
		if name := parameterIn(part, scope); name != "" {
			return name
		}
	}
	return ""
}

// isConstant reports whether e is made of literals and now only.
func isConstant(e ast.Expr, scope []binding) bool {
	switch e.Kind() {
	case ast.LiteralKind:
		return true
	case ast.IdentKind:
		b := lookup(scope, e.AsIdent())
		return b != nil && b.constant || b == nil && e.AsIdent() == "now"
	case ast.ListKind, ast.MapKind, ast.CallKind:
		for _, part := range parts(e) {
			if !isConstant(part, scope) {
				return false
			}
		}
		return true
	}
	return false
}

// parts returns the operands of a node. A macro has none: what it computes is
// neither a parameter nor constant.
func parts(e ast.Expr) []ast.Expr {
	switch e.Kind() {
	case ast.SelectKind:
		return []ast.Expr{e.AsSelect().Operand()}
	case ast.CallKind:
		list := e.AsCall().Args()
		if e.AsCall().IsMemberFunction() {
			list = append(slices.Clip(list), e.AsCall().Target())
		}
		return list
	case ast.ListKind:
		return e.AsList().Elements()
	case ast.MapKind:
		var list []ast.Expr
		for _, entry := range e.AsMap().Entries() {
			list = append(list, entry.AsMapEntry().Key(), entry.AsMapEntry().Value())
		}
		return list
	}
	return nil
}

// comparisons gives the relations the values that they had last. First come
// those that spoke against the assertion, then the others that it rests on,
// then those that only selected items.
func (s *survey) comparisons(state interpreter.EvalState) []Comparison {
	type ranked struct {
		Comparison
		rank   int
		offset int32
	}
	var list []ranked
	for _, r := range s.relations {
		holds, ok := valueOf(state, r.node).(bool)
		left, leftOK := state.Value(r.left)
		right, rightOK := state.Value(r.right)
		if !ok || !leftOK || !rightOK || types.IsUnknownOrError(left) || types.IsUnknownOrError(right) {
			continue
		}
		rank := 2
		switch {
		case r.role.asserts && holds == r.role.negated && r.role.fail(state):
			rank = 0
		case r.role.asserts:
			rank = 1
		}
		list = append(list, ranked{Comparison{
			Left: r.leftText, Right: r.rightText,
			LeftValue: plain(left), RightValue: plain(right),
			Op: r.op, Parameter: r.parameter, Holds: holds,
			Decides: rank == 0 && !r.role.among,
		}, rank, r.offset})
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.offset, b.offset))
	})
	var out []Comparison
	for _, r := range list {
		out = append(out, r.Comparison)
	}
	return out
}

func valueOf(state interpreter.EvalState, id int64) any {
	v, ok := state.Value(id)
	if !ok || types.IsUnknownOrError(v) {
		return nil
	}
	return v.Value()
}
