package stencil

import (
	"reflect"
	"slices"
	"strings"
)

// signal says how a statement ended.
type signal int

const (
	onward signal = iota
	breaks
	continues
)

// statement is a part of a template that writes.
type statement interface {
	run(s *state, dot reflect.Value) signal
}

// list runs one statement after another.
type list []statement

func (l list) run(s *state, dot reflect.Value) signal {
	for _, x := range l {
		if sig := x.run(s, dot); sig != onward {
			return sig
		}
	}
	return onward
}

// literal is text as it stands.
type literal string

func (t literal) run(s *state, _ reflect.Value) signal {
	s.text(string(t))
	return onward
}

// run makes the end of a turn a statement.
func (x signal) run(*state, reflect.Value) signal { return x }

// quiet computes a value and writes nothing: it sets a variable.
type quiet struct{ x expression }

func (q quiet) run(s *state, dot reflect.Value) signal {
	q.x.eval(s, dot)
	return onward
}

// choice is if or with.
type choice struct {
	x           expression
	then, other list
	with        bool
}

func (c *choice) run(s *state, dot reflect.Value) signal {
	v := c.x.eval(s, dot)
	if !truth(v) {
		return c.other.run(s, dot)
	}
	if c.with {
		dot = v
	}
	return c.then.run(s, dot)
}

// truth says whether a value counts as true.
func truth(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Bool:
		return v.Bool()
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() > 0
	case reflect.Pointer, reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Interface:
		return !v.IsNil()
	case reflect.Struct:
		return true
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0
	}
	return !v.IsZero()
}

// loop is range over a list or a map.
type loop struct {
	x           expression
	key, elem   int  // slots of the variables; -1: there is none
	outer       bool // these were declared before
	body, other list
}

func (l *loop) run(s *state, dot reflect.Value) signal {
	over := l.x.eval(s, dot)
	v := indirect(over)
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		n := v.Len()
		if n == 0 {
			break
		}
		for i := range n {
			if l.key >= 0 {
				s.vars[s.base+l.key] = reflect.ValueOf(i)
			}
			if l.turn(s, v.Index(i)) {
				break
			}
		}
		return onward
	case reflect.Map:
		if v.Len() == 0 {
			break
		}
		if v.Type().Key().Kind() != reflect.String {
			quit()
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			if l.key >= 0 {
				s.vars[s.base+l.key] = k
			}
			if l.turn(s, v.MapIndex(k)) {
				break
			}
		}
		return onward
	case reflect.Invalid:
	default:
		quit()
	}
	for _, slot := range []int{l.key, l.elem} {
		if slot >= 0 {
			s.vars[s.base+slot] = over
		}
	}
	return l.other.run(s, dot)
}

// turn runs the body once and reports whether the loop ends.
func (l *loop) turn(s *state, elem reflect.Value) bool {
	if l.elem >= 0 {
		s.vars[s.base+l.elem] = elem
	}
	return l.body.run(s, elem) == breaks
}

// indirect follows pointers and interfaces to what they lead to, or to the
// last that leads nowhere.
func indirect(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		if v.IsNil() {
			return v
		}
		v = v.Elem()
	}
	return v
}

// part runs another template.
type part struct {
	block *block
	x     expression // nil: over nothing
}

func (p *part) run(s *state, dot reflect.Value) signal {
	var over reflect.Value
	if p.x != nil {
		over = p.x.eval(s, dot)
	}
	s.call(p.block, over)
	return onward
}
