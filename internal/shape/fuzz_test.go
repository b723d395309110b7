package shape

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

var fuzzLimits = decode.Limits{Bytes: 1 << 20, Nodes: 10_000, Depth: 32, Keys: 1_000}

// fuzzRead reads bytes that are anything, and checks what every reading holds
// to: a document of plain values or an error that can be printed, and the same
// again. It returns nil for an error.
func fuzzRead(t *testing.T, data []byte) *Document {
	t.Helper()
	doc, err := Read(source.NewFile("x", data), fuzzLimits)
	if (doc == nil) == (err == nil) {
		t.Fatalf("%v, %v", doc, err)
	}
	if err != nil {
		if err.Error() == "" || !utf8.ValidString(err.Error()) || strings.Contains(err.Error(), "\n") {
			t.Fatalf("error %q", err)
		}
		return nil
	}
	if doc.Media == "" {
		t.Fatalf("no media type for %s", doc.Shape)
	}
	checkPlain(t, doc.Body, 0)
	return doc
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
		for key, item := range v {
			if !utf8.ValidString(key) {
				t.Fatalf("the key %q is not UTF-8", key)
			}
			checkPlain(t, item, depth+1)
		}
	default:
		t.Fatalf("a %T in a plain tree", v)
	}
}

func seed(f *testing.F, texts ...string) {
	f.Helper()
	for _, text := range texts {
		f.Add([]byte(text))
	}
}

func FuzzRead(f *testing.F) {
	seed(f, `{"a":[1,-2.5e1,true,null]}`, "{\"a\":1}\n{\"b\":2}", "x = {\"a\":1};", "a,b\n1,2\n", "a;b\n\"1\"\";2\n", "a\tb\n1\t2",
		"<?xml version='1.0' encoding='latin1'?><a b='c'>\xe9</a>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", "---\na: 1\n---\n- b\n", "hello\nworld",
		"\xff\xfe{\x00}\x00", "[INFO] x", gzipped("{}"), tarred("a", "x", "b", gzipped("[1]")), "null", "")
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, data) })
}

// FuzzJSON holds the decoder to encoding/json: what that takes for one value
// is read as one, and written out and read again it is the same.
func FuzzJSON(f *testing.F) {
	seed(f, `{"a":[1,-2.5e1,true,null]}`, `[[],{},""]`, `{"n":123456789012345678901234567890,"e":1e999,"z":-0,"m":0.1}`, `{"s":"\ud83d\ude00\ud800\u0000\n"}`,
		`{"a":1,"A":2}`, `{"a":1,"a":2}`, "12", "null", `"x"`, "[1,]", strings.Repeat("[", 40), `{"a":`+strings.Repeat("9", 700)+`}`)
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := fuzzRead(t, data)
		if doc == nil || doc.Shape != "json" || !json.Valid(data) {
			return
		}
		text, err := json.Marshal(doc.Body)
		if err != nil {
			t.Fatal(err)
		}
		if again := fuzzRead(t, text); again == nil && len(text) < 1<<16 || again != nil && !sameJSON(again.Body, text) && !scalar(doc.Body) && !hugeWhole.Match(text) {
			t.Fatalf("%s\nread again as %v", text, again)
		}
	})
}

// hugeWhole finds whole numbers beyond 64 bits: a fraction such as 1e19 is
// written as one, and one is read as text.
var hugeWhole = regexp.MustCompile(`[0-9]{19}`)

// sameJSON reports whether a body is what a text says, numbers by their value:
// -25.0 and -25 are one, and -0 and 0.
func sameJSON(body any, text []byte) bool {
	written, err := json.Marshal(body)
	var got, want any
	return err == nil && json.Unmarshal(written, &got) == nil && json.Unmarshal(text, &want) == nil && reflect.DeepEqual(got, want)
}

