package stencil

import (
	"html/template"
	"reflect"
	"text/template/parse"
	"time"
)

// parameters are what a function takes.
type parameters struct {
	fixed   []reflect.Type
	rest    reflect.Type // of the variadic ones, or nil
	mayFail bool         // its second result is an error
}

// in returns the type of an argument.
func (p *parameters) in(i int) reflect.Type {
	if i < len(p.fixed) {
		return p.fixed[i]
	}
	return p.rest
}

// parametersOf reads what a function takes, without its receiver. It gives up
// where n arguments do not fit, or where the results are none that a template
// may have.
func parametersOf(f reflect.Type, receivers, n int) *parameters {
	p := &parameters{}
	for i := receivers; i < f.NumIn(); i++ {
		if f.IsVariadic() && i == f.NumIn()-1 {
			p.rest = f.In(i).Elem()
		} else {
			p.fixed = append(p.fixed, f.In(i))
		}
	}
	if n < len(p.fixed) || n > len(p.fixed) && p.rest == nil {
		quit()
	}
	switch {
	case f.NumOut() == 1:
	case f.NumOut() == 2 && f.Out(1) == errorType:
		p.mayFail = true
	default:
		quit()
	}
	return p
}

// result is what a function gave, without its error, of which there is none.
func (p *parameters) result(out []reflect.Value) reflect.Value {
	if p.mayFail && !out[1].IsNil() {
		quit()
	}
	return out[0]
}

// texts reports whether a function takes one text and gives one.
func (p *parameters) texts(f reflect.Type) bool {
	return len(p.fixed) == 1 && p.rest == nil && p.fixed[0] == textType && f.NumOut() == 1 && f.Out(0) == textType
}

// method calls a method.
func (m *member) method(s *state, f reflect.Value, a *access, dot, final reflect.Value) reflect.Value {
	from := len(s.args)
	for i, arg := range m.args {
		v := a.literals[i]
		if arg.literal == nil {
			v = fit(arg.x.eval(s, dot), a.takes.in(i))
		}
		s.args = append(s.args, v)
	}
	if m.final != nil {
		s.args = append(s.args, fit(final, a.takes.in(len(m.args))))
	}
	out := f.Call(s.args[from:])
	s.args = s.args[:from]
	return a.takes.result(out)
}

// fit makes a value one of a type, as far as text/template does.
func fit(v reflect.Value, t reflect.Type) reflect.Value {
	if !v.IsValid() {
		switch t.Kind() {
		case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
			return reflect.Zero(t)
		}
		quit()
	}
	if v.Type() == t || v.Type().AssignableTo(t) {
		return v
	}
	if v.Kind() == reflect.Interface && !v.IsNil() {
		if v = v.Elem(); v.Type().AssignableTo(t) {
			return v
		}
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t):
		if v = v.Elem(); v.IsValid() {
			return v
		}
	case v.CanAddr() && reflect.PointerTo(v.Type()).AssignableTo(t):
		return v.Addr()
	}
	quit()
	return v
}

// function calls a function with arguments that are evaluated first.
type function struct {
	args  []expression
	takes *parameters // nil: the arguments are taken as they are
	final expression
	run   func(args []reflect.Value) reflect.Value
}

func (f *function) eval(s *state, dot reflect.Value) reflect.Value {
	var final reflect.Value
	if f.final != nil {
		final = f.final.eval(s, dot)
	}
	from := len(s.args)
	for i, x := range f.args {
		if k, ok := x.(*constant); ok && k.fits {
			s.args = append(s.args, k.v)
			continue
		}
		s.args = append(s.args, f.fit(x.eval(s, dot), i))
	}
	if f.final != nil {
		s.args = append(s.args, f.fit(final, len(f.args)))
	}
	v := f.run(s.args[from:])
	s.args = s.args[:from]
	return v
}

// fit makes a value the argument of a place.
func (f *function) fit(v reflect.Value, i int) reflect.Value {
	if f.takes == nil {
		return v
	}
	return fit(v, f.takes.in(i))
}

