package build

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
)

// edits are the files of a small site, each with the texts that it takes by
// turns; "" is a file that is not there. The first text is how the site begins.
var edits = []struct {
	path  string
	texts []string
}{
	{"candor.yaml", []string{
		"site: {title: T, base_url: https://t.example.com/, languages: [de]}\naudiences: {nda: {}}\nlast_modified: front-matter\n",
		"site: {title: Other, base_url: https://t.example.com/}\naudiences: {nda: {}}\nlast_modified: front-matter\n",
		"site: {title: T, base_url: https://t.example.com/, languages: [de]}\naudiences: {nda: {}}\nlast_modified: front-matter\nfreshness: {review: P30D}\n",
		"site: {titel: T}\n",
	}},
	{"content/index.md", []string{"# Home\n\nSee [a](a.md).\n", "# Home\n\nSee [b](sub/b.md) and [gone](gone.md).\n", "---\ntitle: Begin\n---\nOther words.\n"}},
	{"content/a.md", []string{"# A\n\nKept for {control.logs.retention}.\n\nText.\n", "# A\n\nKept for {control.logs.retention}.\n\nOther text, and TLS 1.0.\n", "# A\n\n{control.lgos.retention}\n", "", "---\ntitle: A\nslug: moved\n---\ntext\n"}},
	{"content/sub/b.md", []string{"---\nreviewed: 2026-10-01\n---\n# B\n\n{{include \"_part.md\"}}\n\nimport P from './_part.md'\n", "# B\n\nAudit logs are kept for 7 days.\n", "---\naudience: nda\n---\n# B\n\n<Control id=\"logs\"/>\n", "---\ntitle: [\n---\n"}},
	{"content/sub/c.mdx", []string{"import Part from './_part.md'\n\n# C\n\n<Part/>\n", "import Part from './_part.md'\n\n# C\n\n<Part/>\n", "import Part from './_late.md'\n\n# C\n\n<Part/>\n"}},
	{"content/sub/_part.md", []string{"A part of {control.logs.retention}.\n", "---\ndraft: true\n---\nA part.\n", "", "---\nexpires: 2026-12-01\n---\nA part that ends.\n"}},
	{"content/draft.md", []string{"---\ndraft: true\n---\n# D\n", "---\ndate: 2026-12-05\n---\n# D\n", "---\nexpires: 2026-11-25\n---\n# D\n", ""}},
	{"content/overview.md", []string{"# Overview\n", ""}},
	{"content/overview.de.md", []string{"", "# Übersicht\n", "# Übersicht und mehr\n"}},
	{"content/overview.fr.md", []string{"", "# Vue\n"}},
	{"content/policy.pdf", []string{"%PDF-1.7 one", "%PDF-1.7 two", ""}},
	{"content/policy.pdf.yaml", []string{"", "title: Policy\naudience: nda\n", "title: Policy\nvalid_until: 2026-11-30\n"}},
	{"content/note.yaml", []string{"", "a: 1\n"}},
	{"controls/logs.yaml", []string{
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P90D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= 90)\"}\n",
		"controls:\n  - {id: logs, title: Logs, kind: retention, statement: \"Logs are kept for {{ .retention }}.\", parameters: {data: logs, retention: P60D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= 60)\"}\n",
		"controls:\n  - {id: logs, title: Logs, kind: retention, parameters: {data: logs, retention: P60D, comparator: at-least}, evidence: [{id: groups, shows: it}, {id: late, shows: more}]}\n",
		"controls:\n  - {id: logs, kind: nothing\n",
	}},
	{"controls/more.yaml", []string{"", "controls:\n  - {id: more, title: More, kind: backup}\nexceptions:\n  - {id: x1, waives: logs, reason: later, approved_by: somebody, expires: 2027-01-01}\n", "controls:\n  - {id: logs, title: Again, kind: backup}\n"}},
	{"controls/tied.yaml", []string{
		"controls:\n  - {id: far, title: Far, kind: retention, statement: 'Kept as {{ control \"logs\" \"retention\" }}, and {{ if .retention }}{{ .retention }}{{ end }}.', parameters: {data: others, retention: P30D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= days(c.logs.retention))\", relates: [{id: logs, how: condition-of, why: it does}]}\n",
		"# first\ncontrols:\n  - {id: far, title: Far, kind: retention, statement: 'Kept as {{ control \"logs\" \"retention\" }}, and {{ .retention }}.', parameters: {data: others, retention: P100D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.days >= days(p.retention))\", population: {path: ev.groups, where: it.days > 40}}\n",
		"controls:\n  - {id: aaa, title: New, kind: backup}\n  - {id: far, title: Far, kind: retention, statement: 'Kept {{ .nothing }}.', parameters: {data: others, retention: P100D, comparator: at-least}, evidence: [{id: groups, shows: it}], assert: \"ev.groups.all(g, g.dys >= days(p.retention))\", population: {path: ev.groups, where: it.days > 100}}\n",
		"",
	}},
	{"evidence/groups.json", []string{`[{"days": 90}]`, `[{"days": 30}]`, `{`, ""}},
	{"evidence/groups.json.evidence.yaml", []string{"collected_at: 2026-11-10T00:00:00Z\n", "collected_at: 2026-11-19T00:00:00Z\nvalid_until: 2026-12-01T00:00:00Z\n", ""}},
	{"evidence/late.yaml", []string{"", "record: attestation\nby: somebody\nat: 2026-11-01\nfile: content/policy.pdf\n"}},
	{"components/Box.html", []string{"", "<div>{{ .Inner }}</div>\n", "<div>{{ .Nothing\n"}},
	{"content/boxed.md", []string{"# Boxed\n", "# Boxed\n\n<Box>text</Box>\n"}},
	{"layouts/page.html", []string{"", "{{ define \"x\" }}{{ end }}<!doctype html><html lang=\"en\"><head><title>{{ .Page.Title }}</title></head><body><main>{{ .Page.Body }}</main></body></html>\n"}},
	{"themes/own/theme.yaml", []string{"", "extends: default\n"}},
}

