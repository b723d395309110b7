package plain

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	doc := map[string]any{
		"a":   map[string]any{"b": []any{map[string]any{"k": "x", "n": int64(1)}, map[string]any{"k": "y", "n": int64(2)}, nil, []any{map[string]any{"n": int64(3)}}}},
		"x":   []any{map[string]any{"name": []any{map[string]any{"#text": "one"}}, "n": int64(7)}, map[string]any{"name": []any{map[string]any{"#text": "two"}}, "n": int64(8)}},
		"c/d": "slash", "run-1": "one", "run-2": "two", "none": nil,
	}
	for _, c := range []struct{ pointer, want string }{
		{"/a/b/0/n", "/a/b/0/n=1"},
		{"/a/b/*/n", "/a/b/0/n=1 /a/b/1/n=2 /a/b/3/0/n=3"},
		{"/a/b/n", "/a/b/0/n=1 /a/b/1/n=2"},
		{"/a/b[k=y]/n", "/a/b/1/n=2"},
		{"/a[k=y]", ""},
		{"/x[name=two]/n", "/x/1/n=8"},
		{"/**/n", "/a/b/0/n=1 /a/b/1/n=2 /a/b/3/0/n=3 /x/0/n=7 /x/1/n=8"},
		{"/c~1d", "/c~1d=slash"},
		{"/run-*", "/run-1=one /run-2=two"},
		{"/none", ""},
		{"/a/b/9", ""},
	} {
		p, err := Parse(c.pointer)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if v, ok := p.Lookup(doc); ok && (Text(v) == "") != (c.want == "") {
			t.Errorf("%s: looked up %v", c.pointer, v)
		}
		p.Find(doc, nil, func(m Match) bool {
			got = append(got, m.Pointer()+"="+Text(m.Value))
			return true
		})
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: found %q, want %q", c.pointer, text, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"a":       "a pointer starts with a slash",
		"/a[b]":   "the filter [b] is not of the form [key=value]",
		"/a[=b]":  "the filter [=b] is not of the form [key=value]",
		"/run-[*": "the pattern run-[* is malformed",
	} {
		if _, err := Parse(text); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

// TestWork stops a walk that takes too many steps.
func TestWork(t *testing.T) {
	tree := any("leaf")
	for range 20 {
		tree = map[string]any{"a": []any{tree, tree}} // a million leaves
	}
	p, err := Parse("/**/a/**/a/**")
	if err != nil {
		t.Fatal(err)
	}
	work, found := Work{Left: 1000}, 0
	p.Find(tree, &work, func(Match) bool { found++; return true })
	if !work.Exceeded || found > 1000 || found == 0 {
		t.Errorf("%d found, %+v", found, work)
	}
	if _, ok := p.First(tree, &Work{Left: 1000}); !ok {
		t.Error("the first match takes too many steps")
	}
	if _, ok := p.First(tree, &work); ok {
		t.Error("there was work without an allowance")
	}
}

// FuzzFind parses any pointer and walks one tree with it.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{"", "/a", "/a/*/b", "/**", "/**/a[b=c]/0", "/a~1b", "/[", "/*[a=b]", "/a[a=~0]", "/x-?*"} {
		f.Add(seed)
	}
	tree := map[string]any{"a": []any{map[string]any{"b": "c"}, []any{"x", nil, int64(1)}, 2.5, true}, "a/b": map[string]any{"0": nil}, "x-1": ""}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		work := Work{Left: 10_000}
		p.Find(tree, &work, func(m Match) bool {
			again, err := Parse(m.Pointer())
			if err != nil {
				t.Fatalf("%q found %q: %v", text, m.Pointer(), err)
			}
			if p.String() != text || m.Value == nil || again.IsRoot() != (m.Pointer() == "") {
				t.Fatalf("%q found %v at %q", text, m.Value, m.Pointer())
			}
			return true
		})
	})
}

func TestWorkText(t *testing.T) {
	var w Work
	for _, text := range []string{"", "", "a", "a", "b", "a", "longer than a word", "longer than a word"} {
		if got := w.Text(text); got != any(text) {
			t.Errorf("%q is %v", text, got)
		}
	}
	text := []byte("111122223333")
	if n := testing.AllocsPerRun(100, func() { w.Text(string(text)) }); n > 1 { // that of the text itself
		t.Errorf("an equal text takes memory %v times", n)
	}
}
