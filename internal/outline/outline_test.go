package outline

import (
	"reflect"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func TestOutline(t *testing.T) {
	f, other := source.NewFile("a.md", make([]byte, 1<<20)), source.NewFile("b.md", []byte("b"))
	all := Outline{
		Headings: []Heading{{1, "", "Ü", f.Span(900_000, 900_001)}, {6, "x-1", "", f.Span(3, 3)}},
		Links:    []Link{{"b.md#c", "to b", "t", f.Span(70, 76), ""}, {Span: f.Span(0, 0), From: "part.md"}},
		Images:   []Link{{Destination: "a.png", Span: f.Span(1<<20, 1<<20)}},
		IDs:      []ID{{"a", f.Span(5, 6)}, {"x-1", f.Span(3, 3)}, {"ü", f.Span(300, 400)}},
	}
	for _, o := range []Outline{{}, all, {Links: all.Links}, {IDs: all.IDs}} {
		code, ok := o.Append([]byte("before"), f)
		if !ok || string(code[:6]) != "before" {
			t.Fatalf("%v: %q %v", o, code, ok)
		}
		got, headings := Read(code[6:], f), Headings(code[6:], f)
		for i := range code {
			code[i] = '?' // nothing of it is kept
		}
		if !reflect.DeepEqual(*got, o) || !reflect.DeepEqual(headings, o.Headings) {
			t.Errorf("%+v became %+v, its headings %+v", o, *got, headings)
		}
	}
	for id, want := range map[string]bool{"a": true, "x-1": true, "ü": true, "": false, "b": false, "z": false} {
		if at, found := all.Place(id); found != want || all.Taken(id) != want || found == at.IsZero() {
			t.Errorf("%q: %v %v", id, at, found)
		}
	}
	for _, o := range []Outline{{Headings: []Heading{{Span: other.Span(0, 1)}}}, {Images: []Link{{Span: other.Span(0, 1)}}}, {IDs: []ID{{Span: other.Span(0, 1)}}}} {
		if _, ok := o.Append(nil, f); ok {
			t.Errorf("%+v is of two files", o)
		}
	}
	if all.Links[0].Home() != "a.md" || all.Links[1].Home() != "part.md" {
		t.Error("a link starts elsewhere")
	}
}
