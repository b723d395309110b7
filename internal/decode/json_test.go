package decode

import (
	"reflect"
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	text := byteOrderMark + `{"a": [1, -2.5e1, true, null, "x\u00e9\ud83d\ude00\n"], "b": {"c": ""}, "n": 123456789012345678901234567890}`
	n, list := JSON(file(text), Config)
	if len(list) > 0 {
		t.Fatal(problems(list))
	}
	want := map[string]any{
		"a": []any{int64(1), -25.0, true, nil, "xé😀\n"},
		"b": map[string]any{"c": ""},
		"n": "123456789012345678901234567890",
	}
	if got := n.Plain(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %#v, want %#v", got, want)
	}
	if got := n.Get("b").Span.Text(); got != `{"c": ""}` {
		t.Errorf("b spans %q", got)
	}
	if got := n.Get("a").Items[1].Span.Text(); got != "-2.5e1" {
		t.Errorf("a[1] spans %q", got)
	}
	if got := n.Fields[1].KeySpan.Text(); got != `"b"` {
		t.Errorf("the key b spans %q", got)
	}
}

func TestJSONRefuses(t *testing.T) {
	tests := []struct{ text, want, hint string }{
		{``, "1:1 file-syntax: the text ends, expected a value", ""},
		{`{"a":1,}`, "1:8 file-syntax: found '}', expected a key in double quotes", "remove the comma"},
		{`[1,]`, "1:4 file-syntax: found ']', expected a value", "remove the comma"},
		{`{"a":]`, "1:6 file-syntax: found ']', expected a value", ""},
		{`{"a" 1}`, "1:6 file-syntax: found '1', expected a colon", ""},
		{`[1 2]`, "1:4 file-syntax: found '2', expected a comma or ]", ""},
		{`{"a":1 "b":2}`, "1:8 file-syntax: found '\"', expected a comma or }", ""},
		{`{a:1}`, "1:2 file-syntax: found 'a', expected a key in double quotes", ""},
		{`['x']`, "1:2 file-syntax: found '\\'', expected a value", "double quotes"},
		{"// x\n{}", "1:1 file-syntax: found '/', expected a value", "remove the comment"},
		{`[01]`, "1:2 file-syntax: found 01, which is not a number of JSON", ""},
		{`[+1]`, "1:2 file-syntax: found '+', expected a value", ""},
		{`[.5]`, "1:2 file-syntax: found '.', expected a value", ""},
		{`[1.]`, "1:2 file-syntax: found 1., which is not a number of JSON", ""},
		{`[NaN]`, "1:2 file-syntax: found NaN, expected a value", ""},
		{"[\"a\nb\"]", "1:2 file-syntax: a quoted text is not closed on its line", "close"},
		{"[\"a\tb\"]", "1:4 file-syntax: found the control character U+0009 in a text", `\u0009`},
		{`["\x"]`, "1:3 file-syntax: found an unknown escape in a text", "backslash"},
		{`["\u12G4"]`, `1:3 file-syntax: found \u without four hexadecimal digits`, ""},
		{`["\ud800"]`, "1:3 file-syntax: found half of a surrogate pair", ""},
		{`["\u0000"]`, "1:3 file-encoding: found an escaped NUL character, expected text", "remove"},
		{`["a`, "1:2 file-syntax: a quoted text is not closed", "close"},
		{`["a\`, "1:4 file-syntax: the text ends inside an escape", "close"},
		{`{} {}`, "1:4 document-trailing: found text behind the end of the JSON document", "split"},
		{`{"a":1,"a":2}`, `1:8 key-duplicate: the key "a" stands twice`, "remove"},
		{`{"audience":1,"Audience":2}`, `1:15 key-duplicate: the keys "Audience" and "audience" differ in case only`, "remove"},
		{`{"a":1,"\u0061":2}`, `1:8 key-duplicate: the key "a" stands twice`, "remove"},
		{"[\xff]", "1:2 file-encoding: byte 0xff is not UTF-8", "UTF-8"},
		{"[\x00]", "1:2 file-encoding: found a NUL byte, expected text", ""},
		{strings.Repeat("[", 65), "1:65 file-limit: values are nested deeper than 64 levels", ""},
		{"[" + strings.Repeat("1,", 60_000) + "1]", "1:100000 file-limit: the file holds more than 50000 values", ""},
	}
	for _, tt := range tests {
		n, list := JSON(file(tt.text), Config)
		got := problems(list)
		if n != nil || len(got) != 1 || got[0] != tt.want {
			t.Errorf("JSON(%.40q) = %v, %q, want %q", tt.text, n, got, tt.want)
			continue
		}
		if !strings.Contains(list[0].Hint, tt.hint) {
			t.Errorf("JSON(%.40q): the hint is %q, want %q in it", tt.text, list[0].Hint, tt.hint)
		}
	}
	_, list := JSON(file(`{"a":1,"a":2}`), Config)
	if r := list[0].Related; len(r) != 1 || r[0].Span.Start != 1 || r[0].Span.Text() != `"a"` {
		t.Errorf("a duplicate does not point at the first: %+v", r)
	}
}

func TestJSONLines(t *testing.T) {
	nodes, list := JSONLines(file("{\"a\":1}\r\n\n{\"a\":}\n[2] x\n  {\"a\":3}"), Config)
	want := []string{"3:6 file-syntax: found '}', expected a value", "4:5 file-syntax: found text behind the value of the line"}
	if got := problems(list); !reflect.DeepEqual(got, want) {
		t.Errorf("problems %q, want %q", got, want)
	}
	if len(nodes) != 2 || nodes[0].Get("a").Scalar != "1" || nodes[1].Get("a").Scalar != "3" {
		t.Fatalf("nodes %v", nodes)
	}
	if p := nodes[1].Get("a").Span.Position(); p.Line != 5 || p.Column != 8 {
		t.Errorf("the last value stands at %s", p)
	}
	if _, list := JSONLines(file(strings.Repeat("1\n", 60)), Limits{Bytes: 1000, Nodes: 50, Depth: 5, Keys: 5}); len(list) != 1 || list[0].Span.Position().Line != 51 {
		t.Errorf("the limit holds for all lines together: %q", problems(list))
	}
	if nodes, list := JSONLines(file("\n\n"), Config); len(nodes) != 0 || len(list) != 0 {
		t.Errorf("blank lines give %v, %v", nodes, list)
	}
}
