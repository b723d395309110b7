package decode

import (
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/token"
)

// plainKind says what an unquoted YAML scalar is. It follows the core schema of
// YAML 1.2 with JSON's idea of a number: yes, no, on and off are text, so are
// dates, 012, 0x1F, 1_000, .inf, and numbers that 64 bits cannot hold.
func plainKind(s string) Kind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	return numberKind(s)
}

// plainScalar returns the value of a scalar: bool, int64, float64, nil, or its
// text where it is nothing else.
func plainScalar(kind Kind, text string) any {
	switch kind {
	case Null:
		return nil
	case Bool:
		return strings.EqualFold(text, "true")
	case Int:
		if i, err := strconv.ParseInt(text, 10, 64); err == nil {
			return i
		}
	case Float:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return f
		}
	}
	return text
}

// numberKind returns Int or Float for a number in the form of JSON that 64 bits
// can hold, otherwise String.
func numberKind(s string) Kind {
	whole, ok := token.Number(s)
	switch {
	case !ok:
		return String
	case whole:
		if _, err := strconv.ParseInt(s, 10, 64); err != nil {
			return String
		}
		return Int
	}
	if _, err := strconv.ParseFloat(s, 64); err != nil {
		return String
	}
	return Float
}
