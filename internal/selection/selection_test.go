package selection

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

func plainOf(t *testing.T, text string) any {
	t.Helper()
	n, list := decode.YAML(source.NewFile("b.yaml", []byte(text)), decode.Config)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return n.Plain()
}

func read(text string) (*Selection, string) {
	n, list := decode.YAML(source.NewFile("a.yaml", []byte(text)), decode.Config)
	var s Selection
	list.Add(decode.Into(n, &s)...)
	if len(list) > 0 {
		at := list[0].Span.Position()
		return &s, fmt.Sprintf("%d:%d %s [%s]", at.Line, at.Column, list[0].Message, list[0].Code)
	}
	return &s, ""
}

func TestFind(t *testing.T) {
	const people = `{people: [{name: A, mail: a@x, from: 2026-03-01, on: true}, {name: B, mail: b@x, from: '2026-03-02T10:00:00+02:00', on: false}, {name: C, from: soon}], teams: []}`
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zones: ", err)
	}
	for _, tt := range []struct{ selection, body, want, why string }{
		{"{each: /people/*, key: /name, at: /from}", people, "A 2026-02-28T23:00:00Z day; B 2026-03-02T08:00:00Z; C -", ""},
		{"{each: /people/*, key: /mail}", people, "a@x -; b@x -; 1 nameless", ""},
		{"{each: /people/*, where: {at: /on, equals: true}, key: /name}", people, "A -", ""},
		{"{each: 'doc.people.filter(p, p.name != \"C\")', key: /name}", people, "A -; B -", ""},
		{"{each: '/people/*', key: 'doc.name + \"!\"'}", people, "A! -; B! -; C! -", ""},
		{"{key: /name}", people, "", "it holds several lists (people, teams)"},
		{"{key: /name}", "{people: [{name: A}], count: 1}", "A -", ""},
		{"{key: /name}", "[{name: A}]", "A -", ""},
		{"{key: /name}", "text", "", "it holds no list"},
		{"{each: /nobody/*, key: /name}", people, "", ""},
		{"{each: /t/*, key: /k, at: {at: /d, layout: 02.01.2006}}", "{t: [{k: 1, d: 31.12.2026}]}", "1 2026-12-30T23:00:00Z day", ""},
		{"{each: /t/*, key: /k, at: {at: /d, layout: epoch-s}}", "{t: [{k: 1, d: 1767225600}]}", "1 2026-01-01T00:00:00Z", ""},
	} {
		s, bad := read(tt.selection)
		if bad != "" {
			t.Errorf("%s: %s", tt.selection, bad)
			continue
		}
		found := s.Find(plainOf(t, tt.body), berlin)
		var got []string
		for _, r := range found.Records {
			at := "-"
			if !r.At.IsZero() {
				at = r.At.UTC().Format(time.RFC3339)
			}
			if r.Day {
				at += " day"
			}
			got = append(got, r.Key+" "+at)
		}
		if found.Nameless > 0 {
			got = append(got, fmt.Sprintf("%d nameless", found.Nameless))
		}
		if strings.Join(got, "; ") != tt.want || !strings.HasPrefix(found.Why, tt.why) || (found.Why == "") != (tt.why == "") {
			t.Errorf("%s: %q, %q", tt.selection, strings.Join(got, "; "), found.Why)
		}
	}
}

// TestMistakes reports what is wrong with a selection where it stands, with the
// codes of a site's own files.
func TestMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"{each: [], key: people/*}":             `1:24 "*" is not expected here [assert-syntax]`,
		"{key: /a, at: {layout: epoch-s}}":      "1:15 a time needs at",
		"{key: /a, at: {at: /b, layout: MST}}":  `1:32 layout "MST" names a zone by its letters`,
		"{where: {at: /a, is: thing}, key: /a}": `1:22 kind "thing" is not one of`,
		"{key: {frist: /a}}":                    `1:8 key "frist" is not known here [value-invalid]`,
		"{each: '/a[b', key: '/a[b=]'}":         "",
		"{each: /a/*, key: /a, zone: UTC}":      "1:23 ",
	} {
		if _, bad := read(text); !strings.HasPrefix(bad, want) || want == "" && bad != "" {
			t.Errorf("%s: %s", text, bad)
		}
	}
}

func TestRewrite(t *testing.T) {
	for _, tt := range []struct{ at, body, want string }{
		{"/a/*", "{a: [1, 2], b: [3]}", "{a: [x1, x2], b: [3]}"},
		{"/a/b", "{a: [{b: 1}, {c: 2}]}", "{a: [{b: x1}, {c: 2}]}"},
		{"/a~1b", "{a/b: 1}", "{a/b: x1}"},
		{"/t[k=v]/n", "{t: [{k: v, n: 1}, {k: w, n: 2}]}", "{t: [{k: v, n: x1}, {k: w, n: 2}]}"},
		{"/none", "{a: 1}", "{a: 1}"},
		{"", "1", "x1"},
	} {
		var p Pointer
		if list := p.DecodeNode(&decode.Node{Kind: decode.String, Scalar: tt.at}); len(list) > 0 {
			t.Fatal(list)
		}
		before, body := plainOf(t, tt.body), plainOf(t, tt.body)
		got := p.Rewrite(body, func(v any) any { return fmt.Sprint("x", v) })
		if !reflect.DeepEqual(got, plainOf(t, tt.want)) || !reflect.DeepEqual(body, before) {
			t.Errorf("%s: %v out of %v", tt.at, got, body)
		}
	}
}
