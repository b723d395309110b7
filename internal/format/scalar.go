package format

import (
	"cmp"
	"strconv"
	"strings"
)

// textOf returns a scalar as text, "" for anything else.
func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// numberOf reads a number, also out of text such as "42" or "99.98%".
func numberOf(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case float64:
		return v, true
	case string:
		s := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), "%"))
		if s == "" || !strings.ContainsRune("0123456789.-", rune(s[0])) || strings.ContainsAny(s, "xX_pP") {
			return 0, false
		}
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil
	}
	return 0, false
}

// plainNumber returns f as an int64 when it is whole and fits, so that counts
// stay whole numbers.
func plainNumber(f float64) any {
	if f == float64(int64(f)) && f < 1<<53 && f > -(1<<53) {
		return int64(f)
	}
	return f
}

// same reports whether a value of a document equals one that a format names;
// numbers compare as numbers whatever their type.
func same(found, wanted any) bool {
	if _, text := found.(string); !text {
		a, okA := numberOf(found)
		b, okB := numberOf(wanted)
		if okA && okB {
			return a == b
		}
	}
	return textOf(found) != "" && textOf(found) == textOf(wanted) || found == "" && wanted == ""
}

// shapeOf names the kind of a plain value as conditions spell it.
func shapeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "map"
	case []any:
		return "list"
	case string:
		return "text"
	case bool:
		return "bool"
	}
	return "number"
}

// truthy reports whether a value says yes: true, a number other than zero,
// text other than "" and "false", anything that is not empty.
func truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != "" && v != "false"
	case map[string]any:
		return len(v) > 0
	case []any:
		return len(v) > 0
	}
	f, _ := numberOf(v)
	return f != 0
}

// order compares scalars: numbers by size, all else as text.
func order(a, b any) int {
	x, okX := numberOf(a)
	y, okY := numberOf(b)
	if okX && okY {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(textOf(a), textOf(b))
}
