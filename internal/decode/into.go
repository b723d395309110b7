package decode

import (
	"fmt"
	"reflect"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Decoder is implemented by types that read themselves from a node.
type Decoder interface {
	DecodeNode(n *Node) diag.List
}

// Into stores a node in the struct, map, slice or scalar that target points
// to, and reports every mistake: unknown, missing and mistyped keys, values
// outside their vocabulary. What is right is stored even when the rest is not.
// A nil node stores nothing; an empty document counts as an empty mapping.
//
// Fields are named by their json tag; one without "omitempty" or "omitzero" is
// required. A key without a value counts as absent. The fields of an embedded
// struct without a tag count as those of the struct around it. A field of type
// source.Span named Span and tagged `json:"-"` receives the place of its
// mapping. The types source.Text, *Node and any (Plain), and those that
// implement Decoder, are filled as they are; a Decoder sees the node also when
// it is Null. Numbers are accepted as text, in their spelling in the file. A field tagged
// `oneof:"a b c"` takes no other value, and neither do the items of a list so
// tagged; `alias:"old names"` gives further spellings of a key; a list tagged
// `single:"ok"` takes one scalar for a list of one.
//
// Into panics on a target of any other type, such as time.Time or a channel:
// that is a mistake in the program.
func Into(n *Node, target any) diag.List {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("decode: the target is %T, not a pointer", target))
	}
	if n == nil {
		return nil
	}
	var s store
	if n.Kind == Null && n.Scalar == "" && v.Elem().Kind() == reflect.Struct {
		n = &Node{Kind: Map, Span: n.Span}
	}
	s.value(n, v.Elem(), place{name: "the document"})
	return s.list
}

// Named is Into for the value of a key, by which messages call it. A Null is none
// of an empty document.
func Named(n *Node, key string, target any) diag.List {
	var s store
	s.value(n, reflect.ValueOf(target).Elem(), place{name: key, key: true})
	return s.list
}

// store gathers the mistakes of one Into.
type store struct {
	list diag.List
}

// place says what a value is, for messages, and what its field's tags allow.
type place struct {
	name   string   // such as the document
	key    bool     // name is the key that it stands under
	item   int      // which item of what goes by the name, from 1; 0: that itself
	oneof  []string // the vocabulary, or nil
	single bool     // one scalar stands for a list of one
}

// at returns the place of one item of the list at p.
func (p place) at(i int) place {
	if p.item > 0 {
		p.name, p.key = p.String(), false
	}
	return place{name: p.name, key: p.key, item: i + 1, oneof: p.oneof}
}

// String is such as "title" or item 2 of "controls".
func (p place) String() string {
	name := p.name
	if p.key {
		name = quoted(name)
	}
	if p.item > 0 {
		return fmt.Sprintf("item %d of %s", p.item, name)
	}
	return name
}

var (
	decoderType = reflect.TypeFor[Decoder]()
	nodeType    = reflect.TypeFor[*Node]()
	spanType    = reflect.TypeFor[source.Span]()
)

// value stores a node in v, which can be set.
func (s *store) value(n *Node, v reflect.Value, p place) {
	switch into := v.Addr().Interface().(type) {
	case Decoder:
		s.list.Add(into.DecodeNode(n)...)
		return
	case **Node:
		*into = n
		return
	case *source.Text:
		if text, ok := s.text(n, p); ok {
			*into = source.Text{Value: text, Span: n.Span}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if n.Kind == Null && !v.Type().Implements(decoderType) {
			return
		}
		fresh := reflect.New(v.Type().Elem())
		s.value(n, fresh.Elem(), p)
		v.Set(fresh)
	case reflect.Interface:
		if v.NumMethod() > 0 {
			panic("decode: cannot fill the interface " + v.Type().String())
		}
		if plain := n.Plain(); plain != nil {
			v.Set(reflect.ValueOf(plain))
		}
	case reflect.Struct:
		s.structure(n, v, p)
	case reflect.Map:
		s.mapping(n, v, p)
	case reflect.Slice:
		s.slice(n, v, p)
	default:
		s.scalar(n, v, p)
	}
}

// mapping stores a node in a map with keys of a string type.
func (s *store) mapping(n *Node, v reflect.Value, p place) {
	t := v.Type()
	if t.Key().Kind() != reflect.String {
		panic("decode: the keys of " + t.String() + " are not text")
	}
	if n.Kind != Map {
		s.mistyped(n, p, Map.String(), "write it as lines of the form key: value")
		return
	}
	out := reflect.MakeMapWithSize(t, len(n.Fields))
	for _, f := range n.Fields {
		item := reflect.New(t.Elem()).Elem()
		s.value(f.Value, item, place{name: f.Key, key: true, oneof: p.oneof, single: p.single})
		out.SetMapIndex(reflect.ValueOf(f.Key).Convert(t.Key()), item)
	}
	v.Set(out)
}

// slice stores a node in a slice.
func (s *store) slice(n *Node, v reflect.Value, p place) {
	items := n.Items
	if n.Kind != List {
		scalar := n.Kind != Map && n.Kind != Null
		if !p.single || !scalar {
			s.mistyped(n, p, List.String(), listHint(n, scalar))
			return
		}
		items = []*Node{n}
	}
	out := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		s.value(item, out.Index(i), p.at(i))
	}
	v.Set(out)
}

func listHint(n *Node, scalar bool) string {
	switch {
	case scalar && n.Span.End-n.Span.Start <= 40:
		return fmt.Sprintf("write [%s]", n.Span.Text())
	case n.Kind == Map:
		return `start each item with "- "`
	}
	return "write it as a list"
}

// mistyped reports a value of the wrong kind.
func (s *store) mistyped(n *Node, p place, want, hint string) {
	found := n.Kind.String()
	switch n.Kind {
	case Bool, Int, Float, String:
		found += " (" + Excerpt(n.Scalar) + ")"
	}
	d := diag.Errorf(diag.ValueType, n.Span, "%s is %s, expected %s", p, found, want)
	d.Hint = hint
	s.list.Add(d)
}

func quoted(key string) string { return `"` + Excerpt(key) + `"` }
