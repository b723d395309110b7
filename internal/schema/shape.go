package schema

import "reflect"

// Shaped is implemented by types that decode themselves, to say how they are
// written.
type Shaped interface {
	Shape() Shape
}

// Shape says how a type is written. Fields that are set apply together.
type Shape struct {
	Name    string         // it stands once in the schema, for types that hold themselves
	Text    string         // what it is, for people
	Types   []string       // JSON types: string, number, boolean, array, object
	Pattern string         // regular expression that text matches
	AnyOf   []reflect.Type // it is written as one of these
	Values  reflect.Type   // it is a mapping with free keys and values of this type
	Keys    []string       // keys that editors propose; others are legal
	Words   []string       // words that editors propose; other text is legal
	One     []string       // of these keys it has one
}

// shapeOf returns the shape of a type that has one.
func shapeOf(t reflect.Type) (Shape, bool) {
	if t.Kind() == reflect.Interface || t.Kind() == reflect.Pointer {
		return Shape{}, false
	}
	if s, ok := reflect.New(t).Interface().(Shaped); ok {
		return s.Shape(), true
	}
	return Shape{}, false
}

// TextOr is the shape of text, or of a mapping in its place.
func TextOr[T any]() Shape {
	return Shape{AnyOf: []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[T]()}}
}
