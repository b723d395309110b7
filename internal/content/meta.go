package content

import (
	"maps"
	"slices"
	"strconv"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
)

// withMeta returns front matter extended by what the page exports as metadata.
// Front matter goes before it, and of two exports the first.
func withMeta(front *decode.Node, meta []markup.Meta) *decode.Node {
	out := &decode.Node{Kind: decode.Map, Span: meta[0].KeySpan}
	if front != nil {
		*out = *front
		out.Fields = slices.Clone(front.Fields)
	}
	for _, m := range meta {
		if out.Get(m.Key) == nil {
			out.Fields = append(out.Fields, decode.Field{Key: m.Key, KeySpan: m.KeySpan, Value: nodeOf(m.Value, m.Span)})
		}
	}
	return out
}

// nodeOf makes a decoded node of a plain value. All of it stands at one place.
func nodeOf(v any, at source.Span) *decode.Node {
	n := &decode.Node{Span: at}
	switch v := v.(type) {
	case bool:
		n.Kind, n.Scalar = decode.Bool, strconv.FormatBool(v)
	case int64:
		n.Kind, n.Scalar = decode.Int, strconv.FormatInt(v, 10)
	case float64:
		n.Kind, n.Scalar = decode.Float, strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		n.Kind, n.Scalar, n.Quoted = decode.String, v, true
	case []any:
		n.Kind = decode.List
		for _, item := range v {
			n.Items = append(n.Items, nodeOf(item, at))
		}
	case map[string]any:
		n.Kind = decode.Map
		for _, key := range slices.Sorted(maps.Keys(v)) {
			n.Fields = append(n.Fields, decode.Field{Key: key, KeySpan: at, Value: nodeOf(v[key], at)})
		}
	}
	return n
}
