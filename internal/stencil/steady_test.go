package stencil

import (
	"bytes"
	"slices"
	"testing"
)

// shelves are two that have the steady members in common, and one that does not.
func shelves() (first, second, other *shelf) {
	first, other = data(), data()
	same := *first
	second = &same
	second.N, second.Any, second.On, second.HTML, second.URL, second.Share = 7, "else", false, "<b>other</b>", "/elsewhere", 0
	other.Name, other.Deep, other.Items, other.Words, other.Flat = "other", "deeper", other.Items[1:], map[string]string{"z": "last"}, nil
	return first, second, other
}

// TestSteady runs templates over data that have members in common: what was kept
// of one run stands for the same in the next, and for nothing else.
func TestSteady(t *testing.T) {
	kept := 0
	for _, text := range append(slices.Clone(alike),
		`{{range .Items}}<b>{{.Title}}</b>{{$.N}}{{$.Name}}{{end}}{{range .Items}}{{.Title}}{{if .Thick}}{{break}}{{end}}{{end}}`,
		`{{$x := "a"}}{{range $x = .Items}}{{end}}{{range .Items}}{{$x = .Title}}{{end}}{{$x}}{{with $y := .Name}}{{$y}}{{$x}}{{end}}{{if .On}}{{$x = "b"}}{{end}}{{$x}}`,
		`{{$x := 1}}{{with $x = .Name}}{{.}}{{end}}{{$x}}{{if $x = .Kind}}k{{end}}{{$x}}`,
		`{{define "p"}}<i>{{.Name}}{{.At "q"}}</i>{{end}}{{template "p" .}}{{range .Items}}{{template "p" $}}{{end}}{{template "p" (.With .N)}}{{with .With 3}}{{template "p" .}}{{$.Name}}{{end}}`,
		`{{define "q"}}{{.}}{{$}}{{end}}{{range .Items}}{{template "q" .Title}}{{end}}{{template "q" .Name}}{{template "q" .N}}{{template "q"}}`,
		`{{define "b"}}{{if .Thick}}{{.Title}}{{end}}{{end}}{{range .Flat}}{{template "b" .}}{{end}}{{with index .Items 1}}{{template "b" .}}{{end}}`,
		`{{range .Tree.list}}{{with .}}{{.}}{{$.Any}}{{end}}{{end}}{{with .Words}}{{.a}}{{else}}none{{end}}{{if and .Name .On}}{{.Name}}{{else}}{{.Kind}}{{end}}`,
		`{{with .}}{{.Name}}{{.N}}{{end}}{{with $}}{{.Name}}{{end}}{{range list 1 2}}{{$.Name}}{{.}}{{end}}{{(index .Items 0).Say "x"}}{{lower .Name | printf "%s%d" $.N | print}}`,
	) {
		tmpl, p, ok := parsed(t, text)
		if !ok {
			continue
		}
		first, second, other := shelves()
		for i, run := range []struct {
			over *shelf
			same any
		}{{first, 1}, {second, 1}, {other, 2}, {first, 1}, {second, nil}, {other, 2}, {other, nil}, {second, 1}} {
			var want, got bytes.Buffer
			wrong := tmpl.Execute(&want, run.over)
			done, err := p.Execute(&got, run.over, run.same)
			if err != nil || done && (wrong != nil || got.String() != want.String()) || !done && got.Len() > 0 {
				t.Errorf("%.200s: run %d gives %t, %v\n got %.300s\nwant %.300s\n%v", text, i, done, err, got.String(), want.String(), wrong)
			}
		}
		for _, x := range p.main.body {
			if _, ok := x.(*steady); ok {
				kept++
			}
		}
	}
	if kept < 20 {
		t.Errorf("%d groups of statements are kept", kept)
	}
}

// TestKept holds that what is said to be the same is not looked at again, that
// large texts are not kept, and that a value of another type is another one.
func TestKept(t *testing.T) {
	_, p, ok := parsed(t, `{{.Name}}, {{range .Items}}{{.Title}}{{end}}; {{.N}}`)
	if !ok {
		t.Fatal("refused")
	}
	run := func(over, same any) string {
		t.Helper()
		var b bytes.Buffer
		if done, err := p.Execute(&b, over, same); !done || err != nil {
			t.Fatalf("%t, %v", done, err)
		}
		return b.String()
	}
	d := data()
	d.Name = "one"
	if got := run(d, 1); got != "one, AB; 3" {
		t.Errorf("got %q", got)
	}
	d.Name, d.Items, d.N = "two", nil, 4
	for _, c := range []struct {
		over any
		same any
		want string
	}{
		{d, 1, "one, AB; 4"}, {d, nil, "two, ; 4"}, {d, 2, "two, ; 4"}, {*d, 2, "two, ; 4"},
		{map[string]any{"Name": "map", "Items": nil, "N": 5}, 2, "map, ; 5"}, {d, 2, "two, ; 4"},
	} {
		if got := run(c.over, c.same); got != c.want {
			t.Errorf("with %v: got %q, want %q", c.same, got, c.want)
		}
	}
	d.Name = string(make([]byte, mostKept)) // NUL reads as U+FFFD
	long := run(d, 3)
	if d.Name = "short"; run(d, 3) == long {
		t.Error("a large text was kept")
	}
}
