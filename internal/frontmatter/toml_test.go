package frontmatter

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestTOMLToYAML writes TOML as YAML and reads that back.
func TestTOMLToYAML(t *testing.T) {
	for text, want := range map[string]string{
		"title = \"A \\\"b\\\"\"\n":            `title: A "b"`,
		"draft = true\nweight = 1_000\n":       "draft: true\nweight: 1000",
		"tags = [\"a\", 'b',\n \"c\"]\n":       "tags: [a, b, c]",
		"[menu.main]\nname = \"x\" # remark\n": "menu:\n  main:\n    name: x",
		"[[a]]\nx = 1\n[[a]]\nx = 2\n":         "a:\n  - x: 1\n  - x: 2",
		"a = { b = 1, c = \"no\" }\n":          "a:\n  b: 1\n  c: \"no\"",
		"date = 2026-11-20\n\n# nothing\n":     "date: 2026-11-20",
		"text = '''\nkept\n  as is'''\n":       "text: \"kept\\n  as is\"",
		"a.b = \"yes\"\n":                      "a:\n  b: \"yes\"",
		"colon = \"a: b\"\nhash = \"#1\"\n":    "colon: \"a: b\"\nhash: \"#1\"",
	} {
		fields, refused := ReadTOML(text)
		if len(refused) > 0 {
			t.Errorf("%q: refused %q", text, refused)
		}
		var got, expected any
		if err := yaml.Unmarshal([]byte(WriteYAML(fields, "")), &got); err != nil {
			t.Errorf("%q: %v in\n%s", text, err, WriteYAML(fields, ""))
			continue
		}
		if err := yaml.Unmarshal([]byte(want), &expected); err != nil {
			t.Fatal(err)
		}
		if a, b := dump(t, got), dump(t, expected); a != b {
			t.Errorf("%q:\n%s\nwant\n%s", text, a, b)
		}
	}
}

func dump(t *testing.T, v any) string {
	t.Helper()
	out, err := yaml.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestRefusedTOML(t *testing.T) {
	fields, refused := ReadTOML("a = 1\nb = nan nan\n= 3\nc = [1,\n")
	if len(fields) != 1 || fields[0].Key != "a" {
		t.Errorf("read %+v", fields)
	}
	if got := strings.Join(refused, "|"); !slices.Contains(refused, "b = nan nan") || !slices.Contains(refused, "= 3") || !strings.Contains(got, "c = [1,") {
		t.Errorf("refused %q", refused)
	}
}
