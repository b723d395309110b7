package decode

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/linemark"
)

// maxFaults is how many mistakes of one document are reported.
const maxFaults = 100

// yamlWalk turns the parser's tree into nodes in one pass, and refuses what a
// document must not hold.
type yamlWalk struct {
	region
	limits Limits
	loose  bool // keys may be numbers and may differ in case only
	list   diag.List
	lines  linemark.Table
	nodes  int
	full   bool // a limit is exceeded; nothing more is read
}

func newYAMLWalk(r region, lim Limits) *yamlWalk {
	return &yamlWalk{region: r, limits: lim, lines: linemark.New(r.data)}
}

// fault reports a mistake, unless too many are known.
func (w *yamlWalk) fault(d diag.Diagnostic) {
	if len(w.list) < maxFaults {
		w.list.Add(d)
	}
}

// exceed reports the first limit that is exceeded.
func (w *yamlWalk) exceed(at int, format string, args ...any) {
	if !w.full {
		w.full = true
		w.list.Add(diag.Errorf(diag.FileLimit, w.span(at, at), format, args...).Hinted("split the file"))
	}
}

// offset returns where a node of the parser's tree starts.
func (w *yamlWalk) offset(n *yaml.Node) int { return w.lines.Offset(n.Line, n.Column) }

// node converts one value. After an exceeded limit it returns nil.
func (w *yamlWalk) node(n *yaml.Node, depth int) *Node {
	at := w.offset(n)
	w.nodes++
	switch {
	case w.full:
		return nil
	case w.nodes > w.limits.Nodes:
		w.exceed(at, "the file holds more than %d values", w.limits.Nodes)
		return nil
	case depth > w.limits.Depth:
		w.exceed(at, "values are nested deeper than %d levels", w.limits.Depth)
		return nil
	}
	w.refuseFeatures(n, at)
	switch n.Kind {
	case yaml.MappingNode:
		return w.mapping(n, at, depth)
	case yaml.SequenceNode:
		return w.sequence(n, at, depth)
	case yaml.AliasNode:
		return &Node{Kind: Null, Span: w.span(at, at)}
	}
	return w.scalar(n, at)
}

// refuseFeatures reports anchors, aliases and tags: they hide what a file says.
func (w *yamlWalk) refuseFeatures(n *yaml.Node, at int) {
	switch {
	case n.Kind == yaml.AliasNode:
		end := at + 1 + len(n.Value)
		w.fault(diag.Errorf(diag.YAMLFeature, w.span(at, end), "found the alias *%s, expected a value", Excerpt(n.Value)).
			Hinted("repeat the value, or quote text that starts with *"))
	case n.Anchor != "":
		w.fault(diag.Errorf(diag.YAMLFeature, w.span(at, at+wordLength(w.data[at:])), "found the anchor &%s, expected a value", Excerpt(n.Anchor)).
			Hinted("remove the anchor, or quote text that starts with &"))
	case n.Style&yaml.TaggedStyle != 0 || at < len(w.data) && w.data[at] == '!':
		end := at + wordLength(w.data[at:])
		w.fault(diag.Errorf(diag.YAMLFeature, w.span(at, end), "found the tag %s, expected a value", Excerpt(string(w.data[at:end]))).
			Hinted("remove the tag, or quote text that starts with !"))
	}
}

// wordLength returns how many bytes data has before white space.
func wordLength(data []byte) int {
	for i, c := range data {
		if isBlank(c) {
			return i
		}
	}
	return len(data)
}

func (w *yamlWalk) scalar(n *yaml.Node, at int) *Node {
	start, end := scalarExtent(w.data, at, n)
	out := &Node{Kind: String, Span: w.span(start, end), Scalar: n.Value}
	out.Quoted = n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	if !out.Quoted {
		out.Kind = plainKind(n.Value)
	}
	if strings.ContainsRune(n.Value, 0) {
		w.fault(diag.Errorf(diag.FileEncoding, out.Span, "found an escaped NUL character, expected text").
			Hinted("remove the character"))
	}
	return out
}

