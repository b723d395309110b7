// Package decode reads YAML, JSON, JSON Lines, CSV, XML and front matter that
// nobody vouches for. Limits on size, depth, nodes and keys are checked before
// anything is built; duplicate keys, keys that differ in case only, aliases,
// merge keys, custom tags, second documents, NUL bytes and malformed UTF-8 are
// refused, each with its place.
//
// It never guesses what a value means: that is for the packages above.
package decode

import (
	"github.com/candor-site/candor/internal/diag"
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

// Node is one value of a decoded document, with its place.
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
func (n *Node) Plain() any { panic("decode") }

// Limits bound what a document may hold.
type Limits struct {
	Bytes int64 // size of the file
	Nodes int
	Depth int
	Keys  int // of one mapping
}

// Config, Front and Data are the limits of hand-written files, of front matter
// and of collected evidence.
var (
	Config = Limits{Bytes: 1 << 20, Nodes: 50_000, Depth: 64, Keys: 5_000}
	Front  = Limits{Bytes: 64 << 10, Nodes: 5_000, Depth: 32, Keys: 1_000}
	Data   = Limits{Bytes: 64 << 20, Nodes: 5_000_000, Depth: 256, Keys: 1_000_000}
)

// YAML decodes one YAML document. Where it does not parse, the node is nil.
func YAML(f *source.File, lim Limits) (*Node, diag.List) { panic("decode") }

// JSON decodes one JSON document (RFC 8259).
func JSON(f *source.File, lim Limits) (*Node, diag.List) { panic("decode") }

// JSONLines decodes one JSON value a line; blank lines are skipped, and a
// broken line does not hide the others.
func JSONLines(f *source.File, lim Limits) ([]*Node, diag.List) { panic("decode") }

// FrontMatter splits a page into the YAML between its first two lines of three
// hyphens and its body. body is the byte offset at which the body starts, 0
// without front matter; node is nil without front matter. Positions count from
// the start of the file.
func FrontMatter(f *source.File, lim Limits) (node *Node, body int, list diag.List) { panic("decode") }

// Into stores a node in the struct, map, slice or scalar that target points
// to, and reports every mistake: unknown, missing and mistyped keys, values
// outside their vocabulary. What is right is stored even when the rest is not.
//
// Fields are named by their json tag; one without "omitempty" or "omitzero" is
// required. A field of type source.Span named Span and tagged `json:"-"`
// receives the place of its mapping. The types source.Text, *Node and any
// (Plain), and those that implement Decoder, are filled as they are. A field
// tagged `oneof:"a b c"` takes no other value; `alias:"old names"` gives
// further spellings.
func Into(n *Node, target any) diag.List { panic("decode") }

// Decoder is implemented by types that read themselves from a node.
type Decoder interface {
	DecodeNode(n *Node) diag.List
}

// Document is evidence of any shape as one plain tree.
type Document struct {
	Body  any    // map[string]any, []any, string, int64, float64, bool, nil
	Shape string // json, jsonl, csv, xml, yaml, text, tar
	Media string // media type
}

// Any decodes evidence by looking at its bytes, never at its name: gzip and
// tar (size-capped), UTF-16 and byte order marks, a JavaScript prefix before
// JSON, JSON, concatenated JSON, JSON Lines, XML of any charset without a
// DOCTYPE, CSV with comma, semicolon or tab, YAML, else text. XML elements
// become maps: attributes "@name", text "#text", children by local name, always as
// lists. CSV becomes a list of maps by header. Text becomes {lines: [...]}. A tar becomes a
// map from path to the Body of each entry. An error says what is broken.
func Any(f *source.File, lim Limits) (*Document, error) { panic("decode") }