// call compiles the call of a function. One of constants is made now.
func (c *compiler) call(name string, args []parse.Node, final expression) expression {
	n := len(args)
	if final != nil {
		n++
	}
	f := &function{final: final}
	if given := c.set.Funcs[name]; given != nil {
		fun := reflect.ValueOf(given)
		f.takes = parametersOf(fun.Type(), 0, n)
		f.run = direct(given)
		if f.run == nil {
			takes := f.takes
			f.run = func(args []reflect.Value) reflect.Value { return takes.result(fun.Call(args)) }
		}
	} else if name == "and" || name == "or" {
		return c.junction(name == "or", args, final)
	} else if f.run = builtin(name, n); f.run == nil {
		quit()
	}
	for i, a := range args {
		f.args = append(f.args, c.given(a, f.takes, i))
	}
	return fold(f)
}

// given compiles an argument of a function.
func (c *compiler) given(n parse.Node, takes *parameters, i int) expression {
	switch n.(type) {
	case *parse.NilNode:
		if takes == nil {
			return &constant{fits: true}
		}
		return &constant{typed(n, takes.in(i)), true}
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		if takes == nil {
			return &constant{ideal(n), true}
		}
		return &constant{typed(n, takes.in(i)), true}
	}
	return c.operand(n)
}

// fold makes a constant of a call of constants. A call that goes wrong is left
// to fail where it stands.
func fold(f *function) (out expression) {
	for _, x := range append(f.args[:len(f.args):len(f.args)], f.final) {
		if _, ok := x.(*constant); !ok && x != nil {
			return f
		}
	}
	defer func() {
		if recover() != nil {
			out = f
		}
	}()
	v := f.eval(&state{}, reflect.Value{})
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return &constant{v: v}
}

// junction is and, or: it ends at the first argument that decides.
type junction struct {
	or   bool
	args []expression
}

func (j *junction) eval(s *state, dot reflect.Value) reflect.Value {
	var v reflect.Value
	for _, x := range j.args {
		if v = x.eval(s, dot); truth(v) == j.or {
			break
		}
	}
	return v
}

// junction compiles and, or.
func (c *compiler) junction(or bool, args []parse.Node, final expression) expression {
	if len(args) == 0 || final != nil {
		quit()
	}
	out := &junction{or: or}
	for _, a := range args {
		out.args = append(out.args, c.given(a, nil, 0))
	}
	return out
}

// direct returns how a function of a known shape is called, or nil.
func direct(f any) func(a []reflect.Value) reflect.Value {
	switch f := f.(type) {
	case func() string:
		return func([]reflect.Value) reflect.Value { return reflect.ValueOf(f()) }
	case func(string) string:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(a[0].String())) }
	case func(string) template.HTML:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(a[0].String())) }
	case func(string, string) bool:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(a[0].String(), a[1].String())) }
	case func(time.Time) bool:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(timeOf(a[0]))) }
	case func(time.Time) string:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(timeOf(a[0]))) }
	case func(time.Time) template.HTML:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(timeOf(a[0]))) }
	case func(time.Time, time.Time) string:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(timeOf(a[0]), timeOf(a[1]))) }
	case func(any, any) bool:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(plain(a[0]), plain(a[1]))) }
	case func(any, ...any) any:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(plain(a[0]), plains(a[1:])...)) }
	case func(...any) []any:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(plains(a)...)) }
	case func(...any) map[string]any:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(f(plains(a)...)) }
	case func(string, ...any) (any, error):
		return func(a []reflect.Value) reflect.Value { return sure(f(a[0].String(), plains(a[1:])...)) }
	case func(string, string, ...any) (any, error):
		return func(a []reflect.Value) reflect.Value {
			return sure(f(a[0].String(), a[1].String(), plains(a[2:])...))
		}
	}
	return nil
}

// sure gives up on an error.
func sure(v any, err error) reflect.Value {
	if err != nil {
		quit()
	}
	return reflect.ValueOf(v)
}

// timeOf reads a time without copying it to the heap.
func timeOf(v reflect.Value) time.Time {
	if v.CanAddr() {
		return *v.Addr().Interface().(*time.Time)
	}
	return v.Interface().(time.Time)
}

// plain is a value as Go holds it; nil where there is none.
func plain(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	return v.Interface()
}

func plains(values []reflect.Value) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = plain(v)
	}
	return out
}
