package stencil

import (
	"reflect"
	"sync/atomic"
	"text/template/parse"
)

// expression is a part of a template that has a value.
type expression interface {
	eval(s *state, dot reflect.Value) reflect.Value
}

// constant is a value that is known.
type constant struct {
	v    reflect.Value
	fits bool // it is an argument, and of the type of its place
}

func (k *constant) eval(*state, reflect.Value) reflect.Value { return k.v }

// dot is what the template runs over.
type dot struct{}

func (dot) eval(_ *state, dot reflect.Value) reflect.Value { return dot }

// variable is what a variable holds.
type variable struct{ slot int }

func (v *variable) eval(s *state, _ reflect.Value) reflect.Value { return s.vars[s.base+v.slot] }

// set gives a value to a variable.
type set struct {
	x     expression
	slot  int
	outer bool // the variable was declared before
}

func (a *set) eval(s *state, dot reflect.Value) reflect.Value {
	v := a.x.eval(s, dot)
	s.vars[s.base+a.slot] = v
	return v
}

// opened is the value that an interface holds, as each command of a pipeline
// passes it on.
type opened struct{ x expression }

func (o *opened) eval(s *state, dot reflect.Value) reflect.Value {
	v := o.x.eval(s, dot)
	if v.Kind() == reflect.Interface && v.Type().NumMethod() == 0 {
		return v.Elem()
	}
	return v
}

// argument is an argument of a method: a literal, which takes the type that the
// method asks for, or an expression.
type argument struct {
	literal parse.Node
	x       expression
}

// member is a field of a struct, a key of a map, or a method.
type member struct {
	of    expression
	name  string
	args  []argument
	final expression                               // the result of the command before, which is the last argument
	seen  atomic.Pointer[[]*access]                // in the types that it was looked for in, the newest first
	text  func(on any, text string) (string, bool) // calls a method of the name that gives a text for one; nil: none is known
}

// access is how a member is reached in values of one type.
type access struct {
	kind      reflect.Type
	addressed bool // the value has an address, so that methods of its pointer count

	method   int         // index, or -1
	takes    *parameters // of the method
	literals []reflect.Value
	gives    bool  // a text for a text, and the member knows how to call it
	field    []int // of a struct; nil for a map
	inMap    bool
}

func (m *member) eval(s *state, dot reflect.Value) reflect.Value {
	v, a, final := m.reach(s, dot)
	return m.value(s, v, a, dot, final)
}

// value is the member of a value that is reached in a way.
func (m *member) value(s *state, v reflect.Value, a *access, dot, final reflect.Value) reflect.Value {
	switch {
	case a.gives:
		return reflect.ValueOf(m.said(s, v, a, dot, final))
	case a.method >= 0:
		return m.method(s, v.Method(a.method), a, dot, final)
	case a.inMap:
		if v = v.MapIndex(reflect.ValueOf(m.name)); !v.IsValid() {
			quit()
		}
		return v
	case len(a.field) == 1:
		return v.Field(a.field[0])
	}
	return v.FieldByIndex(a.field) // through a nil pointer it panics, which ends the run
}

// reach evaluates what the member is of, and finds out how it is reached there.
func (m *member) reach(s *state, dot reflect.Value) (v reflect.Value, a *access, final reflect.Value) {
	// text/template evaluates the result of the command before first.
	if m.final != nil {
		final = m.final.eval(s, dot)
	}
	if v = m.of.eval(s, dot); !v.IsValid() {
		quit()
	}
	v = indirect(v)
	kind := v.Type()
	addressed := v.Kind() != reflect.Pointer && v.CanAddr()
	if a = m.known(kind, addressed); a == nil {
		a = m.look(v, addressed)
		m.learn(a)
	}
	if a.method >= 0 && addressed {
		v = v.Addr()
	}
	return v, a, final
}

// known returns how the member is reached in values of a type, if that was
// looked up.
func (m *member) known(kind reflect.Type, addressed bool) *access {
	if seen := m.seen.Load(); seen != nil {
		for _, a := range *seen {
			if a.kind == kind && a.addressed == addressed {
				return a
			}
		}
	}
	return nil
}

// mostKinds is in how many types a member is remembered.
const mostKinds = 8

// learn remembers how the member is reached. Of two that learn at a time, one
// may have to learn again.
func (m *member) learn(a *access) {
	seen := []*access{a}
	if before := m.seen.Load(); before != nil {
		seen = append(seen, (*before)[:min(len(*before), mostKinds-1)]...)
	}
	m.seen.Store(&seen)
}

// said calls a method that gives a text for one.
func (m *member) said(s *state, v reflect.Value, a *access, dot, final reflect.Value) string {
	var given reflect.Value
	switch {
	case m.final != nil:
		given = fit(final, textType)
	case m.args[0].literal != nil:
		given = a.literals[0]
	default:
		given = fit(m.args[0].x.eval(s, dot), textType)
	}
	out, ok := m.text(v.Interface(), given.String())
	if !ok {
		quit()
	}
	return out
}

// look finds a member in a type. What text/template would complain of ends the
// run.
func (m *member) look(v reflect.Value, addressed bool) *access {
	a := &access{kind: v.Type(), addressed: addressed, method: -1}
	if v.Kind() == reflect.Interface {
		quit()
	}
	holder := a.kind
	if addressed {
		holder = reflect.PointerTo(holder)
	}
	if method, ok := holder.MethodByName(m.name); ok {
		a.method = method.Index
		n := len(m.args)
		if m.final != nil {
			n++
		}
		a.takes = parametersOf(method.Type, 1, n)
		a.literals = make([]reflect.Value, len(m.args))
		for i, arg := range m.args {
			if arg.literal != nil {
				a.literals[i] = typed(arg.literal, a.takes.in(i))
			}
		}
		a.gives = m.text != nil && holder.Kind() == reflect.Pointer && n == 1 && a.takes.texts(method.Type)
		return a
	}
	if len(m.args) > 0 || m.final != nil {
		quit()
	}
	switch v.Kind() {
	case reflect.Struct:
		f, ok := a.kind.FieldByName(m.name)
		if !ok || !f.IsExported() {
			quit()
		}
		a.field = f.Index
	case reflect.Map:
		if a.kind.Key() != textType {
			quit()
		}
		a.inMap = true
	default:
		quit()
	}
	return a
}

var (
	textType  = reflect.TypeFor[string]()
	errorType = reflect.TypeFor[error]()
)
