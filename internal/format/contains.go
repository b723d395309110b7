package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/plain"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Limits of wrappers: how deep they nest, how many documents of one file are
// looked at, and how many bytes of text inside a file are decoded once more.
const (
	maxWrappers  = 4
	maxContained = 64
	maxDecoded   = 16 << 20
	maxNodes     = 500_000 // of one such text
)

// containsSpec says where a wrapper holds documents of other formats.
type containsSpec struct{ parts []containsPart }

type containsPart struct {
	at       pointer
	encoding string // "" for a part of the tree, text or base64 for one that is decoded
}

// IsZero reports whether the variant is no wrapper.
func (s containsSpec) IsZero() bool { return len(s.parts) == 0 }

// DecodeNode reads a pointer, {at: pointer, decode: base64}, or a list of these.
func (s *containsSpec) DecodeNode(n *decode.Node) (list diag.List) {
	items := []*decode.Node{n}
	if n.Kind == decode.List {
		items = n.Items
	}
	for _, item := range items {
		var part containsPart
		list.Add(part.decode(item)...)
		s.parts = append(s.parts, part)
	}
	return list
}

var encodings = []string{"text", "base64"}

func (p *containsPart) decode(n *decode.Node) (list diag.List) {
	if n.Kind != decode.Map {
		return p.at.DecodeNode(n)
	}
	for _, f := range n.Fields {
		switch f.Key {
		case "at":
			list.Add(p.at.DecodeNode(f.Value)...)
		case "decode":
			if p.encoding = f.Value.Scalar; !slices.Contains(encodings, p.encoding) {
				list.Add(invalid(f.Value, "decode is one of %s, not %q", strings.Join(encodings, ", "), p.encoding)...)
			}
		default:
			list.Add(unknownKey(f, "at", "decode")...)
		}
	}
	if n.Get("at") == nil {
		list.Add(invalid(n, "contains needs at, the pointer to where the other document stands")...)
	}
	return list
}

// place is where a document stands that is being read.
type place struct {
	root  string   // pointer of the document in the file, "" for the file itself
	outer []string // formats of the wrappers around it, from the outermost
}

// contained reads what a wrapper holds, as one reading. Its Format lists the
// formats that were recognised; "" means none.
func (r *Registry) contained(e *entry, c *context, at place) Reading {
	if e.variant.Contains.IsZero() {
		return Reading{Verdict: trust.VerdictNone}
	}
	if len(at.outer) == maxWrappers {
		c.problem("contained-deep", fmt.Sprintf("the file nests more than %d wrappers, and what the last one holds was not looked at", maxWrappers))
		return Reading{Verdict: trust.VerdictNone}
	}
	at.outer = append(slices.Clip(at.outer), e.id)
	seen := 0
	var readings []Reading
	for _, part := range e.variant.Contains.parts {
		part.at.Find(c.doc, &c.work, func(m plain.Match) bool {
			if plain.Kind(m.Value) != "map" && plain.Kind(m.Value) != "list" && part.encoding == "" {
				return true
			}
			if seen++; seen > maxContained {
				c.problem("contained-many", fmt.Sprintf("the file holds more than %d documents, and the others were not looked at", maxContained))
				return false
			}
			at.root = c.root + m.Pointer()
			doc, err := part.document(m.Value, c)
			if err != nil {
				c.problem("undecoded", "what stands at "+at.root+" cannot be decoded: "+err.Error())
				return true
			}
			if inner := r.readAt(doc, c.loc, c.session, at); inner.Format != "" {
				readings = append(readings, inner)
			}
			return true
		})
	}
	if known := len(readings); known < min(seen, maxContained) {
		c.problem("contained-unknown", fmt.Sprintf("of %d documents that the file holds, no format recognises %d", min(seen, maxContained), min(seen, maxContained)-known))
	}
	return joined(readings, c)
}

// document returns a part as a document of its own.
func (p containsPart) document(v any, c *context) (*shape.Document, error) {
	if p.encoding == "" {
		around := c.shape
		if around != "yaml" && around != "xml" {
			around = "json"
		}
		return &shape.Document{Body: v, Shape: around}, nil
	}
	text, ok := plain.String(v)
	if !ok {
		return nil, fmt.Errorf("found a %s, expected text", plain.Kind(v))
	}
	data := []byte(text)
	if p.encoding == "base64" {
		var err error
		if data, err = shape.Base64(text); err != nil {
			return nil, err
		}
	}
	if c.decoded -= len(data); c.decoded < 0 {
		return nil, fmt.Errorf("more than %d MiB of text inside the file would have to be decoded", maxDecoded>>20)
	}
	limits := shape.Limits
	limits.Bytes, limits.Nodes = maxDecoded, maxNodes
	return shape.Read(source.NewFile("", data), limits)
}
