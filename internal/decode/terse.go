package decode

import (
	"strings"

	"github.com/candor-site/candor/internal/terse"
)

// terseDocument reads a document that is of plain YAML only, as the parser would. It
// returns nil for any other, among them all that hold a mistake.
func terseDocument(r region, lim Limits) *Node {
	if _, over := denseYAML(r.data, 2*lim.Nodes); over {
		return nil
	}
	values, ok := terse.Read(string(r.data), terse.Limits{Values: lim.Nodes, Depth: lim.Depth, Keys: lim.Keys})
	if !ok {
		return nil
	}
	b := terseBuilder{region: r, values: values, nodes: make([]Node, len(values)-terse.Keys(values))}
	return b.node()
}

// terseBuilder makes nodes of values in their order.
type terseBuilder struct {
	region
	values []terse.Value
	nodes  []Node // to be used
}

// node makes the next node; nil where a mapping has what is no key, or one twice.
func (b *terseBuilder) node() *Node {
	v, n := b.values[0], &b.nodes[0]
	b.values, b.nodes = b.values[1:], b.nodes[1:]
	*n = Node{Kind: String, Span: b.span(v.Start, v.End), Scalar: v.Text, Quoted: v.Quoted}
	switch {
	case v.Kind == terse.List:
		n.Kind, n.Items = List, make([]*Node, 0, v.Count)
	case v.Kind == terse.Map:
		n.Kind, n.Fields = Map, make([]Field, 0, v.Count)
	case !v.Quoted:
		n.Kind = plainKind(v.Text)
	}
	for range v.Count {
		if v.Kind == terse.Map && !b.field(n) {
			return nil
		}
		if v.Kind == terse.Map {
			continue
		}
		item := b.node()
		if item == nil {
			return nil
		}
		n.Items = append(n.Items, item)
	}
	return n
}

// field adds the next key and its value to a mapping.
func (b *terseBuilder) field(n *Node) bool {
	key := b.values[0]
	b.values = b.values[1:]
	if plainKind(key.Text) != String || len(n.Fields) > 32 {
		return false
	}
	for _, f := range n.Fields {
		if strings.EqualFold(f.Key, key.Text) {
			return false
		}
	}
	value := b.node()
	n.Fields = append(n.Fields, Field{Key: key.Text, KeySpan: b.span(key.Start, key.End), Value: value})
	return value != nil
}
