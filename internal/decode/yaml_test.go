package decode

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

func file(text string) *source.File { return source.NewFile("x.yaml", []byte(text)) }

// problems formats diagnostics as "line:column code: message".
func problems(list diag.List) []string {
	var out []string
	for _, d := range list {
		p := d.Span.Position()
		out = append(out, fmt.Sprintf("%d:%d %s: %s", p.Line, p.Column, d.Code, d.Message))
	}
	return out
}

func mustYAML(t *testing.T, text string) *Node {
	t.Helper()
	n, list := YAML(file(text), Config)
	if n == nil || len(list) > 0 {
		t.Fatalf("YAML(%q): %v", text, problems(list))
	}
	return n
}

func TestYAMLKinds(t *testing.T) {
	tests := []struct {
		text  string
		kind  Kind
		plain any
	}{
		{"yes", String, "yes"},
		{"no", String, "no"},
		{"on", String, "on"},
		{"off", String, "off"},
		{"true", Bool, true},
		{"False", Bool, false},
		{"~", Null, nil},
		{"null", Null, nil},
		{"12", Int, int64(12)},
		{"-3", Int, int64(-3)},
		{"012", String, "012"},
		{"0o14", String, "0o14"},
		{"0x1F", String, "0x1F"},
		{"1_000", String, "1_000"},
		{"+49", String, "+49"},
		{"1:30", String, "1:30"},
		{"9223372036854775807", Int, int64(9223372036854775807)},
		{"9223372036854775808", String, "9223372036854775808"},
		{"123456789012345678901234567890", String, "123456789012345678901234567890"},
		{"1.5", Float, 1.5},
		{"1e3", Float, 1000.0},
		{"1e999", String, "1e999"},
		{".inf", String, ".inf"},
		{".5", String, ".5"},
		{"2024-01-01", String, "2024-01-01"},
		{"2024-01-01T00:00:00Z", String, "2024-01-01T00:00:00Z"},
		{`"12"`, String, "12"},
		{`'true'`, String, "true"},
		{"|\n  12\n", String, "12\n"},
		{"P1D", String, "P1D"},
	}
	for _, tt := range tests {
		v := mustYAML(t, "k: "+tt.text).Get("k")
		if v.Kind != tt.kind || v.Plain() != tt.plain {
			t.Errorf("%q is %s %#v, want %s %#v", tt.text, v.Kind, v.Plain(), tt.kind, tt.plain)
		}
	}
}

func TestYAMLSpans(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"plain", "k: some text # note\nl: 1\n", "some text"},
		{"folded plain", "k: some\n  text\n  here\nl: 1\n", "some\n  text\n  here"},
		{"double", `k: "a \" b" # x`, `"a \" b"`},
		{"double over lines", "k: \"a\n  b\"\nl: 1\n", "\"a\n  b\""},
		{"single", `k: 'it''s' # x`, `'it''s'`},
		{"literal", "k: |  # note\n\n    a:\n      b\n\nl: 1\n", "a:\n      b"},
		{"folded", "k: >-\n  one\n  two\n\n  three\nl: 1\n", "one\n  two\n\n  three"},
		{"indented literal", "k: |2\n    a\n   b\n", "a\n   b"},
		{"empty literal", "k: |\n\nl: 1\n", ""},
		{"wide", "k: \"é\"\nl: ü 日本 # x\n", `"é"`},
		{"crlf", "k: some\r\n  text\r\nl: 1\r\n", "some\r\n  text"},
		{"list", "k:\n  - a\n  - b b\nl: 1\n", "- a\n  - b b"},
		{"flow list", "k: [a, b, ] # x\n", "[a, b, ]"},
		{"empty flow list", "k: [ ]\n", "[ ]"},
		{"nested flow", "k: {a: [b, {c: d}], e: }\n", "{a: [b, {c: d}], e: }"},
		{"flow with comment", "k: [a, # ]\n  b # }\n  ]\n", "[a, # ]\n  b # }\n  ]"},
		{"mapping", "k:\n  a: 1\n  b: x y\nl: 1\n", "a: 1\n  b: x y"},
		{"nothing", "k:\nl: 1\n", ""},
	}
	for _, tt := range tests {
		for _, mark := range []string{"", byteOrderMark} {
			n := mustYAML(t, mark+tt.text)
			if got := n.Get("k").Span.Text(); got != tt.want {
				t.Errorf("%s: the span holds %q, want %q", tt.name, got, tt.want)
			}
			if got := n.Fields[0].KeySpan.Text(); got != "k" {
				t.Errorf("%s: the key span holds %q", tt.name, got)
			}
		}
	}
	n := mustYAML(t, "k: \"é\"\nl: ü 日本 # x\n")
	if got := n.Get("l").Span; got.Text() != "ü 日本" || got.Position().Column != 4 {
		t.Errorf("l: %q at %s", got.Text(), got.Position())
	}
	if got := mustYAML(t, "k:\nl: 1\n").Get("k").Span.Start; got != 2 {
		t.Errorf("a missing value stands at %d, want 2", got)
	}
}

