package shape

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

type object = map[string]any

func utf16Text(order binary.ByteOrder, text string) string {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		_ = binary.Write(&b, order, u)
	}
	return b.String()
}

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// tarred makes an archive of pairs of name and content.
func tarred(pairs ...string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		_ = w.WriteHeader(&tar.Header{Name: pairs[i], Mode: 0o644, Size: int64(len(pairs[i+1])), Format: tar.FormatPAX})
		_, _ = w.Write([]byte(pairs[i+1]))
	}
	_ = w.WriteHeader(&tar.Header{Name: "link", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink})
	_ = w.WriteHeader(&tar.Header{Name: "dir/", Typeflag: tar.TypeDir})
	_ = w.Close()
	return b.String()
}

func read(text string) (*Document, error) { return Read(source.NewFile("x", []byte(text)), Limits) }

func TestRead(t *testing.T) {
	lines := func(l ...any) any { return object{"lines": append([]any{}, l...)} }
	tests := []struct {
		name, text, shape string
		body              any
	}{
		{"json", ` {"a": [1, 2.5, "x", null, true]}` + "\n", "json", object{"a": []any{int64(1), 2.5, "x", nil, true}}},
		{"null", "null\n", "json", nil},
		{"empty list", "[]", "json", []any{}},
		{"scalar", "12", "json", int64(12)},
		{"bom", byteOrderMark + `{"a":1}`, "json", object{"a": int64(1)}},
		{"case twins", `{"a":1,"A":2}`, "json", object{"a": int64(1), "A": int64(2)}},
		{"huge integer", `{"n":123456789012345678901234567890}`, "json", object{"n": "123456789012345678901234567890"}},
		{"huge exponent", `{"n":1e999}`, "json", object{"n": "1e999"}},
		{"half a pair", `{"s":"a\ud800b"}`, "json", object{"s": "a\ufffdb"}},
		{"utf-16 le", utf16Text(binary.LittleEndian, `{"a":"é😀"}`), "json", object{"a": "é😀"}},
		{"utf-16 be", utf16Text(binary.BigEndian, `{"a":"é😀"}`), "json", object{"a": "é😀"}},
		{"lines of json", "{\"a\":1}\n{\"a\":2}\n", "jsonl", []any{object{"a": int64(1)}, object{"a": int64(2)}}},
		{"concatenated", "{\n\"a\":1\n}\n{\n\"a\":2}", "jsonl", []any{object{"a": int64(1)}, object{"a": int64(2)}}},
		{"script", "results =\n{\"a\": 1}", "json", object{"a": int64(1)}},
		{"script with var", "var x.y = [{\"a\": 1}];\n", "json", []any{object{"a": int64(1)}}},
		{"csv", "a,b\n1,2\n\"x, \"\"y\"\"\n\",\n", "csv", []any{object{"a": "1", "b": "2"}, object{"a": "x, \"y\"\n", "b": ""}}},
		{"csv with mark and semicolons", byteOrderMark + "a;b\r\n1;2,5\r\n", "csv", []any{object{"a": "1", "b": "2,5"}}},
		{"csv with tabs", "a\tb\n1\t2\n", "csv", []any{object{"a": "1", "b": "2"}}},
		{"csv with a header only", "a,b,c\n", "csv", []any{}},
		{"csv with bare quotes", "a,b\n1,the \"x\" thing\n", "csv", []any{object{"a": "1", "b": `the "x" thing`}}},
		{"csv with colons in its header", "a,b: c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8\n", "csv", []any{object{
			"a": "1", "b: c": "2", "d": "3", "e": "4", "f": "5", "g": "6", "h": "7", "i": "8"}}},
		{"csv whose rows end in a separator", "a,b,c,d,e,f,g,h\n1,2,3,4,5,6,7,8,\n", "csv", []any{object{
			"a": "1", "b": "2", "c": "3", "d": "4", "e": "5", "f": "6", "g": "7", "h": "8", "column 9": ""}}},
		{"csv with two columns of a name", "a,a,,a 2\n1,2,3,4\n", "csv", []any{object{"a": "1", "a 3": "2", "column 3": "3", "a 2": "4"}}},
		{"csv with a long row", "a,b\n" + strings.Repeat("1,2\n", 9) + "1,2,3\n", "csv",
			append(repeat(9, object{"a": "1", "b": "2"}), object{"a": "1", "b": "2", "column 3": "3"})},
		{"xml", `<?xml version="1.0"?><!-- x --><r a="1"><c>x</c><c b="2"> y <d/> z </c></r>`, "xml",
			object{"r": []any{object{"@a": "1", "c": []any{
				object{"#text": "x"},
				object{"@b": "2", "#text": "y  z", "d": []any{object{}}},
			}}}}},
		{"xml with prefixes", `<n:r xmlns:n="u" n:a="1" a="2" n:b="3" xmlns="v"/>`, "xml",
			object{"r": []any{object{"@a": "2", "@u:a": "1", "@b": "3", "@n": "u", "@xmlns": "v"}}}},
		{"xml in latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><r>\xe9 &#x3a; &amp;</r>", "xml", object{"r": []any{object{"#text": "é : &"}}}},
		{"xml in utf-16", utf16Text(binary.LittleEndian, `<?xml version="1.0" encoding="UTF-16"?><r>é</r>`), "xml", object{"r": []any{object{"#text": "é"}}}},
		{"xml with a plain doctype", `<!DOCTYPE r [<!ELEMENT r ANY>]><r/>`, "xml", object{"r": []any{object{}}}},
		{"yaml", "# x\nstatus: up\n200: yes\nDate: 2024-01-01\ndate: 012\n", "yaml", object{"status": "up", "200": "yes", "Date": "2024-01-01", "date": "012"}},
		{"yaml list", "- a\n- b: 1\n", "yaml", []any{"a", object{"b": int64(1)}}},
		{"yaml documents", "---\na: 1\n---\nb: 2\n", "yaml", []any{object{"a": int64(1)}, object{"b": int64(2)}}},
		{"empty", "", "text", lines()},
		{"blank", " \n\n", "text", lines()},
		{"text", "Known viruses: 1\nInfected files: 0\nScan done\n", "text", lines("Known viruses: 1", "Infected files: 0", "Scan done")},
		{"text with crlf", "one.\r\n\r\ntwo.", "text", lines("one.", "", "two.")},
		{"tag-value", "SPDXVersion: SPDX-2.2\nCreator: a\nCreator: b\n", "text", lines("SPDXVersion: SPDX-2.2", "Creator: a", "Creator: b")},
		{"log in brackets", "[INFO] started\n[INFO] done\n", "text", lines("[INFO] started", "[INFO] done")},
		{"date in brackets", "[2024-01-01] started", "text", lines("[2024-01-01] started")},
		{"ini", "[main]\na=1\n", "text", lines("[main]", "a=1")},
		{"syslog", "<34>1 2003-10-11 su failed", "text", lines("<34>1 2003-10-11 su failed")},
		{"numbers", "1 2 3\n4 5 6\n", "text", lines("1 2 3", "4 5 6")},
		{"gzip", gzipped(`{"a":1}`), "json", object{"a": int64(1)}},
		{"tar", tarred("./a.json", `{"a":1}`, "b/c.txt", "hello.", "d.png", "\x89PNG\x00", "e.json", `{"a":`), "tar",
			object{"a.json": object{"a": int64(1)}, "b/c.txt": lines("hello."), "d.png": nil, "e.json": nil}},
		{"tar.gz in a tar", tarred("in.tgz", gzipped(tarred("a", "x.", "deep.tar", tarred("b", "y.")))), "tar",
			object{"in.tgz": object{"a": lines("x."), "deep.tar": nil}}},
		{"tar with a way out", tarred("../../etc/x", "a."), "tar", object{"etc/x": lines("a.")}},
	}
	for _, tt := range tests {
		doc, err := read(tt.text)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if doc.Shape != tt.shape || !reflect.DeepEqual(doc.Body, tt.body) {
			t.Errorf("%s: %s %#v\nwant %s %#v", tt.name, doc.Shape, doc.Body, tt.shape, tt.body)
		}
		if doc.Media == "" {
			t.Errorf("%s: no media type for %s", tt.name, doc.Shape)
		}
	}
}

