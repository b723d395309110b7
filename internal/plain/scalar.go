package plain

import (
	"cmp"
	"strconv"
	"strings"
)

// Text returns a scalar as text, "" for anything else.
func Text(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case *string:
		return strings.TrimSpace(*v)
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

// String returns a text as it is; ok is false for anything else.
func String(v any) (text string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case *string:
		return *v, true
	}
	return "", false
}

// Number reads a number, also out of text such as "42" or "99.98%".
func Number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case int:
		return float64(v), true
	case float64:
		return v, true
	case *string:
		return Number(*v)
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

// Narrow returns f as an int64 when it is whole and fits, so that counts
// stay whole numbers.
func Narrow(f float64) any {
	if f == float64(int64(f)) && f < 1<<53 && f > -(1<<53) {
		return int64(f)
	}
	return f
}

// Same reports whether a value of a document equals one that a format names;
// numbers compare as numbers whatever their type.
func Same(found, wanted any) bool {
	text, isText := String(found)
	if !isText {
		a, okA := Number(found)
		b, okB := Number(wanted)
		if okA && okB {
			return a == b
		}
	}
	return Text(found) != "" && Text(found) == Text(wanted) || isText && text == "" && wanted == ""
}

// Kind names the kind of a plain value as conditions spell it.
func Kind(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any, *Object:
		return "map"
	case []any:
		return "list"
	case string, *string:
		return "text"
	case bool:
		return "bool"
	}
	return "number"
}

// Truthy reports whether a value says yes: true, a number other than zero,
// text other than "" and "false", anything that is not empty.
func Truthy(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case string:
		return v != "" && v != "false"
	case *string:
		return *v != "" && *v != "false"
	case map[string]any:
		return len(v) > 0
	case *Object:
		return len(v.keys) > 0
	case []any:
		return len(v) > 0
	}
	f, _ := Number(v)
	return f != 0
}

// Order compares scalars: numbers by size, all else as text.
func Order(a, b any) int {
	x, okX := Number(a)
	y, okY := Number(b)
	if okX && okY {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(Text(a), Text(b))
}
