package format

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// trapFormat is a format whose clock and parameter a trap sets.
const trapFormat = `id: trap
title: Trap
tool: {name: trap}
variants:
  - name: any
    priority: 1
    detect: [{shape: [json, jsonl, csv, xml, yaml, text, tar]}]
    read:
      collected: %s
      params: {p: %s}
`

// readTrap reads text with a clock and a parameter.
func readTrap(t *testing.T, clock, param, text string, loc *time.Location) Reading {
	t.Helper()
	file := source.NewFile("evidence/formats/trap.yaml", fmt.Appendf(nil, trapFormat, clock, param))
	r, list := (&Registry{}).With([]*source.File{file})
	if len(list) > 0 {
		t.Fatal(list)
	}
	doc, err := shape.Read(source.NewFile("f", []byte(text)), shape.Limits)
	if err != nil {
		t.Fatal(err)
	}
	return r.Read(doc, loc)
}

// TestTrapTimes reads times as tools write them, each out of a twin of a real
// file: the shape, the place and the writing are those of the tool.
func TestTrapTimes(t *testing.T) {
	for _, c := range []struct{ name, clock, text, want, problems string }{
		{"epoch seconds, nmap", `[{at: /nmaprun/runstats/finished/@time, layout: epoch-s}]`,
			`<nmaprun start="1785491000" startstr="Fri Jul 31 11:43:20 2026"><runstats><finished time="1785492000"/></runstats></nmaprun>`, "2026-07-31T10:00:00Z", ""},
		{"epoch milliseconds, SSL Labs", `[{at: /*/testTime, layout: epoch-ms}]`, `[{"host": "a", "startTime": 1785491000000, "testTime": 1785492000000}]`, "2026-07-31T10:00:00Z", ""},
		{"epoch seconds as text, Rekor", `[{at: /integratedTime, layout: epoch-s}]`, `{"integratedTime": "1785492000"}`, "2026-07-31T10:00:00Z", ""},
		{"epoch nanoseconds, Falco", `[{at: /output_fields/evt.time, layout: epoch-ns}]`, `{"output_fields": {"evt.time": 1785492000123456789}}`, "2026-07-31T10:00:00.123456789Z", ""},
		{"milliseconds where seconds are due", `[{at: /t, layout: epoch-s}]`, `{"t": 1785492000000}`, "", "time-refused"},
		{"CEST, Burp", `[{at: /issues/@exportTime, layout: unix}]`, `<issues burpVersion="1.6" exportTime="Sat Sep 13 22:39:44 CEST 2014"/>`, "2014-09-13T08:39:44Z", "time-zoneless"},
		{"CEST as ISO 8601", `[/t]`, `{"t": "2014-09-13T22:39:44 CEST"}`, "", "time-refused"},
		{"month first, Qualys", `[{at: /*/Last Detected, layout: "01/02/2006 15:04:05"}]`, "\"IP\",\"Last Detected\"\n\"192.0.2.1\",\"05/13/2021 07:36:58\"\n", "2021-05-12T17:36:58Z", "time-zoneless"},
		{"day first where month first is due", `[{at: /t, layout: "01/02/2006 15:04:05"}]`, `{"t": "13/05/2021 07:36:58"}`, "", "time-refused"},
		{"Coordinated Universal Time, ScubaGear in UTF-16", `[{at: "/0/MetaData/Report Date", match: "^(.*) Coordinated Universal Time$", layout: "01/02/2006 15:04:05", zone: UTC}]`,
			utf16LE(`[{"MetaData": {"Report Date": "05/04/2026 17:15:48 Coordinated Universal Time"}}]`), "2026-05-04T17:15:48Z", ""},
		{"colons in a date, ClamAV", `[{at: /lines/*, match: "^Start Date: (.*)$", layout: "2006:01:02 15:04:05"}]`,
			"----------- SCAN SUMMARY -----------\nScanned files: 3\nInfected files: 0\nStart Date: 2026:07:31 18:41:55\nEnd Date:   2026:07:31 18:42:10\n", "2026-07-31T04:41:55Z", "time-zoneless"},
		{"Go's zero time, Kubescape", `[/generationTime]`, `{"generationTime": "0001-01-01T00:00:00Z"}`, "", "time-refused"},
		{"1970, Twistlock", `[/layerTime]`, `{"layerTime": "1970-01-01T00:00:00Z"}`, "", "time-refused"},
		{"epoch zero", `[{at: /t, layout: epoch-s}]`, `{"t": 0}`, "", "time-refused"},
		{"the zero falls back on the next clock", `[/reportedAt, /scannedAt]`, `{"scannedAt": "2026-07-31T19:00:00.123456789+09:00", "reportedAt": "0001-01-01T00:00:00Z"}`, "2026-07-31T10:00:00.123456789Z", "time-refused"},
		{"a duration named scanTime, testssl", `[{at: /scanTime, layout: epoch-s}]`, `{"scanTime": 55}`, "", "time-refused"},
		{"the local time beside the epoch, Prowler", `[{at: /*/time, layout: epoch-s}, /*/time_dt]`,
			`[{"time": 1785492000, "time_dt": "2026-07-31T12:00:00"}]`, "2026-07-31T10:00:00Z", ""},
		{"year 2200, GuardDuty", `[/t]`, `{"t": "2200-01-01T00:00:00.000Z"}`, "2200-01-01T00:00:00Z", ""},
		{"offset without colon, ScoutSuite", `[/last_run/time]`, "scoutsuite_results =\n" + `{"last_run": {"time": "2021-02-19 19:16:10+0000"}}`, "2021-02-19T19:16:10Z", ""},
		{"seven digits, Azure", `[/t]`, `{"t": "2021-02-19T19:16:10.1234567+00:00"}`, "2021-02-19T19:16:10.1234567Z", ""},
		{"JavaScript, Upptime", `[{at: /startTime, layout: javascript}]`, "status: up\nstartTime: Wed Nov 25 2020 10:11:12 GMT+0000 (Coordinated Universal Time)\n", "2020-11-25T10:11:12Z", ""},
		{"a localised day, sonar-report", `[{at: /date, layout: "Monday, Jan 2, 2006"}]`, `{"date": "Thursday, Jan 18, 2024"}`, "2024-01-17T10:00:00Z", "time-zoneless"},
		{"RFC 1123, recorders", `[{at: /headers/date, layout: http}]`, `{"headers": {"date": "Thu, 02 Apr 2026 00:05:00 GMT"}}`, "2026-04-02T00:05:00Z", ""},
		{"no zone at all, ZAP", `[{at: /OWASPZAPReport/@generated, layout: http}]`, `<OWASPZAPReport generated="Tue, 12 May 2020 20:59:12"/>`, "2020-05-12T06:59:12Z", "time-zoneless"},
		{"escaped colons in Latin-1, Veracode", `[{at: /r/@date, match: "^(.*) UTC$", zone: UTC}]`,
			"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r date=\"2021-12-29 22&#x3a;20&#x3a;22 UTC\" by=\"Andr\xe9\"/>", "2021-12-29T22:20:22Z", ""},
		{"redacted", `[/t]`, `{"t": "2021-1-1"}`, "", "time-refused"},
		{"the oldest of many", `[/*/time]`, `[{"time": "2026-07-31T10:00:00Z"}, {"time": "2026-07-30T10:00:00Z"}, {"time": "x"}]`, "2026-07-30T10:00:00Z", "time-refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readTrap(t, c.clock, "1", c.text, nil)
			check(t, "collected", collectedText(r), c.want)
			check(t, "problems", problemCodes(r), c.problems)
		})
	}
}

