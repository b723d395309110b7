package decode

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/token"
)

// scalar stores a node in a string, bool or number.
func (s *store) scalar(n *Node, v reflect.Value, p place) {
	switch v.Kind() {
	case reflect.String:
		if text, ok := s.text(n, p); ok {
			v.SetString(text)
		}
	case reflect.Bool:
		if n.Kind != Bool {
			s.mistyped(n, p, Bool.String(), boolHint(n))
			return
		}
		v.SetBool(strings.EqualFold(n.Scalar, "true"))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		s.integer(n, v, p)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		s.natural(n, v, p)
	case reflect.Float32, reflect.Float64:
		if n.Kind != Int && n.Kind != Float {
			s.mistyped(n, p, Float.String(), numberHint(n))
			return
		}
		f, err := strconv.ParseFloat(n.Scalar, v.Type().Bits())
		if err != nil || math.IsInf(f, 0) {
			s.outOfRange(n, p)
			return
		}
		v.SetFloat(f)
	default:
		panic("decode: cannot fill a " + v.Type().String())
	}
}

// text returns the text of a scalar. Numbers count as text, in their spelling;
// true, false and nothing do not.
func (s *store) text(n *Node, p place) (string, bool) {
	switch n.Kind {
	case String, Int, Float:
	case Bool:
		s.mistyped(n, p, String.String(), "quote it")
		return "", false
	default:
		s.mistyped(n, p, String.String(), "")
		return "", false
	}
	if p.oneof != nil && !slices.Contains(p.oneof, n.Scalar) {
		s.list.Add(unknownValue(n, p))
		return "", false
	}
	return n.Scalar, true
}

// unknownValue reports a value outside its vocabulary.
func unknownValue(n *Node, p place) diag.Diagnostic {
	d := diag.Errorf(diag.ValueUnknown, n.Span, "%s is %q, expected %s", p, Excerpt(n.Scalar), alternatives(p.oneof))
	d.Hint = diag.DidYouMean(n.Scalar, p.oneof)
	return d
}

// alternatives joins words as "a, b or c".
func alternatives(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func (s *store) integer(n *Node, v reflect.Value, p place) {
	if n.Kind != Int {
		s.mistyped(n, p, Int.String(), numberHint(n))
		return
	}
	i, err := strconv.ParseInt(n.Scalar, 10, v.Type().Bits())
	if err != nil {
		s.outOfRange(n, p)
		return
	}
	v.SetInt(i)
}

func (s *store) natural(n *Node, v reflect.Value, p place) {
	if n.Kind != Int {
		s.mistyped(n, p, Int.String(), numberHint(n))
		return
	}
	i, err := strconv.ParseUint(n.Scalar, 10, v.Type().Bits())
	if err != nil {
		s.outOfRange(n, p)
		return
	}
	v.SetUint(i)
}

func (s *store) outOfRange(n *Node, p place) {
	s.list.Add(diag.Errorf(diag.ValueInvalid, n.Span, "%s is %s, which is out of range", p, Excerpt(n.Scalar)))
}

func boolHint(n *Node) string {
	switch strings.ToLower(n.Scalar) {
	case "yes", "on", "y", "true":
		return "write true"
	case "no", "off", "n", "false":
		return "write false"
	}
	return "write true or false"
}

// numberHint says how to mend text that was meant as a number.
func numberHint(n *Node) string {
	if n.Kind != String {
		return ""
	}
	if n.Quoted && numberKind(n.Scalar) != String {
		return "remove the quotes"
	}
	if short := strings.TrimLeft(n.Scalar, "0"); short != n.Scalar && token.Digits(short) == len(short) {
		return "remove the leading zero"
	}
	return ""
}
