package decode

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// squeeze removes white space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

// checkResult verifies what holds for every decoder: a node or a diagnostic,
// spans inside the file, and messages that fit a line.
func checkResult(t *testing.T, f *source.File, n *Node, list diag.List) {
	t.Helper()
	if n == nil && !list.HasErrors() {
		t.Fatal("neither a node nor an error")
	}
	for _, d := range list {
		if d.Span.File != f || d.Span.End > len(f.Data) {
			t.Fatalf("the place [%d, %d) of %q is not in the file", d.Span.Start, d.Span.End, d.Message)
		}
		if strings.ContainsAny(d.Message, "\n\x00\x1b") && !strings.Contains(d.Message, `"`) || !utf8.ValidString(d.Message) || strings.Contains(d.Message, "yaml:") {
			t.Fatalf("message %q", d.Message)
		}
	}
	if n != nil {
		checkSpans(t, n)
		n.Plain()
	}
}

func FuzzYAML(f *testing.F) {
	for _, seed := range []string{
		"a: 1\nb: [x, {y: z}]\n", "k: |2-\n    a\n   b\n", "k: >\n a\n\n b\n# c\n", "'it''s': \"a\\u00e9\\\n  b\"\n",
		"a: &x b\nc: *x\n", "? a\n: b\n", "{a: , b}\n", "- - a\n  -\n- |\n", "a: 1\na: 2\nA: 3\n", byteOrderMark + "é: ü\r\n", "---\na\n...\n---\n",
		"a: b: c", "\ta: b", "a: 'b", "[[[[", "!!str a: !b c", "%YAML 1.2\n---\na", "a:\u2028 b\u0085c: d", "a: \"b\" c", "<<: {a: b}", byteOrderMark + byteOrderMark + "é: é", "a: x\n  y\n  z # c\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("x.yaml", data)
		n, list := YAML(file, Config)
		checkResult(t, file, n, list)
		if n != nil {
			var target sample
			Into(n, &target)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.5e1,true,null,"x\u00e9\ud83d\ude00\n"]}`, `{"a":1,"A":2}`, `[1,]`, `"\ud800"`, "[\"a\nb\"]", `{}{}`, `01`, `[1e999]`, "{\"a\":1}\n\n{\"b\":", byteOrderMark + "[]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("x.json", data)
		n, list := JSON(file, Config)
		checkResult(t, file, n, list)
		nodes, list := JSONLines(file, Config)
		for _, d := range list {
			checkResult(t, file, nil, diag.List{d})
		}
		for _, n := range nodes {
			checkResult(t, file, n, nil)
		}
	})
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: A\n---\nText", "---\r\ntitle: A\r\n---", byteOrderMark + "---\n---\n", "+++\nx\n+++\ny", "---\na: b: c\n---\n", "---\n- a\n---\n", "--- \n\n---\t\n", "---\n\xff\n---\n", "text",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file := source.NewFile("x.md", data)
		n, body, list := FrontMatter(file, Front)
		if body < 0 || body > len(data) {
			t.Fatalf("the body starts at %d of %d", body, len(data))
		}
		if n != nil && (n.Kind != Map || n.Span.End > body) {
			t.Fatalf("%s that ends at %d, body at %d", n.Kind, n.Span.End, body)
		}
		if n != nil || list.HasErrors() {
			checkResult(t, file, n, list)
		}
	})
}
