package jsontext

import (
	"errors"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	v := struct {
		Name string         `json:"name"`
		Of   map[string]int `json:"of"`
	}{"a < b & c", map[string]int{"y": 2, "x": 1}}
	var document, line strings.Builder
	if err := errors.Join(Document(&document, v), Line(&line, v)); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"name\": \"a < b & c\",\n  \"of\": {\n    \"x\": 1,\n    \"y\": 2\n  }\n}\n"
	if document.String() != want {
		t.Errorf("document: got %q, want %q", document.String(), want)
	}
	if want := `{"name":"a < b & c","of":{"x":1,"y":2}}` + "\n"; line.String() != want {
		t.Errorf("line: got %q, want %q", line.String(), want)
	}
	if Document(&document, func() {}) == nil {
		t.Error("a function has no JSON")
	}
}
