package sieve

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

const text = `id: scan
tool: {name: scan}
read: {target: /elsewhere}
variants:
  - name: report
    detect:
      - {shape: [json, yaml]}
      - {at: /version, equals: 2}
      - {at: '/a~1b[x=y]/c', is: list}
  - name: rows
    root: /data
    detect: [{shape: xml}, {at: "/0/Report Date"}, {at: /*/id}, {at: /x-*}]
`

func TestOf(t *testing.T) {
	s := Of(text)
	if s.ID != "scan" || strings.Join(s.Shapes, " ") != "json yaml xml" {
		t.Errorf("%+v", s)
	}
	if got := strings.Join(slices.Sorted(maps.Keys(s.Keys)), ", "); got != "Report Date, a/b, data, version" {
		t.Errorf("keys %s", got)
	}
}

func TestMayFit(t *testing.T) {
	s := Of(text)
	for _, c := range []struct {
		shape string
		body  any
		want  bool
	}{
		{"json", map[string]any{"version": int64(1)}, true},
		{"json", map[string]any{"other": int64(1)}, false},
		{"json", []any{nil, map[string]any{"version": nil}}, true},
		{"json", []any{map[string]any{"other": nil}}, false},
		{"json", []any{[]any{}}, true}, // says nothing
		{"json", nil, true},
		{"csv", map[string]any{"version": ""}, false},
	} {
		if got := s.MayFit(c.shape, Tops(c.shape, c.body)); got != c.want {
			t.Errorf("%s %v: %t", c.shape, c.body, got)
		}
	}
	s.Keys = nil
	if !s.MayFit("xml", map[string]bool{}) {
		t.Error("without keys any file of the kind may do")
	}
}
