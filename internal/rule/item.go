package rule

import (
	"cel.dev/cel-go/cel"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// CompileItem compiles an expression of any type over what an assertion reads
// and over it, one item of a list; joins use it.
func CompileItem(text source.Text) (*Program, diag.List) {
	return compile(text, filters, cel.DynType)
}

// Over prepares an expression compiled by CompileItem for many items. The
// function that it returns yields a plain tree, in which instants are time.Time,
// and the steps that it took; its error is a *Failure.
func (p *Program) Over(in Inputs) func(it any) (any, uint64, error) {
	p = p.itself() // whose failures need no second run
	vars := p.variables(in)
	return func(it any) (any, uint64, error) {
		vars["it"] = it
		out, _, spent, failure := p.run(vars)
		if failure != nil {
			return nil, spent, failure
		}
		return plain(out), spent, nil
	}
}
