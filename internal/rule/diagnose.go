package rule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// syntaxProblem turns the first syntax error into a diagnostic; those behind
// it follow from it.
func syntaxProblem(text source.Text, errs []*cel.Error) diag.Diagnostic {
	first := errs[0]
	offset := lineOffset(text.Value, first.Location.Line(), first.Location.Column())
	from, to := clause.TokenAt(text.Value, offset)
	message, hint := syntaxWords(first.Message)
	d := diag.Errorf(diag.AssertSyntax, text.At(from, to), "%s", message)
	d.Hint = hint
	return d
}

var (
	offendingInput = regexp.MustCompile(`(?s)^(?:mismatched input|extraneous input|no viable alternative at input) '(.*?)'(?: expecting (.*))?$`)
	missingInput   = regexp.MustCompile(`(?s)^missing '?(.+?)'? at '(.*)'$`)
	unknownInput   = regexp.MustCompile(`(?s)^token recognition error at: '(.*)'$`)
)

// operatorHints say what to write for operators of other languages.
var operatorHints = map[string]string{
	"=": `compare with "=="`, "=>": `write ">="`, "=<": `write "<="`, "&": `write "&&"`, "|": `write "||"`,
}

// syntaxWords rewrites what the parser says into words for authors.
func syntaxWords(message string) (words, hint string) {
	message = cleaned(message)
	if m := missingInput.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("expected %q, found %s", m[1], inputName(m[2])), ""
	}
	if m := unknownInput.FindStringSubmatch(message); m != nil {
		if hint, ok := operatorHints[strings.TrimSpace(m[1])]; ok {
			return strconv.Quote(strings.TrimSpace(m[1])) + " has no meaning here", hint
		}
		if strings.HasPrefix(m[1], "'") || strings.HasPrefix(m[1], `"`) {
			return "the text " + short(m[1]) + " is not closed", "close the quotation mark"
		}
		return "the character " + short(m[1]) + " has no meaning here", "names are made of letters a-z, digits and _; put other text in quotation marks"
	}
	m := offendingInput.FindStringSubmatch(message)
	switch {
	case strings.Contains(message, "recursion"):
		return fmt.Sprintf("the expression is nested too deeply, or a chain in it is too long; the limit is %d", maxDepth), "split it over several controls"
	case m == nil:
		return message, ""
	case m[2] != "" && !strings.HasPrefix(m[2], "{"):
		return fmt.Sprintf("expected %s, found %s", strings.ReplaceAll(m[2], "'", `"`), inputName(m[1])), ""
	case m[1] == "<EOF>":
		return "the expression ends where a value is expected", "complete the expression"
	}
	return inputName(m[1]) + " is not expected here", ""
}

func inputName(token string) string {
	if token == "<EOF>" {
		return "the end of the expression"
	}
	return short(token)
}

// short quotes text for a message, cut to a readable length.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "..."
	}
	return strconv.Quote(text)
}

// typeProblems turns the errors of the type checker into diagnostics.
func typeProblems(env *environment, text source.Text, parsed *cel.Ast, errs []*cel.Error) diag.List {
	nodes := nodesOf(parsed.NativeRep().Expr())
	info := parsed.NativeRep().SourceInfo()
	follows := unknownArguments(nodes, errs)
	var problems diag.List
	for _, e := range errs {
		if follows[e.ExprID] {
			continue
		}
		offset := lineOffset(text.Value, e.Location.Line(), e.Location.Column())
		if r, ok := info.GetOffsetRange(e.ExprID); ok {
			offset = byteOffset(text.Value, int(r.Start))
		}
		message, name, hint := typeWords(env, nodes[e.ExprID], e.Message)
		from, to := nameNear(text.Value, offset, name)
		d := diag.Errorf(diag.AssertType, text.At(from, to), "%s", message)
		d.Hint = hint
		problems.Add(d)
	}
	return problems.Sorted()
}

// unknownArguments returns the nodes in the arguments of functions that do not
// exist. Of a misspelt macro they are loop variables, which nothing declares.
func unknownArguments(nodes map[int64]ast.Expr, errs []*cel.Error) map[int64]bool {
	inside := map[int64]bool{}
	for _, e := range errs {
		call := nodes[e.ExprID]
		if call == nil || call.Kind() != ast.CallKind || !undeclared.MatchString(e.Message) {
			continue
		}
		for _, arg := range call.AsCall().Args() {
			for id := range nodesOf(arg) {
				inside[id] = true
			}
		}
	}
	return inside
}

