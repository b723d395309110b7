package redact

import (
	"slices"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		rules    []Rule
		want     string
		removed  []int
	}{
		{"nothing", "a\r\nb", nil, "a\r\nb", []int{}},
		{"pointer", `{"users": [ {"email":"a@b.c","n":1}, {"email": null} ], "k": 2 }`, []Rule{{Pointer: "/users/*/email"}}, `{"users": [ {"email":"[redacted]","n":1}, {"email": "[redacted]"} ], "k": 2 }`, []int{2}},
		{"a whole part", `{"a": {"b": [1, 2]}, "c": 3}`, []Rule{{Pointer: "/a/b"}, {Pointer: "/a"}}, `{"a": "[redacted]", "c": 3}`, []int{1, 1}},
		{"an index and an escape", `{"a/b": ["x", "y"]}`, []Rule{{Pointer: "/a~1b/1"}}, `{"a/b": ["x", "[redacted]"]}`, []int{1}},
		{"nothing there", `{"a": 1}`, []Rule{{Pointer: "/b"}}, `{"a": 1}`, []int{0}},
		{"every line", "{\"a\": 1}\n{\"a\": 2}\n", []Rule{{Pointer: "/a"}}, "{\"a\": \"[redacted]\"}\n{\"a\": \"[redacted]\"}\n", []int{2}},
		{"column", "id,e-mail,x\r\n1,a@b.c,y\r\n2,\"q, \"\"r\"\"\nz\",y\r\n3,,y\r\n4\r\n", []Rule{{Column: "e-mail"}}, "id,e-mail,x\r\n1,[redacted],y\r\n2,[redacted],y\r\n3,,y\r\n4\r\n", []int{2}},
		{"semicolons, a mark, a quoted header", "\ufeffA;\"B\"\n1;2\n3;4", []Rule{{Column: "B"}, {Column: "A"}}, "\ufeffA;\"B\"\n[redacted];[redacted]\n[redacted];[redacted]", []int{2, 2}},
		{"expression", "key=abc key=def", []Rule{{Match: `key=(\w+)`}}, "key=[redacted] key=[redacted]", []int{2}},
		{"whole match", "from 10.0.0.1 to 10.0.0.2", []Rule{{Match: `\d+\.\d+\.\d+\.\d+`}}, "from [redacted] to [redacted]", []int{2}},
		{"overlap", "abcdef", []Rule{{Match: "abcd"}, {Match: "cdef"}}, "[redacted]", []int{1, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, removed, err := Apply([]byte(tt.in), tt.rules)
			if err != nil || string(out) != tt.want || !slices.Equal(removed, tt.removed) {
				t.Errorf("got %q %v %v, want %q %v", out, removed, err, tt.want, tt.removed)
			}
		})
	}
}

// A rule that cannot be followed keeps nothing.
func TestRefused(t *testing.T) {
	for in, r := range map[string]Rule{
		"not json":   {Pointer: "/a"},
		"":           {Column: "a"},
		"id,x\n1,2":  {Column: "e-mail"},
		`{"a": 1} {`: {Pointer: "/a"},
	} {
		if out, _, err := Apply([]byte(in), []Rule{r}); err == nil || out != nil || !strings.HasPrefix(err.Error(), r.String()+": ") {
			t.Errorf("%q by %s: %q, %v", in, r, out, err)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, r := range []Rule{{Pointer: "/a/*"}, {Column: "x"}, {Match: `a(b)`}} {
		if err := r.Check(); err != nil {
			t.Errorf("%s: %v", r, err)
		}
	}
	for _, r := range []Rule{{}, {Pointer: "/a", Column: "x"}, {Pointer: "a"}, {Pointer: "/"}, {Match: "("}, {Match: "a*"}} {
		if r.Check() == nil {
			t.Errorf("%+v is accepted", r)
		}
	}
}

func TestText(t *testing.T) {
	if got := Text("login of jo failed", []Rule{{Pointer: "/x"}, {Match: `of (\w+)`}}); got != "login of [redacted] failed" {
		t.Error(got)
	}
}

// FuzzApply: what a rule does not touch stays byte for byte.
func FuzzApply(f *testing.F) {
	f.Add([]byte(`{"a": 1}`), "/a", "a")
	f.Add([]byte("a,b\n1,\"2"), "/x", "b")
	f.Fuzz(func(t *testing.T, data []byte, pointer, column string) {
		for _, r := range []Rule{{Pointer: pointer}, {Column: column}} {
			if r.Check() != nil {
				continue
			}
			out, removed, err := Apply(data, []Rule{r})
			if err == nil && removed[0] == 0 && string(out) != string(data) {
				t.Errorf("%s changed %q to %q", r, data, out)
			}
		}
	})
}