func repeat(n int, v any) []any {
	out := make([]any, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func TestReadRefuses(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"broken json", "{\"a\": 1,\n\"b\": ]}", "the JSON is broken on line 2: found ']', expected a value"},
		{"cut json", `[{"a": 1}, {"b`, "the JSON is broken on line 1: a quoted text is not closed"},
		{"duplicate", `{"a":1,"b":{"x":1,"x":2}}`, `the JSON is broken on line 1: the key "x" stands twice`},
		{"broken line", "{\"a\":1}\n{\"a\":\n", "the JSON is broken on line 3: the text ends, expected a value"},
		{"text behind json", "{\"a\":1}\nhello", "the JSON is broken on line 2: found 'h', expected the end, or another object"},
		{"broken script", "x = {\"a\": 1,}", "the JSON is broken on line 1: found '}', expected a key in double quotes"},
		{"deep json", strings.Repeat("[", 300), "values are nested deeper than 256 levels"},
		{"deep json after text", `[1,` + strings.Repeat("[", 300), "values are nested deeper than 256 levels"},
		{"broken xml", "<a>\n<b></a>", "the XML is broken: XML syntax error on line 2: element <b> closed by </a>"},
		{"cut xml", "<a><b>", "the XML is broken: XML syntax error on line 1: unexpected EOF"},
		{"comment only", "<!-- x -->", "the XML holds no element"},
		{"two roots", "<a/><b/>", "the XML is broken: found a second root element"},
		{"text outside", "<a/>\nx", "the XML is broken: found text outside the root element on line 2"},
		{"entities", `<!DOCTYPE r [<!entity x "y">]><r>&x;</r>`, "the XML declares entities, which are refused"},
		{"external entity", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`, "the XML declares entities, which are refused"},
		{"unknown entity", `<r>&x;</r>`, "the XML is broken: XML syntax error on line 1: invalid character entity &x;"},
		{"twin attributes", `<r a="1" a="2"/>`, `the XML is broken: the attribute "a" stands twice on line 1`},
		{"deep xml", strings.Repeat("<a>", 300), "elements are nested deeper than 256 levels"},
		{"unknown charset", `<?xml version="1.0" encoding="ebcdic-x"?><r/>`, `the charset "ebcdic-x" of the XML is not known`},
		{"claimed utf-16", `<?xml version="1.0" encoding="UTF-16"?><r/>`, "the XML says UTF-16, but has no byte order mark"},
		{"marked yaml", "---\na: b: c\n", "the YAML is broken on line 2: found a second colon on the line, or a key that is indented wrongly"},
		{"alias", "a: &x [1]\nb: *x\n", "the YAML is broken on line 1: found the anchor &x, expected a value"},
		{"binary", "%PDF-1.7\n\x00\x01", "found a NUL byte at offset 9, expected text"},
		{"bad utf-8", "caf\xe9", "the byte 0xe9 at offset 3 is not UTF-8"},
		{"odd utf-16", "\xff\xfea", "the UTF-16 text ends inside a character"},
		{"half a pair in utf-16", "\xff\xfe\x00\xd8a\x00", "found half of a surrogate pair at offset 2"},
		{"zip", "PK\x03\x04xxxx", "found a zip archive, expected text, gzip or tar"},
		{"cut gzip", gzipped(`{"a":1}`)[:20], "the gzip is broken: unexpected EOF"},
		{"gzip in gzip", gzipped(gzipped("x")), "found gzip inside gzip, expected content"},
		{"entry twice", tarred("a", "x.", "./a", "y."), `the archive holds "a" twice`},
		{"cut tar", tarred("a", strings.Repeat("x", 2000))[:1500], "the tar is broken: unexpected EOF"},
	}
	for _, tt := range tests {
		doc, err := read(tt.text)
		if doc != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, %v, want %q", tt.name, doc, err, tt.want)
		}
	}
}

func TestReadLimits(t *testing.T) {
	lim := decode.Limits{Bytes: 20_000, Nodes: 300, Depth: 5, Keys: 4}
	many := make([]string, 0, 40)
	for i := range 20 {
		many = append(many, fmt.Sprintf("f%d", i), strings.Repeat("a ", 300))
	}
	tests := []struct{ name, text, want string }{
		{"bytes", strings.Repeat("x", 20_001), "the content exceeds the limit of 20000 bytes"},
		{"gzip bomb", gzipped(strings.Repeat("x", 1<<20)), "the content exceeds the limit of 20000 bytes"},
		{"gzip bomb in a tar", gzipped(tarred("a", gzipped(strings.Repeat("x", 1<<20)))), "the content exceeds the limit of 20000 bytes"},
		{"json", "[" + strings.Repeat("1,", 400) + "1]", "the file holds more than 300 values"},
		{"json keys", `{"a":1,"b":1,"c":1,"d":1,"e":1}`, "a mapping holds more than 4 keys"},
		{"xml", "<a>" + strings.Repeat("<b/>", 400) + "</a>", "the content holds more than 300 values"},
		{"xml attributes", `<a a="" b="" c="" d="" e=""/>`, "an element holds more than 4 attributes"},
		{"csv", "a,b\n" + strings.Repeat("1,2\n", 200), "the content holds more than 300 values"},
		{"text", strings.Repeat("x.\n", 400), "the content holds more than 300 values"},
		{"yaml", "---\n" + strings.Repeat("- a\n", 400), "the YAML is broken on line 301: the file holds more than 300 values"},
		{"all entries together", tarred("a", "["+strings.Repeat("1,", 200)+"1]", "b", "["+strings.Repeat("1,", 200)+"1]"), "the file holds more than 300 values"},
	}
	for _, tt := range tests {
		if doc, err := Read(source.NewFile("x", []byte(tt.text)), lim); doc != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, %v, want %q", tt.name, doc, err, tt.want)
		}
	}
	if doc, err := read(tarred(many...)); err != nil || len(doc.Body.(object)) != 20 {
		t.Errorf("an archive within its limits: %v", err)
	}
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := range maxEntries + 1 {
		_ = w.WriteHeader(&tar.Header{Name: fmt.Sprintf("d%d/", i), Typeflag: tar.TypeDir})
	}
	_ = w.Close()
	if _, err := read(b.String()); err == nil || err.Error() != "the archive holds more than 10000 entries" {
		t.Errorf("too many entries: %v", err)
	}
	long := "a,b\n" + strings.Repeat("1,2\n", 60) + strings.Repeat(",", 5000) + "\n"
	if _, err := read(long + "1,2\n"); err == nil || err.Error() != "the table holds more than 4096 columns" {
		t.Errorf("too many columns: %v", err)
	}
}
