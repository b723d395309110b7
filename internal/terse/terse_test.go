package terse

import (
	"fmt"
	"strings"
	"testing"
)

// most is more than the texts of the tests hold.
var most = Limits{Values: 100, Depth: 10, Keys: 10}

// shown writes values as kind, places and text.
func shown(text string, values []Value) string {
	var b strings.Builder
	for _, v := range values {
		switch v.Kind {
		case Scalar:
			fmt.Fprintf(&b, "%s ", v.Text)
		case Missing:
			b.WriteString("~ ")
		default:
			fmt.Fprintf(&b, "%c%d<%s> ", "?[{"[v.Kind], v.Count, text[v.Start:v.End])
		}
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), "\n", "/")
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: b\n", "{1<a: b> a b"},
		{"# first\n\na: b c # why\nd:\n", "{2<a: b c # why/d:> a b c d ~"},
		{"a:\n  - b\n  - c: 1\n    d: 'it''s'\n", "{1<a:/  - b/  - c: 1/    d: 'it''s'> a [2<- b/  - c: 1/    d: 'it''s'> b {2<c: 1/    d: 'it''s'> c 1 d it's"},
		{"a:\n- b\nc: d\n", "{2<a:/- b/c: d> a [1<- b> b c d"},
		{"- [a, {b: c}]\n- \"d # e\"", "[2<- [a, {b: c}]/- \"d # e\"> [2<[a, {b: c}]> a {1<{b: c}> b c d # e"},
	} {
		values, ok := Read(c.text, most)
		if got := shown(c.text, values); !ok || got != c.want {
			t.Errorf("%q: got %s (%v), want %s", c.text, got, ok, c.want)
		}
	}
}

// TestRefused wants nothing at all of what is more than plain, or wrong.
func TestRefused(t *testing.T) {
	for _, text := range []string{
		"", "# nothing\n", "word", "---\na: b\n", "a: |\n  b\n", "a: >-\n  b\n", "a: b\n  c\n", "a: \"b\\n\"\n", "a: 'b\n", "a: &b c\n", "a: *b\n", "a: !t b\n", "<<: b\n",
		"? a\n", "a: b: c\n", "a:\tb\n", "a: b\r\n", "a: b\u2028\n", "a: [b\n", "a: [b,\n  c]\n", "a: {b}\n", "a: [b,]\n", "\"a\": b\n", "a b: c\n", "a: b\n c: d\n", "  a: b\nc: d\n",
		"- a\nb: c\n", "- # a\n", "a: - b\n", "a: %b\n", "a: \"b\" c\n", "a: @b\n", "a: b:\n", strings.Repeat("a", longest+1) + ": b\n",
	} {
		if values, ok := Read(text, most); ok || values != nil {
			t.Errorf("%q is read as %s", text, shown(text, values))
		}
	}
}

func TestLimits(t *testing.T) {
	const text = "a:\n  b:\n    - c\n    - d\ne: f\n"
	for _, c := range []struct {
		most Limits
		want bool
	}{
		{Limits{Values: 9, Depth: 4, Keys: 2}, true},
		{Limits{Values: 8, Depth: 4, Keys: 2}, false},
		{Limits{Values: 9, Depth: 3, Keys: 2}, false},
		{Limits{Values: 9, Depth: 4, Keys: 1}, false},
	} {
		if values, ok := Read(text, c.most); ok != c.want {
			t.Errorf("%+v: %v (%d values)", c.most, ok, len(values))
		}
	}
}
