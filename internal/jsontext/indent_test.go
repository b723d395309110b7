package jsontext

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mustBeEqual fails unless the package sets a text out as encoding/json does.
func mustBeEqual(t *testing.T, text []byte) {
	t.Helper()
	var compact, want bytes.Buffer
	if json.Compact(&compact, text) != nil {
		return // is no JSON
	}
	if err := json.Indent(&want, compact.Bytes(), "", "  "); err != nil {
		t.Fatal(err)
	}
	got := Indent([]byte("kept "), compact.Bytes())
	if string(got) != "kept "+want.String() {
		t.Errorf("%q gives\n%s\nwant\n%s", compact.Bytes(), got, want.Bytes())
	}
}

var texts = []string{
	`{}`, `[]`, `""`, `null`, `-1.5e3`, `[[]]`, `[{}]`, `{"":{}}`, `{"a":[],"b":{"c":[1,2,{"d":null}]}}`, `"{\"a\":[1,2]}"`,
	`["\\","\"","\\\"","\\\\",",:[]{}"]`, `{"a\\":"b\\\"","c":"}"}`, `[true,false,null,0]`, `["<\u2028é"]`,
	strings.Repeat(`[`, 40) + strings.Repeat(`]`, 40), strings.Repeat(`{"a":[1,`, 40) + `2` + strings.Repeat(`]}`, 40),
}

func TestIndent(t *testing.T) {
	for _, text := range texts {
		mustBeEqual(t, []byte(text))
	}
}

// Real documents are set out as encoding/json sets them out.
func TestIndentOnTheCorpus(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpus")
	if _, err := os.Stat(root); err != nil {
		t.Skip("there is no corpus here")
	}
	n := 0
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".json" || n == 300 {
			return err
		}
		data, err := os.ReadFile(name)
		if len(data) < 1<<20 {
			n++
			mustBeEqual(t, data)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%d documents, %v", n, err)
	}
}

func FuzzIndent(f *testing.F) {
	for _, text := range texts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) { mustBeEqual(t, text) })
}

// A document is what an encoder of encoding/json writes, whatever was written
// before.
func TestDocumentByTheBook(t *testing.T) {
	for _, v := range []any{nil, "", "<b> & \u2028", []int{}, make(chan int), map[string]any{"b": []string{"x"}, "a": map[string]int{}, "raw": json.RawMessage(`[ 1, {"a" : 2} ]`)}, struct {
		A *int           `json:"a"`
		B []any          `json:"b"`
		C map[string]any `json:"c,omitempty"`
	}{B: []any{1.5, "\x00\xff", nil}}, strings.Repeat("long", 1<<19), 1} {
		for _, escape := range []bool{false, true} {
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(escape)
			enc.SetIndent("", "  ")
			fault := enc.Encode(v)
			var got []byte
			var err error
			if escape {
				var b bytes.Buffer
				err = Escaped(&b, v)
				got = b.Bytes()
			} else {
				var b bytes.Buffer
				err = Document(&b, v)
				got = b.Bytes()
			}
			if (err != nil) != (fault != nil) || !bytes.Equal(got, want.Bytes()) {
				t.Errorf("escaped %t: %T gives %.99q, %v, want %.99q, %v", escape, v, got, err, want.Bytes(), fault)
			}
		}
	}
}

// Text that is no JSON may come out as anything, but it does come out.
func TestIndentEnds(t *testing.T) {
	for _, text := range []string{``, `"`, `"\`, `"\"`, `{`, `[,`, `:`, `{"a":`, `}`, `]]{`} {
		if n := len(Indent(nil, []byte(text))); n < len(text) {
			t.Errorf("%q gives %d bytes", text, n)
		}
	}
}

func BenchmarkIndent(b *testing.B) {
	compact := []byte(`[` + strings.Repeat(`{"id":"control-1","title":"A title of some words","states":["satisfied"],"until":null,"n":3},`, 1000) + `{}]`)
	out := Indent(nil, compact)[:0]
	b.SetBytes(int64(len(compact)))
	for b.Loop() {
		Indent(out, compact)
	}
}

func BenchmarkIndentByTheBook(b *testing.B) {
	compact := []byte(`[` + strings.Repeat(`{"id":"control-1","title":"A title of some words","states":["satisfied"],"until":null,"n":3},`, 1000) + `{}]`)
	b.SetBytes(int64(len(compact)))
	for b.Loop() {
		var out bytes.Buffer
		if err := json.Indent(&out, compact, "", "  "); err != nil {
			b.Fatal(err)
		}
	}
}
