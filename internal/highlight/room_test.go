package highlight

import (
	"reflect"
	"testing"
)

// TestFree reads codes in turn into the room that the one before left, and
// compares what they come to with what they come to in a room of their own.
func TestFree(t *testing.T) {
	codes := []struct{ lang, code, meta string }{
		{"json", "{\n  \"a\": [1, 2.5, true],\n  \"b\": null\n}\n", ""},
		{"go", "func f() {\n\treturn \"ü\"\n}\n", `{2} showLineNumbers`},
		{"diff", "+++ a\n+x := 1\n-y\n z", ""},
		{"go", "+x := 1\n y\n-", "diff"},
		{"", "plain\ncode", ""},
		{"yaml", "a: b # c\nd:\n  - e\n", `/b/`},
		{"bash", "x=1\n", ""},
		{"text", "", ""},
	}
	read := func(i int) Block {
		c := codes[i]
		return Read(c.lang, c.code, ReadMeta([]byte(c.meta)))
	}
	var want []Block
	for i := range codes {
		b := read(i) // keeps its room
		b.room = nil
		want = append(want, b)
	}
	for i := range 4 * len(codes) {
		i = i * 3 % len(codes)
		b := read(i)
		got := b
		if got.room = nil; !reflect.DeepEqual(got, want[i]) {
			t.Errorf("%q in a room that was used: %+v, want %+v", codes[i].code, got, want[i])
		}
		b.Free()
		if b.Free(); b.Lines != nil {
			t.Error("a block has lines after it was freed")
		}
	}
}