// TestSessionEqualsOpen edits a site in random ways and compares, after each, what
// a session opens with what is opened anew: files and diagnostics, for several
// audiences and instants.
func TestSessionEqualsOpen(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 8))
			dir := t.TempDir()
			for _, e := range edits {
				write(t, dir, e.path, e.texts[0])
			}
			s, err := NewSession(Options{Dir: dir, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			steps := 12
			if testing.Short() {
				steps = 5
			}
			for step := range steps {
				var changed []string
				for range 1 + random.IntN(2) {
					e := edits[random.IntN(len(edits))]
					write(t, dir, e.path, e.texts[random.IntN(len(e.texts))])
					changed = append(changed, e.path)
				}
				s.Changed(changed...)
				at := asOf.AddDate(0, 0, []int{0, 0, 0, 7, 20, 60}[random.IntN(6)])
				equalsOpen(t, s, dir, at, random.IntN(4) == 0, fmt.Sprintf("step %d, %v changed", step, changed))
			}
		})
	}
}

// write writes a file, or removes it where the text is "".
func write(t *testing.T, dir, path, text string) {
	t.Helper()
	if text != "" {
		put(t, dir, path, text)
		return
	}
	if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(path))); err != nil {
		t.Fatal(err)
	}
}

func equalsOpen(t *testing.T, s *Session, dir string, at time.Time, drafts bool, what string) {
	t.Helper()
	fresh, err := Open(context.Background(), Options{Dir: dir, AsOf: at, Workers: 2, Drafts: drafts})
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Open(context.Background(), at, drafts)
	if err != nil {
		t.Fatal(err)
	}
	again.Lint(context.Background())
	if got, want := said(t, again.Diagnostics), said(t, fresh.Diagnostics); got != want {
		t.Fatalf("%s: the session says\n%s\nwant\n%s", what, got, want)
	}
	if fresh.Config == nil {
		return
	}
	for _, who := range fresh.Config.Ladder {
		want, got := files(t, fresh, who), files(t, again, who)
		for path, data := range want {
			if got[path] != data {
				t.Fatalf("%s: %s for %s differs; the session has\n%s\nwant\n%s", what, path, who, got[path], data)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%s: the session has %d files, want %d", what, len(got), len(want))
		}
	}
}

// files renders a project for an audience; the diagnostics of that are a file, too.
func files(t *testing.T, p *Project, who string) map[string]string {
	t.Helper()
	out := map[string]string{}
	v, list := p.View(who)
	if v != nil {
		made, found, err := p.Render(context.Background(), v)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
		for _, f := range made {
			out[f.Path] = string(f.Data)
		}
	}
	out["diagnostics"] = said(t, list)
	return out
}

func said(t *testing.T, list diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := diag.Text(&b, list.Sorted(), diag.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
