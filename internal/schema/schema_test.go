package schema

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

type sample struct {
	ID    source.Text        `json:"id" jsonschema:"what it is called"`
	Mode  string             `json:"mode,omitempty" oneof:"on off" alias:"state"`
	Tags  []string           `json:"tags,omitempty" oneof:"a b"`
	Notes []source.Text      `json:"notes,omitempty" single:"ok"`
	Scope Map[Some[Scalar]]  `json:"scope,omitempty"`
	Inner *inner             `json:"inner,omitempty"`
	Any   Map[*decode.Node]  `json:"any,omitempty"`
	Both  both               `json:"both,omitzero"`
	Word  word               `json:"word,omitempty"`
	Open  proposed           `json:"open,omitzero"`
	Span  source.Span        `json:"-"`
	Maps  map[string]float64 `json:"maps,omitempty"`
}

type inner struct {
	N int  `json:"n"`
	B bool `json:"b,omitempty"`
}

type word string

type both struct{ inner }

func (b *both) DecodeNode(n *decode.Node) diag.List { return Into(n, "both", &b.inner) }

func (b *both) Shape() Shape { return TextOr[inner]() }

type proposed struct{ source.Text }

func (p *proposed) DecodeNode(n *decode.Node) diag.List { return Into(n, "open", &p.Text) }

func (p *proposed) Shape() Shape { return Shape{Words: []string{"x", "y"}} }

// TestOf holds the schema and the decoder to each other: what the one refuses,
// the other refuses.
func TestOf(t *testing.T) {
	raw, err := Of(reflect.TypeFor[sample](), Options{
		ID: "https://example.com/sample.schema.json", Title: "Sample", Enums: map[string][]string{"word": {"w"}, "inner.N": nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(raw) || !strings.HasSuffix(string(raw), "}\n") || !strings.Contains(string(raw), `"description": "what it is called"`) {
		t.Fatalf("schema:\n%s", raw)
	}
	for _, c := range []struct {
		text string
		good bool
	}{
		{"id: a", true},
		{"{id: 1.20, mode: on, tags: [a, b], notes: x, scope: {cloud: aws, zone: [a, 2]}, inner: {n: 1, b: true}}", true},
		{"{id: a, state: off, notes: [x, y], any: {a: 1, b: [x], c: {d: true}}, both: {n: 1}, open: z, maps: {a: 1.5}}", true},
		{"mode: on", false},
		{"{id: a, mode: maybe}", false},
		{"{id: a, state: maybe}", false},
		{"{id: a, tags: [c]}", false},
		{"{id: a, tags: a}", false},
		{"{id: a, unknown: 1}", false},
		{"{id: a, inner: {b: true}}", false},
		{"{id: a, inner: {n: x}}", false},
		{"{id: a, scope: [aws]}", false},
		{"{id: a, scope: {cloud: {x: y}}}", false},
		{"{id: a, both: {m: 1}}", false},
		{"{id: a, maps: {a: x}}", false},
	} {
		node, list := decode.YAML(source.NewFile("x.yaml", []byte(c.text)), decode.Config)
		if list.HasErrors() {
			t.Fatalf("%s: %v", c.text, list)
		}
		var s sample
		list = decode.Into(node, &s)
		if list.HasErrors() == c.good {
			t.Errorf("%s: decoding gives %v", c.text, list)
		}
		if err := Check(raw, node.Plain()); (err == nil) != c.good {
			t.Errorf("%s: the schema gives %v", c.text, err)
		}
	}
}

func TestMapKeepsOrderAndPlaces(t *testing.T) {
	f := source.NewFile("x.yaml", []byte("id: a\nscope:\n  z: [1, two]\n  a: x\n"))
	node, _ := decode.YAML(f, decode.Config)
	var s sample
	if list := decode.Into(node, &s); len(list) > 0 {
		t.Fatal(list)
	}
	var got []string
	for _, e := range s.Scope {
		for _, v := range e.Value {
			got = append(got, e.Key.Span.Position().String()+" "+e.Key.Value+"="+v.Value+" "+v.Span.Position().String())
		}
	}
	want := "x.yaml:3:3 z=1 x.yaml:3:7, x.yaml:3:3 z=two x.yaml:3:10, x.yaml:4:3 a=x x.yaml:4:6"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestMistakesNameTheirKey(t *testing.T) {
	f := source.NewFile("x.yaml", []byte("id: a\nboth: {m: 1}\nscope: {cloud: [[x]]}\n"))
	node, _ := decode.YAML(f, decode.Config)
	var s sample
	var got []string
	for _, d := range decode.Into(node, &s).Sorted() {
		got = append(got, d.Error())
	}
	want := []string{
		`x.yaml:2:8: error: "both" has no key "m" [key-unknown]`,
		`x.yaml:2:8: error: "both" lacks the key "n" [key-missing]`,
		`x.yaml:3:17: error: expected text, found a list [value-type]`,
	}
	for i := range want {
		found := false
		for _, g := range got {
			found = found || g == want[i]
		}
		if !found || len(got) != len(want) {
			t.Errorf("got\n%s\nwant %s", strings.Join(got, "\n"), want[i])
		}
	}
}
