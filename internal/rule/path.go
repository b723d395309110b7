package rule

import (
	"fmt"
	"strconv"
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"github.com/candor-site/candor/internal/clause"
	"github.com/candor-site/candor/internal/source"
)

// stepOf takes one step off a path: a.b, a["b"], a[0], a.?b. The key is "" when
// it is computed.
func stepOf(e ast.Expr) (operand ast.Expr, key string, ok bool) {
	if e.Kind() == ast.SelectKind {
		return e.AsSelect().Operand(), e.AsSelect().FieldName(), true
	}
	if e.Kind() != ast.CallKind {
		return nil, "", false
	}
	switch e.AsCall().FunctionName() {
	case operators.Index, operators.OptIndex, operators.OptSelect:
		args := e.AsCall().Args()
		if args[1].Kind() == ast.LiteralKind {
			key = fmt.Sprint(args[1].AsLiteral().Value())
		}
		return args[0], key, true
	}
	return nil, "", false
}

// path writes a node as a dotted path from one of the given maps. The items
// of a list, which a loop variable names, are written []. What is no path is
// written as in the source.
func (s *survey) path(e ast.Expr) string {
	if operand, key, ok := stepOf(e); ok {
		if operand.Kind() == ast.ComprehensionKind && digits(key) {
			key = "" // a place among filtered items is none in the list
		}
		return s.path(operand) + pathStep(key)
	}
	if e.Kind() == ast.IdentKind {
		if over, ok := s.items[e.ID()]; ok {
			return s.path(over) + "[]"
		}
	}
	if e.Kind() == ast.ComprehensionKind && s.macro(e) == "filter" {
		return s.path(e.AsComprehension().IterRange())
	}
	return s.write(e)
}

// pathStep writes one step of a path.
func pathStep(key string) string {
	switch {
	case isName(key):
		return "." + key
	case key == "" || digits(key):
		return "[" + key + "]"
	}
	return "[" + strconv.Quote(key) + "]"
}

func isName(key string) bool {
	for i := range len(key) {
		if !clause.InName(key[i]) {
			return false
		}
	}
	return key != "" && !digits(key[:1])
}

// place returns the token of a node: the name that a selection reads, the
// operator of a relation, the name of a function.
func (p *Program) place(e ast.Expr) source.Span {
	if e.Kind() == ast.ComprehensionKind {
		e = e.AsComprehension().IterRange()
	}
	at, ok := p.survey.info.GetOffsetRange(e.ID())
	if !ok {
		return p.text.Span
	}
	name := ""
	switch e.Kind() {
	case ast.SelectKind:
		name = e.AsSelect().FieldName()
	case ast.CallKind:
		if name = e.AsCall().FunctionName(); !isName(name) || name[0] == '_' {
			name = ""
		}
		if _, key, ok := stepOf(e); ok {
			name = key
		}
	}
	from, to := nameNear(p.text.Value, byteOffset(p.text.Value, int(at.Start)), name)
	if _, _, ok := stepOf(e); ok && e.Kind() == ast.CallKind {
		key := e.AsCall().Args()[1] // a["b"]: the key, in its quotation marks
		if key.Kind() != ast.LiteralKind {
			return p.place(key)
		}
		if at, ok := p.survey.info.GetOffsetRange(key.ID()); ok {
			from, to = clause.TokenAt(p.text.Value, byteOffset(p.text.Value, int(at.Start)))
		}
	}
	return p.text.At(from, to)
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
