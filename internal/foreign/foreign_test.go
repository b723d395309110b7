package foreign

import "testing"

func TestBrace(t *testing.T) {
	for _, c := range []struct {
		line   string
		double bool
		what   string // "" where it is none
		length int
	}{
		{`{{< note "x" >}} y`, false, "the Hugo shortcode {{< note >}}", 16},
		{`{{% alert %}} y`, false, "the Hugo shortcode {{% alert %}}", 13},
		{`{% if x %}`, false, "the Liquid tag {% if %}", 10},
		{`{: .class }`, false, "the attribute list {: .class }", 11},
		{`{{ id: 'x' }} y`, true, "the annotation {{ id: }}", 13},
		{`{: text }`, false, "", 0}, {`{{ x }}`, true, "the Liquid or Jinja expression {{ x }}", 7}, {`{{ x }}`, false, "", 0}, {`{{{x}}}`, true, "", 0},
		{`{{< never`, true, "", 0}, {`{x}`, true, "", 0},
	} {
		got, ok := Brace([]byte(c.line), c.double)
		if ok != (c.what != "") || ok && (got.What != c.what || got.Length != c.length || got.Closing) {
			t.Errorf("%s: %+v, %v", c.line, got, ok)
		}
	}
	for _, line := range []string{"{{< /note >}}", "{% endif %}", "{{%/* x */%}}"} {
		if got, ok := Brace([]byte(line), false); !ok || got.Closing != (line[2] != '%' || line[1] == '%') {
			t.Errorf("%s: %+v, %v", line, got, ok)
		}
	}
}

func TestWikilink(t *testing.T) {
	for line, want := range map[string]int{"[[a b]] c": 7, "[[a|b]]": 7, "[[a]](x)": 0, "[[a]][x]": 0, "[[ a]]": 0, "[[^1]]": 0, "[[]]": 0, "[[a": 0, "[a]": 0, "[[a[b]]]": 0} {
		c, inner, ok := Wikilink([]byte(line))
		if ok != (want > 0) || c.Length != want || ok && "[["+string(inner)+"]]" != line[:want] {
			t.Errorf("%s: %+v, %q, %v", line, c, inner, ok)
		}
	}
}

func TestLines(t *testing.T) {
	for line, want := range map[string]string{
		"!!! note \"x\"\n": "the MkDocs admonition !!!", "???+ tip": "the MkDocs admonition ???+", `=== "Tab"`: "the MkDocs content tab ===",
		`--8<-- "file"`: "the snippet --8<--", "!!! ": "", "=== a": "", "text": "",
		"import Card from '@x/card'": "the statement import", "import {A, B as C} from \"x\"": "the statement import", "import goods from China": "", "export const a = 1": "the statement export", "export controls apply": "",
	} {
		got := Lines([]byte(line), false)
		if want == "" && len(got) > 0 || want != "" && (len(got) != 1 || got[0].What != want) {
			t.Errorf("%q: %+v", line, got)
		}
	}
	if got := Lines([]byte("import Card from '@x/card'"), true); len(got) > 0 {
		t.Errorf("statements are read in .mdx: %+v", got)
	}
	if !IsTemplate("{{ .x }}/a") || !IsTemplate("{% x %}") || IsTemplate("{a}") {
		t.Error("the wrong values are templates")
	}
}

func TestIsJinja(t *testing.T) {
	for text, want := range map[string]bool{
		"{{ page.x }} y": true, "{{x}}": true, "{{- a | default('b') -}}": true, "{{ a: 1 }}": false, "{{ 'a': 1 }}": false, "{{ ...a }}": false, "{{ a, b }}": false, "{a}": false,
	} {
		if got := IsJinja([]byte(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
