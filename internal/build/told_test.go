package build

import (
	"path"
	"strings"
	"testing"
)

// toldSite has commands in its envelopes: of a file that is published, of one
// whose envelope is, of one that says nothing, and one whose argument is a
// secret.
func toldSite(t *testing.T, audience string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "candor.yaml", siteFile[:len(siteFile)-len("policy: {error: error}\n")]+"policy: {verdict: \"off\"}\naudiences: {\"evidence/\": "+audience+"}\n")
	put(t, dir, "controls/all.yaml", `controls:
  - {id: a, title: A, kind: other, evidence: [open, shown, silent, secretive], freshness: {basis: none, why: a test}}
`)
	add := func(id, publish, word string) {
		body := `{"of": "` + id + `"}`
		put(t, dir, "evidence/"+id+".json", body)
		predicate := map[string]any{
			"id": id, "kind": "automated", "collected_at": "2026-11-19T12:00:00Z",
			"collector":    map[string]any{"id": "collector-of-" + id, "run": "run-of-" + id},
			"command":      map[string]any{"argv": []string{"tool", word}, "exit_code": 0, "env": []string{"ENV_OF_" + id}},
			"event":        map[string]any{"type": "release", "key": "key-of-" + id},
			"derived_from": []map[string]any{{"name": "parent-of-" + id, "collected_at": "2026-11-18T12:00:00Z"}},
		}
		if publish != "" {
			predicate["publish"] = publish
		}
		put(t, dir, "evidence/"+id+".json.evidence.json", string(statement(t, path.Base(id+".json"), []byte(body), predicate)))
	}
	add("open", "raw", "word-of-open")
	add("shown", "envelope-only", "word-of-shown")
	add("silent", "", "word-of-silent")
	add("secretive", "envelope-only", "https://user:hunter2hunter2@host.example/word-of-secretive")
	return dir
}

// TestCommandsAreTold to those who may see them, and to nobody else.
func TestCommandsAreTold(t *testing.T) {
	for _, c := range []struct {
		evidence, audience string
		told, kept         []string
	}{
		{"public", "public",
			[]string{"word-of-open", "word-of-shown", "ENV_OF_open", "run-of-silent", "collector-of-silent", "key-of-silent", "parent-of-silent"},
			[]string{"word-of-silent", "ENV_OF_silent", "word-of-secretive", "hunter2"}},
		{"internal", "public", nil, []string{"word-of", "ENV_OF", "run-of", "collector-of", "key-of", "parent-of", "hunter2"}},
		{"internal", "nda", nil, []string{"word-of", "ENV_OF", "run-of", "collector-of", "key-of", "parent-of", "hunter2"}},
		{"internal", "internal", []string{"word-of-open", "word-of-shown", "word-of-silent", "ENV_OF_silent", "run-of-silent"}, []string{"word-of-secretive", "hunter2"}},
	} {
		m := build(t, toldSite(t, c.evidence), c.audience, 2).clean(t)
		var all strings.Builder
		for _, f := range m.files {
			all.Write(f.Data)
		}
		for _, word := range c.told {
			if !strings.Contains(all.String(), word) {
				t.Errorf("evidence for %s: the portal for %s does not say %s", c.evidence, c.audience, word)
			}
		}
		for _, word := range c.kept {
			if strings.Contains(all.String(), word) {
				t.Errorf("evidence for %s: the portal for %s says %s", c.evidence, c.audience, word)
			}
		}
	}
}

// TestEnvelopesArePublished beside the file that they are about, byte for byte,
// so that a reader can verify them.
func TestEnvelopesArePublished(t *testing.T) {
	dir := toldSite(t, "public")
	m := build(t, dir, "public", 2).clean(t)
	page := string(m.file(t, "evidence/open/index.html"))
	envelope := string(m.file(t, "evidence/open/open.json.evidence.json"))
	if !strings.Contains(envelope, `word-of-open`) || !strings.Contains(page, `href="/evidence/open/open.json.evidence.json" download`) {
		t.Errorf("the envelope is %q", envelope)
	}
	if !strings.Contains(page, "curl -fsSO https://t.example/evidence/open/open.json\ncurl -fsSO https://t.example/evidence/open/open.json.evidence.json") {
		t.Error("the page does not say how to get them")
	}
	for _, f := range m.files {
		if strings.HasPrefix(f.Path, "evidence/shown/") && strings.Contains(f.Path, ".evidence.json") {
			t.Errorf("%s was not asked for", f.Path)
		}
	}
}
