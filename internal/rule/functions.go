package rule

import (
	"fmt"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/semver"
)

// functions declares what assertions have beside standard CEL.
func functions() []cel.EnvOption {
	return []cel.EnvOption{
		cel.Function("iso", cel.Overload("iso_string",
			[]*cel.Type{cel.StringType}, cel.DurationType,
			cel.UnaryBinding(func(v ref.Val) ref.Val {
				d, err := parsePeriod(string(v.(types.String)))
				if err != nil {
					return types.WrapErr(err)
				}
				return types.Duration{Duration: d}
			}))),
		wholeUnits("days", "days", 24*time.Hour),
		wholeUnits("hours", "hours", time.Hour),
		cel.Function("semver.compare", cel.Overload("semver_compare_string_string",
			[]*cel.Type{cel.StringType, cel.StringType}, cel.IntType,
			cel.BinaryBinding(func(a, b ref.Val) ref.Val {
				n, err := semver.Compare(string(a.(types.String)), string(b.(types.String)))
				if err != nil {
					return types.WrapErr(err)
				}
				return types.Int(n)
			}))),
	}
}

// wholeUnits declares a function that counts the units in an ISO 8601
// duration. A duration that is no whole number of them is an error: rounding
// would move the bound that an assertion tests.
func wholeUnits(name, plural string, unit time.Duration) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_string",
		[]*cel.Type{cel.StringType}, cel.IntType,
		cel.UnaryBinding(func(v ref.Val) ref.Val {
			text := string(v.(types.String))
			d, err := parsePeriod(text)
			if err != nil {
				return types.WrapErr(err)
			}
			if d%unit != 0 {
				return types.NewErr("%q is not a whole number of %s", text, plural)
			}
			return types.Int(d / unit)
		})))
}

func parsePeriod(text string) (time.Duration, error) {
	p, err := period.Parse(text)
	if err != nil {
		return 0, fmt.Errorf("%q is not an ISO 8601 duration, such as P90D", text)
	}
	return p.Approx(), nil
}

// periodLiterals checks the literals that iso, days and hours are given, so
// that a misspelt duration is found before there is evidence.
type periodLiterals struct{}

func (periodLiterals) Name() string { return "candor.period.literals" }

func (periodLiterals) Validate(_ *cel.Env, _ cel.ValidatorConfig, tree *ast.AST, issues *cel.Issues) {
	for _, call := range ast.MatchDescendants(ast.NavigateAST(tree), ast.KindMatcher(ast.CallKind)) {
		name, args := call.AsCall().FunctionName(), call.AsCall().Args()
		if name != "iso" && name != "days" && name != "hours" || len(args) != 1 {
			continue
		}
		text, ok := literalString(args[0])
		if !ok {
			continue
		}
		if _, err := parsePeriod(text); err != nil {
			issues.ReportErrorAtID(args[0].ID(), "%s", err.Error())
		}
	}
}

func literalString(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	s, ok := e.AsLiteral().(types.String)
	return string(s), ok
}
