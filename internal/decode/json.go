package decode

import (
	"bytes"
	"errors"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// JSON decodes one JSON document (RFC 8259). Where it does not parse, the node
// is nil. Beside what is malformed, two keys of one object that are the same
// or differ in case only are refused, as are NUL characters and halves of
// surrogate pairs, also when they are escaped. Numbers that 64 bits cannot
// hold are of kind String.
func JSON(f *source.File, lim Limits) (*Node, diag.List) {
	r, list := regionOf(f, 0, len(f.Data), lim.Bytes)
	if list.HasErrors() {
		return nil, list
	}
	p := &jsonNodes{region: r, jsonScan: jsonScan{data: r.data, limits: lim}}
	node, err := p.value(1)
	if err != nil {
		return nil, diag.List{p.diagnose(err)}
	}
	if p.space(); p.at < len(p.jsonScan.data) {
		return nil, diag.List{diag.Errorf(diag.DocumentTrailing, r.span(p.at, p.at+1), "found text behind the end of the JSON document").
			Hinted("remove it, or split the file")}
	}
	return node, nil
}

// JSONLines decodes one JSON value a line; blank lines are skipped, and a
// broken line does not hide the others.
func JSONLines(f *source.File, lim Limits) ([]*Node, diag.List) {
	r, list := regionOf(f, 0, len(f.Data), lim.Bytes)
	if list.HasErrors() {
		return nil, list
	}
	var nodes []*Node
	counted := 0
	for start := 0; start < len(r.data); {
		end, next := len(r.data), len(r.data)
		if i := bytes.IndexByte(r.data[start:], '\n'); i >= 0 {
			end, next = start+i, start+i+1
		}
		p := &jsonNodes{region: r, jsonScan: jsonScan{data: r.data[:end], at: start, limits: lim, nodes: counted}}
		start = next
		if p.space(); p.at == end {
			continue
		}
		node, err := p.value(1)
		if err == nil && p.space() != 0 {
			err = p.fault(p.at, p.at+1, "write one value a line", "found text behind the value of the line")
		}
		counted = p.nodes
		if err != nil {
			d := p.diagnose(err)
			list.Add(d)
			if d.Code == diag.FileLimit || len(list) == maxFaults {
				break
			}
			continue
		}
		nodes = append(nodes, node)
	}
	return nodes, list
}

// jsonNodes builds nodes with places.
type jsonNodes struct {
	region
	jsonScan
}

// diagnose turns the fault that stopped the scan into a diagnostic.
func (p *jsonNodes) diagnose(err error) diag.Diagnostic {
	var f *jsonFault
	if !errors.As(err, &f) {
		return diag.Errorf(diag.FileSyntax, p.span(p.at, p.at), "%s", err.Error())
	}
	d := diag.Errorf(f.code, p.span(f.start, f.end), "%s", f.message)
	d.Hint = f.hint
	if f.relatedEnd > 0 {
		d = d.Also(p.span(f.related, f.relatedEnd), "first here")
	}
	return d
}

// value reads one value at a depth that counts from 1.
func (p *jsonNodes) value(depth int) (*Node, error) {
	c := p.space()
	if err := p.open(depth); err != nil {
		return nil, err
	}
	start := p.at
	n := &Node{}
	var err error
	switch {
	case c == '{':
		err = p.object(n, depth)
	case c == '[':
		err = p.array(n, depth)
	case c == '"':
		var text []byte
		text, err = p.text(true)
		n.Kind, n.Quoted, n.Scalar = String, true, string(text)
	case c == '-' || c >= '0' && c <= '9':
		var text []byte
		text, err = p.number()
		n.Scalar = string(text)
		n.Kind = numberKind(n.Scalar)
	default:
		n.Scalar, err = p.literal()
		n.Kind = plainKind(n.Scalar)
	}
	if err != nil {
		return nil, err
	}
	n.Span = p.span(start, p.at)
	return n, nil
}

func (p *jsonNodes) array(n *Node, depth int) error {
	n.Kind = List
	return p.sequence(']', func() error {
		item, err := p.value(depth + 1)
		n.Items = append(n.Items, item)
		return err
	})
}

func (p *jsonNodes) object(n *Node, depth int) error {
	n.Kind = Map
	seen := &keysSeen{}
	return p.sequence('}', func() error {
		key, start, err := p.key(true)
		if err != nil {
			return err
		}
		field := Field{Key: string(key), KeySpan: p.span(start, p.at)}
		if err := p.colon(); err != nil {
			return err
		}
		if err := p.add(n, field, seen); err != nil {
			return err
		}
		n.Fields[len(n.Fields)-1].Value, err = p.value(depth + 1)
		return err
	})
}

// add appends a field, unless the object has its key already.
func (p *jsonNodes) add(n *Node, field Field, seen *keysSeen) error {
	if first, twice := seen.add(foldKey(field.Key)); twice {
		d := duplicateKey(field, n.Fields[first])
		return &jsonFault{code: d.Code, message: d.Message, hint: d.Hint,
			start: field.KeySpan.Start - p.base, end: field.KeySpan.End - p.base,
			related: d.Related[0].Span.Start - p.base, relatedEnd: d.Related[0].Span.End - p.base}
	}
	if len(n.Fields) == p.limits.Keys {
		return p.tooManyKeys()
	}
	n.Fields = append(n.Fields, field)
	return nil
}

// keysSeen are the keys of one object, folded, in order. Most objects have few.
type keysSeen struct {
	few  [8]string
	n    int
	many map[string]int
}

// add adds a key, unless it is there: then it says which of the keys it is.
func (k *keysSeen) add(folded string) (first int, twice bool) {
	if k.many != nil {
		if first, twice = k.many[folded]; !twice {
			k.many[folded] = k.n
			k.n++
		}
		return first, twice
	}
	for i, known := range k.few[:k.n] {
		if known == folded {
			return i, true
		}
	}
	if k.n < len(k.few) {
		k.few[k.n] = folded
		k.n++
		return 0, false
	}
	k.many = make(map[string]int, 2*len(k.few))
	for i, known := range k.few {
		k.many[known] = i
	}
	k.many[folded] = k.n
	k.n++
	return 0, false
}
