package rule

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"

	"github.com/candor-site/candor/internal/diag"
)

// trace is what is known about an evaluation that failed.
type trace struct {
	state interpreter.EvalState // values of nodes, as last evaluated; may be nil
	vars  map[string]any
}

// value returns the value that a node had last. The names that an expression
// is given have theirs always.
func (p *Program) value(t trace, e ast.Expr) (ref.Val, bool) {
	if e.Kind() == ast.IdentKind {
		if _, loop := p.survey.items[e.ID()]; !loop {
			if v, ok := t.vars[e.AsIdent()]; ok {
				return adapter{}.NativeToValue(v), true
			}
		}
	}
	v, ok := t.state.Value(e.ID())
	return v, ok && !types.IsUnknownOrError(v)
}

// explain finds the part of the expression that failed, and says why.
func (p *Program) explain(err error, t trace) *Failure {
	var cancelled interpreter.EvalCancelledError
	if errors.As(err, &cancelled) {
		return p.costly()
	}
	var failed *types.Err
	if !errors.As(err, &failed) || t.state == nil {
		message := "the expression has no value"
		if err != nil {
			message = cleaned(err.Error())
		}
		return &Failure{Message: message, Span: p.text.Span}
	}
	node := nodesOf(p.survey.root)[failed.NodeID()]
	if node == nil {
		node = p.survey.blame(t.state, failed.Error())
	}
	message := failed.Error()
	problem, name, _ := strings.Cut(message, ": ")
	switch {
	case node == nil:
		return &Failure{Message: cleaned(message), Span: p.text.Span}
	case problem == "no such key" || problem == "index out of bounds":
		return p.missing(p.survey.failedStep(node, t.state, message, name), name, t)
	case node.Kind() == ast.ComprehensionKind:
		return p.notIterable(node, t)
	case strings.HasPrefix(message, "no such overload") && node.Kind() == ast.CallKind:
		return p.misapplied(node, t)
	case node.Kind() == ast.CallKind:
		message = p.survey.write(node) + ": " + message
	}
	return &Failure{Message: cleaned(message), Span: p.place(node)}
}

// blame returns the innermost node that has an error with this message.
func (s *survey) blame(state interpreter.EvalState, message string) ast.Expr {
	var found ast.Expr
	ast.PreOrderVisit(s.root, ast.NewExprVisitor(func(e ast.Expr) {
		if v, ok := state.Value(e.ID()); ok && types.IsError(v) && v.(*types.Err).Error() == message {
			found = e
		}
	}))
	return found
}

// failedStep returns the step of a path such as ev.a.b.c that could not be
// taken: the innermost with this name, or a computed one, that has this error.
// A later item of a list, or a computed name, leaves no error behind; then it
// is the innermost with this name.
func (s *survey) failedStep(e ast.Expr, state interpreter.EvalState, message, name string) ast.Expr {
	failed, named := ast.Expr(nil), e
	for step := e; step != nil; {
		operand, key, ok := stepOf(step)
		if ok && (key == name || key == "") {
			named = step
			if v, ok := state.Value(step.ID()); ok && types.IsError(v) && v.(*types.Err).Error() == message {
				failed = step
			}
		}
		step = operand
	}
	if failed != nil {
		return failed
	}
	return named
}

// missing says that a step of a path has nothing to read; name is the key as
// evaluated.
func (p *Program) missing(step ast.Expr, name string, t trace) *Failure {
	f := &Failure{Span: p.place(step)}
	operand, key, ok := stepOf(step)
	if !ok {
		f.Missing = p.survey.path(step)
		f.Message = f.Missing + " is missing"
		return f
	}
	if key == "" {
		key = name
	}
	from := p.survey.path(operand)
	f.Missing = from + pathStep(key)
	value, known := p.value(t, operand)
	switch {
	case from == "ev":
		f.Message = fmt.Sprintf("there is no evidence %q", key)
	case from == "facts":
		f.Message = fmt.Sprintf("nothing is known about evidence %q", key)
	case from == "at":
		f.Message = fmt.Sprintf("no time of collection is known for %q", key)
	case from == "p":
		f.Message = fmt.Sprintf("the control has no parameter %q", key)
	case from == "c":
		f.Message = fmt.Sprintf("there is no control %q", key)
	case known && !isContainer(value):
		f.Message = fmt.Sprintf("%s is %s and has no %q", from, described(value), key)
	case known && isList(value) && digits(key):
		f.Message = fmt.Sprintf("%s has %v items and none at [%s]", from, value.(traits.Sizer).Size(), key)
	default:
		f.Message = fmt.Sprintf("%s has no %q", from, key)
	}
	f.Hint = p.missingHint(step, value, key)
	return f
}

