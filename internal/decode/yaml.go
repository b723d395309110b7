package decode

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plate"
	"github.com/candor-site/candor/internal/source"
)

// YAML decodes one YAML document. Where it does not parse, or uses what is
// refused, the node is nil. An empty document is a node of kind Null.
func YAML(f *source.File, lim Limits) (*Node, diag.List) {
	r, list := regionOf(f, 0, len(f.Data), lim.Bytes)
	if list.HasErrors() {
		return nil, list
	}
	if known := plate.Of(f); known != nil && lim == Config {
		return plated(f, known), nil
	}
	return yamlDocument(r, lim, diag.FileSyntax)
}

// plated returns the next value of a file whose values are known.
func plated(f *source.File, r *plate.Reader) *Node {
	v := r.Next()
	n := &Node{Kind: Kind(v.Kind), Span: f.Span(v.Start, v.End), Scalar: v.Scalar, Quoted: v.Quoted}
	if n.Kind == List {
		n.Items = make([]*Node, 0, v.Count)
	}
	for range v.Count {
		if n.Kind == List {
			n.Items = append(n.Items, plated(f, r))
			continue
		}
		key := r.Next()
		n.Fields = append(n.Fields, Field{Key: key.Scalar, KeySpan: f.Span(key.Start, key.End), Value: plated(f, r)})
	}
	return n
}

// LooseYAML decodes the YAML documents that a program wrote, at most so many:
// keys may be numbers and may differ in case only. It returns how many values
// and keys they hold. Without documents nothing parsed; after an exceeded
// limit, those from there on are nil.
func LooseYAML(f *source.File, lim Limits, most int) (documents []*Node, counted int, list diag.List) {
	r, list := regionOf(f, 0, len(f.Data), lim.Bytes)
	if list.HasErrors() {
		return nil, 0, list
	}
	trees, list := yamlTrees(r, lim, most, diag.FileSyntax)
	if list.HasErrors() {
		return nil, 0, list
	}
	w := newYAMLWalk(r, lim)
	w.loose = true
	for _, tree := range trees {
		documents = append(documents, w.node(tree.Content[0], 1))
	}
	return documents, w.nodes, w.list
}

// yamlDocument decodes the one document of a region; syntax is the code of
// what does not parse.
func yamlDocument(r region, lim Limits, syntax diag.Code) (*Node, diag.List) {
	if n := terseDocument(r, lim); n != nil {
		return n, nil
	}
	trees, list := yamlTrees(r, lim, 2, syntax)
	if list.HasErrors() {
		return nil, list
	}
	if len(trees) == 0 {
		return &Node{Kind: Null, Span: r.span(0, 0)}, nil
	}
	w := newYAMLWalk(r, lim)
	if len(trees) > 1 {
		at := w.offset(trees[1])
		return nil, diag.List{diag.Errorf(diag.DocumentTrailing, r.span(at, min(at+len("---"), len(r.data))),
			"found a second YAML document, expected one").Hinted("split the file")}
	}
	node := w.node(trees[0].Content[0], 1)
	if w.list.HasErrors() {
		return nil, w.list
	}
	return node, w.list
}

// yamlTrees parses at most limit documents into the parser's own trees, which
// expand nothing: neither aliases nor merge keys nor tags.
func yamlTrees(r region, lim Limits, limit int, syntax diag.Code) ([]*yaml.Node, diag.List) {
	if d, bad := controlFault(r); bad {
		return nil, diag.List{d}
	}
	if at, over := denseYAML(r.data, 2*lim.Nodes); over {
		return nil, diag.List{diag.Errorf(diag.FileLimit, r.span(at, at),
			"the file holds far more values than the limit of %d", lim.Nodes).Hinted("split the file")}
	}
	var trees []*yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(r.data))
	for len(trees) < limit {
		tree := new(yaml.Node)
		err := decoder.Decode(tree)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, diag.List{yamlSyntax(r, err, syntax)}
		}
		trees = append(trees, tree)
	}
	return trees, nil
}

// denseYAML bounds what the parser will build before it builds it. It counts
// the marks that can start a value or a comment; at most two values follow from
// each. It returns the offset of the mark that exceeds the limit.
func denseYAML(data []byte, limit int) (int, bool) {
	marks := 0
	for i, c := range data {
		switch c {
		case ',', '[', '{':
			marks++
		case ':', '-', '?':
			if i+1 == len(data) || isBlank(data[i+1]) {
				marks++
			}
		case '#':
			if i == 0 || isBlank(data[i-1]) || data[i-1] == ',' {
				marks++
			}
		}
		if marks > limit {
			return i, true
		}
	}
	return 0, false
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
