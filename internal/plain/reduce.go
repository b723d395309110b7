package plain

import (
	"fmt"
	"slices"
	"strings"
)

// First returns the first of some values, nil of none.
func First(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list[0]
}

// Last returns the last of some values, nil of none.
func Last(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// List returns the values, nil for none.
func List(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

// Common returns the value that all share, or nil.
func Common(list []any) any {
	for _, v := range list {
		if Text(v) != Text(list[0]) {
			return nil
		}
	}
	return First(list)
}

// Sum adds up what are numbers; nil of nothing.
func Sum(list []any) any {
	if len(list) == 0 {
		return nil
	}
	total := 0.0
	for _, v := range list {
		f, _ := Number(v)
		total += f
	}
	return Narrow(total)
}

// Min returns the least scalar by Order, or nil.
func Min(list []any) any { return extreme(list, -1) }

// Max returns the greatest scalar by Order, or nil.
func Max(list []any) any { return extreme(list, +1) }

func extreme(list []any, sign int) any {
	var out any
	for _, v := range list {
		if isScalar(v) && (out == nil || Order(v, out)*sign > 0) {
			out = v
		}
	}
	return out
}

// isScalar reports whether a value reads as text that is not empty.
func isScalar(v any) bool {
	switch v := v.(type) {
	case int64, int, float64, bool:
		return true
	case string:
		return strings.TrimSpace(v) != ""
	case *string:
		return strings.TrimSpace(*v) != ""
	}
	return false
}

// Set returns the distinct scalars in order, nil for none.
func Set(list []any) any {
	var out []any
	seen := map[string]bool{}
	for _, v := range list {
		if text := Text(v); text != "" && !seen[text] {
			seen[text] = true
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, Order)
	return List(out)
}

// Agreed returns what both say, or the zero value. What one leaves out, the
// other says alone.
func Agreed[T comparable](a, b T) T {
	var nothing T
	switch {
	case a == b, b == nothing:
		return a
	case a == nothing:
		return b
	}
	return nothing
}

// Agreeing joins two maps, into the first; a name that differs is taken out, for good.
func Agreeing[V any](a, b map[string]V, differ map[string]bool) map[string]V {
	if a == nil {
		a = map[string]V{}
	}
	for name, v := range b {
		was, known := a[name]
		switch {
		case differ[name]:
		case !known:
			a[name] = v
		case fmt.Sprint(was) != fmt.Sprint(v):
			differ[name] = true
			delete(a, name)
		}
	}
	if len(a) == 0 {
		return nil
	}
	return a
}

// OtherKey returns the first key of a mapping, in order, that is not among the
// known ones.
func OtherKey(v any, known []string) (string, bool) {
	least, found := "", false
	visit := func(key string) {
		if (!found || key < least) && !slices.Contains(known, key) {
			least, found = key, true
		}
	}
	switch node := v.(type) {
	case map[string]any:
		for key := range node {
			visit(key)
		}
	case *Object:
		for _, key := range node.keys {
			visit(key)
		}
	}
	return least, found
}
