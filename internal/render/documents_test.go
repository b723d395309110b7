package render

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/wellknown"
)

// byPath indexes files.
func byPath(files []artifact.File) map[string]artifact.File {
	out := make(map[string]artifact.File, len(files))
	for _, f := range files {
		out[f.Path] = f
	}
	return out
}

// decoded reads a document and refuses keys that the shape does not name.
func decoded[T any](t *testing.T, files map[string]artifact.File, path string) T {
	t.Helper()
	var out T
	dec := json.NewDecoder(bytes.NewReader(files[path].Data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&out); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return out
}

// keysOf returns the keys of a mapping, sorted.
func keysOf(m map[string]any) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// The shape of controls.json is a promise to readers, so it is written out.
func TestControlsDocument(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	type control struct {
		ID, URL, Title, Kind, Statement, Status, State, Reason, Grade string
		Parameters                                                    map[string]any
		Scope                                                         map[string][]string
		FreshUntil                                                    *string `json:"fresh_until"`
		Evidence                                                      []struct {
			ID, Tool, Format, Freshness, Outcome string
			CollectedAt                          *string `json:"collected_at"`
			ExpiresAt                            *string `json:"expires_at"`
		}
		Frameworks map[string][]struct{ ID, Degree string }
		Pages      []struct{ Title, URL string }
		Questions  []string
	}
	doc := decoded[struct {
		Schema   string
		AsOf     string `json:"as_of"`
		Controls []control
	}](t, files, "api/v1/controls.json")
	if doc.Schema != "candor-controls/1" || doc.AsOf != "2026-11-21T12:00:00Z" || len(doc.Controls) != 8 {
		t.Errorf("%s, %s, %d controls", doc.Schema, doc.AsOf, len(doc.Controls))
	}
	c := doc.Controls[7]
	if c.ID != "registry-backup" || c.State != "satisfied" || c.Parameters["frequency"] != "P1D" || *c.FreshUntil != "2026-11-22T12:00:00Z" {
		t.Errorf("%+v", c)
	}
	if !reflect.DeepEqual(c.Scope, map[string][]string{"product": {"fleet"}, "cloud": {"aws"}, "environment": {"production"}}) {
		t.Errorf("scope %v", c.Scope)
	}
	if c.Frameworks["soc2"][0].ID != "A1.2" || c.Frameworks["soc2"][0].Degree != "meets" || c.Pages[0].URL != "https://trust.larkspur.example/security/service/" {
		t.Errorf("%+v", c)
	}
	if e := c.Evidence[1]; e.ID != "dr-test" || e.CollectedAt != nil || e.Freshness != "missing" || e.Outcome != "none" {
		t.Errorf("%+v", e)
	}
}

// No document holds null where a list or a mapping is promised.
func TestDocumentsHoldNoNullLists(t *testing.T) {
	v := larkspur(t)
	v.Controls = append(v.Controls, &disclose.Control{ID: "zz-bare", Kind: "backup"})
	v.Subprocessors = append(v.Subprocessors, &disclose.Subprocessor{ID: "zz"})
	files, _ := rendered(t, v)
	// Times that are not known, and values that a claim leaves out, are null.
	times := []string{"fresh_until", "collected_at", "expires_at", "observed_at", "recorded_at", "valid_until", "knowledge_at", "observed_until", "produced_at", "existed_at", "slo", "next_due", "since", "coverage", "withdrawn", "reviewed", "date", "modified", "review_by", "opened", "until", "since", "notice", "value", "version", "known_since", "due_at", "announced", "made", "stale_at", "exit_code", "event", "last_run", "tested_at"}
	n := 0
	for path, f := range files {
		if !strings.HasPrefix(path, "api/") || path == "api/v1/openapi.json" {
			continue
		}
		n++
		var tree any
		if err := json.Unmarshal(f.Data, &tree); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var walk func(at string, x any)
		walk = func(at string, x any) {
			switch x := x.(type) {
			case map[string]any:
				for k, v := range x {
					if v == nil && !slices.Contains(times, k) && !strings.HasSuffix(at, ".parameters") {
						t.Errorf("%s: %s.%s is null", path, at, k)
					}
					walk(at+"."+k, v)
				}
			case []any:
				for _, v := range x {
					walk(at+"[]", v)
				}
			}
		}
		walk("", tree)
	}
	if n < 7+9 {
		t.Errorf("%d documents", n)
	}
}

func TestOtherDocuments(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	want := map[string]string{
		"site.json":                     "as_of contact description documents exceptions kinds language menu organization pages schema subprocessors summary title url",
		"evidence.json":                 "as_of evidence schema",
		"frameworks.json":               "as_of frameworks schema",
		"answers.json":                  "answers as_of schema words",
		"status.json":                   "as_of controls excepted fresh_until grades reasons schema states total",
		"controls/registry-backup.json": "answers as_of assert cited claim comparisons detail evidence exceptions flags frameworks fresh_until grade history id kind kind_title known_since method needs note overrides owner pages parameters per_scope questions reason relates responsibility rule rule_in_words schema scope service state statement status summary title url values version versions",
	}
	for name, keys := range want {
		doc := decoded[map[string]any](t, files, "api/v1/"+name)
		if got := strings.Join(keysOf(doc), " "); got != keys {
			t.Errorf("%s has %s, want %s", name, got, keys)
		}
	}
	status := decoded[map[string]any](t, files, "api/v1/status.json")
	if status["total"] != 8.0 || status["states"].(map[string]any)["satisfied"] != 4.0 {
		t.Errorf("%v", status)
	}
	frameworks := decoded[map[string]any](t, files, "api/v1/frameworks.json")["frameworks"].([]any)
	if got := frameworks[1].(map[string]any)["requirements"].([]any)[2].(map[string]any)["controls"].([]any); len(got) != 0 {
		t.Errorf("a gap has controls: %v", got)
	}
	evidence := decoded[map[string]any](t, files, "api/v1/evidence.json")["evidence"].([]any)[0].(map[string]any)
	if evidence["sha256"] != strings.Repeat("ab", 32) || evidence["raw"] != "" || evidence["params"].(map[string]any)["snapshots"] != 61.0 {
		t.Errorf("%v", evidence)
	}
}

func TestSitemap(t *testing.T) {
	v := larkspur(t)
	v.Pages[2].NoIndex = true
	files, _ := rendered(t, v)
	var doc struct {
		URLs []struct {
			Loc     string `xml:"loc"`
			LastMod string `xml:"lastmod"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal(files["sitemap.xml"].Data, &doc); err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]string)
	for _, u := range doc.URLs {
		if _, ok := seen[u.Loc]; ok {
			t.Errorf("%s stands twice", u.Loc)
		}
		seen[u.Loc] = u.LastMod
	}
	base := "https://trust.larkspur.example"
	if seen[base+"/security/disclosure/"] != "2026-10-12" {
		t.Errorf("the page has the date %q", seen[base+"/security/disclosure/"])
	}
	for _, route := range []string{"/", "/controls/", "/controls/mfa/", "/evidence/trivy-images/", "/kinds/backup/", "/frameworks/soc2/"} {
		if _, ok := seen[base+route]; !ok {
			t.Errorf("no %s", route)
		}
	}
	for _, route := range []string{"/security/service/", "/404.html", "/old/service/"} {
		if _, ok := seen[base+route]; ok {
			t.Errorf("%s is listed", route)
		}
	}
}

func TestSecurityText(t *testing.T) {
	v := larkspur(t)
	files, _ := rendered(t, v)
	want := `Contact: mailto:security@larkspur.example
Expires: 2027-05-20T12:00:00Z
Canonical: https://trust.larkspur.example/.well-known/security.txt
Policy: https://trust.larkspur.example/security/disclosure/
Preferred-Languages: en, de
`
	if got := string(files[".well-known/security.txt"].Data); got != want {
		t.Errorf("got\n%s", got)
	}
	for _, tt := range []struct {
		days     int
		expires  string
		severity string
	}{
		{61, "2027-01-21T12:00:00Z", ""},
		{59, "2027-01-19T12:00:00Z", "warning"},
		{29, "2026-12-20T12:00:00Z", "error"},
		{-1, "2026-11-20T12:00:00Z", "error"},
		{400, "2027-11-20T12:00:00Z", ""},
	} {
		v.Site.Contact.Expires = days(tt.days)
		files, list := rendered(t, v)
		if got := string(files[".well-known/security.txt"].Data); !strings.Contains(got, "Expires: "+tt.expires+"\n") {
			t.Errorf("%d days: %s", tt.days, got)
		}
		got := ""
		for _, d := range list {
			if d.Code == diag.ValueInvalid {
				got = d.Severity.String()
			}
		}
		if got != tt.severity {
			t.Errorf("%d days: %q, want %q", tt.days, got, tt.severity)
		}
	}
}

func TestHeaders(t *testing.T) {
	v := larkspur(t)
	files, _ := rendered(t, v)
	got := string(files["_headers"].Data)
	for _, want := range []string{
		"/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors 'none'\n",
		"  X-Content-Type-Options: nosniff\n", "  Referrer-Policy: no-referrer\n", "  Permissions-Policy: ", "  Cross-Origin-Opener-Policy: same-origin\n",
		"/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	v.Site.BasePath = "/trust/"
	files, _ = rendered(t, v)
	if got := string(files["_headers"].Data); !strings.Contains(got, "\n/trust/assets/*\n") {
		t.Errorf("no rule below the base path:\n%s", got)
	}
	check(t, files, "index.html").attr("meta[http-equiv=Content-Security-Policy]", "content", wellknown.Policy(disclose.Site{}))
	v.Site.FrameHosts = []string{"video.example"}
	files, _ = rendered(t, v)
	check(t, files, "index.html").attr("meta[http-equiv=Content-Security-Policy]", "content", wellknown.Policy(disclose.Site{})+"; frame-src https://video.example")
}
