package schema

import (
	"reflect"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Map is a mapping with free keys. Unlike a Go map it keeps the order and the
// places of its keys.
type Map[T any] []Entry[T]

// Entry is one key of a Map with its value.
type Entry[T any] struct {
	Key   source.Text
	Span  source.Span // of the value
	Value T
}

// DecodeNode implements decode.Decoder.
func (m *Map[T]) DecodeNode(n *decode.Node) diag.List {
	switch n.Kind {
	case decode.Null:
		return nil
	case decode.Map:
	default:
		return diag.List{Expected(n, "a mapping")}
	}
	var values map[string]T
	list := decode.Into(n, &values)
	for _, f := range n.Fields {
		*m = append(*m, Entry[T]{Key: source.Text{Value: f.Key, Span: f.KeySpan}, Span: f.Value.Span, Value: values[f.Key]})
	}
	return list
}

// Shape implements Shaped.
func (m *Map[T]) Shape() Shape { return Shape{Values: reflect.TypeFor[T]()} }

// Some is one value, or a list of them.
type Some[T any] []T

// DecodeNode implements decode.Decoder.
func (s *Some[T]) DecodeNode(n *decode.Node) diag.List {
	switch n.Kind {
	case decode.Null:
		return nil
	case decode.List:
	default:
		n = &decode.Node{Kind: decode.List, Span: n.Span, Items: []*decode.Node{n}}
	}
	return Into(n, "the list", (*[]T)(s))
}

// Shape implements Shaped.
func (s *Some[T]) Shape() Shape {
	return Shape{AnyOf: []reflect.Type{reflect.TypeFor[T](), reflect.TypeFor[[]T]()}}
}

// Scalar is text, a number or a truth value, read as the text that stands in
// the file: dates, versions, values of scope.
type Scalar struct{ source.Text }

// DecodeNode implements decode.Decoder.
func (s *Scalar) DecodeNode(n *decode.Node) diag.List {
	switch n.Kind {
	case decode.Null:
		return nil
	case decode.List, decode.Map:
		return diag.List{Expected(n, "text")}
	}
	s.Text = n.Text()
	return nil
}

// Shape implements Shaped.
func (s *Scalar) Shape() Shape { return Shape{Types: []string{"string", "number", "boolean"}} }

// IsSet reports whether the scalar stands in the file.
func (s Scalar) IsSet() bool { return !s.Span.IsZero() }

// Into is decode.Into for types that decode themselves: name says in messages
// what the node is.
func Into[T any](n *decode.Node, name string, target *T) diag.List {
	var none T
	*target = none // what stood there is gone, also where nothing replaces it
	return decode.Named(n, name, target)
}

// Expected reports a node of a wrong kind; want names what belongs there, such
// as "a mapping".
func Expected(n *decode.Node, want string) diag.Diagnostic {
	return diag.Errorf(diag.ValueType, n.Span, "expected %s, found %s", want, n.Kind)
}
