// Package decode reads YAML, JSON, JSON Lines and front matter that nobody
// vouches for. Limits on size, depth, nodes and keys are checked before
// anything is built; duplicate keys, keys that differ in case only, aliases,
// merge keys, custom tags, second documents, NUL bytes and malformed UTF-8 are
// refused, each with its place.
//
// It never guesses what a value means: that is for the packages above.
package decode

import (
	"github.com/candor-site/candor/internal/source"
)

// Kind is the kind of a node.
type Kind int

// The kinds of nodes.
const (
	Null Kind = iota
	Bool
	Int
	Float
	String
	List
	Map
)

// String returns the kind for people: "a list", "text", "true or false".
func (k Kind) String() string {
	return [...]string{"nothing", "true or false", "a whole number", "a number", "text", "a list", "a mapping"}[k]
}

// Node is one value of a decoded document, with its place. The span of a quoted
// scalar includes its quotes; that of a block scalar starts at its first
// character, not at the | or >; that of a mapping or list reaches from its
// first to its last value, with the brackets where it has some.
type Node struct {
	Kind   Kind
	Span   source.Span
	Scalar string  // decoded text of a scalar
	Items  []*Node // of a list
	Fields []Field // of a mapping, in the order of the file
	Quoted bool    // the scalar was quoted or a block: it is text whatever it looks like
}

// Field is one key of a mapping.
type Field struct {
	Key     string
	KeySpan source.Span
	Value   *Node
}

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	for _, f := range n.Fields {
		if f.Key == key {
			return f.Value
		}
	}
	return nil
}

// Text returns a scalar as positioned text.
func (n *Node) Text() source.Text { return source.Text{Value: n.Scalar, Span: n.Span} }

// Plain returns the node as a plain tree: map[string]any, []any, string,
// int64, float64, bool, nil. Whole numbers beyond 64 bits stay text.
func (n *Node) Plain() any {
	if n == nil {
		return nil
	}
	switch n.Kind {
	case List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = item.Plain()
		}
		return out
	case Map:
		out := make(map[string]any, len(n.Fields))
		for _, f := range n.Fields {
			out[f.Key] = f.Value.Plain()
		}
		return out
	}
	return plainScalar(n.Kind, n.Scalar)
}

// Limits bound what a document may hold.
type Limits struct {
	Bytes int64 // size of the file
	Nodes int
	Depth int
	Keys  int // of one mapping
}

// Config and Front are the limits of hand-written files and of front matter.
var (
	Config = Limits{Bytes: 1 << 20, Nodes: 50_000, Depth: 64, Keys: 5_000}
	Front  = Limits{Bytes: 64 << 10, Nodes: 5_000, Depth: 32, Keys: 1_000}
)
