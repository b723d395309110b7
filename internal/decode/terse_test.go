package decode

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// holdTerse compares what is read of a text without the parser with what the parser
// reads; it reports whether anything was.
func holdTerse(t *testing.T, text []byte, lim Limits) bool {
	t.Helper()
	f := source.NewFile("x.yaml", text)
	r, list := regionOf(f, 0, len(text), lim.Bytes)
	if list.HasErrors() {
		return false
	}
	got := terseDocument(r, lim)
	if got == nil {
		return false
	}
	trees, list := yamlTrees(r, lim, 2, diag.FileSyntax)
	if list.HasErrors() || len(trees) != 1 {
		t.Fatalf("%q is read, and is %d documents, %v", text, len(trees), problems(list))
	}
	w := newYAMLWalk(r, lim)
	want := w.node(trees[0].Content[0], 1)
	if len(w.list) > 0 {
		t.Fatalf("%q is read, and has mistakes: %v", text, problems(w.list))
	}
	differ(t, text, got, want)
	return true
}

// differ reports the first node that is not the same.
func differ(t *testing.T, text []byte, got, want *Node) {
	t.Helper()
	a, b := *got, *want
	if a.Items, a.Fields, b.Items, b.Fields = nil, nil, nil, nil; !reflect.DeepEqual(a, b) || len(got.Items) != len(want.Items) || len(got.Fields) != len(want.Fields) ||
		(got.Items == nil) != (want.Items == nil) || (got.Fields == nil) != (want.Fields == nil) {
		t.Fatalf("of %q a node is %s %q at [%d, %d), want %s %q at [%d, %d)", text, a.Kind, a.Scalar, a.Span.Start, a.Span.End, b.Kind, b.Scalar, b.Span.Start, b.Span.End)
	}
	for i, item := range got.Items {
		differ(t, text, item, want.Items[i])
	}
	for i, f := range got.Fields {
		if w := want.Fields[i]; f.Key != w.Key || f.KeySpan != w.KeySpan {
			t.Fatalf("of %q a key is %q at %d, want %q at %d", text, f.Key, f.KeySpan.Start, w.Key, w.KeySpan.Start)
		}
		differ(t, text, f.Value, want.Fields[i].Value)
	}
}

// plainTexts are read without the parser.
var plainTexts = []string{
	"a: 1\nb: [x, {y: z}]\n", "a:\n  b: c # d\n\n  # e\n  f:\ng: ''\n", "a:\n- b\n- c: d\n  e: f\n- {g: h, i: 'it''s'}\nj: \"k # l\"\n", "- a\n- b: c\n", "a: []\nb: {}\nc: [ d , e f ]",
	"controls:\n  - id: a-1\n    parameters: {data: x logs, retention: P90D}\n    evidence:\n      - {id: e, shows: the state}\n    assert: ev[\"e\"].all(g, g.days >= days(p.x))\n",
	"a: é\nü: 1\n"[:6], "a: -1\nb: -x\nc: http://x/#y\nd: ~\ne: \"\"\n", "a:\n  b:\n    c:\n", "# c\n\na: b\n# d", "a: b   # c\nd: |e\n"[:11], "a.b/c_d-e: 2024-01-01\n",
}

func TestTerse(t *testing.T) {
	for _, text := range plainTexts {
		if !holdTerse(t, []byte(text), Config) {
			t.Errorf("%q is not read", text)
		}
	}
	for _, text := range []string{
		"", "# a\n", "a", "a: b: c\n", "a: b\n c\n", "a: |\n b\n", "a: &b c\n", "a: b\na: c\n", "a: b\nA: c\n", "a: [b,\n c]\n", "a: [b, ]\n", "a: {b}\n", "a: {b: }\n", "a: {b:c}\n", "a: \"\\n\"\n", "a: 'b' c\n",
		"- - a\n", "-\n", "- \n", "a:\n  - b\n  c: d\n", "a:\n    b: c\n  d: e\n", "a: b\n---\nc: d\n", "true: a\n", "null: a\n", "1: a\n", "a: - b\n", "a: b\t\n", "a: b\r\n", "a: \u0085\n", "a: \u00a0b\n", "a: !b c\n", "a: *b\n", "a : b\n", "'a': b\n",
		"a: b\n- c\n", "- a\nb: c\n", "a: 'b'#c\n", "a: [b: c]\n", "a: [b]]\n", "a: [b] c\n", "? a\n", "a: {b: c}: d\n", "- a: b\n c: d\n", "a: b:\n", "<<: {a: b}\n", "%a: b\n", "a: b\n...\n",
	} {
		if holdTerse(t, []byte(text), Config) {
			t.Errorf("%q is read without the parser", text)
		}
	}
	small := Limits{Bytes: 1 << 10, Nodes: 8, Depth: 3, Keys: 2}
	for text, want := range map[string]bool{
		"a: 1\nb: 2\n": true, "a: 1\nb: 2\nc: 3\n": false, "a: [[1]]\n": false, "a: [1, {b: 2}]\n": false, "a:\n- b: 1\n": false, "a: [1]\n": true, "- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n": true, "- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8\n": false,
	} {
		if got := holdTerse(t, []byte(text), small); got != want {
			t.Errorf("%q is read %t within small limits", text, got)
		}
	}
}

// TestTerseFiles reads all YAML of the repository both ways.
func TestTerseFiles(t *testing.T) {
	read, all := 0, 0
	err := filepath.WalkDir("../..", func(name string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == ".candor") {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".yaml") && !strings.HasSuffix(name, ".yml") {
			return err
		}
		text, err := os.ReadFile(name)
		if all++; err == nil && holdTerse(t, text, Config) {
			read++
		}
		return err
	})
	if err != nil || read < 20 {
		t.Errorf("%d of %d files are read without the parser, %v", read, all, err)
	}
	t.Logf("%d of %d files are read without the parser", read, all)
}

// TestTerseRandom holds texts that are spoilt at random to the parser.
func TestTerseRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{
		"a", ":", " ", "\n", "-", "- ", "  ", "{", "}", "[", "]", ",", "'", "\"", "#", " #", "b: ", "c:\n", "é", "\u2028", "~", "true", "1", "x y", "?", "!", "&", "|", "%", "@", ".", "/", "<<", "\n  ", "\n- ",
		"\n    ", ": ", "---", "=", "''", "a: b\n", "- a\n", byteOrderMark, "\u00ad", "\u3000",
	}
	read := 0
	for range 20_000 {
		text := []byte(plainTexts[r.IntN(len(plainTexts))])
		for range 1 + r.IntN(6) {
			at := r.IntN(len(text) + 1)
			if r.IntN(4) == 0 {
				text = append(text[:at:at], text[min(len(text), at+r.IntN(3)):]...)
				continue
			}
			text = append(text[:at:at], append([]byte(parts[r.IntN(len(parts))]), text[at:]...)...)
		}
		if holdTerse(t, text, Config) {
			read++
		}
	}
	if read < 1000 {
		t.Errorf("%d texts are read without the parser", read)
	}
}

// FuzzTerse holds what is read without the parser to what the parser reads.
func FuzzTerse(f *testing.F) {
	for _, text := range plainTexts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		holdTerse(t, text, Config)
		holdTerse(t, text, Limits{Bytes: 1 << 10, Nodes: 8, Depth: 3, Keys: 2})
	})
}