func TestYAMLTextAlignsIntoBlocks(t *testing.T) {
	text := mustYAML(t, "k: >-\n    ev.all(v,\n      v.ok)\n    && p.days > 3\n").Get("k").Text()
	from := strings.Index(text.Value, "p.days")
	if got := text.At(from, from+6); got.Text() != "p.days" || got.Position().Line != 4 {
		t.Errorf("At gives %q at %s", got.Text(), got.Position())
	}
}

func TestYAMLRefuses(t *testing.T) {
	tests := []struct{ text, want string }{
		{"a: 1\na: 2\n", `2:1 key-duplicate: the key "a" stands twice`},
		{"a: {x: 1, \"x\": 2}\n", `1:11 key-duplicate: the key "x" stands twice`},
		{"audience: 1\nAudience: 2\n", `2:1 key-duplicate: the keys "Audience" and "audience" differ in case only`},
		{"straße: 1\nSTRASSE: 2\n", `2:1 key-duplicate: the keys "STRASSE" and "straße" differ in case only`},
		{"a: &x b\n", "1:4 yaml-feature: found the anchor &x, expected a value"},
		{"a: *x\n", "1:4 yaml-feature: found the alias *x, expected a value"},
		{"<<: {a: 1}\n", "1:1 yaml-feature: found the merge key <<, expected a name"},
		{"a: !!str b\n", "1:4 yaml-feature: found the tag !!str, expected a value"},
		{"a: !secret b\n", "1:4 yaml-feature: found the tag !secret, expected a value"},
		{"a: ! 12\n", "1:4 yaml-feature: found the tag !, expected a value"},
		{"!x a: 1\n", "1:1 yaml-feature: found the tag !x, expected a value"},
		{"1: b\n", "1:1 yaml-feature: found the key 1, which is a whole number, expected text"},
		{"true: b\n", "1:1 yaml-feature: found the key true, which is true or false, expected text"},
		{"? [a]\n: b\n", "1:3 yaml-feature: found a key that is a list or a mapping, expected text"},
		{"?\n: b\n", "1:2 yaml-feature: found a value without a key"},
		{"a: {{ .x }}\n", "1:5 yaml-feature: found a key that is a list or a mapping, expected text"},
		{"a: 1\n---\nb: 2\n", "2:1 document-trailing: found a second YAML document, expected one"},
		{"a: b\x00\n", "1:5 file-encoding: found a NUL byte, expected text"},
		{"a: \"\\0\"\n", "1:4 file-encoding: found an escaped NUL character, expected text"},
		{"a: \xff\n", "1:4 file-encoding: byte 0xff is not UTF-8"},
		{"a: \x07\n", "1:4 file-encoding: found the control character U+0007, expected text"},
		{byteOrderMark + byteOrderMark + "a: b\n", "1:2 file-encoding: found a second byte order mark, expected text"},
		{"\xff\xfea\x00", "1:1 file-encoding: the file is UTF-16, expected UTF-8"},
		{"\xfe\xff\x00a", "1:1 file-encoding: the file is UTF-16, expected UTF-8"},
		{"a\x00:\x00 \x00", "1:1 file-encoding: the file is UTF-16, expected UTF-8"},
	}
	for _, tt := range tests {
		n, list := YAML(file(tt.text), Config)
		if got := problems(list); n != nil || len(got) == 0 || got[0] != tt.want {
			t.Errorf("YAML(%q) = %v, %q, want %q", tt.text, n, got, tt.want)
		}
	}
	_, list := YAML(file("b: 1\na: 1\na: 2\n"), Config)
	if len(list) != 1 || len(list[0].Related) != 1 || list[0].Related[0].Span.Position().Line != 2 {
		t.Errorf("a duplicate does not point at the first: %+v", list)
	}
}

