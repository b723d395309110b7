package rule

import (
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/ext"
)

// The limits on an expression and on what evaluating it may cost. Expressions
// come from the repository of a site, evidence from anywhere; neither may stop
// a build.
const (
	maxBytes  = 16 << 10 // of source text
	maxDepth  = 80       // of nested calls, lists and parentheses
	maxNodes  = 20_000   // of the syntax tree, macros expanded
	maxRegexp = 1_000    // instructions of a compiled pattern

	// maxCost counts steps of evaluation: about a second of one core at most,
	// and room for one condition on each of half a million items.
	maxCost = 5_000_000
)

// environment is the language of one sort of expression.
type environment struct {
	*cel.Env
	variables []string
}

// setting is an environment that is built once, when it is first needed.
type setting struct {
	environment func() (*environment, error)
}

func newSetting(variables ...variable) *setting {
	return &setting{sync.OnceValues(func() (*environment, error) { return newEnvironment(variables) })}
}

var (
	assertions = newSetting(assertionVariables...)
	filters    = newSetting(append([]variable{{"it", cel.DynType}}, assertionVariables...)...)
	documents  = newSetting(variable{"doc", cel.DynType})
)

type variable struct {
	name string
	kind *cel.Type
}

var assertionVariables = []variable{
	{"ev", cel.MapType(cel.StringType, cel.DynType)},
	{"facts", cel.MapType(cel.StringType, cel.DynType)},
	{"at", cel.MapType(cel.StringType, cel.TimestampType)},
	{"p", cel.MapType(cel.StringType, cel.DynType)},
	{"c", cel.MapType(cel.StringType, cel.DynType)},
	{"now", cel.TimestampType},
}

func newEnvironment(variables []variable) (*environment, error) {
	options := []cel.EnvOption{
		ext.Strings(),
		ext.Math(),
		cel.CustomTypeAdapter(adapter{}),
		cel.OptionalTypes(),
		cel.CrossTypeNumericComparisons(true),
		cel.EnableMacroCallTracking(),
		cel.DefaultUTCTimeZone(true),
		cel.ParserExpressionSizeLimit(maxBytes),
		cel.ParserRecursionLimit(maxDepth),
		cel.ParserErrorRecoveryLimit(8),
		cel.ExpressionNodeLimit(maxNodes),
		cel.RegexProgramSizeLimit(maxRegexp),
		cel.ASTValidators(
			cel.ValidateDurationLiterals(),
			cel.ValidateTimestampLiterals(),
			cel.ValidateRegexLiterals(),
			periodLiterals{},
		),
	}
	options = append(append(options, functions()...), sets()...)
	e := &environment{}
	for _, v := range variables {
		options = append(options, cel.Variable(v.name, v.kind))
		e.variables = append(e.variables, v.name)
	}
	var err error
	e.Env, err = cel.NewEnv(options...)
	return e, err
}
