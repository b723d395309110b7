package source

import (
	"strings"
	"testing"
)

func TestTextAt(t *testing.T) {
	tests := []struct {
		name, data, value, part string
		want                    string // the text of the place; "" for the whole span
	}{
		{"plain", "days > 3", "days > 3", "> 3", "> 3"},
		{"start", "days > 3", "days > 3", "days", "days"},
		{"folded", "one\n    two\n    three", "one two three", "two", "two"},
		{"across a fold", "one\n    two", "one two", "one two", "one\n    two"},
		{"double quotes", `"one two"`, "one two", "two", "two"},
		{"a quote first", `"\"a\" < b"`, `"a" < b`, `"a"`, `"a\"`},
		{"behind an escape", `"a\nn = 1"`, "a\nn = 1", "n = 1", "n = 1"},
		{"single quotes", `'it''s one'`, "it's one", "one", "one"},
		{"beyond ASCII", "à la carte", "à la carte", "carte", "carte"},
		{"bytes that Latin-1 calls space", "voilà à", "voilà à", "à à"[3:], "à"},
		{"another text", "unlike", "something else", "else", ""},
	}
	for _, tt := range tests {
		f := NewFile("x", []byte(tt.data))
		text := Text{Value: tt.value, Span: f.Span(0, len(tt.data))}
		from := strings.LastIndex(tt.value, tt.part)
		got := text.At(from, from+len(tt.part))
		want := tt.want
		if want == "" {
			want = tt.data
		}
		if got.Text() != want {
			t.Errorf("%s: At gives %q, want %q", tt.name, got.Text(), want)
		}
	}
	if got := (Text{Value: "x"}).At(0, 1); !got.IsZero() {
		t.Errorf("a text without a place has the place %v", got)
	}
	f := NewFile("x", []byte("abc"))
	if got := (Text{Value: "abc", Span: f.Span(0, 3)}).At(3, 3); got.Start != 3 || got.End != 3 {
		t.Errorf("the end is [%d, %d)", got.Start, got.End)
	}
	if (Text{Value: "x"}).String() != "x" {
		t.Error("String is not the value")
	}
}