func TestYAMLSyntax(t *testing.T) {
	tests := []struct{ text, want, hint string }{
		{"a: 1\n\tb: 2\n", "2:1 file-syntax: found a tab in the indentation, expected spaces", "spaces"},
		{"a:\n\t- b\n", "2:1 file-syntax: found a character that cannot start a value", "spaces"},
		{"a: b: c\n", "1:5 file-syntax: found a second colon on the line, or a key that is indented wrongly", "quote"},
		{"x: 1\na: \"b\nc: d\n", "2:4 file-syntax: a quoted text is not closed", "close the quote"},
		{"a: 'b\n", "1:4 file-syntax: a quoted text is not closed", "close the quote"},
		{"a: 'it's'\n", "1:8 file-syntax: found text behind a closing quote, expected the end of the value", "twice"},
		{"a: \"x\" y\nb: 1\n", "1:8 file-syntax: found text behind a closing quote, expected the end of the value", "whole value"},
		{"a: 1\nb\nc: 2\n", `2:1 file-syntax: found a line without a colon, expected "key: value"`, "key: value"},
		{"a:\n    b: 1\n   c: 2\n", "3:4 file-syntax: found text that does not fit, expected a key", "align"},
		{"a:\n  - x\n  y: 2\n", "3:3 file-syntax: found text that does not fit, expected a list item", "align"},
		{"a: [\n", "1:4 file-syntax: the list that starts here is not closed", "]"},
		{"a: [b, [c],\n", "1:4 file-syntax: the list that starts here is not closed", "]"},
		{"a:\n  - {b: [c], d: 1,\n\n", "2:5 file-syntax: the mapping that starts here is not closed", "}"},
		{"a: [1, 2\nb: 3\n", "1:4 file-syntax: the list that starts here is not closed, or lacks a comma", "]"},
		{"a: {x: 1\nb: 2\n", "1:4 file-syntax: the mapping that starts here is not closed, or lacks a comma", "}"},
		{"a: @x\n", "1:4 file-syntax: found a character that cannot start a value", "quote"},
		{"a: *.md\n", "1:4 file-syntax: found * or & without a name, expected a value", "quote"},
		{"a: | text\n", "1:4 file-syntax: found text behind | or >, expected the end of the line", "next line"},
		{"a: \"\\d\"\n", "1:5 file-syntax: found an unknown escape in a double-quoted text", "backslash"},
		{"é: \"\\uZZ\"\n", "1:5 file-syntax: found an escape without its hexadecimal digits", "backslash"},
		{"a: - b\n", "1:4 file-syntax: found a list item where none may start", "line of its own"},
		{"a: ,b\n", "1:4 file-syntax: found punctuation, expected a value", "quote"},
		{byteOrderMark + "a: b: c\n", "1:6 file-syntax: found a second colon on the line, or a key that is indented wrongly", "quote"},
	}
	for _, tt := range tests {
		n, list := YAML(file(tt.text), Config)
		got := problems(list)
		if n != nil || len(got) != 1 || got[0] != tt.want {
			t.Errorf("YAML(%q) = %v, %q, want %q", tt.text, n, got, tt.want)
			continue
		}
		if !strings.Contains(list[0].Hint, tt.hint) {
			t.Errorf("YAML(%q): the hint is %q, want %q in it", tt.text, list[0].Hint, tt.hint)
		}
	}
}

