// Package reach finds which parts of a piece of evidence assertions read, so
// that of a large one the rest need not be kept.
//
// It may find more than is read, never less: what an expression does that is not
// plainly a step into a mapping or over the items of a list reads all of it. It
// evaluates nothing.
package reach

import (
	"maps"
	"slices"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"

	"github.com/candor-site/candor/internal/dense"
	"github.com/candor-site/candor/internal/rule"
)

// Part is what is read of a value. The zero Part is nothing but its kind, the
// keys of a mapping and the number of items.
type Part struct {
	whole   bool
	counted bool // how many keys or items there are is read
	keys    []string
	values  []*Part // of the keys
	items   *Part   // of a list: all alike
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
	return p.key(key)
}

// key returns the part of the value of a key.
func (p *Part) key(key string) *Part {
	i, known := slices.BinarySearch(p.keys, key)
	if !known {
		p.keys, p.values = slices.Insert(p.keys, i, key), slices.Insert(p.values, i, &Part{})
	}
	return p.values[i]
}

// sized says that the number of keys or items of a value is read.
func (r *reader) sized(e ast.Expr, in *names) {
	if p := r.part(e, in); p != nil {
		p.counted = true
	}
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
	case name == "has" && len(args) == 1 && !c.IsMemberFunction():
		r.part(args[0], in)
		return nil
	case name == "size" && len(args) == 1 && !c.IsMemberFunction():
		r.sized(args[0], in)
		return nil
	case name == "size" && len(args) == 0 && c.IsMemberFunction():
		r.sized(c.Target(), in)
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

// Pack returns what is read of a plain tree, in few bytes; nil where that is not
// possible. Of a mapping it holds the keys that are read alone, but all keys where
// one of them is missing: whoever misses it looks at the others. Other values
// that are not read are nil.
func (p *Part) Pack(v any) *dense.Tree {
	var w dense.Writer
	p.write(&w, v)
	return w.Tree()
}

func (p *Part) write(w *dense.Writer, v any) {
	switch v := v.(type) {
	case map[string]any:
		if !p.whole && p.items == nil { // else its keys are run over, or it is indexed by number
			p.mapping(w, v)
			return
		}
	case []any:
		if !p.whole && len(p.keys) == 0 { // else it is an error, which may show what it found
			start := w.List(len(v))
			for _, item := range v {
				if p.items == nil {
					w.Null()
				} else {
					p.items.write(w, item)
				}
			}
			w.End(start)
			return
		}
	}
	w.Value(v)
}

func (p *Part) mapping(w *dense.Writer, v map[string]any) {
	keys, all := p.keys, p.counted
	for _, key := range keys {
		if _, found := v[key]; !found {
			all = true
		}
	}
	if all {
		keys = slices.Sorted(maps.Keys(v))
	}
	start := w.Mapping(len(keys))
	for _, key := range keys {
		w.Key(key)
		if i, read := slices.BinarySearch(p.keys, key); read {
			p.values[i].write(w, v[key])
		} else {
			w.Null()
		}
	}
	w.End(start)
}
