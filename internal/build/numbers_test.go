package build

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/candor-site/candor/internal/coverage"
	"github.com/candor-site/candor/internal/reply"
)

// publishing is a site whose only numbers for people are parameters.
func publishing(t *testing.T, days, bits int) map[string]string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "candor.yaml", siteFile)
	put(t, dir, "evidence/records/word.yaml", "kind: record\nid: word\ntitle: A word on it\ndate: \"2026-11-17\"\nauthor: Ops\ndata: {kept: true}\n")
	put(t, dir, "controls/a.yaml", `controls:
  - id: log-retention
    title: Logs are kept
    kind: retention
    parameters: {data: access logs, retention: P`+strconv.Itoa(days)+`D}
    statement: "Logs are kept for {{ .retention }}."
    evidence: [word]
    assert: ev.word.data.kept
    questions: ["How long are logs kept?"]
  - id: volumes
    title: Volumes are encrypted
    kind: encryption-at-rest
    parameters: {algorithm: AES, key_bits: `+strconv.Itoa(bits)+`}
    statement: "Volumes are encrypted with {{ .key_bits }} bits."
    evidence: [word]
    assert: ev.word.data.kept
answers:
  - {id: keep, topic: log-retention, question: "Are logs kept?", controls: log-retention, short: "Logs are kept for {{ .retention }}.", long: "In all, logs are kept for {{ .retention }}.", list: "{{ .retention }}", ids: {mvsp-3.0: ["2.7"]}}
  - {id: crypt, topic: encryption-at-rest, question: "Is data encrypted?", controls: volumes, short: "It is encrypted with {{ .key_bits }} bits.", ids: {mvsp-3.0: ["2.8"]}}
`)
	put(t, dir, "content/logs.md", "# Logs\n\nKept for {control.log-retention.retention}, with keys of {control.volumes.key_bits} bits.\n\n<Faq/>\n")
	m := build(t, dir, "public", 2)
	m.clean(t)
	out := map[string]string{}
	for _, f := range m.files {
		text := string(f.Data)
		if strings.HasSuffix(f.Path, ".xlsx") {
			text = cells(t, f.Data)
		}
		out[digests.ReplaceAllString(f.Path, "$1")] = text
	}
	return out
}

// digests are parts of paths that change with what the file says.
var digests = regexp.MustCompile(`(@|search/)[0-9a-f]{8,}`)

// cells are the texts of all cells of a workbook.
func cells(t *testing.T, data []byte) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var out []string
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			out = append(out, row...)
		}
	}
	return strings.Join(out, "\n")
}

// saying are the files that hold a number as a word of its own.
func saying(files map[string]string, number string) []string {
	word := regexp.MustCompile(`(^|[^0-9A-Za-z.:-])(?:P)?` + number + `(?:D\b|[^0-9A-Za-z:-]|$)`)
	var out []string
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if !strings.HasPrefix(path, "assets/") && word.MatchString(files[path]) {
			out = append(out, path)
		}
	}
	return out
}

// TestEachNumberComesFromTheCatalog changes parameters of a catalog, and expects
// every place that printed the old values to print the new ones: pages, Markdown,
// JSON and each export.
func TestEachNumberComesFromTheCatalog(t *testing.T) {
	before, after := publishing(t, 4391, 7177), publishing(t, 6113, 9341)
	for _, change := range [][2]string{{"4391", "6113"}, {"7177", "9341"}} {
		old, now := saying(before, change[0]), saying(after, change[1])
		if left := saying(after, change[0]); len(left) > 0 {
			t.Errorf("%s is still said in %q", change[0], left)
		}
		for _, path := range old {
			if !slices.Contains(now, path) {
				t.Errorf("%s said %s and does not say %s", path, change[0], change[1])
			}
		}
		topic := map[string]string{"4391": "log-retention", "7177": "encryption-at-rest"}[change[0]]
		for _, path := range []string{
			"logs/index.html", "logs/index.md", "answers/index.html", "answers/" + topic + "/index.html", "answers/" + topic + "/index.md", "api/v1/answers.json", "api/v1/controls.json",
			"answers/answers.csv", "answers/answers.json", "answers/answers.md", "answers/answers.xlsx", "questionnaires/mvsp-3.0/index.html", "questionnaires/mvsp-3.0/mvsp-3.0.xlsx",
		} {
			if !slices.Contains(now, path) {
				t.Errorf("%s does not say %s", path, change[1])
			}
		}
	}
}

// TestLarkspurAnswersMVSP holds the portal of this repository to its bar: seven
// of ten controls of the Minimum Viable Secure Product are answered with a word,
// to everybody.
func TestLarkspurAnswersMVSP(t *testing.T) {
	m := build(t, repository, "public", 4)
	for _, s := range coverage.Of(reply.New(m.view)) {
		if !s.Named() {
			continue
		}
		n := 0
		for _, r := range s.Rows {
			if r.Answered() && r.Truth != reply.Open && len(r.Controls) > 0 {
				n++
			}
		}
		t.Logf("%d of %d controls of %s are answered", n, len(s.Rows), s.Title)
		if 10*n < 7*len(s.Rows) {
			t.Errorf("%d of %d controls are answered, want seven of ten", n, len(s.Rows))
		}
		return
	}
	t.Error("no answer names a control of MVSP")
}
