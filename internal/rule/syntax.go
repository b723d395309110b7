package rule

import (
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
)

// Syntax is an expression as it is written: its macros, such as all and has,
// are calls.
type Syntax struct {
	Root ast.Expr
	info *ast.SourceInfo
}

// parsing is an environment that only parses.
var parsing = sync.OnceValues(func() (*cel.Env, error) {
	return cel.NewEnv(
		cel.OptionalTypes(), cel.ClearMacros(),
		cel.ParserExpressionSizeLimit(maxBytes), cel.ParserRecursionLimit(maxDepth), cel.ExpressionNodeLimit(maxNodes),
	)
})

// parse reads an expression as it stands.
func parse(text string) *Syntax {
	env, err := parsing()
	if err != nil {
		return nil
	}
	parsed, issues := env.Parse(text)
	if issues.Err() != nil {
		return nil
	}
	return &Syntax{parsed.NativeRep().Expr(), parsed.NativeRep().SourceInfo()}
}

// Source returns the source text of a part in compact form.
func (s *Syntax) Source(part ast.Expr) string { return (&survey{info: s.info}).write(part) }
