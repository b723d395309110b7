package shape

import (
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-2.5e1,true,null]}`, "{\"a\":1}\n{\"b\":2}", "x = {\"a\":1};", "a,b\n1,2\n", "a;b\n\"1\"\";2\n", "a\tb\n1\t2", "<?xml version='1.0' encoding='latin1'?><a b='c'>\xe9</a>",
		"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "---\na: 1\n---\n- b\n", "hello\nworld", "\xff\xfe{\x00}\x00", "[INFO] x", gzipped("{}"), tarred("a", "x", "b", gzipped("[1]")), "null", "",
	} {
		f.Add([]byte(seed))
	}
	lim := decode.Limits{Bytes: 1 << 20, Nodes: 10_000, Depth: 32, Keys: 1_000}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := Read(source.NewFile("x", data), lim)
		if (doc == nil) == (err == nil) {
			t.Fatalf("%v, %v", doc, err)
		}
		if err != nil {
			if err.Error() == "" || !utf8.ValidString(err.Error()) {
				t.Fatalf("error %q", err)
			}
			return
		}
		checkPlain(t, doc.Body, 0)
	})
}

// checkPlain verifies that a tree holds nothing but the promised types.
func checkPlain(t *testing.T, v any, depth int) {
	t.Helper()
	if depth > 200 {
		t.Fatal("deeper than the limits of all shapes together")
	}
	switch v := v.(type) {
	case nil, bool, int64, float64:
	case string:
		if !utf8.ValidString(v) {
			t.Fatalf("%q is not UTF-8", v)
		}
	case []any:
		for _, item := range v {
			checkPlain(t, item, depth+1)
		}
	case map[string]any:
		for _, item := range v {
			checkPlain(t, item, depth+1)
		}
	default:
		t.Fatalf("a %T in a plain tree", v)
	}
}
