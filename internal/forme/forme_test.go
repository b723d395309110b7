package forme

import (
	"testing"
	"text/template/parse"
)

// TestSets writes trees of every kind of node and reads them again.
func TestSets(t *testing.T) {
	const (
		page  = `<p>{{template "menu" .}}{{template "gone"}}{{.}}{{$}}{{.A.B}}{{($.A).B}}{{(f 1 -2 3.5 0x10 1e3 'a' "q\n" ` + "`raw`" + ` true false nil .C).D.E | g | h "x"}}{{/* said */}}`
		menu  = `{{if and .A (not .B)}}a{{else if .C}}b{{else}}c{{end}}{{with $x := .A}}{{$x.B}}{{end}}{{range $i, $e := .L}}{{if $i}}{{break}}{{end}}{{continue}}{{$i = 3}}{{else}}none{{end}}{{template "menu" .Next}}`
		other = `{{template "menu" .}}{{range .L}}{{end}}`
	)
	funcs := map[string]any{"f": 0, "g": 0, "h": 0, "and": 0, "not": 0}
	trees := map[string]*parse.Tree{}
	for name, text := range map[string]string{"page": page, "menu": menu, "other": other} {
		tree := parse.New(name)
		tree.Mode = parse.ParseComments
		if _, err := tree.Parse(text, "", "", trees, funcs); err != nil {
			t.Fatal(err)
		}
	}
	w := NewWriter()
	w.Theme("first", 2)
	w.Add("layouts/page", trees, "page")
	w.Add("layouts/other", trees, "other")
	w.Theme("second", 1)
	w.Add("layouts/page", trees, "other")
	s := open(string(w.Bytes()))
	first, second := s.themes["first"], s.themes["second"]
	if first == nil || second == nil || len(s.themes) != 2 || len(s.trees) != 3 {
		t.Fatalf("%d themes of %d trees, want 2 of 3", len(s.themes), len(s.trees))
	}
	if first.Root("layouts/none") != "" || first.Tree("") != nil || first.Tree("-1") != nil || first.Tree("3") != nil {
		t.Error("a template that nobody wrote is there")
	}
	if second.Root("layouts/page") != first.Root("layouts/other") {
		t.Error("equal trees are kept twice")
	}
	for name, want := range map[string]string{
		"layouts/page":  `<p>{{template "1" .}}{{template "-1"}}{{.}}{{$}}{{.A.B}}{{($.A).B}}{{(f 1 -2 3.5 0x10 1e3 'a' "q\n" ` + "`raw`" + ` true false nil .C).D.E | g | h "x"}}`,
		"layouts/other": `{{template "1" .}}{{range .L}}{{end}}`,
	} {
		if got := first.Tree(first.Root(name)).Root.String(); got != want {
			t.Errorf("%s reads\n%s, want\n%s", name, got, want)
		}
	}
	const again = `{{if and .A (not .B)}}a{{else}}{{if .C}}b{{else}}c{{end}}{{end}}{{with $x := .A}}{{$x.B}}{{end}}{{range $i, $e := .L}}{{if $i}}{{break}}{{end}}{{continue}}{{$i = 3}}{{else}}none{{end}}{{template "1" .Next}}`
	menus := first.Tree("1").Root
	if got := menus.String(); got != again {
		t.Errorf("menu reads\n%s, want\n%s", got, again)
	}
	numbers := func(n parse.Node) []parse.Node {
		return n.(*parse.ActionNode).Pipe.Cmds[0].Args[0].(*parse.ChainNode).Node.(*parse.PipeNode).Cmds[0].Args[1:7]
	}
	var mine, theirs []parse.Node
	for _, n := range trees["page"].Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Cmds) == 3 {
			mine = numbers(n)
		}
	}
	for _, n := range first.Tree("0").Root.Nodes {
		if a, ok := n.(*parse.ActionNode); ok && len(a.Pipe.Cmds) == 3 {
			theirs = numbers(n)
		}
	}
	if len(mine) != 6 || len(theirs) != 6 {
		t.Fatalf("%d and %d numbers, want 6", len(mine), len(theirs))
	}
	for i := range mine {
		a, b := mine[i].(*parse.NumberNode), theirs[i].(*parse.NumberNode)
		if a.IsInt != b.IsInt || a.IsUint != b.IsUint || a.IsFloat != b.IsFloat || a.Int64 != b.Int64 || a.Uint64 != b.Uint64 || a.Float64 != b.Float64 {
			t.Errorf("%s is read as another number", a.Text)
		}
	}
}
