package shape

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/onuse"
)

// xmlStart is how XML starts; "<34>1 2003-10-11" is a line of syslog.
var xmlStart = onuse.Regexp(`^<(?:\?xml\s|!--|!DOCTYPE\s|[A-Za-z_:])`)

// xml decodes an XML document. Text that starts otherwise gives nil.
func (p *piece) xml(text []byte) (*Document, error) {
	if !xmlStart.Match(text) {
		return nil, nil
	}
	d := xml.NewDecoder(bytes.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // converted already
	r := &xmlReader{piece: p, decoder: d}
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			if r.root == nil {
				return nil, errors.New("the XML holds no element")
			}
			return document("xml", r.root), nil
		case err != nil:
			return nil, fmt.Errorf("the XML is broken: %w", err)
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
}

// xmlReader builds a plain tree from tokens.
type xmlReader struct {
	*piece
	decoder *xml.Decoder
	root    map[string]any
	open    []xmlElement // from the root inwards
}

type xmlElement struct {
	fields map[string]any
	text   []byte
}

func (r *xmlReader) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		last := &r.open[len(r.open)-1]
		if text := bytes.TrimSpace(last.text); len(text) > 0 {
			last.fields["#text"] = string(text)
		}
		r.open = r.open[:len(r.open)-1]
	case xml.CharData:
		if len(r.open) > 0 {
			last := &r.open[len(r.open)-1]
			last.text = append(last.text, t...)
			return nil
		}
		if text := bytes.TrimSpace(t); len(text) > 0 {
			line, _ := r.decoder.InputPos()
			return fmt.Errorf("the XML is broken: found text outside the root element on line %d", line)
		}
	case xml.Directive:
		if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
			return errors.New("the XML declares entities, which are refused")
		}
	}
	return nil
}

func (r *xmlReader) start(t xml.StartElement) error {
	if err := r.count(1 + len(t.Attr)); err != nil {
		return err
	}
	if len(r.open) == r.limits.Depth {
		return exceeded("elements are nested deeper than %d levels", r.limits.Depth)
	}
	if len(t.Attr) > r.limits.Keys {
		return exceeded("an element holds more than %d attributes", r.limits.Keys)
	}
	fields := make(map[string]any, len(t.Attr)+1)
	if name, twice := attributes(fields, t.Attr); twice {
		line, _ := r.decoder.InputPos()
		return fmt.Errorf("the XML is broken: the attribute %q stands twice on line %d", decode.Excerpt(name), line)
	}
	name := t.Name.Local
	switch {
	case len(r.open) > 0:
		parent := r.open[len(r.open)-1].fields
		siblings, _ := parent[name].([]any)
		parent[name] = append(siblings, fields)
	case r.root != nil:
		return errors.New("the XML is broken: found a second root element")
	default:
		r.root = map[string]any{name: []any{fields}}
	}
	r.open = append(r.open, xmlElement{fields: fields})
	return nil
}

// attributes stores attributes under "@name": those without a prefix first, so
// that they keep their names. It returns one that stands twice.
func attributes(fields map[string]any, list []xml.Attr) (string, bool) {
	for _, prefixed := range []bool{false, true} {
		for _, attr := range list {
			if (attr.Name.Space != "") != prefixed {
				continue
			}
			key := "@" + attr.Name.Local
			if _, taken := fields[key]; taken && prefixed {
				key = "@" + attr.Name.Space + ":" + attr.Name.Local
			}
			if _, taken := fields[key]; taken {
				return attr.Name.Local, true
			}
			fields[key] = attr.Value
		}
	}
	return "", false
}
