package stencil

import (
	"cmp"
	"fmt"
	"reflect"
)

// builtin returns a function of the language that takes n arguments, or nil for
// one that is not known here. What it would complain of ends the run.
func builtin(name string, n int) func(a []reflect.Value) reflect.Value {
	switch {
	case name == "not" && n == 1:
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(!truth(a[0])) }
	case name == "len" && n == 1:
		return length
	case name == "index" && n >= 1:
		return index
	case name == "print":
		return func(a []reflect.Value) reflect.Value { return reflect.ValueOf(fmt.Sprint(plains(a)...)) }
	case name == "printf" && n >= 1:
		return func(a []reflect.Value) reflect.Value {
			if a[0].Kind() == reflect.Interface {
				a[0] = a[0].Elem()
			}
			if !a[0].IsValid() || a[0].Type() != textType {
				quit()
			}
			return reflect.ValueOf(fmt.Sprintf(a[0].String(), plains(a[1:])...))
		}
	case name == "eq" && n >= 2:
		return func(a []reflect.Value) reflect.Value {
			for _, b := range a[1:] {
				if compare(a[0], b) == 0 {
					return reflect.ValueOf(true)
				}
			}
			return reflect.ValueOf(false)
		}
	}
	if holds := comparisons[name]; holds != nil && n == 2 {
		return func(a []reflect.Value) reflect.Value {
			if name != "ne" && (a[0].Kind() == reflect.Bool || a[0].Kind() == reflect.Interface && a[0].Elem().Kind() == reflect.Bool) {
				quit() // no order
			}
			return reflect.ValueOf(holds(compare(a[0], a[1])))
		}
	}
	return nil
}

// comparisons are what the order of two values says.
var comparisons = map[string]func(order int) bool{
	"ne": func(o int) bool { return o != 0 },
	"lt": func(o int) bool { return o < 0 },
	"le": func(o int) bool { return o <= 0 },
	"gt": func(o int) bool { return o > 0 },
	"ge": func(o int) bool { return o >= 0 },
}

// compare orders two values of one kind: text, whole numbers, or true and
// false. Others are not known here.
func compare(a, b reflect.Value) int {
	if a.Kind() == reflect.Interface {
		a = a.Elem()
	}
	if b.Kind() == reflect.Interface {
		b = b.Elem()
	}
	switch {
	case a.Kind() == reflect.String && b.Kind() == reflect.String:
		return cmp.Compare(a.String(), b.String())
	case a.IsValid() && b.IsValid() && a.CanInt() && b.CanInt():
		return cmp.Compare(a.Int(), b.Int())
	case a.IsValid() && b.IsValid() && a.CanUint() && b.CanUint():
		return cmp.Compare(a.Uint(), b.Uint())
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool && a.Bool() == b.Bool():
		return 0
	case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
		return 1
	}
	quit()
	return 0
}

// length is len.
func length(a []reflect.Value) reflect.Value {
	v := indirect(a[0])
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return reflect.ValueOf(v.Len())
	}
	quit()
	return v
}

// index is index over lists by whole numbers, and over maps by keys of their
// type.
func index(a []reflect.Value) reflect.Value {
	v := a[0]
	for _, at := range a[1:] {
		if v = indirect(v); at.Kind() == reflect.Interface {
			at = at.Elem()
		}
		switch {
		case !at.IsValid():
			quit()
		case (v.Kind() == reflect.Slice || v.Kind() == reflect.Array) && at.CanInt():
			v = v.Index(int(at.Int())) // out of range it panics, which ends the run
		case v.Kind() == reflect.Map && at.Type().AssignableTo(v.Type().Key()):
			found := v.MapIndex(at)
			if !found.IsValid() {
				found = reflect.Zero(v.Type().Elem())
			}
			v = found
		default:
			quit()
		}
	}
	if len(a) == 1 && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}
