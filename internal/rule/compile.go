package rule

import (
	"strings"
	"unicode/utf8"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/interpreter"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// compile compiles text to a program whose type is want. A dynamic type
// passes: what it turns out to be is checked when it is evaluated.
func compile(text source.Text, in *setting, want *cel.Type) (*Program, diag.List) {
	if d, bad := unreadable(text); bad {
		return nil, diag.List{d}
	}
	if p := ofForm(text, in, want); p != nil {
		return p, nil
	}
	b, problems := bodyOf(text, in, want)
	if b == nil {
		return nil, problems
	}
	return &Program{text: text, body: b}, problems
}

// bodyOf compiles text as it stands.
func bodyOf(text source.Text, in *setting, want *cel.Type) (*body, diag.List) {
	env, err := in.environment()
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.AssertSyntax, text.Span, "the expression language cannot be set up: %v", err)}
	}
	parsed, issues := env.Parse(text.Value)
	if issues.Err() != nil {
		return nil, diag.List{syntaxProblem(text, issues.Errors())}
	}
	checked, issues := env.Check(parsed)
	if issues.Err() != nil {
		return nil, typeProblems(env, text, parsed, issues.Errors())
	}
	if got := checked.OutputType(); !yields(got, want) {
		return nil, diag.List{diag.Errorf(diag.AssertType, text.Span,
			"the expression yields %s, expected %s", typeName(got), wantName(want)).Hinted("%s", yieldHint(want))}
	}
	program, err := env.Program(checked,
		cel.EvalOptions(cel.OptTrackState, cel.OptTrackCost),
		cel.CostTracking(meter{}),
		cel.CostLimit(maxCost),
		cel.OptimizeRegex(interpreter.MatchesRegexOptimization))
	if err != nil {
		return nil, diag.List{diag.Errorf(diag.AssertType, text.Span, "%s", cleaned(err.Error()))}
	}
	return &body{program, surveyOf(checked)}, nil
}

// unreadable finds what need not be parsed: nothing, too much, or no text.
func unreadable(text source.Text) (diag.Diagnostic, bool) {
	switch {
	case blank(text.Value):
		return diag.Errorf(diag.AssertSyntax, text.Span, "the expression is empty"), true
	case len(text.Value) > maxBytes:
		return diag.Errorf(diag.AssertSyntax, text.Span, "the expression has %d bytes, more than %d", len(text.Value), maxBytes).
			Hinted("split it over several controls"), true
	case !utf8.ValidString(text.Value):
		return diag.Errorf(diag.AssertSyntax, text.Span, "the expression is not UTF-8"), true
	}
	return diag.Diagnostic{}, false
}

func yields(got, want *cel.Type) bool {
	return want.Kind() == types.DynKind || got.Kind() == types.DynKind || got.Kind() == want.Kind()
}

func wantName(want *cel.Type) string {
	if want.Kind() == types.ListKind {
		return "a list"
	}
	return typeName(want)
}

func yieldHint(want *cel.Type) string {
	if want.Kind() == types.ListKind {
		return "write the path of a list, such as ev.volumes.items"
	}
	return "compare it with something, such as a parameter: ... >= p.count"
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// byteOffset returns the byte offset of a code point in s, clamped to s.
func byteOffset(s string, point int) int {
	for i := range s {
		if point <= 0 {
			return i
		}
		point--
	}
	return len(s)
}