// Every message of the parser that reaches an author is one of ours.
func TestYAMLSyntaxRulesHaveHints(t *testing.T) {
	for _, rule := range syntaxRules {
		if rule.message == "" || rule.hint == "" || strings.Contains(rule.message, "yaml:") {
			t.Errorf("the rule for %q is not complete", rule.problem)
		}
	}
}

func TestYAMLEmpty(t *testing.T) {
	for _, text := range []string{"", "\n", "# only a comment\n", byteOrderMark, "---\n", "---\n...\n"} {
		if n := mustYAML(t, text); n.Kind != Null || n.Plain() != nil {
			t.Errorf("YAML(%q) is %s", text, n.Kind)
		}
	}
}

func TestYAMLLimits(t *testing.T) {
	lim := Limits{Bytes: 200, Nodes: 10, Depth: 3, Keys: 4}
	tests := []struct{ text, want string }{
		{strings.Repeat("x", 201), "1:1 file-limit: 201 bytes are larger than the limit of 200 bytes"},
		{"[a, b, c, d, e, f, g, h, i, j]", "1:29 file-limit: the file holds more than 10 values"},
		{"a: [[[b]]]", "1:6 file-limit: values are nested deeper than 3 levels"},
		{"a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n", "1:1 file-limit: a mapping holds more than 4 keys"},
		{strings.Repeat("- a\n", 30), "21:1 file-limit: the file holds far more values than the limit of 10"},
	}
	for _, tt := range tests {
		_, list := YAML(file(tt.text), lim)
		if got := problems(list); len(got) != 1 || got[0] != tt.want {
			t.Errorf("YAML(%q): %q, want %q", tt.text, got, tt.want)
		}
	}
}

// Input made to be dear must be refused, or read, within little memory. What
// costs no memory here costs no time either: the parser is linear in both.
func TestYAMLHostile(t *testing.T) {
	const size = 1<<20 - 4096
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var distinct strings.Builder
	for i := 0; distinct.Len() < size; i++ {
		fmt.Fprintf(&distinct, "k%d: 1\n", i)
	}
	tests := map[string]string{
		"20 kB of one key":     strings.Repeat("a: 1\n", 4000),
		"one key":              fill("a: 1\n"),
		"distinct keys":        distinct.String(),
		"open brackets":        fill("["),
		"open braces":          fill("{"),
		"open both":            fill("[{"),
		"inline dashes":        fill("- "),
		"question marks":       strings.Repeat("?\n", 99_000),
		"flow list":            "[" + fill("a,") + "]",
		"flow mapping":         "{" + strings.Repeat("a,", 99_000) + "}",
		"comments":             fill("#\n"),
		"comments on items":    strings.Repeat("- #a\n", 49_000),
		"comments in brackets": "[" + strings.Repeat("a,#a\n", 49_000) + "]",
		"aliases":              "- &a a\n" + strings.Repeat("- *a\n", 90_000),
		"documents":            fill("---\n"),
		"quotes":               fill("'"),
		"unclosed":             `"` + fill("a'"),
		"long plain":           fill("a "),
		"long number":          fill("1"),
		"long alias":           "*" + fill("a"),
		"long key":             fill("a") + ": b",
		"late error":           strings.Repeat("a: 1\n", 49_000) + "]",
		"tabs":                 fill("\t"),
		"NUL":                  fill("\x00"),
	}
	for name, text := range tests {
		var before, after runtime.MemStats
		f := file(text)
		runtime.ReadMemStats(&before)
		n, list := YAML(f, Config)
		runtime.ReadMemStats(&after)
		if n == nil && len(list) == 0 {
			t.Errorf("%s: neither a node nor a diagnostic", name)
		}
		if len(list) > maxFaults+1 {
			t.Errorf("%s: %d diagnostics", name, len(list))
		}
		for _, d := range list {
			if len(d.Message) > 300 {
				t.Errorf("%s: a message of %d bytes", name, len(d.Message))
			}
		}
		if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 80 {
			t.Errorf("%s: %d MiB allocated", name, used)
		}
	}
}
