package format

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

func collectedText(r Reading) string {
	if r.Collected.IsZero() {
		return ""
	}
	return r.Collected.UTC().Format(time.RFC3339Nano)
}

func coverageText(r Reading) string {
	if !r.Coverage.Known {
		return ""
	}
	text := fmt.Sprintf("%d/%d/%d", r.Coverage.Examined, r.Coverage.Skipped, r.Coverage.Errors)
	if r.Coverage.Truncated {
		text += " truncated"
	}
	return text
}

func problemCodes(r Reading) string {
	var codes []string
	for _, p := range r.Problems {
		codes = append(codes, p.Code)
	}
	return strings.Join(codes, " ")
}

// readText reads a small file of our own.
func readText(t *testing.T, text string, loc *time.Location) Reading {
	t.Helper()
	doc, err := shape.Read(source.NewFile("evidence/file", []byte(text)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return Builtin().Read(doc, loc)
}

// TestTraps reads small files that each set one trap.
func TestTraps(t *testing.T) {
	const image = `"SchemaVersion": 2, "ArtifactName": "registry.example/api:v4.2.0"`
	for _, c := range []struct {
		name, text                    string
		format, at, verdict, coverage string
		problems                      string
	}{
		{"nothing scanned is no pass", `{` + image + `, "CreatedAt": "2026-07-31T10:00:00Z"}`,
			"trivy", "2026-07-31T10:00:00Z", "inconclusive", "0/0/0", "nothing-examined"},
		{"the zero time is no time", `{` + image + `, "CreatedAt": "0001-01-01T00:00:00Z", "Results": [{}]}`,
			"trivy", "", "pass", "1/0/0", "time-refused"},
		{"1970 is no time", `{` + image + `, "CreatedAt": "1970-01-01T00:00:00Z", "Results": [{}]}`,
			"trivy", "", "pass", "1/0/0", "time-refused"},
		{"the year 9999 is no time", `{` + image + `, "CreatedAt": "9999-12-31T23:59:59Z", "Results": [{}]}`,
			"trivy", "", "pass", "1/0/0", "time-refused"},
		{"the image's creation is not the scan's", `{` + image + `, "Metadata": {"ImageConfig": {"created": "2026-01-01T00:00:00Z"}}, "Results": [{}]}`,
			"trivy", "", "pass", "1/0/0", ""},
		{"a passed check is no finding", `{` + image + `, "Results": [{"Misconfigurations": [{"Status": "PASS", "Severity": "HIGH"}]}]}`,
			"trivy", "", "pass", "1/0/0", ""},
		{"a wrapped report is not the report", `{"meta": {"tool": "trivy"}, "report": {` + image + `}}`, "", "", "none", "", ""},
		{"a scan with errors", `{"jsonVersion": 4, "serverName": "a", "scannedAt": "2026-07-31T10:00:00+09:00", "reportedAt": "2026-07-31T10:05:00+09:00", "scannedCves": {}, "packages": {"a": {}}, "errors": ["x"]}`,
			"vuls", "2026-07-31T01:00:00Z", "error", "1/0/1", ""},
		{"a clean report", `{"jsonVersion": 4, "serverName": "a", "scannedAt": "2026-07-31T10:00:00+09:00", "reportedAt": "2026-07-31T10:05:00+09:00", "scannedCves": {}, "packages": {"a": {}}, "errors": []}`,
			"vuls", "2026-07-31T01:00:00Z", "pass", "1/0/0", ""},
		{"the next page is missing", `{"DBInstances": [{"StorageEncrypted": true}], "NextToken": "x"}`, "aws-cli-rds", "", "none", "1/0/0 truncated", ""},
		{"no instance is encrypted nor not", `{"DBInstances": []}`, "aws-cli-rds", "", "none", "0/0/0", "nothing-examined"},
		{"issues beyond the page", `{"paging": {"total": 3}, "issues": [{"rule": "a:b", "severity": "MAJOR", "status": "OPEN"}]}`, "sonarqube", "", "none", "0/0/0 truncated", ""},
		{"a gate without conditions", `{"projectStatus": {"status": "OK", "conditions": []}}`, "sonarqube", "", "inconclusive", "0/0/0", "nothing-examined"},
		{"the baseline of a gate is not its time", `{"projectStatus": {"status": "ERROR", "conditions": [{"status": "ERROR"}], "period": {"date": "2026-07-31T10:00:00+0000"}}}`,
			"sonarqube", "", "fail", "1/0/0", ""},
		{"a word that nobody knows", `{"projectStatus": {"status": "SPLENDID", "conditions": [{}]}}`, "sonarqube", "", "inconclusive", "1/0/0", "verdict-word"},
		{"the policies speak in a test", `{"count": 1, "issues": [{"type": "policy_conflict"}], "status": "SCANNED"}`, "fossa", "", "fail", "", ""},
		{"epoch seconds as text", `{"Invocation": "testssl", "version": "3.2 x", "startTime": "1785492000", "scanResult": [{"targetHost": "a", "protocols": [{"id": "TLS1_2", "severity": "OK", "finding": "offered"}]}], "scanTime": 55}`,
			"testssl", "2026-07-31T10:00:00Z", "pass", "1/0/0", ""},
		{"a scan that did not start", `{"Invocation": "testssl", "version": "3.2", "startTime": "1785492000", "scanResult": [{"id": "scanProblem", "severity": "FATAL", "finding": "no"}]}`,
			"testssl", "2026-07-31T10:00:00Z", "error", "0/0/1", "scan-problem nothing-examined"},
		{"the suite that started first", `<testsuites><testsuite name="a" timestamp="2026-07-31T11:00:00Z"><testcase/></testsuite><testsuite name="b" timestamp="2026-07-31T10:00:00Z"><testcase/></testsuite></testsuites>`,
			"junit", "2026-07-31T10:00:00Z", "pass", "2/0/0", ""},
		{"all tests skipped", `<testsuite tests="1" name="a"><testcase><skipped/></testcase></testsuite>`, "junit", "", "inconclusive", "0/1/0", "nothing-examined"},
		{"a suite that counts failures alone", `<testsuite tests="2" failures="1" name="a"/>`, "junit", "", "fail", "2/0/0", ""},
		{"a test that crashed", `<testsuite tests="1" errors="1" name="a"><testcase><error/></testcase></testsuite>`, "junit", "", "fail", "1/0/1", ""},
		{"no test at all", `<testsuites/>`, "junit", "", "inconclusive", "0/0/0", "nothing-examined"},
		{"down is down", "url: https://a.example\nstatus: down\ncode: 500\nlastUpdated: 2026-07-31T10:00:00.000Z\ngenerator: Upptime <https://github.com/upptime/upptime>\n",
			"upptime", "2026-07-31T10:00:00Z", "fail", "1/0/0", ""},
		{"the host that ended first", `<NessusClientData_v2><Report name="r"><ReportHost name="a"><HostProperties><tag name="HOST_END">x</tag><tag name="HOST_END_TIMESTAMP">1785492000</tag></HostProperties><ReportItem pluginID="1" severity="3"/></ReportHost>` +
			`<ReportHost name="b"><HostProperties><tag name="HOST_END">y</tag><tag name="HOST_END_TIMESTAMP">1785491000</tag></HostProperties></ReportHost></Report></NessusClientData_v2>`,
			"nessus", "2026-07-31T09:43:20Z", "fail", "2/0/0", ""},
		{"a host that never ended", `<NessusClientData_v2><Report name="r"><ReportHost name="a"/></Report></NessusClientData_v2>`, "nessus", "", "pass", "1/0/1", ""},
		{"manual checks are no pass", `{"Controls": [], "Totals": {"total_pass": 3, "total_fail": 0, "total_warn": 2, "total_info": 4}}`, "kube-bench", "", "warn", "5/4/0", "target-unnamed"},
		{"one fact of many is not a format", `{"KeyRotationEnabled": true, "Description": "x"}`, "", "", "none", "", ""},
		{"an empty list is nobody's", `[]`, "", "", "none", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readText(t, c.text, nil)
			check(t, "format", r.Format, c.format)
			check(t, "collected", collectedText(r), c.at)
			check(t, "verdict", string(r.Verdict), c.verdict)
			check(t, "coverage", coverageText(r), c.coverage)
			check(t, "problems", problemCodes(r), c.problems)
		})
	}
}

// TestParameters reads the normalised parameters that have more than one form.
func TestParameters(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"the shortest retention counts", `{"logGroups": [{"retentionInDays": 400}, {"retentionInDays": 90}, {}]}`,
			`{"log_groups":3,"log_groups_encrypted_all":false,"log_groups_unlimited":1,"log_retention_days":90}`},
		{"no group, no retention", `{"logGroups": []}`, `{"log_groups":0,"log_groups_unlimited":0}`},
		{"rotation with its period", `{"KeyId": "arn:aws:kms:eu-west-1:111122223333:key/a", "KeyRotationEnabled": true, "RotationPeriodInDays": 180, "NextRotationDate": "2099-01-01T00:00:00+00:00"}`,
			`{"key_rotation_days":180,"key_rotation_enabled":true}`},
		{"a period without rotation", `{"KeyId": "a", "KeyRotationEnabled": false, "RotationPeriodInDays": 365}`, `{"key_rotation_enabled":false}`},
		{"the oldest restore point", `{"DBInstances": [{"StorageEncrypted": true, "LatestRestorableTime": "2026-07-31T10:00:00+02:00"}, {"StorageEncrypted": true, "LatestRestorableTime": "2026-07-31T09:00:00Z"}]}`,
			`{"deletion_protection_all":false,"instances":2,"last_restore_point":"2026-07-31T08:00:00Z","multi_az_all":false,"publicly_accessible":0,"storage_encrypted_all":true,"without_restore_point":0}`},
		{"a legacy protocol beside a new one", `[{"id": "SSLv3", "ip": "a/1", "port": "443", "severity": "HIGH", "finding": "offered"}, {"id": "TLS1_3", "ip": "a/1", "port": "443", "severity": "OK", "finding": "offered with final"}]`,
			`{"critical":0,"findings":1,"high":1,"low":0,"medium":0,"tls_min":"0.3","tls_offered":["1.3","SSLv3"],"warnings":0}`},
		{"two ciphers at rest", `{"ServerSideEncryptionConfiguration": {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}}, {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}}`,
			`{"at_rest_algorithms":["AES256","aws:kms"],"bucket_key_enabled":false}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := json.Marshal(readText(t, c.text, nil).Params)
			if err != nil || string(got) != c.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, c.want)
			}
		})
	}
}

// TestReleases reads both forms of a list of releases as a feed of events.
func TestReleases(t *testing.T) {
	for _, text := range []string{
		`[{"tag_name": "v1.0.0", "published_at": "2026-01-01T00:00:00Z", "draft": false, "prerelease": false, "html_url": "https://github.com/acme/api/releases/tag/v1.0.0"},
		  {"tag_name": "v1.1.0", "published_at": "2026-03-01T00:00:00Z", "draft": false, "prerelease": false, "html_url": "https://github.com/acme/api/releases/tag/v1.1.0"},
		  {"tag_name": "v1.2.0-rc1", "published_at": "2026-04-01T00:00:00Z", "draft": false, "prerelease": true, "html_url": "https://github.com/acme/api/releases/tag/v1.2.0-rc1"},
		  {"tag_name": "v1.2.0", "published_at": null, "draft": true, "prerelease": false, "html_url": "https://github.com/acme/api/releases/tag/untagged"}]`,
		`[{"tagName": "v1.0.0", "publishedAt": "2026-01-01T00:00:00Z"}, {"tagName": "v1.1.0", "publishedAt": "2026-03-01T00:00:00Z"}, {"tagName": "v1.2.0", "publishedAt": "2026-04-01T00:00:00Z", "isDraft": true}]`,
	} {
		r := readText(t, text, nil)
		if r.Format != "github-releases" || !r.Collected.IsZero() || r.Verdict != "none" {
			t.Errorf("%+v", r)
		}
		var got []string
		for _, e := range r.Events {
			got = append(got, e.Type+" "+e.Key+" "+e.At.UTC().Format(time.RFC3339))
		}
		check(t, "events", strings.Join(got, ", "), "release v1.1.0 2026-03-01T00:00:00Z, release v1.0.0 2026-01-01T00:00:00Z")
	}
}

// TestZoneless reads times without a zone in a zone, and in none.
func TestZoneless(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("the time zones are not installed")
	}
	const suite = `<testsuite timestamp="%s"><testcase/></testsuite>`
	for _, c := range []struct {
		text, want string
		loc        *time.Location
	}{
		{"2026-07-31T12:00:00", "2026-07-31T10:00:00Z", berlin},
		{"2026-07-31T12:00:00", "2026-07-30T22:00:00Z", nil},
		{"2026-07-31T12:00:00+02:00", "2026-07-31T10:00:00Z", nil},
		{"2026-07-31T12:00:00+0200", "2026-07-31T10:00:00Z", berlin},
		{"2026-10-25T02:30:00", "2026-10-25T00:30:00Z", berlin}, // an hour that comes twice
		{"2026-07-31", "2026-07-30T22:00:00Z", berlin},
		{"Fri Jul 31 12:00:00 CEST 2026", "", berlin},
		{"31/07/2026", "", berlin},
	} {
		r := readText(t, fmt.Sprintf(suite, c.text), c.loc)
		check(t, c.text, collectedText(r), c.want)
	}
}

// TestUnknown guesses nothing about a file that no format fits, and says how
// far each got.
func TestUnknown(t *testing.T) {
	doc, err := shape.Read(source.NewFile("f", []byte(`{"Controls": [], "Totals": {"total_pass": 1}}`)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	if r := Builtin().Read(doc, nil); r.Format != "" || r.Verdict != "none" || len(r.Nearest) > 0 || len(r.Tried) > 0 {
		t.Errorf("%+v", r)
	}
	r := Builtin().Explained().Read(doc, nil)
	if r.Format != "" || len(r.Nearest) == 0 || r.Nearest[0].String() != "kube-bench (2 of 3 conditions hold)" {
		t.Errorf("format %q, nearest %v", r.Format, r.Nearest)
	}
	if len(r.Tried) < len(Builtin().IDs()) {
		t.Fatalf("%d attempts for %d formats", len(r.Tried), len(Builtin().IDs()))
	}
	for _, a := range r.Tried {
		if a.Matches() || a.Held > a.Of {
			t.Errorf("%+v", a)
		}
	}
}

// TestFaults says what was found where a condition does not hold.
func TestFaults(t *testing.T) {
	const own = `id: own
title: Own
tool: {name: own}
variants:
  - name: one
    priority: 1
    detect: [%s]
`
	for _, c := range []struct{ condition, text, want string }{
		{`{shape: [csv, xml]}`, `{"a": 1}`, "the file is json, not csv or xml"},
		{`{at: /b}`, `{"a": 1}`, "/b is missing"},
		{`{at: /a, exists: false}`, `{"a": 1}`, "/a is present"},
		{`{at: /a, equals: [2, x]}`, `{"a": 1}`, `/a is "1", not 2 or x`},
		{`{at: /a, equals: x}`, `{"a": {}}`, `/a is a map, not x`},
		{`{at: /a, equals: x}`, `{"a": ""}`, `/a is empty, not x`},
		{`{at: /a, is: list}`, `{"a": 1}`, `/a is a number, not a list`},
		{`{at: /a, matches: ^x}`, `{"a": "` + strings.Repeat("y", 300) + `"}`, `/a is "` + strings.Repeat("y", 60) + `...", which does not match ^x`},
		{`{only: [a]}`, `{"a": 1, "b": 2}`, `the document has "b" beside a`},
		{`{only: [a]}`, `[1]`, `the document is a list, not a map`},
		{`{at: /a, above: 3}`, `{"a": 1}`, `/a is "1", not above "3"`},
		{`{not: [{at: /a}]}`, `{"a": 1}`, `the file is what /a rules out`},
		{`{any: [{at: /b}, {at: /c}]}`, `{"a": 1}`, `/b is missing (nor any of the alternatives)`},
		{`{columns: [b]}`, "a,c\n1,2\n", `the table has no column "b"`},
	} {
		r, list := (&Registry{}).With([]*source.File{source.NewFile("evidence/formats/own.yaml", fmt.Appendf(nil, own, c.condition))})
		if len(list) > 0 {
			t.Fatal(list)
		}
		doc, err := shape.Read(source.NewFile("f", []byte(c.text)), shape.Limits)
		if err != nil {
			t.Fatal(err)
		}
		check(t, c.condition, strings.Join(r.Explained().Read(doc, nil).Tried[0].Faults, "; "), c.want)
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"SchemaVersion": 2, "ArtifactName": "a", "CreatedAt": "2026-07-31T10:00:00Z", "Results": [{"Vulnerabilities": [{"Severity": "HIGH"}]}]}`,
		`[{"id": "TLS1", "ip": "a", "port": 1, "severity": "OK", "finding": "offered"}]`,
		`<testsuites><testsuite timestamp="x"><testcase><failure/></testcase></testsuite></testsuites>`,
		"id,fqdn/ip,port,severity,finding\na,b,c,OK,d\n", `{"DBInstances": [1, null, {"LatestRestorableTime": []}], "Marker": {}}`,
		`{"logGroups": [{"retentionInDays": 1e400}, {"retentionInDays": "x"}]}`, "generator: Upptime\nstatus: [up]\n", `[[[]]]`, `{"Invocation":"","scanResult":[],"startTime":1e308}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := shape.Read(source.NewFile("f", data), decode.Limits{Bytes: 1 << 16, Nodes: 5000, Depth: 64, Keys: 1000})
		if err != nil {
			return
		}
		r := Builtin().Read(doc, nil)
		if !r.Collected.IsZero() && (r.Collected.Year() <= 1970 || r.Pointer == "") {
			t.Errorf("time %v at %q", r.Collected, r.Pointer)
		}
		if c := r.Coverage; c.Examined < 0 || c.Skipped < 0 || c.Errors < 0 {
			t.Errorf("coverage %+v", c)
		}
		if _, err := json.Marshal(r.Params); err != nil {
			t.Errorf("parameters %v: %v", r.Params, err)
		}
		if again := Builtin().Read(doc, nil); fmt.Sprint(again) != fmt.Sprint(r) {
			t.Errorf("read twice, two readings:\n%v\n%v", r, again)
		}
	})
}
