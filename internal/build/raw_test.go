package build

import (
	"path"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

// rawSite publishes files as they are: page.html is a page in disguise, by its
// envelope; scan.json by its control; kept.json is asked for by nobody.
func rawSite(t *testing.T, audience string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "candor.yaml", siteFile[:len(siteFile)-len("policy: {error: error}\n")]+"policy: {verdict: \"off\"}\naudiences: {\"evidence/\": "+audience+"}\n")
	put(t, dir, "controls/all.yaml", `controls:
  - {id: a, title: A, kind: other, evidence: [page, {id: scan, publish: raw}, kept, lines], freshness: {basis: none, why: a test}}
`)
	add := func(name, id, body string, more map[string]any) {
		put(t, dir, "evidence/"+name, body)
		predicate := map[string]any{"id": id, "kind": "automated", "collected_at": "2026-11-19T12:00:00Z"}
		for k, v := range more {
			predicate[k] = v
		}
		put(t, dir, "evidence/"+name+".evidence.json", string(statement(t, path.Base(name), []byte(body), predicate)))
	}
	add("page.html", "page", "<html><script>alert('raw-words')</script></html>", map[string]any{"publish": "raw"})
	add("scan.json", "scan", `{"words": "raw-words"}`, nil)
	add("kept.json", "kept", `{"words": "kept-words"}`, nil)
	add("lines.svg", "lines", "{\"words\": \"raw-words\"}\n{\"words\": 2}\n", map[string]any{"publish": "raw"})
	return dir
}

// TestRawFilesArePublished as JSON or text, byte for byte, where they are asked
// for, and nothing else is.
func TestRawFilesArePublished(t *testing.T) {
	m := build(t, rawSite(t, "public"), "public", 2).clean(t)
	for name, want := range map[string]struct{ media, body string }{
		"evidence/page/page.txt":   {"text/plain", "<html><script>alert('raw-words')</script></html>"},
		"evidence/scan/scan.json":  {"application/json", `{"words": "raw-words"}`},
		"evidence/lines/lines.txt": {"text/plain", "{\"words\": \"raw-words\"}\n{\"words\": 2}\n"},
	} {
		if got := string(m.file(t, name)); got != want.body {
			t.Errorf("%s holds %q", name, got)
		}
		for _, f := range m.files {
			if f.Path == name && !strings.HasPrefix(f.Media, want.media) {
				t.Errorf("%s is served as %s", name, f.Media)
			}
		}
	}
	for _, f := range m.files {
		if strings.HasPrefix(f.Path, "evidence/") && path.Base(f.Path) != "index.html" && path.Base(f.Path) != "index.md" &&
			!strings.HasSuffix(f.Path, ".txt") && !strings.HasSuffix(f.Path, ".json") {
			t.Errorf("%s stands among the evidence", f.Path)
		}
		if strings.Contains(string(f.Data), "kept-words") {
			t.Errorf("%s holds a file that nobody asked to publish", f.Path)
		}
		if strings.HasSuffix(f.Path, ".html") && strings.Contains(string(f.Data), "<script>alert") {
			t.Errorf("%s holds the script of a raw file", f.Path)
		}
	}
	if page := string(m.file(t, "evidence/scan/index.html")); !strings.Contains(page, `href="/evidence/scan/scan.json" download`) {
		t.Error("the page does not lead to the file")
	}
	if twin := string(m.file(t, "api/v1/evidence.json")); !strings.Contains(twin, "https://t.example/evidence/page/page.txt") {
		t.Error("the document does not lead to the file")
	}
	if headers := string(m.file(t, "_headers")); !strings.Contains(headers, "X-Content-Type-Options: nosniff") {
		t.Error("nothing keeps a browser from guessing what a file is")
	}
}

// TestRawFilesAreForTheirAudience: publish: raw opens a file to nobody who may
// not see its folder.
func TestRawFilesAreForTheirAudience(t *testing.T) {
	dir := rawSite(t, "internal")
	public := build(t, dir, "public", 2).clean(t)
	for _, f := range public.files {
		if strings.Contains(string(f.Data), "raw-words") || strings.HasSuffix(f.Path, "page.txt") {
			t.Errorf("%s holds text of a raw file", f.Path)
		}
		if strings.Contains(string(f.Data), "scan/scan.json") {
			t.Errorf("%s leads to a raw file", f.Path)
		}
	}
	if inside := build(t, dir, "internal", 2).clean(t); len(inside.file(t, "evidence/scan/scan.json")) == 0 {
		t.Error("its audience does not get the file")
	}
}

// TestRawFilesWithSecrets are not published, and the value is not shown.
func TestRawFilesWithSecrets(t *testing.T) {
	dir := rawSite(t, "public")
	body := `{"words": "raw-words", "dsn": "postgres://app:correct-horse@db.internal/app"}`
	put(t, dir, "evidence/scan.json", body)
	put(t, dir, "evidence/scan.json.evidence.json", string(statement(t, "scan.json", []byte(body), map[string]any{"id": "scan", "collected_at": "2026-11-19T12:00:00Z"})))
	m := build(t, dir, "public", 2)
	found := 0
	for _, d := range m.list {
		if d.Code == diag.SecretFound {
			found++
			if at := d.Span.Position(); at.Path != "evidence/scan.json" || at.Line != 1 || at.Column != 47 {
				t.Errorf("found at %s", at)
			}
			if strings.Contains(string(d.Span.File.Data), "correct-horse") || strings.Contains(d.Error()+d.Hint, "correct-horse") {
				t.Error("the value is shown")
			}
		}
	}
	if found != 1 || !m.list.HasErrors() {
		t.Errorf("%d hits: %v", found, m.list)
	}
	for _, f := range m.files {
		if strings.Contains(string(f.Data), "correct-horse") {
			t.Errorf("%s holds the secret", f.Path)
		}
	}

	// Allowed with a reason, it is published.
	put(t, dir, "evidence/scan.json.evidence.json", string(statement(t, "scan.json", []byte(body), map[string]any{
		"id": "scan", "collected_at": "2026-11-19T12:00:00Z", "allowed_secrets": []any{map[string]any{"rule": "url-password", "why": "an example of the manual"}},
	})))
	if got := string(build(t, dir, "public", 2).clean(t).file(t, "evidence/scan/scan.json")); got != body {
		t.Error(got)
	}

	// What is no text is not published.
	put(t, dir, "evidence/page.html", "\xff\xfe\x00")
	put(t, dir, "evidence/page.html.evidence.json", string(statement(t, "page.html", []byte("\xff\xfe\x00"), map[string]any{"id": "page", "publish": "raw", "collected_at": "2026-11-19T12:00:00Z"})))
	if m := build(t, dir, "public", 2); !m.list.HasErrors() {
		t.Error("bytes are published")
	}
}