func (w *yamlWalk) sequence(n *yaml.Node, at, depth int) *Node {
	out := &Node{Kind: List, Items: make([]*Node, 0, len(n.Content))}
	end := at + 1
	for _, c := range n.Content {
		item := w.node(c, depth+1)
		if item == nil {
			return nil
		}
		out.Items = append(out.Items, item)
		end = max(end, item.Span.End-w.base)
	}
	out.Span = w.collectionSpan(n, at, end, ']')
	return out
}

func (w *yamlWalk) mapping(n *yaml.Node, at, depth int) *Node {
	out := &Node{Kind: Map, Fields: make([]Field, 0, len(n.Content)/2)}
	if len(n.Content)/2 > w.limits.Keys {
		w.exceed(at, "a mapping holds more than %d keys", w.limits.Keys)
		return nil
	}
	seen := make(map[string]int, len(n.Content)/2)
	end := at
	if n.Style&yaml.FlowStyle != 0 {
		end = at + 1
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := w.key(n.Content[i])
		value := w.node(n.Content[i+1], depth+1)
		if value == nil {
			return nil
		}
		if value.Kind == Null && value.Scalar == "" {
			value.Span = w.afterColon(key)
		}
		end = max(end, key.Span.End-w.base, value.Span.End-w.base)
		w.addField(out, seen, Field{Key: key.Scalar, KeySpan: key.Span, Value: value})
	}
	out.Span = w.collectionSpan(n, at, end, '}')
	return out
}

// key converts a key and refuses what is not text.
func (w *yamlWalk) key(n *yaml.Node) *Node {
	at := w.offset(n)
	w.nodes++
	w.refuseFeatures(n, at)
	if n.Kind != yaml.ScalarNode {
		if n.Kind != yaml.AliasNode {
			w.fault(diag.Errorf(diag.YAMLFeature, w.span(at, at+1), "found a key that is a list or a mapping, expected text").
				Hinted("quote text that starts with [ or {"))
		}
		return &Node{Kind: String, Span: w.span(at, at+1)}
	}
	key := w.scalar(n, at)
	switch {
	case n.Tag == "!!merge" && !key.Quoted:
		w.fault(diag.Errorf(diag.YAMLFeature, key.Span, "found the merge key <<, expected a name").
			Hinted("repeat the keys"))
	case key.Kind == Null && key.Scalar == "":
		w.fault(diag.Errorf(diag.YAMLFeature, key.Span, "found a value without a key"))
	case key.Kind != String && !w.loose:
		w.fault(diag.Errorf(diag.YAMLFeature, key.Span, "found the key %s, which is %s, expected text", Excerpt(key.Scalar), key.Kind).
			Hinted("quote the key"))
	}
	return key
}

// addField appends a field, unless the mapping has its key already.
func (w *yamlWalk) addField(out *Node, seen map[string]int, f Field) {
	folded := f.Key
	if !w.loose {
		folded = foldKey(f.Key)
	}
	first, twice := seen[folded]
	if !twice {
		seen[folded] = len(out.Fields)
		out.Fields = append(out.Fields, f)
		return
	}
	w.fault(duplicateKey(f, out.Fields[first]))
}

// duplicateKey reports a key that stands twice in one mapping.
func duplicateKey(f, first Field) diag.Diagnostic {
	if f.Key == first.Key {
		return diag.Errorf(diag.KeyDuplicate, f.KeySpan, "the key %q stands twice", Excerpt(f.Key)).
			Hinted("remove one of the two").Also(first.KeySpan, "first here")
	}
	return diag.Errorf(diag.KeyDuplicate, f.KeySpan, "the keys %q and %q differ in case only", Excerpt(f.Key), Excerpt(first.Key)).
		Hinted("remove one of the two").Also(first.KeySpan, "first here")
}
