package value

import (
	"html/template"
	"testing"
	"time"
)

func TestValues(t *testing.T) {
	for _, c := range []struct {
		v          any
		truth      bool
		text, kind string
	}{
		{nil, false, "", "null"}, {true, true, "", "true or false"}, {"", false, "", "text"}, {"a", true, "a", "text"},
		{int64(0), false, "0", "a number"}, {1.5, true, "1.5", "a number"}, {1e21, true, "1000000000000000000000", "a number"}, {uint8(7), true, "7", "a number"},
		{[]any{"a", int64(1), nil}, true, "a, 1, ", "a list"}, {[]string{"a", "b"}, true, "a, b", "something else"},
		{map[string]any{}, true, "map[]", "an object"}, {template.HTML("<b>"), true, "<b>", "markup"}, {template.HTML(""), false, "", "markup"},
		{3 * time.Second, true, "3s", "something else"},
	} {
		if Truthy(c.v) != c.truth || Text(c.v) != c.text || Kind(c.v) != c.kind {
			t.Errorf("%#v: %v, %q, %s", c.v, Truthy(c.v), Text(c.v), Kind(c.v))
		}
	}
}

func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{int64(3), 3.0, true}, {int64(3), "3", false}, {"a", "a", true}, {"a", template.HTML("a"), true}, {nil, nil, true}, {nil, "", false},
		{"", nil, false}, {true, true, true}, {true, "true", false}, {"true", true, false},
	} {
		if got := Same(c.a, c.b); got != c.want {
			t.Errorf("%#v and %#v: %v", c.a, c.b, got)
		}
	}
}

func TestMember(t *testing.T) {
	v := map[string]any{"list": []any{"a", "b"}}
	list, ok := Member(v, "list")
	if !ok {
		t.Fatal("no list")
	}
	for key, want := range map[string]any{"0": "a", "1": "b", "length": int64(2)} {
		if got, ok := Member(list, key); !ok || got != want {
			t.Errorf("%s: %v, %v", key, got, ok)
		}
	}
	for _, key := range []string{"2", "-1", "x"} {
		if got, ok := Member(list, key); ok {
			t.Errorf("%s: %v", key, got)
		}
	}
	if got, ok := Member("text", "length"); ok {
		t.Errorf("text has a member: %v", got)
	}
}