var (
	undeclared = regexp.MustCompile(`^undeclared reference to '([^']+)'`)
	overload   = regexp.MustCompile(`^found no matching overload for '([^']+)' applied to '(.+)'$`)
	badLiteral = regexp.MustCompile(`^invalid (\w+) argument$`)
	wellKnown  = strings.NewReplacer("google.protobuf.Timestamp", "timestamp", "google.protobuf.Duration", "duration", "null_type", "null")
)

// literalHints say what the functions take whose literals are checked.
var literalHints = map[string]string{
	"matches":   "write a regular expression in RE2 syntax",
	"timestamp": "write an instant in RFC 3339, such as 2026-11-21T12:00:00Z",
	"duration":  "write a duration such as 36h30m, or iso('P1DT12H30M')",
}

// typeWords rewrites what the checker says about a node; name is the token
// that it is about, or "".
func typeWords(env *environment, node ast.Expr, message string) (words, name, hint string) {
	message = cleaned(message)
	if m := undeclared.FindStringSubmatch(message); m != nil {
		if node != nil && node.Kind() == ast.CallKind {
			return fmt.Sprintf("there is no function %q", m[1]), m[1], suggestFunction(env, node, m[1])
		}
		hint := diag.DidYouMean(m[1], env.variables)
		if hint == "" || len(m[1]) == 1 {
			hint = "an expression reads " + strings.Join(env.variables, ", ")
		}
		return fmt.Sprintf("there is no variable %q", m[1]), m[1], hint
	}
	if m := overload.FindStringSubmatch(message); m != nil {
		if op, ok := operators.FindReverse(m[1]); ok && op != "" {
			return fmt.Sprintf("%q cannot be applied to %s", op, m[2]), "", ""
		}
		if m[1] == operators.Index {
			return "an item cannot be read from " + m[2], "", ""
		}
		return fmt.Sprintf("%s cannot be applied to %s", m[1], strings.Replace(m[2], ".(", " and (", 1)), m[1], signatures(env, m[1])
	}
	if m := badLiteral.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("the text is nothing that %s understands", m[1]), "", literalHints[m[1]]
	}
	return message, "", ""
}

func suggestFunction(env *environment, call ast.Expr, name string) string {
	if target := call.AsCall().Target(); call.AsCall().IsMemberFunction() && target.Kind() == ast.IdentKind {
		// sets.contians: the namespace is known, the function is not.
		full := target.AsIdent() + "." + name
		if near := diag.Suggest(full, functionNames(env)); strings.HasPrefix(near, target.AsIdent()+".") {
			return `did you mean "` + near + `"?`
		}
	}
	return diag.DidYouMean(name, functionNames(env))
}

// functionNames returns the functions and macros that an author can write.
func functionNames(env *environment) []string {
	var names []string
	for name := range env.Functions() {
		if clause.InName(name[0]) && name[0] != '_' && !strings.Contains(name, "@") {
			names = append(names, name)
		}
	}
	for _, m := range env.Macros() {
		if clause.InName(m.Function()[0]) {
			names = append(names, m.Function())
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// signatures says which arguments a function takes.
func signatures(env *environment, name string) string {
	f, ok := env.Functions()[name]
	if !ok {
		return ""
	}
	var forms []string
	for _, o := range f.OverloadDecls() {
		args := o.ArgTypes()
		form := name
		if o.IsMemberFunction() && len(args) > 0 {
			form, args = typeName(args[0])+"."+name, args[1:]
		}
		var words []string
		for _, a := range args {
			words = append(words, typeName(a))
		}
		forms = append(forms, form+"("+strings.Join(words, ", ")+")")
	}
	if len(forms) > 4 {
		forms = append(forms[:4], "...")
	}
	return "write " + strings.Join(forms, " or ")
}

func typeName(t *cel.Type) string { return wellKnown.Replace(cel.FormatCELType(t)) }

// cleaned removes what cel-go puts before and after its messages.
func cleaned(message string) string {
	message = strings.TrimPrefix(message, "Syntax error: ")
	message = strings.TrimPrefix(message, "ERROR: ")
	if at := strings.Index(message, " (did you mean"); at >= 0 {
		message = message[:at]
	}
	return wellKnown.Replace(strings.TrimSuffix(strings.TrimSpace(message), "."))
}

// lineOffset returns the byte offset of a line, from 1, and a column in code
// points, from 0.
func lineOffset(s string, line, column int) int {
	start := 0
	for ; line > 1; line-- {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			return len(s)
		}
		start += end + 1
	}
	return start + byteOffset(s[start:], column)
}
