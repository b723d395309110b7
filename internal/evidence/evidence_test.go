package evidence

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/readout"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// larkspur is a site with two products.
func larkspur() *site.Config {
	return &site.Config{
		Location:  time.UTC,
		Ladder:    []string{"public", "nda", "internal"},
		Audiences: []site.AudienceRule{{Prefix: "evidence/nda/", Audience: "nda"}, {Prefix: "evidence/", Audience: "internal"}},
		Scope:     map[string][]string{"product": {"fleet", "trace"}, "environment": {"production", "staging"}},
		Freshness: site.Freshness{Conflict: time.Hour, Future: 5 * time.Minute, ByName: true, ByGit: true},
	}
}

const (
	report   = `{"SchemaVersion": 2, "ArtifactName": "api", "CreatedAt": "2026-07-31T10:00:00Z", "Results": [{"Class": "os-pkgs"}]}`
	undated  = `{"SchemaVersion": 2, "ArtifactName": "api", "Results": [{"Class": "os-pkgs"}]}`
	failing  = `{"SchemaVersion": 2, "ArtifactName": "api", "Results": [{"Vulnerabilities": [{"Severity": "HIGH"}]}]}`
	zoneless = `<testsuite name="a" timestamp="2026-07-31T10:00:00"><testcase/></testsuite>`
)

// wrap returns an envelope of some text with the given predicate.
func wrap(name, text, predicate string) string {
	return fmt.Sprintf(`{"_type": %q, "subject": [{"name": %q, "digest": {"sha256": %q}}], "predicateType": %q, "predicate": %s}`,
		StatementType, name, source.DigestOf([]byte(text)), PredicateType, predicate)
}

// inspect reads one file below evidence/ with an envelope, "" for none.
func inspect(name, text, envelope string) (*trust.Evidence, format.Reading, diag.List) {
	var beside *source.File
	if envelope != "" {
		beside = source.NewFile(Dir+"/"+name+EnvelopeSuffix, []byte(envelope))
	}
	return Inspect(source.NewFile(Dir+"/"+name, []byte(text)), beside, larkspur(), format.Builtin())
}

// codes returns the codes of a list, sorted, with their places.
func codes(list diag.List) string {
	var out []string
	for _, d := range list.Sorted() {
		out = append(out, string(d.Code))
	}
	return strings.Join(out, " ")
}

func check(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}

// TestPrecedence ranks the sources of time of collection.
func TestPrecedence(t *testing.T) {
	const run = `"collector": {"id": "ci", "run": "7"}, `
	for _, c := range []struct {
		name, file, text, predicate string // no predicate, no envelope
		at, from, precision         string
		conflict                    bool
	}{
		{"a zoned document before the envelope", "a.json", report, `{` + run + `"collected_at": "2026-07-31T10:05:00Z"}`, "2026-07-31T10:00:00Z", "document:/CreatedAt", "second", false},
		{"a run before a zoneless document", "a.xml", zoneless, `{` + run + `"collected_at": "2026-07-31T10:05:00Z"}`, "2026-07-31T10:05:00Z", "envelope:run", "second", false},
		{"an envelope before a zoneless document", "a.xml", zoneless, `{"collected_at": "2026-07-31T10:05:00Z"}`, "2026-07-31T10:05:00Z", "envelope", "second", false},
		{"the end of the observation", "a.json", undated, `{"observed": {"from": "2026-07-31T09:00:00Z", "to": "2026-07-31T10:00:00Z"}}`, "2026-07-31T10:00:00Z", "envelope", "second", false},
		{"a zoneless document before the name", "2026-08-01-a.xml", zoneless, "", "2026-07-31T10:00:00Z", "document:/testsuite/0/@timestamp", "second", false},
		{"a date in the name", "trivy-2026-07-31.json", undated, "", "2026-07-31T00:00:00Z", "file-name", "day", false},
		{"a date and a time in the name", "202607311256_sonobuoy.json", undated, "", "2026-07-31T00:00:00Z", "file-name", "day", false},
		{"two dates in the name", "2026-07-31-to-2026-08-01.json", undated, "", "", "", "", false},
		{"a number that is no date", "build-20269931.json", undated, "", "", "", "", false},
		{"nothing", "a.json", undated, "", "", "", "", false},
		{"two sources a day apart", "a.json", report, `{` + run + `"collected_at": "2026-08-01T10:00:00Z"}`, "2026-07-31T10:00:00Z", "document:/CreatedAt", "second", true},
		{"two sources an hour apart", "a.json", report, `{"collected_at": "2026-07-31T11:00:00Z"}`, "2026-07-31T10:00:00Z", "document:/CreatedAt", "second", false},
		{"within a long observation", "a.json", report, `{"observed": {"from": "2026-07-31T09:30:00Z", "to": "2026-07-31T20:00:00Z"}, "collected_at": "2026-07-31T20:00:00Z"}`,
			"2026-07-31T10:00:00Z", "document:/CreatedAt", "second", false},
		{"collected after it was recorded", "a.json", undated, `{"collected_at": "2026-07-31T20:00:00Z", "recorded_at": "2026-07-31T10:00:00Z"}`, "2026-07-31T20:00:00Z", "envelope", "second", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			envelope := ""
			if c.predicate != "" {
				envelope = wrap(c.file, c.text, c.predicate)
			}
			e, _, list := inspect(c.file, c.text, envelope)
			check(t, "diagnostics", codes(list), "")
			check(t, "collected", instant(e.Clocks.CollectedAt), c.at)
			check(t, "source", e.Clocks.CollectedSource, c.from)
			check(t, "precision", e.Clocks.Precision, c.precision)
			if (e.Clocks.Conflict != "") != c.conflict {
				t.Errorf("conflict %q", e.Clocks.Conflict)
			}
		})
	}
}