// scalar reports whether a body is no container: text alone may look like
// another shape when it is written out.
func scalar(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

// FuzzLines reads two values in a row, with a line end or nothing between them.
func FuzzLines(f *testing.F) {
	for _, pair := range [][2]string{{`{"a":1}`, `{"b":2}`}, {"[1]", "[]"}, {`{"a":`, `1}`}, {`{"a":1}`, "x"}, {`{"a":1}`, `{"a":1}{`}, {"1", "2"}} {
		f.Add([]byte(pair[0]), []byte(pair[1]))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		first, second := fuzzRead(t, a), fuzzRead(t, b)
		for _, between := range []string{"\n", "", "\r\n\n"} {
			doc := fuzzRead(t, bytes.Join([][]byte{a, b}, []byte(between)))
			if first == nil || second == nil || !certain(a, first) || !certain(b, second) {
				continue
			}
			if doc == nil || doc.Shape != "jsonl" || !reflect.DeepEqual(doc.Body, []any{first.Body, second.Body}) {
				t.Fatalf("%q and %q: %v", a, b, doc)
			}
		}
	})
}

// certain reports whether bytes are one object or list of JSON, for sure.
func certain(data []byte, doc *Document) bool {
	return doc.Shape == "json" && !scalar(doc.Body) && len(data) < 2000 && jsonStart.Match(data) && json.Valid(data)
}

// FuzzScript reads JSON behind an assignment.
func FuzzScript(f *testing.F) {
	seed(f, `{"a":1}`, `{"a":1};`, `[{"a":1}] ; `, `{"a":1} + 2`, "", `{"a":1,}`, `{"a":"="}`)
	f.Fuzz(func(t *testing.T, data []byte) {
		value := fuzzRead(t, data)
		for _, prefix := range []string{"x =\n", "var a.b$ = ", "const _=", "= ", "a b = "} {
			doc := fuzzRead(t, append([]byte(prefix), data...))
			if value != nil && certain(data, value) && len(prefix) > 2 && prefix[:3] != "a b" && (doc == nil || !reflect.DeepEqual(doc.Body, value.Body)) {
				t.Fatalf("%s%s: %v", prefix, data, doc)
			}
		}
	})
}

// FuzzCSV reads a table below a header of two columns, in three separators.
func FuzzCSV(f *testing.F) {
	seed(f, "1,2\n", "1;2\n\"a\"\"b\";c\n", "1\t2\n", "\"x\ny\",2\n", "the \"x\" thing,1\n", "\"open,1\n2,3\n", ",\n,,,\n", "\xef\xbb\xbf1,2", "1,2,3\n")
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, header := range []string{"a,b\n", "a;b;a;\n", "\xef\xbb\xbfa\tb\r\n", ""} {
			doc := fuzzRead(t, append([]byte(header), data...))
			if doc == nil || doc.Shape != "csv" {
				continue
			}
			for _, row := range doc.Body.([]any) {
				for name, cell := range row.(map[string]any) {
					if _, text := cell.(string); !text || name == "" {
						t.Fatalf("%q holds %v", name, cell)
					}
				}
			}
		}
	})
}

// FuzzXML reads the content of an element, and a whole document.
func FuzzXML(f *testing.F) {
	seed(f, `<b c="d">e</b>`, "x &amp; &#x3a; &#0; &y;", "<![CDATA[<a>]]>", "<!-- x -->", "<b><c></b></c>", "<?pi?>", `<n:b xmlns:n="u" n:a="1" a="2"/>`,
		`<?xml version="1.0" encoding="ISO-8859-1"?><a>`+"\xe9</a>", "<!-- x --><?xml version='1.0'?><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>", strings.Repeat("<a>", 40))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzRead(t, data)
		doc := fuzzRead(t, []byte("<a>"+string(data)+"</a>"))
		if doc == nil {
			return
		}
		root, ok := doc.Body.(map[string]any)
		if list, isList := root["a"].([]any); doc.Shape != "xml" || !ok || !isList || len(root) != 1 || len(list) != 1 {
			t.Fatalf("%s %v", doc.Shape, doc.Body)
		}
	})
}

// FuzzYAML reads YAML, marked as such and not.
func FuzzYAML(f *testing.F) {
	seed(f, "a: 1\n", "- a\n- b: [c, {d: e}]\n", "a: &x [1]\nb: *x\n", "a: !!binary aGk=\n", "a: |\n  x\n  y\n", "? a\n: b\n", "a: 1\n---\nb: 2\n...\n", "<<: {a: 1}\n",
		"1: a\n1.0: b\ntrue: c\n", "a: 0x1f\nb: 012\nc: .nan\nd: 2024-01-01\n", "\t- a\n", "a: 'b''c'\n\"d\": \"\\x41\"\n", "# x\na:\n", "a: 1\na: 2\n")
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzRead(t, data)
		if doc := fuzzRead(t, append([]byte("---\n"), data...)); doc != nil && doc.Shape != "yaml" {
			t.Fatalf("marked YAML is %s", doc.Shape)
		}
	})
}