// TestTrapZone reads a time without a zone in the zone that a site declares.
func TestTrapZone(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("the time zones are not installed")
	}
	r := readTrap(t, `[{at: /issues/@exportTime, layout: unix}]`, "1", `<issues exportTime="Sat Sep 13 22:39:44 CEST 2014"/>`, berlin)
	check(t, "collected", collectedText(r), "2014-09-13T20:39:44Z")
	check(t, "problems", problemCodes(r), "time-zoneless")
}

// TestTrapShapes reads one value out of twins of files that trip decoders.
func TestTrapShapes(t *testing.T) {
	digits := strings.Repeat("7", 617)
	for _, c := range []struct{ name, param, text, want string }{
		{"integers of hundreds of digits, sslyze", `/modulus`, `{"modulus": ` + digits + `}`, digits},
		{"semicolons and a mark, Prowler", `/0/STATUS`, "\xef\xbb\xbfAUTH_METHOD;STATUS;TEXT\nx;PASS;\"a;b\"\n", "PASS"},
		{"tabs", `/0/b`, "a\tb\tc\n1\t2\t3\n", "2"},
		{"bare quotes", `/0/b`, "a,b\n1,5\" disk\n", `5" disk`},
		{"cells of several lines, Nessus", `/1/a`, "a,b\n1,\"x\n\ny\"\n2,z\n", "2"},
		{"a table without rows", `{count: /*}`, "rule,file,line\n", "0"},
		{"concatenated JSON, govulncheck", `/1/osv/id`, "{\n  \"config\": {}\n}\n{\n  \"osv\": {\"id\": \"GO-1\"}\n}\n", "GO-1"},
		{"JSON Lines, nuclei", `{count: /*}`, "{\"template-id\": \"a\"}\n{\"template-id\": \"b\"}\n", "2"},
		{"a JavaScript prefix, ScoutSuite", `/account_id`, "scoutsuite_results =\n{\"account_id\": \"1\"}\n", "1"},
		{"Latin-1", `/r/@by`, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r by=\"Andr\xe9\"/>", "André"},
		{"a comment before the root, DISA", `/CHECKLIST/ASSET/HOST_NAME/#text`, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!--DISA STIG Viewer :: 2.17-->\n<CHECKLIST><ASSET><HOST_NAME>h</HOST_NAME></ASSET></CHECKLIST>", "h"},
		{"a comment before the declaration", `/CHECKLIST/@a`, "<!-- made by x -->\n<?xml version=\"1.0\"?>\n<CHECKLIST a=\"b\"/>", "b"},
		{"gzip", `/a`, gzipText(`{"a": "b"}`), "b"},
		{"tar in gzip, Sonobuoy", `/plugins~1e2e~1sonobuoy_results.yaml/status`, gzipText(tarText("plugins/e2e/sonobuoy_results.yaml", "name: e2e\nstatus: passed\n")), "passed"},
		{"big-endian UTF-16", `/a`, utf16BE(`{"a": "b"}`), "b"},
		{"false is not missing", `/a`, `{"a": false}`, "false"},
		{"zero is not missing", `/a`, `{"a": 0}`, "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			check(t, "value", fmt.Sprint(readTrap(t, "[/no]", c.param, c.text, nil).Params["p"]), c.want)
		})
	}
}

// TestTrapEmpty gives no meaning to what is empty: whether it says "nothing
// found" or "nothing done" only an envelope can tell.
func TestTrapEmpty(t *testing.T) {
	for name, text := range map[string]string{"no bytes": "", "blank": " \n", "a list": "[]", "a mapping": "{}", "packed": gzipText("")} {
		r := readText(t, text, nil)
		if r.Format != "" || r.Verdict != "none" || r.Coverage.Known || !r.Collected.IsZero() || len(r.Params) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
	// A null alone is what some tools leave that found nothing; it is no pass.
	if r := readText(t, "null", nil); r.Verdict == "pass" || r.Coverage.Known || !r.Collected.IsZero() {
		t.Errorf("null: %+v", r)
	}
}

func gzipText(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

func tarText(name, text string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	_ = w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(text))})
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

func utf16LE(text string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

func utf16BE(text string) string {
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return string(out)
}