func TestEnvelope(t *testing.T) {
	e, _, list := inspect("scan.json", failing, wrap("scan.json", failing, `{
		"id": "trivy-api", "title": "Scan of the API", "collector": {"id": "https://ci.example", "run": "1847", "by": "ci"},
		"tool": {"name": "trivy", "version": "0.58.1", "db_updated_at": "2026-07-30T06:00:00Z"},
		"command": {"argv": ["trivy", "image", "api"], "exit_code": 1},
		"scope": {"product": "fleet", "environment": ["staging", "production"], "account": "1111", "target": "registry/api", "version": "v4.2.0"},
		"observed": {"from": "2026-07-31T02:00:00Z", "to": "2026-07-31T02:03:10+02:00"}, "collected_at": "2026-07-31T02:03:10Z", "recorded_at": "2026-07-31T02:03:15Z",
		"valid_until": "2026-08-07T00:00:00Z", "event": {"type": "release", "key": "v4.2.0", "at": "2026-07-30T18:00:00Z"},
		"verdict": "pass", "coverage": {"examined": 412, "skipped": 3, "errors": 1, "truncated": true}, "params": {"critical": 9, "layers": 4},
		"media_type": "application/json", "publish": "raw", "audience": "internal", "schedule": {"period": "P1D"}, "someone": ["elses"]}`))
	check(t, "diagnostics", codes(list), "envelope-invalid") // the observation ends before it starts
	if e == nil || e.ID != "scan" {
		t.Fatalf("an envelope with a mistake is not relied on: %+v", e)
	}
	fixed := strings.Replace(wrapped(t), "02:03:10+02:00", "02:03:10Z", 1)
	e, _, list = inspect("scan.json", failing, fixed)
	check(t, "diagnostics", codes(list), "")
	check(t, "id", e.ID+" "+e.Title+" "+e.Run, "trivy-api Scan of the API 1847")
	check(t, "tool", e.Tool.Name+" "+e.Tool.Version, "trivy 0.58.1")
	check(t, "scope", e.Scope.String(), "account=1111 environment=production,staging product=fleet")
	check(t, "target", e.Target+" "+e.Version, "registry/api v4.2.0")
	check(t, "verdict", string(e.Verdict), "fail") // the file says so; an envelope cannot better it
	check(t, "coverage", fmt.Sprint(e.Coverage), "{true 1 3 1 true}")
	check(t, "params", fmt.Sprint(e.Params["critical"], e.Params["layers"]), "0 4")
	check(t, "clocks", instant(e.Clocks.ValidUntil)+" "+instant(e.Clocks.KnowledgeAt)+" "+instant(e.Clocks.ObservedFrom), "2026-08-07T00:00:00Z 2026-07-30T06:00:00Z 2026-07-31T02:00:00Z")
	if *e.ExitCode != 1 || !slices.Equal(e.Command, []string{"trivy", "image", "api"}) || !e.Publish || e.Event.Key != "v4.2.0" || e.Manual {
		t.Errorf("%+v", e)
	}
	if len(e.Problems) != 1 || e.Problems[0].Code != "verdict-differs" {
		t.Errorf("problems %+v", e.Problems)
	}
}

