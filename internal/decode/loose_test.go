package decode

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// drain reads all values of a text.
func drain(in *LooseJSON) ([]any, error) {
	var values []any
	for in.Peek() != 0 {
		v, err := in.Next()
		if err != nil {
			return values, err
		}
		values = append(values, v)
	}
	return values, nil
}

func TestLooseJSON(t *testing.T) {
	text := `{"a":1,"A":-0.5,"n":[1e999,12345678901234567890,9223372036854775807]}` + "\n[true,null]\"\\ud800\\u0000\"7"
	in := newLoose([]byte(text), Config, 100)
	got, err := drain(in)
	want := []any{
		map[string]any{"a": int64(1), "A": -0.5, "n": []any{"1e999", "12345678901234567890", int64(9223372036854775807)}},
		[]any{true, nil}, "\ufffd\x00", int64(7),
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%#v, %v, want %#v", got, err, want)
	}
	if in.Counted() != 100+12 {
		t.Errorf("counted %d values", in.Counted()-100)
	}
	if err := in.Unexpected("more"); err.Error() != "line 2: the text ends, expected more" {
		t.Errorf("at the end: %v", err)
	}
}

func TestLooseJSONRefuses(t *testing.T) {
	lim := Limits{Nodes: 8, Depth: 3, Keys: 2}
	tests := []struct {
		text, want string
		limit      bool
	}{
		{"{\"a\":1,\n\"a\":2}", `line 2: the key "a" stands twice`, false},
		{"{\"a\":1,\n\"a\" 2}", `line 2: the key "a" stands twice`, false},
		{"[]\n\n{\"a\" 1}", "line 3: found '1', expected a colon", false},
		{`{a:1}`, "line 1: found 'a', expected a key in double quotes", false},
		{`[1 2]`, "line 1: found '2', expected a comma or ]", false},
		{`{"a":1]`, "line 1: found ']', expected a comma or }", false},
		{`{"a":1,"b":2,"c":3}`, "a mapping holds more than 2 keys", true},
		{`[[[[]]]]`, "values are nested deeper than 3 levels", true},
		{`1 1 1 1 1`, "the file holds more than 8 values", true},
	}
	for _, tt := range tests {
		_, err := drain(newLoose([]byte(tt.text), lim, 4))
		var limit *LimitError
		if err == nil || err.Error() != tt.want || errors.As(err, &limit) != tt.limit {
			t.Errorf("%s: %v, want %q", tt.text, err, tt.want)
		}
	}
}

func TestLooseYAML(t *testing.T) {
	f := file("a: 1\nA: 2\n3: x\n---\n---\n- b\n")
	documents, counted, list := LooseYAML(f, Config, 5)
	want := []any{map[string]any{"a": int64(1), "A": int64(2), "3": "x"}, nil, []any{"b"}}
	if len(documents) != len(want) || len(list) > 0 || counted != 10 {
		t.Fatalf("%d documents, %d values, %q", len(documents), counted, problems(list))
	}
	for i, n := range documents {
		if got := n.Plain(); !reflect.DeepEqual(got, want[i]) {
			t.Errorf("document %d is %#v, want %#v", i, got, want[i])
		}
	}
	if documents, _, _ := LooseYAML(f, Config, 2); len(documents) != 2 {
		t.Errorf("%d documents, expected no more than asked for", len(documents))
	}
	tests := []struct {
		text      string
		documents int
		want      string
	}{
		{"a: 1\na: 2\n", 1, `2:1 key-duplicate: the key "a" stands twice`},
		{"a: b: c\n", 0, "1:5 file-syntax: found a second colon on the line, or a key that is indented wrongly"},
		{"---\na\n---\n[" + strings.Repeat("b, ", 6) + "b]\n---\nc\n", 3, "4:14 file-limit: the file holds more than 6 values"},
	}
	for _, tt := range tests {
		documents, _, list := LooseYAML(file(tt.text), Limits{Bytes: 100, Nodes: 6, Depth: 5, Keys: 5}, 9)
		if got := problems(list); len(documents) != tt.documents || len(got) != 1 || got[0] != tt.want {
			t.Errorf("%q: %d documents, %q, want %q", tt.text, len(documents), got, tt.want)
		}
	}
}

// newLoose returns a reader that was started.
func newLoose(text []byte, lim Limits, counted int) *LooseJSON {
	p := new(LooseJSON)
	p.Start(text, lim, counted)
	return p
}
