// Package value is the plain values that pages compute with: text, numbers,
// lists, objects, markup, as Go holds them. It compares them, names them and
// says them as text.
//
// It follows JavaScript where authors expect it and never fails: what has no
// meaning is nothing.
package value

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
)

// Truthy follows JavaScript: nil, false, 0 and "" are false.
func Truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case template.HTML:
		return v != ""
	}
	if n, ok := Number(v); ok {
		return n != 0
	}
	return true
}

// Same compares two values; numbers by value, text with text.
func Same(a, b any) bool {
	if x, ok := Number(a); ok {
		y, ok := Number(b)
		return ok && x == y
	}
	switch a := a.(type) {
	case nil:
		return b == nil
	case bool:
		y, ok := b.(bool)
		return ok && a == y
	}
	if b == nil {
		return false
	}
	if _, ok := b.(bool); ok {
		return false
	}
	return Text(a) == Text(b)
}

// Number returns a number of any Go type; text is none.
func Number(v any) (float64, bool) {
	if v == nil {
		return 0, false
	}
	r := reflect.ValueOf(v)
	switch {
	case r.CanInt() && r.Kind() != reflect.Invalid:
		if _, ok := v.(fmt.Stringer); ok {
			return 0, false
		}
		return float64(r.Int()), true
	case r.CanUint():
		return float64(r.Uint()), true
	case r.CanFloat():
		return r.Float(), true
	}
	return 0, false
}

// Text says a value as text: numbers without an exponent, lists joined by
// commas, true, false and nil as nothing.
func Text(v any) string {
	switch v := v.(type) {
	case nil, bool:
		return ""
	case string:
		return v
	case template.HTML:
		return string(v)
	case fmt.Stringer:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = Text(x)
		}
		return strings.Join(parts, ", ")
	case []string:
		return strings.Join(v, ", ")
	}
	return fmt.Sprint(v)
}

// Kind names the type of a value for messages.
func Kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "true or false"
	case string:
		return "text"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	case template.HTML:
		return "markup"
	}
	if _, ok := Number(v); ok {
		return "a number"
	}
	return "something else"
}

// Member returns the part of a value that a key names.
func Member(v any, key string) (any, bool) {
	switch v := v.(type) {
	case map[string]any:
		x, ok := v[key]
		return x, ok
	case []any:
		if key == "length" {
			return int64(len(v)), true
		}
		i, err := strconv.Atoi(key)
		if err != nil || i < 0 || i >= len(v) {
			return nil, false
		}
		return v[i], true
	}
	return nil, false
}

// Texts returns a value, or the values of a list, as text.
func Texts(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return []string{fmt.Sprint(v)}
	}
	out := make([]string, len(list))
	for i, item := range list {
		out[i] = fmt.Sprint(item)
	}
	return out
}
