package rule

import (
	"maps"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/interpreter"
)

type nameSet map[string]bool

func (p *Program) names(of func(*Program) nameSet) []string {
	all := maps.Clone(of(p))
	if p.where != nil {
		maps.Copy(all, of(p.where))
	}
	return slices.Sorted(maps.Keys(all))
}

// survey is what one walk over a checked expression finds out.
type survey struct {
	info       *ast.SourceInfo
	root       ast.Expr
	evidence   nameSet
	parameters nameSet
	controls   nameSet
	// items maps each use of a loop variable to the list that it runs over.
	items     map[int64]ast.Expr
	relations []relation
	facts     []fact
	universal []universal
}

// binding is a name that a macro such as all or exists introduces.
type binding struct {
	name      string
	over      ast.Expr // the list that it runs over, or nil
	parameter string   // the parameter that the list is, or ""
	constant  bool     // the list is constant
}

// role says what a part of an expression is for.
type role struct {
	asserts bool // its truth decides the verdict; otherwise it selects or computes
	negated bool // it decides under a negation
	among   bool // it is asked of several items, any of which would do
	// within are the conditions that it is a part of: it decides where each of
	// them fails too.
	within []truth
}

// truth is a part of an expression that is true or false.
type truth struct {
	node    int64
	negated bool
}

// fails reports whether the part speaks against the assertion.
func (c truth) fails(state interpreter.EvalState) bool {
	value, ok := valueOf(state, c.node).(bool)
	return ok && value == c.negated
}

// fail reports whether all conditions around a part speak against the
// assertion.
func (r role) fail(state interpreter.EvalState) bool {
	return !slices.ContainsFunc(r.within, func(c truth) bool { return !c.fails(state) })
}

// inside returns the role of what a condition is made of.
func (r role) inside(e ast.Expr) role {
	r.within = append(slices.Clip(r.within), truth{e.ID(), r.negated})
	return r
}

func surveyOf(checked *cel.Ast) *survey {
	tree := checked.NativeRep()
	s := &survey{
		info:       tree.SourceInfo(),
		root:       tree.Expr(),
		evidence:   nameSet{},
		parameters: nameSet{},
		controls:   nameSet{},
		items:      map[int64]ast.Expr{},
	}
	s.walk(s.root, nil, role{asserts: true})
	return s
}

// nodesOf indexes the nodes of a tree by their ids.
func nodesOf(root ast.Expr) map[int64]ast.Expr {
	nodes := map[int64]ast.Expr{}
	ast.PreOrderVisit(root, ast.NewExprVisitor(func(e ast.Expr) { nodes[e.ID()] = e }))
	return nodes
}

func (s *survey) walk(e ast.Expr, scope []binding, as role) {
	switch e.Kind() {
	case ast.IdentKind:
		if b := lookup(scope, e.AsIdent()); b != nil && b.over != nil {
			s.items[e.ID()] = b.over
		}
	case ast.SelectKind:
		s.fact(e, as)
		s.note(e.AsSelect().Operand(), e.AsSelect().FieldName(), scope)
		s.walk(e.AsSelect().Operand(), scope, role{})
	case ast.CallKind:
		s.walkCall(e, scope, as)
	case ast.ListKind:
		for _, item := range e.AsList().Elements() {
			s.walk(item, scope, role{})
		}
	case ast.MapKind:
		for _, entry := range e.AsMap().Entries() {
			s.walk(entry.AsMapEntry().Key(), scope, role{})
			s.walk(entry.AsMapEntry().Value(), scope, role{})
		}
	case ast.StructKind:
		for _, field := range e.AsStruct().Fields() {
			s.walk(field.AsStructField().Value(), scope, role{})
		}
	case ast.ComprehensionKind:
		s.walkComprehension(e, scope, as)
	}
}