// FuzzText loses no line of what is nothing but text.
func FuzzText(f *testing.F) {
	seed(f, "hello\nworld", "[INFO] a\r\n\r\nb", "", " \n", "a\r", "Known viruses: 1\nDone\n", "\xef\xbb\xbfx.", "a\x00b", "caf\xe9", "2024-01-01 x\n")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := fuzzRead(t, data)
		if doc == nil || doc.Shape != "text" {
			return
		}
		var lines []string
		for _, line := range doc.Body.(map[string]any)["lines"].([]any) {
			lines = append(lines, line.(string))
		}
		text := strings.TrimSpace(strings.TrimPrefix(string(data), byteOrderMark))
		if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) || bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			return
		}
		if got := strings.TrimSpace(strings.Join(lines, "\n")); strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(text, "\r", "") {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// FuzzUTF16 reads text in UTF-16 as the same text in UTF-8, and any bytes
// behind a mark without harm.
func FuzzUTF16(f *testing.F) {
	seed(f, `{"a":"é😀"}`, "a,b\n1,2\n", "<a>é</a>", "", "x\x00", "\xd8\x00\xdc", "a\xff")
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzRead(t, append([]byte{0xff, 0xfe}, data...))
		fuzzRead(t, append([]byte{0xfe, 0xff}, data...))
		if !utf8.Valid(data) || bytes.HasPrefix(data, []byte(byteOrderMark)) || bytes.HasPrefix(data, []byte("\x1f\x8b")) ||
			bytes.HasPrefix(data, []byte("PK")) || xmlCharset.Match(data) || bytes.IndexByte(data, 0) >= 0 {
			return
		}
		want := fuzzRead(t, data)
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			if got := fuzzRead(t, []byte(utf16Text(order, string(data)))); (got == nil) != (want == nil) || got != nil && !reflect.DeepEqual(got, want) {
				t.Fatalf("%q: %v, want %v", data, got, want)
			}
		}
	})
}

// FuzzGzip reads packed bytes as the bytes themselves, and broken gzip without
// harm.
func FuzzGzip(f *testing.F) {
	seed(f, `{"a":1}`, "a,b\n1,2\n", "", gzipped("x"), gzipped("x")[2:], strings.Repeat("a", 5000))
	f.Fuzz(func(t *testing.T, data []byte) {
		fuzzRead(t, append([]byte("\x1f\x8b"), data...))
		fuzzRead(t, append([]byte(gzipped("{}"))[:10], data...))
		want, got := fuzzRead(t, data), fuzzRead(t, []byte(gzipped(string(data))))
		if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
			if got != nil {
				t.Fatalf("gzip in gzip is %v", got)
			}
			return
		}
		if (got == nil) != (want == nil) || got != nil && !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: %v, want %v", data, got, want)
		}
	})
}

// FuzzTar reads an archive of two entries, and a broken one without harm.
func FuzzTar(f *testing.F) {
	for _, pair := range [][2]string{{"a.json", `{"a":1}`}, {"../../x", "y"}, {"/etc/passwd", ""}, {"in.tgz", gzipped(tarred("a", "x"))}, {"a/./b", "<a/>"}, {"", "x"}} {
		f.Add(pair[0], []byte(pair[1]))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		broken := []byte(tarred("a", "x", "b", "y"))
		copy(broken[min(len(broken), 512*(len(name)%4)):], data)
		fuzzRead(t, broken)
		if len(name) > 4000 || strings.ContainsRune(name, 0) || len(data) > 1<<16 {
			return
		}
		doc := fuzzRead(t, []byte(tarred(name, string(data), "last", "z.")))
		if doc == nil || doc.Shape != "tar" {
			return
		}
		for path := range doc.Body.(map[string]any) {
			if strings.HasPrefix(path, "/") || strings.HasPrefix(path, "../") || path == ".." {
				t.Fatalf("the path %q leads out of the archive", path)
			}
		}
	})
}
