// Package reach finds which parts of a piece of evidence assertions read, so
// that of a large one the rest need not be kept.
//
// It may find more than is read, never less: what an expression does that is not
// plainly a step into a mapping or over the items of a list reads all of it. It
// evaluates nothing.
package reach

import (
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"github.com/candor-site/candor/internal/rule"
)

// Part is what is read of a value. The zero Part is nothing but its kind, the
// keys of a mapping and the number of items.
type Part struct {
	whole bool
	keys  map[string]*Part
	items *Part // of a list: all alike
}

// Whole is all of a value.
var Whole = &Part{whole: true}

// Of adds what an expression reads of pieces of evidence, by their ids. It
// returns false when it may read anything of any.
func Of(text string, parts map[string]*Part) bool {
	syntax := rule.Parse(text)
	if syntax == nil {
		return false
	}
	r := &reader{parts: parts, exact: true}
	r.use(syntax.Root, nil)
	return r.exact
}

// reader reads one expression.
type reader struct {
	parts map[string]*Part
	exact bool
}

// names are what loop variables stand for; nil stands for what is no evidence.
type names struct {
	name  string
	part  *Part
	outer *names
}

// use says that all of a value is read.
func (r *reader) use(e ast.Expr, in *names) {
	if p := r.part(e, in); p != nil {
		p.whole = true
	}
}

// part returns the part of evidence that an expression stands for, nil for what
// is none. Whoever asks says what is read of it.
func (r *reader) part(e ast.Expr, in *names) *Part {
	switch e.Kind() {
	case ast.IdentKind:
		return r.named(e.AsIdent(), in)
	case ast.SelectKind:
		return r.step(e.AsSelect().Operand(), e.AsSelect().FieldName(), in)
	case ast.CallKind:
		return r.call(e.AsCall(), in)
	case ast.ListKind:
		for _, item := range e.AsList().Elements() {
			r.use(item, in)
		}
	case ast.MapKind:
		for _, entry := range e.AsMap().Entries() {
			r.use(entry.AsMapEntry().Key(), in)
			r.use(entry.AsMapEntry().Value(), in)
		}
	case ast.LiteralKind:
	default: // what no assertion is made of
		r.exact = false
	}
	return nil
}

func (r *reader) named(name string, in *names) *Part {
	for ; in != nil; in = in.outer {
		if in.name == name {
			return in.part
		}
	}
	if name == "ev" { // as a whole
		r.exact = false
	}
	return nil
}

// step goes from a mapping to the value of a key.
func (r *reader) step(operand ast.Expr, key string, in *names) *Part {
	if operand.Kind() == ast.IdentKind && operand.AsIdent() == "ev" && !bound("ev", in) {
		return r.piece(key)
	}
	p := r.part(operand, in)
	if p == nil {
		return nil
	}
	if p.keys == nil {
		p.keys = map[string]*Part{}
	}
	if p.keys[key] == nil {
		p.keys[key] = &Part{}
	}
	return p.keys[key]
}

func bound(name string, in *names) bool {
	for ; in != nil; in = in.outer {
		if in.name == name {
			return true
		}
	}
	return false
}

func (r *reader) piece(id string) *Part {
	if r.parts[id] == nil {
		r.parts[id] = &Part{}
	}
	return r.parts[id]
}

func (p *Part) each() *Part {
	if p == nil {
		return nil
	}
	if p.items == nil {
		p.items = &Part{}
	}
	return p.items
}

func (r *reader) call(c ast.CallExpr, in *names) *Part {
	args := c.Args()
	switch name := c.FunctionName(); {
	case (name == operators.Index || name == operators.OptIndex || name == operators.OptSelect) && len(args) == 2:
		if key, ok := literal(args[1]); ok {
			return r.step(args[0], key, in)
		}
		if isWhole(args[1]) && !(args[0].Kind() == ast.IdentKind && args[0].AsIdent() == "ev") {
			return r.part(args[0], in).each()
		}
	case name == "has" && len(args) == 1 && !c.IsMemberFunction(), name == "size" && len(args) == 1 && !c.IsMemberFunction():
		r.part(args[0], in)
		return nil
	case name == "size" && len(args) == 0 && c.IsMemberFunction():
		r.part(c.Target(), in)
		return nil
	case c.IsMemberFunction() && loops[name] && len(args) >= 2 && args[0].Kind() == ast.IdentKind && !(len(args) == 3 && name != "map"):
		item := r.part(c.Target(), in).each()
		inside := &names{name: args[0].AsIdent(), part: item, outer: in}
		for _, arg := range args[1:] {
			r.use(arg, inside)
		}
		if name == "filter" && item != nil { // whoever reads the result reads the items
			item.whole = true
		}
		return nil
	}
	if c.IsMemberFunction() {
		r.use(c.Target(), in)
	}
	for _, arg := range args {
		r.use(arg, in)
	}
	return nil
}

// loops are the macros that run over the items of a list under one name.
var loops = map[string]bool{"all": true, "exists": true, "exists_one": true, "map": true, "filter": true}

// literal returns the text of a literal.
func literal(e ast.Expr) (string, bool) {
	if e.Kind() != ast.LiteralKind {
		return "", false
	}
	text, ok := e.AsLiteral().Value().(string)
	return text, ok
}

// isWhole reports whether an expression is a whole number as it is written.
func isWhole(e ast.Expr) bool {
	if e.Kind() != ast.LiteralKind {
		return false
	}
	_, ok := e.AsLiteral().Value().(int64)
	return ok
}

// Cut returns a tree in which nil stands for what is not read. It shares what is
// read with the other tree.
func (p *Part) Cut(v any) any {
	switch {
	case p.whole:
		return v
	case v == nil:
		return nil
	}
	switch v := v.(type) {
	case map[string]any:
		if p.items != nil { // its keys are run over, or it is indexed by number
			return v
		}
		out := make(map[string]any, len(v))
		for key, item := range v {
			if of := p.keys[key]; of != nil {
				out[key] = of.Cut(item)
			} else {
				out[key] = nil
			}
		}
		return out
	case []any:
		if len(p.keys) > 0 { // an error, which may show what it found
			return v
		}
		out := make([]any, len(v))
		if p.items != nil {
			for i, item := range v {
				out[i] = p.items.Cut(item)
			}
		}
		return out
	}
	return v
}