func (s *survey) walkCall(e ast.Expr, scope []binding, as role) {
	call := e.AsCall()
	name, args := call.FunctionName(), call.Args()
	inner := role{}
	switch name {
	case operators.LogicalAnd, operators.LogicalOr, operators.NotStrictlyFalse:
		inner = as.inside(e)
	case operators.LogicalNot:
		inner = as.inside(e)
		inner.negated = !as.negated
	case operators.Index, operators.OptIndex, operators.OptSelect:
		if key, ok := literalString(args[1]); ok {
			s.note(args[0], key, scope)
		}
	case operators.In:
		if key, ok := literalString(args[0]); ok {
			s.note(args[1], key, scope)
		}
	}
	if !s.relate(e, scope, as) {
		s.fact(e, as)
	}
	if call.IsMemberFunction() {
		s.walk(call.Target(), scope, role{})
	}
	for i, arg := range args {
		if name == operators.Conditional && i > 0 {
			s.walk(arg, scope, as)
			continue
		}
		s.walk(arg, scope, inner)
	}
}

func (s *survey) walkComprehension(e ast.Expr, scope []binding, as role) {
	loop := e.AsComprehension()
	s.walk(loop.IterRange(), scope, role{})
	s.walk(loop.AccuInit(), scope, role{})
	switch s.macro(e) {
	case "all", "exists", "exists_one", "existsOne":
	default:
		as = role{} // filter and map compute; they do not assert
	}
	if s.macro(e) == "all" && as.asserts && !as.negated {
		s.quantify(e)
	}
	s.fact(e, as)
	as = as.inside(e)
	as.among = as.among || as.negated == (s.macro(e) == "all")
	parameter, constant := s.origin(loop.IterRange(), scope)
	item := binding{name: loop.IterVar(), over: loop.IterRange(), parameter: parameter, constant: constant}
	scope = append(slices.Clip(scope), item)
	if loop.HasIterVar2() {
		item.name = loop.IterVar2()
		scope = append(scope, item)
	}
	scope = append(scope, binding{name: loop.AccuVar()})
	s.walk(loop.LoopCondition(), scope, role{})
	step := loop.LoopStep()
	if as.asserts && step.Kind() == ast.CallKind && step.AsCall().FunctionName() == operators.Conditional {
		step = step.AsCall().Args()[0] // exists_one counts in a conditional
	}
	s.walk(step, scope, as)
	s.walk(loop.Result(), scope, role{})
}

// macro returns the name of the macro that a node was written as, or "".
func (s *survey) macro(e ast.Expr) string {
	if call, ok := s.info.GetMacroCall(e.ID()); ok && call.Kind() == ast.CallKind {
		return call.AsCall().FunctionName()
	}
	return ""
}

// note records a read of one of the maps that an expression is given.
func (s *survey) note(operand ast.Expr, key string, scope []binding) {
	if operand.Kind() != ast.IdentKind || lookup(scope, operand.AsIdent()) != nil {
		return
	}
	switch operand.AsIdent() {
	case "ev", "facts", "at":
		s.evidence[key] = true
	case "p":
		s.parameters[key] = true
	case "c":
		s.controls[key] = true
	}
}

// origin says whether the items of a list come from one parameter, or are
// constant.
func (s *survey) origin(e ast.Expr, scope []binding) (parameter string, constant bool) {
	if isConstant(e, scope) {
		return "", true
	}
	return parameterPath(e, scope), false
}

// parameterPath returns the name of the parameter that e is, or is a part of,
// or "".
func parameterPath(e ast.Expr, scope []binding) string {
	key := ""
	for {
		switch {
		case e.Kind() == ast.SelectKind:
			key, e = e.AsSelect().FieldName(), e.AsSelect().Operand()
			continue
		case e.Kind() == ast.CallKind && strings.HasSuffix(e.AsCall().FunctionName(), "]") && len(e.AsCall().Args()) == 2:
			key, _ = literalString(e.AsCall().Args()[1])
			e = e.AsCall().Args()[0]
			continue
		case e.Kind() != ast.IdentKind:
			return ""
		}
		if b := lookup(scope, e.AsIdent()); b != nil {
			return b.parameter
		}
		if e.AsIdent() == "p" {
			return key
		}
		return ""
	}
}

func lookup(scope []binding, name string) *binding {
	for i := len(scope) - 1; i >= 0; i-- {
		if scope[i].name == name {
			return &scope[i]
		}
	}
	return nil
}
