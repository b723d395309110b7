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
		tops  []string
		want  bool
	}{
		{"json", []string{"version"}, true},
		{"json", []string{"other"}, false},
		{"json", []string{"other", "a/b"}, true},
		{"json", []string{}, false},
		{"json", nil, true}, // says nothing
		{"csv", []string{"version"}, false},
	} {
		if got := s.MayFit(c.shape, c.tops); got != c.want {
			t.Errorf("%s %v: %t", c.shape, c.tops, got)
		}
	}
	s.Keys = nil
	if !s.MayFit("xml", []string{}) {
		t.Error("without keys any file of the kind may do")
	}
}
