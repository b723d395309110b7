package highlight

import (
	"reflect"
	"strings"
	"testing"
)

func marked(pairs ...int) []Range {
	var out []Range
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, Range{From: pairs[i], To: pairs[i+1], Mark: Marked})
	}
	return out
}

func TestReadMeta(t *testing.T) {
	for _, c := range []struct {
		info string
		want Meta
	}{
		{"", Meta{}},
		{`title="a b.go" {1,3-5} showLineNumbers`, Meta{Title: "a b.go", Lines: marked(1, 1, 3, 5), Numbers: true}},
		{`title='a b.go'`, Meta{Title: "a b.go"}},
		{`title=a.go {2}`, Meta{Title: "a.go", Lines: marked(2, 2)}},
		{`title="say \"hi\""`, Meta{Title: `say "hi"`}},
		{`title="path/to/config.yml""`, Meta{Title: "path/to/config.yml"}},
		{`title="never closed`, Meta{Title: `"never`}},
		{`caption="what it does"`, Meta{Title: "what it does"}},
		{`title="a" caption="b"`, Meta{Title: "a"}},
		{`filename=x hl_lines="2 4-6"`, Meta{Title: "x", Lines: marked(2, 2, 4, 6)}},
		{`fileName=visualizations/index.js`, Meta{Title: "visualizations/index.js"}},
		{"Install it", Meta{Title: "Install it"}},
		{`Install it icon="x" wrap highlight={1-2} focus={2,4-5}`, Meta{Title: "Install it", Wrap: true, Lines: marked(1, 2, 2, 2, 4, 5)}},
		{`components/Button.tsx`, Meta{Title: "components/Button.tsx"}},
		{`title="a.js" npm`, Meta{Title: "a.js"}},
		{"lines wrap expandable", Meta{Numbers: true, Wrap: true, Collapsed: true}},
		{"script", Meta{}},
		{"| -", Meta{}},
		{"{1, 3-5}", Meta{Lines: marked(1, 1, 3, 5)}},
		{"linenums=false {x,1-y}", Meta{}},
		{"{1", Meta{}},
		{`highlight="1,3-4"`, Meta{Lines: marked(1, 1, 3, 4)}},
		{"highlight=1,3", Meta{Lines: marked(1, 1, 3, 3)}},
		{"lineHighlight={2-3}", Meta{Lines: marked(2, 3)}},
		{"mark={1} ins={2-3} del={4}", Meta{Lines: []Range{{1, 1, Marked}, {2, 3, Inserted}, {4, 4, Deleted}}}},
		{`{"1. Set up":3-5}`, Meta{Lines: marked(3, 5)}},
		{`ins="inserted" del='deleted' mark="it"`, Meta{Words: []Word{{"inserted", Inserted, false}, {"deleted", Deleted, false}, {"it", Marked, false}}}},
		{`"return true;" /needle/`, Meta{Words: []Word{{"return true;", Marked, true}, {"needle", Marked, false}}}},
		{"showLineNumbers=false", Meta{}},
		{"showLineNumbers={true}", Meta{Numbers: true}},
		{"noLineNumbers", Meta{}},
		{`linenums="5"`, Meta{Numbers: true, Start: 5}},
		{"showLineNumbers{7}", Meta{Numbers: true, Start: 7}},
		{"showLineNumbers startLineNumber=12", Meta{Numbers: true, Start: 12}},
		{`{linenos=table,hl_lines=[8,"15-17"],linenostart=199}`, Meta{Numbers: true, Start: 199, Lines: marked(8, 8, 15, 17)}},
		{`{.yaml .no-copy title="a b"}`, Meta{Title: "a b", NoCopy: true}},
		{`{% meta="'return true;' ins='x' {2}" %}`, Meta{Words: []Word{{"return true;", Marked, true}, {"x", Inserted, false}}, Lines: marked(2, 2)}},
		{"wrap=false collapse copy", Meta{Collapsed: true}},
		{"collapse={1-3}", Meta{}},
		{"nocopy", Meta{NoCopy: true}},
		{"copy=false", Meta{NoCopy: true}},
		{`lang="js"`, Meta{Language: "js"}},
		{"diff {1}", Meta{Diff: true, Lines: marked(1, 1)}},
		{"titel=x frame=none", Meta{Unknown: []string{"titel"}}},
	} {
		if got := ReadMeta([]byte(c.info)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\n got %+v\nwant %+v", c.info, got, c.want)
		}
	}
}