// wrapped is the envelope of TestEnvelope.
func wrapped(t *testing.T) string {
	t.Helper()
	return wrap("scan.json", failing, `{
		"id": "trivy-api", "title": "Scan of the API", "collector": {"id": "https://ci.example", "run": "1847", "by": "ci"},
		"tool": {"name": "trivy", "version": "0.58.1", "db_updated_at": "2026-07-30T06:00:00Z"},
		"command": {"argv": ["trivy", "image", "api"], "exit_code": 1},
		"scope": {"product": "fleet", "environment": ["staging", "production"], "account": "1111", "target": "registry/api", "version": "v4.2.0"},
		"observed": {"from": "2026-07-31T02:00:00Z", "to": "2026-07-31T02:03:10+02:00"}, "collected_at": "2026-07-31T02:03:10Z", "recorded_at": "2026-07-31T02:03:15Z",
		"valid_until": "2026-08-07T00:00:00Z", "event": {"type": "release", "key": "v4.2.0", "at": "2026-07-30T18:00:00Z"},
		"verdict": "pass", "coverage": {"examined": 412, "skipped": 3, "errors": 1, "truncated": true}, "params": {"critical": 9, "layers": 4},
		"media_type": "application/json", "publish": "raw", "audience": "internal", "schedule": {"period": "P1D"}, "someone": ["elses"]}`)
}

// TestEnvelopeMistakes checks code, place and words of each mistake.
func TestEnvelopeMistakes(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{StatementType, "https://in-toto.io/Statement/v0.1", `envelope-invalid: _type is "https://in-toto.io/Statement/v0.1", expected "https://in-toto.io/Statement/v1"`},
		{PredicateType, "https://other.example/v1", `envelope-invalid: predicateType is "https://other.example/v1"`},
		{`"name": "scan.json"`, `"name": "other.json"`, "envelope-invalid: the envelope of scan.json describes other.json"},
		{string(source.DigestOf([]byte(failing))), strings.Repeat("0", 64), "envelope-digest: evidence/scan.json has the digest"},
		{string(source.DigestOf([]byte(failing))), "abc", "envelope-invalid: subject[0].digest.sha256 is no SHA-256 digest"},
		{`"verdict": "pass"`, `"verdict": "passed"`, `envelope-invalid: predicate.verdict is "passed", expected one of pass, fail`},
		{`"collected_at": "2026-07-31T02:03:10Z"`, `"collected_at": "2026-07-31T02:03:10"`, "envelope-invalid: predicate.collected_at:"},
		{`"collected_at": "2026-07-31T02:03:10Z"`, `"collected_at": "0001-01-01T00:00:00Z"`, "envelope-invalid: predicate.collected_at:"},
		{`"collected_at": "2026-07-31T02:03:10Z"`, `"collected_at_source": "mtime"`, "envelope-invalid: the time of the file system"},
		{`"examined": 412`, `"examined": -1`, "envelope-invalid: predicate.coverage.examined is -1"},
		{`"publish": "raw"`, `"publish": "all"`, "envelope-invalid: predicate.publish"},
		{`"publish": "raw"`, `"kind": "manual"`, "envelope-invalid: predicate.attester is missing"},
		{`"id": "trivy-api"`, `"id": "trivy/api"`, "envelope-invalid: id"},
		{`"audience": "internal"`, `"audience": "public"`, "audience-loosens: scan.json is for the audience internal by its folder"},
		{`"audience": "internal"`, `"audience": "interal"`, "audience-unknown:"},
		{`"product": "fleet"`, `"product": "fleat"`, `scope-value-unknown: "fleat" is no value of the scope axis product`},
		{`"product": "fleet"`, `"prodct": "fleet"`, `scope-unknown: the scope axis "prodct"`},
		{`"product": "fleet"`, `"product": 3`, `envelope-invalid: predicate.scope.product is a whole number`},
		{`"predicate":`, `"predicat":`, "envelope-invalid: predicate is missing"},
		{`"id": "trivy-api",`, `"id": "trivy-api", "id": "b",`, "key-duplicate:"},
	} {
		text := strings.Replace(strings.Replace(wrapped(t), "02:03:10+02:00", "02:03:10Z", 1), c.from, c.to, 1)
		_, _, list := inspect("scan.json", failing, text)
		found := false
		for _, d := range list {
			found = found || strings.HasPrefix(string(d.Code)+": "+d.Message, c.want) && d.Span.Path() == "evidence/scan.json.evidence.json" && d.Span.Position().Line > 0
		}
		if !found {
			t.Errorf("%s: want %s\ngot %v", c.to, c.want, list)
		}
	}
}

