package artifact

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

// mustBeIndented fails unless a manifest was encoded as encoding/json does it.
func mustBeIndented(t *testing.T, m *Manifest, got []byte) {
	t.Helper()
	want, err := json.MarshalIndent(m, "", "  ")
	if err != nil || string(got) != string(want)+"\n" {
		t.Fatalf("%v is encoded as\n%s\nwant\n%s\n%v", m, got, want, err)
	}
}

// The manifest is written and read as encoding/json writes and reads it; the short
// way to read it is taken for all that Encode writes of plain names.
func TestManifestAsJSON(t *testing.T) {
	for _, c := range []struct {
		name  string
		m     Manifest
		plain bool
	}{
		{"nothing", Manifest{}, false},
		{"no file", Manifest{ManifestSchema, "2026-11-20T09:00:00Z", []Entry{}}, false},
		{"one file", Manifest{ManifestSchema, "", []Entry{{"a", "x", 0, ""}}}, true},
		{"files", Manifest{ManifestSchema, "t", []Entry{{"a b/c.html", "00ff", 17, "text/html; charset=utf-8"}, {"d~!.json", "", 1 << 40, "application/json"}}}, true},
		{"a negative size", Manifest{ManifestSchema, "t", []Entry{{"a", "x", -1, ""}}}, false},
		{"odd names", Manifest{"\x00", "<", []Entry{{"\u00e9\u2028", `"`, 1, `\`}, {"&\xff\x7f", ">", 2, "\n"}}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.m.Encode()
			mustBeIndented(t, &c.m, data)
			m, plain := decodePlain(data)
			if plain != c.plain || plain && !reflect.DeepEqual(*m, c.m) {
				t.Errorf("read the short way is %t, want %t: %v", plain, c.plain, m)
			}
		})
	}
}

// What is not exactly as Encode writes it is left to encoding/json.
func TestDecodePlainRefuses(t *testing.T) {
	m := Manifest{ManifestSchema, "t", []Entry{{"a", "x", 10, "m"}, {"b", source.Digest("y"), 2, "m"}}}
	whole := m.Encode()
	if _, ok := decodePlain(whole); !ok {
		t.Fatal("the whole is refused")
	}
	for i := range whole {
		if _, ok := decodePlain(whole[:i]); ok {
			t.Errorf("the first %d bytes are taken for a manifest", i)
		}
	}
	for _, c := range []struct{ old, new string }{
		{": 10", ": 010"}, {": 10", ": 1e1"}, {": 10", ": -0"}, {": 10", ": "}, {": 10", ": 99999999999999999999"},
		{`"a"`, `"\u0061"`}, {`"a"`, "\"\x01\""}, {`"a"`, "\"\xff\""}, {`"path"`, `"Path"`}, {"    {", "{"},
	} {
		if _, ok := decodePlain([]byte(strings.Replace(string(whole), c.old, c.new, 1))); ok {
			t.Errorf("%q for %q is taken", c.new, c.old)
		}
	}
	if _, ok := decodePlain(append(whole, '\n')); ok {
		t.Error("a line too many is taken")
	}
}

func FuzzDecodeManifest(f *testing.F) {
	f.Add([]byte(`{"schema":"candor-manifest/1","as_of":"2026-11-20T09:00:00Z","files":[{"path":"a","sha256":"x","size":1,"media_type":"text/plain"}]}`))
	f.Add([]byte(`{"schema":"candor-manifest/1","files":null}`))
	f.Add((&Manifest{ManifestSchema, "t", []Entry{{"a", "x", 10, "m"}, {"b", "y", 2, "m"}}}).Encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := DecodeManifest(data)
		var want Manifest
		if slow := json.Unmarshal(data, &want); err == nil && (slow != nil || !reflect.DeepEqual(*m, want)) {
			t.Fatalf("%q gives %v, want %v, %v", data, m, want, slow)
		}
		if err != nil {
			return
		}
		once := m.Encode()
		mustBeIndented(t, m, once)
		back, err := DecodeManifest(once)
		if err != nil {
			t.Fatalf("cannot read what was written: %v", err)
		}
		if twice := back.Encode(); !bytes.Equal(once, twice) {
			t.Fatalf("not stable: %s %s", once, twice)
		}
	})
}

func BenchmarkManifest(b *testing.B) {
	m := &Manifest{Schema: ManifestSchema, AsOf: "2026-11-20T09:00:00Z"}
	for i := range 5000 {
		m.Files = append(m.Files, EntryOf(New(fmt.Sprintf("controls/control-%d/index.html", i), nil)))
	}
	data := m.Encode()
	b.Run("encode", func(b *testing.B) {
		for b.Loop() {
			m.Encode()
		}
	})
	b.Run("encode by the book", func(b *testing.B) {
		for b.Loop() {
			if _, err := json.MarshalIndent(m, "", "  "); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := DecodeManifest(data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode by the book", func(b *testing.B) {
		for b.Loop() {
			if err := json.Unmarshal(data, new(Manifest)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
