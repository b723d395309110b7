package rule

import (
	"fmt"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/interpreter"
)

// Eval evaluates an assertion.
func (p *Program) Eval(in Inputs) Result {
	r := p.eval(in)
	if r.Verdict == Error && p.own != nil {
		return p.itself().eval(in)
	}
	return r
}

func (p *Program) eval(in Inputs) Result {
	out, state, _, failure := p.run(p.variables(in))
	if failure == nil {
		if holds, ok := out.(types.Bool); ok {
			r := Result{
				Verdict: verdictOf(bool(holds)), Span: p.text.Span,
				Comparisons: p.survey.comparisons(state), Empty: p.survey.empty(state),
			}
			if !holds {
				r.Facts = p.survey.against(state)
			}
			p.rename(&r)
			return r
		}
		failure = p.mistyped(out, "true or false")
	}
	result := Result{
		Verdict: Error,
		Message: failure.Message, Hint: failure.Hint, Missing: failure.Missing, Span: failure.Span,
	}
	if state != nil {
		result.Comparisons = p.survey.comparisons(state)
	}
	return result
}

func verdictOf(holds bool) Verdict {
	if holds {
		return True
	}
	return False
}

// Count evaluates a population and returns the number of its items. The error
// is a *Failure.
func (p *Program) Count(in Inputs) (n int, err error) {
	if n, err = p.count(in); err == nil || p.itself() == p {
		return n, err
	}
	return p.itself().count(in)
}

func (p *Program) count(in Inputs) (n int, err error) {
	vars := p.variables(in)
	out, _, spent, failure := p.run(vars)
	if failure != nil {
		return 0, failure
	}
	list, ok := out.(traits.Lister)
	if !ok {
		return 0, p.mistyped(out, "a list")
	}
	if p.where == nil {
		return int(list.Size().(types.Int)), nil
	}
	vars = p.where.variables(in)
	for it := list.Iterator(); it.HasNext() == types.True; {
		vars["it"] = it.Next()
		holds, _, cost, failure := p.where.run(vars)
		if failure != nil {
			return 0, failure
		}
		if spent += cost; spent > maxCost {
			return 0, p.where.costly()
		}
		keep, ok := holds.(types.Bool)
		if !ok {
			return 0, p.where.mistyped(holds, "true or false")
		}
		if keep {
			n++
		}
	}
	return n, nil
}

// Value evaluates an expression compiled by CompileValue over doc and returns
// a plain tree, and the steps that it took, some five million of them a
// second; instants come back as time.Time. The error is a *Failure.
func (p *Program) Value(doc any) (got any, steps uint64, err error) {
	out, _, steps, failure := p.run(map[string]any{"doc": doc})
	if failure != nil {
		return nil, steps, failure
	}
	return plain(out), steps, nil
}

// run evaluates the program and returns the value, the values of its parts,
// and what it cost.
func (p *Program) run(vars map[string]any) (ref.Val, interpreter.EvalState, uint64, *Failure) {
	out, details, err := p.program.Eval(vars)
	var state interpreter.EvalState
	var spent uint64
	if details != nil {
		state = details.State()
		if cost := details.ActualCost(); cost != nil {
			spent = *cost
		}
	}
	if err != nil || out == nil || types.IsUnknownOrError(out) {
		if p.own != nil {
			return nil, state, spent, unexplained
		}
		return nil, state, spent, p.explain(err, trace{state, vars})
	}
	return out, state, spent, nil
}

func (p *Program) costly() *Failure {
	return &Failure{
		Message: fmt.Sprintf("the expression takes more than %d steps", maxCost),
		Hint:    "filter first, and avoid lists inside lists; or put the joined data into the evidence",
		Span:    p.text.Span,
	}
}

func (p *Program) mistyped(out ref.Val, want string) *Failure {
	f := &Failure{Message: fmt.Sprintf("the expression yields %s, expected %s", described(out), want), Span: p.text.Span}
	if _, null := out.(types.Null); null {
		f.Missing = p.survey.path(p.survey.root)
	}
	return f
}

// variables gives the inputs the names that the body knows. Missing maps are
// empty.
func (p *Program) variables(in Inputs) map[string]any {
	return map[string]any{
		"ev": orEmpty(renamed(p, "ev", in.Ev)), "facts": orEmpty(renamed(p, "facts", in.Facts)), "at": orEmpty(renamed(p, "at", in.At)),
		"p": orEmpty(in.P), "c": orEmpty(in.C), "now": in.Now,
	}
}

func orEmpty[V any](m map[string]V) map[string]V {
	if m == nil {
		return map[string]V{}
	}
	return m
}