func TestMarkOf(t *testing.T) {
	m := ReadMeta([]byte("{1,3-4} del={4}"))
	for line, want := range []Mark{Unmarked, Marked, Unmarked, Marked, Deleted, Unmarked} {
		if got := m.MarkOf(line); got != want {
			t.Errorf("line %d: %v, want %v", line, got, want)
		}
	}
}

func TestSplitInfo(t *testing.T) {
	for info, want := range map[string][2]string{
		"":                       {"", ""},
		"js":                     {"js", ""},
		"JS {1}":                 {"js", " {1}"},
		"js{1}":                  {"js", "{1}"},
		"js:title=a.js":          {"js", "title=a.js"},
		"js:src/a.js":            {"js", "src/a.js"},
		"rust,ignore":            {"rust", "ignore"},
		"language-go":            {"go", ""},
		"c++ x":                  {"c++", " x"},
		`title="Footnote"`:       {"", `title="Footnote"`},
		"{.yaml .no-copy} x":     {"yaml", "{..no-copy} x"},
		"{1,2}":                  {"", "{1,2}"},
		".bash":                  {"bash", ""},
		`"quoted"`:               {"", `"quoted"`},
		"yaml title=\"a:b.yml\"": {"yaml", ` title="a:b.yml"`},
	} {
		if lang, meta := SplitInfo(info); lang != want[0] || meta != want[1] {
			t.Errorf("%q: %q, %q", info, lang, meta)
		}
	}
}

func TestDirectives(t *testing.T) {
	for _, c := range []struct{ code, want, marks string }{
		{"a\n// highlight-next-line\nb\nc\n", "a\nb\nc\n", ".m."},
		{"# highlight-start\na\nb\n# highlight-end\nc\n", "a\nb\nc\n", "mm."},
		{"<!-- highlight-next-line -->\na\n", "a\n", "m"},
		{"  {/* highlight-next-line */}\na\n", "a\n", "m"},
		{"-- highlight-next-line\na\n", "a\n", "m"},
		{"a // highlight-line\nb\n", "a\nb\n", "m."},
		{"a // [!code ++]\nb # [!code --]\nc <!-- [!code highlight] -->\n", "a\nb\nc\n", "idm"},
		{"// [!code highlight:2]\na\nb\nc\n", "a\nb\nc\n", "mm."},
		{"a // [!code focus:2]\nb\nc", "a\nb\nc", "mm."},
		{"a // highlight-next-line please\n", "a // highlight-next-line please\n", "."},
		{"a // see [!code ++] here\n", "a // see [!code ++] here\n", "."},
		{"a // [!code hl] b\n", "a // [!code hl] b\n", "."},
		{"plain\n", "plain\n", ""},
		{"# highlight-start\na\n", "a\n", "m"},
	} {
		got, marks := directives(c.code)
		var said strings.Builder
		for _, m := range marks {
			said.WriteByte(".mid"[m])
		}
		if got != c.want || said.String() != c.marks {
			t.Errorf("%q: %q %s, want %q %s", c.code, got, said.String(), c.want, c.marks)
		}
	}
}

func TestHint(t *testing.T) {
	for code, want := range map[string][2]string{
		"const a{:js}":   {"js", "const a"},
		"#!js const a":   {"js", "const a"},
		"#!/bin/sh x":    {"", "#!/bin/sh x"},
		"a{:.token}":     {"", "a{:.token}"},
		"a{:nothing}":    {"", "a{:nothing}"},
		"{:js}":          {"", "{:js}"},
		"#!nothing here": {"", "#!nothing here"},
		"a{:text}":       {"", "a{:text}"},
	} {
		if lang, rest := Hint(code); lang != want[0] || rest != want[1] {
			t.Errorf("%q: %q, %q", code, lang, rest)
		}
	}
}
