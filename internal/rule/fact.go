package rule

import (
	"cmp"
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
)

// FactKind says what a condition without a relation asks.
type FactKind int

// The kinds of facts.
const (
	Truth   FactKind = iota // of a value or a call: v.Encrypted, s.startsWith("a"), a.zone == b.zone
	Present                 // has(v.KmsKeyId)
	Some                    // an exists() over a list
	One                     // an exists_one() over a list
	Every                   // an all() over a list, under a negation
)

// Fact is a condition that compares nothing and speaks against an assertion.
type Fact struct {
	Kind FactKind
	Text string // source text of the value, or of what items are asked for
	List string // source text of the list; "" where the kind has none
	Size int    // items in the list
	Was  bool   // what the condition said: the assertion asks for the opposite
}

// fact is a condition in the source, before it has a value.
type fact struct {
	Fact
	truth
	over   int64 // id of the list
	role   role
	offset int32 // where it stands, for the order
}

// fact records a node whose truth decides the verdict and which is neither a
// relation of the survey nor made of other conditions.
func (s *survey) fact(e ast.Expr, as role) {
	if !as.asserts || as.among {
		return
	}
	f := fact{truth: truth{e.ID(), as.negated}, role: as}
	switch e.Kind() {
	case ast.SelectKind:
		if e.AsSelect().IsTestOnly() {
			f.Kind, f.Text = Present, s.write(e.AsSelect().Operand())+"."+e.AsSelect().FieldName()
		} else {
			f.Text = s.write(e)
		}
	case ast.CallKind:
		if slices.Contains(connectives, e.AsCall().FunctionName()) {
			return
		}
		f.Text = s.write(e)
	case ast.ComprehensionKind:
		if !s.quantified(e, &f) {
			return
		}
	default:
		return
	}
	if at, ok := s.info.GetOffsetRange(e.ID()); ok {
		f.offset = at.Start
	}
	s.facts = append(s.facts, f)
}

// connectives are the calls that join conditions.
var connectives = []string{
	operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.NotStrictlyFalse, operators.Conditional,
}

// quantified fills in what a macro asks of a list. An all() that must be true
// is decided by one item, whose own conditions are told instead; likewise an
// exists() that must be false.
func (s *survey) quantified(e ast.Expr, f *fact) bool {
	switch s.macro(e) {
	case "exists":
		f.Kind = Some
	case "exists_one", "existsOne":
		f.Kind = One
	case "all":
		f.Kind = Every
	}
	if f.Kind == Truth || f.Kind != One && f.negated == (f.Kind == Some) {
		return false
	}
	call, _ := s.info.GetMacroCall(e.ID())
	args := call.AsCall().Args()
	f.Text, f.List = s.write(args[len(args)-1]), s.write(call.AsCall().Target())
	f.over = e.AsComprehension().IterRange().ID()
	return true
}

// against returns the facts that speak against the assertion.
func (s *survey) against(state interpreter.EvalState) []Fact {
	var found []fact
	for _, f := range s.facts {
		if !f.fails(state) || !f.role.fail(state) {
			continue
		}
		f.Was = f.negated
		if over, evaluated := state.Value(f.over); evaluated && f.List != "" {
			if sized, ok := over.(traits.Sizer); ok {
				if n, ok := sized.Size().(types.Int); ok {
					f.Size = int(n)
				}
			}
		}
		found = append(found, f)
	}
	slices.SortStableFunc(found, func(a, b fact) int { return cmp.Compare(a.offset, b.offset) })
	out := make([]Fact, 0, len(found))
	for _, f := range found {
		out = append(out, f.Fact)
	}
	return out
}