func (p *Program) missingHint(step ast.Expr, container ref.Val, key string) string {
	operand, _, _ := stepOf(step)
	switch v := container.(type) {
	case types.Null:
		return "if it may be null, test " + p.survey.write(operand) + " != null first"
	case traits.Mapper:
		if near := diag.DidYouMean(key, keysOf(v)); near != "" {
			return near
		}
	case traits.Lister:
		return "test the size of the list first, or run over its items with all or exists"
	case nil:
	default:
		return "" // text or a number: no test would help
	}
	if step.Kind() == ast.SelectKind && !step.AsSelect().IsTestOnly() {
		return "if it may be absent, test has(" + p.survey.write(step) + ") first"
	}
	return ""
}

// notIterable says that a macro runs over something that is no list.
func (p *Program) notIterable(node ast.Expr, t trace) *Failure {
	over := node.AsComprehension().IterRange()
	path := p.survey.path(over)
	f := &Failure{Message: path + " is not a list", Span: p.place(over)}
	value, known := p.value(t, over)
	if !known {
		return f
	}
	f.Message = fmt.Sprintf("%s is %s, expected a list", path, described(value))
	if _, null := value.(types.Null); null {
		f.Missing = path
		f.Hint = "if null means none, test " + p.survey.write(over) + " == null first"
	}
	return f
}

// misapplied says that an operator or function cannot work on its operands.
func (p *Program) misapplied(node ast.Expr, t trace) *Failure {
	call := node.AsCall()
	operands := call.Args()
	if call.IsMemberFunction() {
		operands = append([]ast.Expr{call.Target()}, operands...)
	}
	f := &Failure{Span: p.place(node)}
	var words []string
	for i, o := range operands {
		path := p.survey.path(o)
		value, known := p.value(t, o)
		if !known {
			if !synthetic(o) {
				words = append(words, path)
			}
			continue
		}
		if _, null := value.(types.Null); null && f.Missing == "" && o.Kind() != ast.LiteralKind {
			f.Missing = path
		}
		if _, ok := value.(types.Bool); !ok && condition(call.FunctionName(), i) {
			f.Span = p.place(o)
			f.Message = fmt.Sprintf("%s is %s, expected true or false", path, described(value))
			return f
		}
		if isConstant(o, nil) {
			words = append(words, described(value))
			continue
		}
		words = append(words, path+", which is "+described(value)+",")
	}
	name := call.FunctionName()
	if op, ok := operators.FindReverse(name); ok && op != "" {
		name = strconv.Quote(op)
	}
	f.Message = fmt.Sprintf("%s cannot be applied to %s", name, strings.TrimSuffix(strings.Join(words, " and "), ","))
	return f
}

// condition reports whether an operator takes true or false as operand i.
func condition(function string, i int) bool {
	switch function {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot:
		return true
	case operators.Conditional:
		return i == 0
	}
	return false
}

func isContainer(v ref.Val) bool {
	switch v.(type) {
	case traits.Mapper, traits.Lister:
		return true
	}
	return false
}

func isList(v ref.Val) bool {
	_, ok := v.(traits.Lister)
	return ok
}

func keysOf(m traits.Mapper) []string {
	var keys []string
	for it := m.Iterator(); it.HasNext() == types.True; {
		if key, ok := it.Next().(types.String); ok {
			keys = append(keys, string(key))
		}
	}
	slices.Sort(keys)
	return keys
}