// TestManual reads an envelope of something that people keep.
func TestManual(t *testing.T) {
	const text = "%PDF-1.7 not really"
	e, _, list := inspect("letter.pdf", text, wrap("letter.pdf", text, `{"kind": "manual", "record": "document", "title": "Letter",
		"attester": {"name": "Ada", "role": "CISO"}, "collected_at": "2026-07-31T10:00:00Z", "verdict": "pass", "media_type": "application/pdf"}`))
	check(t, "diagnostics", codes(list), "")
	if !e.Manual || e.Record != "document" || e.Attester.Name != "Ada" || e.Media != "application/pdf" || e.Verdict != trust.VerdictPass || e.ID != "letter" {
		t.Errorf("%+v", e)
	}
	_, _, list = inspect("letter.pdf", text, wrap("letter.pdf", text, `{"kind": "manual", "attester": {"name": "Ada"}, "collected_at": "2026-07-31T10:00:00Z"}`))
	check(t, "diagnostics", codes(list), "envelope-invalid") // a bare statement needs an end
}

// folder writes files below a new directory and opens it.
func folder(t *testing.T, files map[string]string) *source.Tree {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	tree, err := source.OpenTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

func TestLoad(t *testing.T) {
	files := map[string]string{
		"evidence/README.md":                "about this folder",
		"evidence/collectors.yaml":          "collectors: []",
		"evidence/formats/x.yaml":           "id: x",
		"evidence/b.json":                   report,
		"evidence/nda/a.json":               undated,
		"evidence/nda/a.json.evidence.json": wrap("nda/a.json", undated, `{"id": "zebra", "scope": {"product": "trace"}, "collected_at": "2026-07-31T10:00:00Z"}`),
		"evidence/a2.json":                  undated,
		"evidence/a2.json.evidence.json":    wrap("a2.json", undated, `{"id": "zebra", "scope": {"product": "fleet"}, "collected_at": "2026-07-31T10:00:00Z"}`),
		"evidence/gone.json.evidence.json":  "{}",
		"evidence/notes.txt":                "nothing that a program knows",
		"evidence/bad name!.json":           report,
		"evidence/records/policy.yaml":      "kind: document\ntitle: Policy\napprover: Ada\napproved_at: 2026-01-05\nreview_by: 2027-01-05\nsha256: " + string(source.DigestOf([]byte("the policy"))) + "\nfile: policy.txt\n",
		"evidence/records/policy.txt":       "the policy",
		"evidence/log.jsonl":                "",
		"evidence/.hidden":                  "x",
	}
	var first string
	for _, workers := range []int{1, 8} {
		set, list, err := Load(folder(t, files), larkspur(), Options{Formats: format.Builtin(), Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range set.Evidence {
			got = append(got, fmt.Sprintf("%s %s (%s) %s", e.ID, e.Path, e.Scope, e.Audience))
		}
		check(t, "evidence", strings.Join(got, "\n"), strings.Join([]string{
			"b evidence/b.json () internal",
			"notes evidence/notes.txt () internal",
			"policy evidence/records/policy.yaml () internal",
			"zebra evidence/a2.json (product=fleet) internal",
			"zebra evidence/nda/a.json (product=trace) nda",
		}, "\n"))
		var said []string
		for _, d := range list.Sorted() {
			said = append(said, d.Span.Path()+": "+d.Severity.String()+" "+string(d.Code))
		}
		text := strings.Join(said, "\n")
		check(t, "diagnostics", text, strings.Join([]string{
			"evidence/bad name!.json: error value-invalid",
			"evidence/gone.json.evidence.json: error envelope-orphan",
			"evidence/notes.txt: note format-unknown",
		}, "\n"))
		if first != "" && first != text {
			t.Error("the number of workers shows")
		}
		first = text
	}
}

func TestDuplicates(t *testing.T) {
	set, list, err := Load(folder(t, map[string]string{
		"evidence/a/scan.json": undated,
		"evidence/b/scan.json": undated,
		"evidence/c/scan.json": strings.Replace(undated, `"api"`, `"web"`, 1),
	}), larkspur(), Options{Formats: format.Builtin(), Workers: 2})
	if err != nil || len(set.Evidence) != 3 {
		t.Fatal(err, set.Evidence)
	}
	if codes(list) != "evidence-duplicate" || len(list[0].Related) != 1 || list[0].Related[0].Span.Path() != "evidence/a/scan.json" {
		t.Errorf("%v", list)
	}
}

// TestParents derives b from a, and c from b: none is younger than a.
func TestParents(t *testing.T) {
	derived := func(from, text string) string {
		return `{"collected_at": "2026-07-31T10:00:00Z", "derived_from": [{"name": "` + from + `", "digest": {"sha256": "` + string(source.DigestOf([]byte(text))) + `"}}]}`
	}
	a, b, c := "first", "second", "third"
	set, list, err := Load(folder(t, map[string]string{
		"evidence/a.txt": a, "evidence/a.txt.evidence.json": wrap("a.txt", a, `{"collected_at": "2026-01-01T10:00:00Z"}`),
		"evidence/b.txt": b, "evidence/b.txt.evidence.json": wrap("b.txt", b, derived("a.txt", a)),
		"evidence/c.txt": c, "evidence/c.txt.evidence.json": wrap("c.txt", c, derived("b.txt", b)),
		"evidence/d.txt": "d", "evidence/d.txt.evidence.json": wrap("d.txt", "d", derived("nowhere", "x")),
		"evidence/e.txt": "e", "evidence/e.txt.evidence.json": wrap("e.txt", "e", `{"collected_at": "2026-07-31T10:00:00Z", "derived_from": [{"name": "x", "collected_at": "2026-02-01T10:00:00Z"}, {"name": "y", "collected_at": "2026-03-01T10:00:00Z"}]}`),
	}), larkspur(), Options{Formats: format.Builtin(), Workers: 1})
	if err != nil || len(list) > 0 {
		t.Fatal(err, list)
	}
	var got []string
	for _, e := range set.Evidence {
		got = append(got, e.ID+" "+instant(e.Clocks.CollectedAt)+" "+e.Clocks.CollectedSource+fmt.Sprint(len(e.Problems)))
	}
	check(t, "times", strings.Join(got, "\n"), strings.Join([]string{
		"a 2026-01-01T10:00:00Z envelope0", "b 2026-01-01T10:00:00Z derived_from:a.txt0", "c 2026-01-01T10:00:00Z derived_from:b.txt0",
		"d  1", "e 2026-02-01T10:00:00Z derived_from:x0",
	}, "\n"))
}

// TestHeritage derives evidence from itself, from what has no date, and from
// what is less well vouched for.
func TestHeritage(t *testing.T) {
	from := func(names ...string) string {
		var list []string
		for _, name := range names {
			list = append(list, `{"name": "`+name+`", "digest": {"sha256": "`+string(source.DigestOf([]byte(name)))+`"}}`)
		}
		return strings.Join(list, ", ")
	}
	files := map[string]string{}
	add := func(name, at, run, parents string) {
		files["evidence/"+name+".txt"] = name
		predicate := `"derived_from": [` + parents + `]`
		if at != "" {
			predicate += `, "collected_at": "2026-` + at + `T00:00:00Z"`
		}
		if run != "" {
			predicate += `, "collector": {"run": "7"}`
		}
		files["evidence/"+name+".txt.evidence.json"] = wrap(name+".txt", name, "{"+predicate+"}")
	}
	add("raw", "01-01", "", "")
	add("joined", "03-01", "run", from("raw"))
	add("again", "04-01", "run", from("joined"))
	add("both", "04-01", "run", from("joined", "raw"))
	add("alone", "04-01", "run", "")
	add("self", "04-01", "run", from("self"))
	add("egg", "04-01", "run", from("hen"))
	add("hen", "04-01", "run", from("egg", "raw"))
	add("chick", "04-01", "run", from("hen"))
	add("undatable", "", "run", "")
	add("lost", "04-01", "run", from("undatable"))
	set, list, err := Load(folder(t, files), larkspur(), options(2))
	if err != nil || list.HasErrors() {
		t.Fatal(err, list)
	}
	var got []string
	for _, e := range set.Evidence {
		line := e.ID + " " + instant(e.Clocks.CollectedAt) + " " + string(e.Assurance)
		for _, p := range e.Problems {
			line += " " + p.Code
		}
		got = append(got, line)
	}
	check(t, "evidence", strings.Join(got, "\n"), strings.Join([]string{
		"again 2026-01-01T00:00:00Z unsigned", "alone 2026-04-01T00:00:00Z unsigned-run", "both 2026-01-01T00:00:00Z unsigned",
		"chick  inferred parent-undated", "egg  inferred parent-cycle", "hen  inferred parent-cycle", "joined 2026-01-01T00:00:00Z unsigned", "lost  unsigned-run parent-undated",
		"raw 2026-01-01T00:00:00Z unsigned", "self  inferred parent-cycle", "undatable  unsigned-run",
	}, "\n"))
}

func TestNothing(t *testing.T) {
	set, list, err := Load(folder(t, map[string]string{"candor.yaml": ""}), larkspur(), Options{Formats: format.Builtin(), Workers: 0})
	if err != nil || len(list) > 0 || len(set.Evidence) > 0 {
		t.Error(set, list, err)
	}
}

func TestFormats(t *testing.T) {
	r, list, err := Formats(folder(t, map[string]string{
		"evidence/formats/beat.yaml": "id: beat\ntitle: t\ntool: {name: b}\nvariants: [{name: v, priority: 1, detect: [{at: /beat}]}]\n",
		"evidence/formats/bad.yaml":  "id: bad\n",
		"evidence/formats/note.txt":  "x",
	}))
	if err != nil || !slices.Contains(r.IDs(), "beat") || slices.Contains(r.IDs(), "bad") || !slices.Contains(r.IDs(), "trivy") {
		t.Error(r.IDs(), err)
	}
	check(t, "diagnostics", codes(list), "key-missing key-missing key-missing file-unexpected")
}

func TestLog(t *testing.T) {
	sum := strings.Repeat("a", 64)
	line := func(id, at, more string) string {
		return `{"id": "` + id + `", "sha256": "` + sum + `", "collected_at": "` + at + `", "recorded_at": "` + at + `"` + more + "}\n"
	}
	f := source.NewFile(LogFile, []byte(
		line("a", "2026-07-01T10:00:00Z", `, "verdict": "pass", "coverage": {"examined": 3}, "tool": {"name": "trivy"}, "scope": {"product": "fleet"}, "seq": 1`)+
			line("b", "2026-07-03T10:00:00Z", "")+
			"{broken\n"+
			line("c", "2026-07-02T10:00:00Z", "")+
			line("d", "2026-07-04 10:00", "")+
			`{"id": "e"}`+"\n"+
			line("f", "2026-07-04T10:00:00Z", `, "verdict": "good"`)))
	entries, list := parseLog(f)
	var got []string
	for _, e := range entries {
		got = append(got, e.ID+" "+instant(e.RecordedAt)+" "+string(e.Verdict)+" "+e.Tool.Name+" "+e.Scope.String())
	}
	check(t, "entries", strings.Join(got, "\n"), "a 2026-07-01T10:00:00Z pass trivy product=fleet\nb 2026-07-03T10:00:00Z none  \nc 2026-07-02T10:00:00Z none  ")
	var said []string
	for _, d := range list.Sorted() {
		said = append(said, fmt.Sprint(d.Span.Position().Line, " ", d.Severity, " ", d.Code))
	}
	check(t, "diagnostics", strings.Join(said, "\n"), strings.Join([]string{
		"3 error file-syntax", "4 warning log-invalid", "5 error log-invalid", "5 error log-invalid", "6 error log-invalid", "6 error log-invalid", "7 error log-invalid",
	}, "\n"))
}

// TestDescribe compares the JSON with the contract of the command.
func TestDescribe(t *testing.T) {
	e, r, _ := inspect("scan.json", report, "")
	got, err := json.Marshal(readout.Describe(e, r, "scan.json"))
	if err != nil {
		t.Fatal(err)
	}
	check(t, "known", string(got), `{"file":"scan.json","format":"trivy","tool":{"name":"trivy","version":null},"collected_at":"2026-07-31T10:00:00Z","collected_at_source":"document:/CreatedAt","precision":"second",`+
		`"verdict":"pass","coverage":{"examined":1,"errors":0,"truncated":false},"scope":{"target":"api","version":null},"params":{"critical":0,"findings":0,"high":0,"low":0,"medium":0,"unknown":0},"knowledge_at":null,"problems":[]}`)
	e, r, _ = inspect("notes.txt", "nothing", "")
	got, _ = json.Marshal(readout.Describe(e, r, "notes.txt"))
	check(t, "unknown", string(got), `{"file":"notes.txt","format":null,"tool":{"name":null,"version":null},"collected_at":null,"collected_at_source":null,"precision":null,`+
		`"verdict":"none","coverage":{"examined":null,"errors":null,"truncated":null},"scope":{"target":null,"version":null},"params":{},"knowledge_at":null,"problems":[]}`)
	p := piece{file: source.NewFile("notes.txt", []byte("nothing")), formats: format.Builtin().Explained()}
	if e, r = p.make(); len(readout.Describe(e, r, "notes.txt").Tried) == 0 {
		t.Error("nothing says what was tried")
	}
}

func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{
		wrap("scan.json", report, `{"id": "a", "scope": {"product": ["fleet", "fleet"]}, "collected_at": "2026-07-31T10:00:00Z", "verdict": "pass", "derived_from": [{"name": "x"}]}`),
		wrap("scan.json", report, `{"kind": "manual", "attester": {"name": "a"}, "valid_until": "2026-07-31T10:00:00Z", "params": {"a": [1, null]}}`),
		wrap("scan.json", report, `{"command": {"argv": [1], "exit_code": 1e9}, "coverage": {"examined": 1.5}, "observed": []}`),
		`{"subject": [{"name": "scan.json", "digest": {"sha256": null}}, 3, null]}`, `[]`, `null`, `{"predicate": {"scope": {"": ""}}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, _, list := Inspect(source.NewFile("evidence/scan.json", []byte(report)), source.NewFile("evidence/scan.json.evidence.json", data), larkspur(), format.Builtin())
		if e == nil {
			t.Fatal("the file itself is good evidence")
		}
		if !slices.Contains(trust.Verdicts, e.Verdict) || e.ID == "" || e.Digest != source.DigestOf([]byte(report)) {
			t.Errorf("%+v", e)
		}
		if e.Clocks.CollectedAt.IsZero() || e.Clocks.CollectedAt.After(time.Date(2026, 7, 31, 10, 0, 0, 0, time.UTC)) {
			t.Errorf("an envelope made the file younger: %v", e.Clocks)
		}
		for _, d := range list {
			if d.Span.IsZero() || d.Message == "" {
				t.Errorf("a diagnostic without place or words: %+v", d)
			}
		}
	})
}

// TestLoadKeeps checks that content which nobody reads is let go, and that its
// facts stay.
func TestLoadKeeps(t *testing.T) {
	tree := folder(t, map[string]string{"evidence/read.json": report, "evidence/unread.json": report})
	set, _, err := Load(tree, larkspur(), Options{Formats: format.Builtin(), Workers: 1, Keep: func(id string) bool { return id == "read" }})
	if err != nil || len(set.Evidence) != 2 {
		t.Fatal(set, err)
	}
	read, unread := set.Evidence[0], set.Evidence[1]
	if read.Body == nil || unread.Body != nil {
		t.Error("want the body of read, and none of unread")
	}
	if read.Format == "" || read.Format != unread.Format || read.Digest != unread.Digest || len(read.Params) != len(unread.Params) {
		t.Errorf("the facts differ: %+v, %+v", read, unread)
	}
}
