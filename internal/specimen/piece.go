package specimen

import (
	"bytes"
	"encoding/json"
	"path"
	"strconv"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/source"
)

// piecesFile lists, in a folder of templates, the envelopes of its files:
//
//	pieces:
//	  - file: trivy-fleet.json
//	    earlier: [-3, -2, -1]     # days on which it was collected before; {days, file} for another template
//	    id: trivy-images          # from here on the predicate of the envelope
//	    kind: automated
//	    collected_at: <<0>>T02:44:12Z
const piecesFile = "pieces.yaml"

// piece is the envelope of one file.
type piece struct {
	span      source.Span
	predicate *decode.Node // with collected_at and, four seconds later unless it is said, recorded_at
	earlier   []earlier
}

// earlier is a run before the last one.
type earlier struct {
	days int    // negative
	file string // another template of the same folder, or ""
}

// DecodeNode implements decode.Decoder.
func (e *earlier) DecodeNode(n *decode.Node) diag.List {
	if n.Kind != decode.Map {
		return decode.Into(n, &e.days)
	}
	var long struct {
		Days int    `json:"days"`
		File string `json:"file"`
	}
	list := decode.Into(n, &long)
	e.days, e.file = long.Days, long.File
	return list
}

// pieces reads all lists of pieces, written out for the day that many days
// after that of the maker, by the path of the file that each is about.
func (m *maker) pieces(days int) map[string]*piece {
	if known := m.listed[days]; known != nil {
		return known
	}
	out := map[string]*piece{}
	m.listed[days] = out
	for _, name := range m.names() {
		if path.Base(name) != piecesFile {
			continue
		}
		n, list := decode.YAML(source.NewFile(name, m.expand(name, days)), decode.Config)
		m.list.Add(list...)
		all := n.Get("pieces")
		if all == nil {
			m.list.Add(diag.Errorf(diag.KeyMissing, m.templates[name].Whole(), "the file lacks the key %q", "pieces"))
			continue
		}
		for _, item := range all.Items {
			p := &piece{span: item.Span}
			var own struct {
				File    string    `json:"file"`
				Earlier []earlier `json:"earlier,omitempty"`
			}
			p.predicate, list = split(item, &own)
			m.list.Add(list...)
			p.earlier = own.Earlier
			out[path.Join(path.Dir(name), own.File)] = p
		}
	}
	return out
}

// split decodes the keys of a piece that are ours, and returns the others.
func split(item *decode.Node, own any) (*decode.Node, diag.List) {
	ours, others := *item, *item
	ours.Fields, others.Fields = nil, nil
	for _, f := range item.Fields {
		if f.Key == "file" || f.Key == "earlier" {
			ours.Fields = append(ours.Fields, f)
		} else {
			others.Fields = append(others.Fields, f)
		}
	}
	return &others, decode.Into(&ours, own)
}

// seal writes the envelope of a file.
func (p *piece) seal(name string, data []byte) []byte {
	var predicate bytes.Buffer
	predicate.WriteByte('{')
	for i, f := range p.predicate.Fields {
		if i > 0 {
			predicate.WriteByte(',')
		}
		predicate.WriteString(strconv.Quote(f.Key) + ":")
		writeJSON(&predicate, f.Value)
		if f.Key == "collected_at" && p.predicate.Get("recorded_at") == nil {
			predicate.WriteString(`,"recorded_at":` + strconv.Quote(later(f.Value.Scalar)))
		}
	}
	predicate.WriteByte('}')
	statement := `{"_type":"` + evidence.StatementType + `","subject":[{"name":` + strconv.Quote(path.Base(name)) +
		`,"digest":{"sha256":"` + string(source.DigestOf(data)) + `"}}],"predicateType":"` + evidence.PredicateType + `","predicate":` + predicate.String() + "}"
	var out bytes.Buffer
	if json.Indent(&out, []byte(statement), "", "  ") != nil {
		return []byte(statement) // the reader of envelopes says what is wrong with it
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// later returns the time at which the envelope of what was collected at a time
// is made: four seconds on.
func later(collected string) string {
	t, err := time.Parse(time.RFC3339, collected)
	if err != nil {
		return collected // the reader of envelopes says what is wrong with it
	}
	return evidence.Stamp(t.Add(4 * time.Second))
}

// writeJSON writes a node as JSON, its keys in their order.
func writeJSON(out *bytes.Buffer, n *decode.Node) {
	switch n.Kind {
	case decode.Map:
		out.WriteByte('{')
		for i, f := range n.Fields {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(strconv.Quote(f.Key) + ":")
			writeJSON(out, f.Value)
		}
		out.WriteByte('}')
	case decode.List:
		out.WriteByte('[')
		for i, item := range n.Items {
			if i > 0 {
				out.WriteByte(',')
			}
			writeJSON(out, item)
		}
		out.WriteByte(']')
	case decode.String:
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		if enc.Encode(n.Scalar) != nil {
			out.WriteString("null") // text always encodes
		}
	case decode.Null:
		out.WriteString("null")
	default:
		out.WriteString(n.Scalar)
	}
}
