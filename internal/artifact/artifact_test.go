package artifact

import (
	"bytes"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/source"
)

func TestMediaType(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"index.html", "text/html; charset=utf-8"},
		{"a/b/INDEX.HTML", "text/html; charset=utf-8"},
		{"app.js", "text/javascript; charset=utf-8"},
		{"style.css", "text/css; charset=utf-8"},
		{"controls.json", "application/json"},
		{"feed.atom", "application/atom+xml"},
		{"sitemap.xml", "application/xml"},
		{".well-known/security.txt", "text/plain; charset=utf-8"},
		{"font.woff2", "font/woff2"},
		{"report.tar.gz", "application/octet-stream"},
		{"_headers", "application/octet-stream"},
		{"folder.html/file", "application/octet-stream"},
		{"", "application/octet-stream"},
	} {
		if got := MediaType(c.name); got != c.want {
			t.Errorf("MediaType(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestIsText(t *testing.T) {
	for _, c := range []struct {
		media string
		want  bool
	}{
		{"text/html; charset=utf-8", true},
		{"text/csv", true},
		{"application/json", true},
		{"application/xml", true},
		{"image/png", false},
		{"image/svg+xml", false},
		{"application/octet-stream", false},
		{"", false},
		{";;", false},
	} {
		if got := IsText(c.media); got != c.want {
			t.Errorf("IsText(%q) = %v, want %v", c.media, got, c.want)
		}
	}
}

func TestNew(t *testing.T) {
	f := New("a/b.css", []byte("x"), "themes/a.css", "themes/b.css")
	if f.Path != "a/b.css" || string(f.Data) != "x" || f.Media != "text/css; charset=utf-8" || len(f.Sources) != 2 {
		t.Errorf("New gives %+v", f)
	}
}

func described(files ...File) []Entry {
	var out []Entry
	for _, f := range files {
		out = append(out, EntryOf(f))
	}
	return out
}

func TestManifestRoundTrip(t *testing.T) {
	files := []File{New("b.txt", []byte("bee")), New("a/index.html", nil), New("a.txt", []byte("ay"))}
	m, err := NewManifest("2026-11-20T09:00:00Z", described(files...))
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, e := range m.Files {
		paths = append(paths, e.Path)
	}
	if got := strings.Join(paths, " "); got != "a.txt a/index.html b.txt" {
		t.Errorf("paths are %q, want them sorted", got)
	}
	// The digest of nothing is in FIPS 180; ours must agree.
	const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if e := m.Files[1]; e.SHA256 != source.Digest(empty) || e.Size != 0 {
		t.Errorf("an empty file is listed as %+v", e)
	}
	first := m.Encode()
	if !bytes.HasSuffix(first, []byte("}\n")) || bytes.Contains(first, []byte("\r")) {
		t.Error("the manifest does not end with one line feed")
	}
	back, err := DecodeManifest(first)
	if err != nil {
		t.Fatal(err)
	}
	if second := back.Encode(); !bytes.Equal(first, second) {
		t.Errorf("the manifest changed from\n%s\nto\n%s", first, second)
	}
}

func TestManifestIsIndependentOfOrder(t *testing.T) {
	a, b := New("a", []byte("1")), New("b", []byte("2"))
	one, err := NewManifest("t", described(a, b))
	if err != nil {
		t.Fatal(err)
	}
	two, err := NewManifest("t", described(b, a))
	if err != nil {
		t.Fatal(err)
	}
	if first, second := one.Encode(), two.Encode(); !bytes.Equal(first, second) {
		t.Errorf("order matters: %s %s", first, second)
	}
}

func TestManifestOfNothing(t *testing.T) {
	m, err := NewManifest("t", nil)
	if err != nil {
		t.Fatal(err)
	}
	if data := string(m.Encode()); !strings.Contains(data, `"files": []`) {
		t.Errorf("no files give %s", data)
	}
}

func TestNewManifestRefusesTwins(t *testing.T) {
	_, err := NewManifest("t", described(New("a", nil), New("b", nil), New("a", []byte("x"))))
	if err == nil || !strings.Contains(err.Error(), "two files want the path a") {
		t.Errorf("error is %v", err)
	}
}

func TestDecodeManifestRefuses(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{"", "unexpected end"},
		{"[]", "cannot unmarshal"},
		{"{}", `schema ""`},
		{`{"schema":"candor-manifest/2"}`, `schema "candor-manifest/2"`},
		{`{"name":"an app"}`, `schema ""`},
		{`{"schema":"candor-manifest/1","files":[{"size":"big"}]}`, "cannot unmarshal"},
	} {
		if m, err := DecodeManifest([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("DecodeManifest(%q) = %v, %v; want an error with %q", c.data, m, err, c.want)
		}
	}
}
