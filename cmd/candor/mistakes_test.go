package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/candor-site/candor/internal/cli"
)

// mistake is one change of the good site, and what candor check says of it.
type mistake struct {
	name     string
	file     string
	old, new string // the only old of the file becomes new
	at       string // path:line:column
	marked   string // the text that is underlined
	message  string // "" is not checked
	code     string
	hint     string // part of the hint; "" for none
}

// mistakes are the kinds that authors make. Each is one error, however much of
// the site depends on what is wrong.
var mistakes = []mistake{
	{"misspelt key", "controls/controls.yaml", "owner:", "onwer:",
		"controls/controls.yaml:6:5", "onwer", `item 1 of "controls" has no key "onwer"`, "key-unknown", `did you mean "owner"?`},
	{"wrong type", "controls/controls.yaml", "title: Logs are kept\n", "title: [Logs, are kept]\n",
		"controls/controls.yaml:3:12", "[Logs, are kept]", `"title" is a list, expected text`, "value-type", ""},
	{"unknown kind", "controls/controls.yaml", "kind: retention", "kind: retentoin",
		"controls/controls.yaml:4:11", "retentoin", `the kind "retentoin" does not exist`, "kind-unknown", `did you mean "retention"?`},
	{"duplicate id", "controls/controls.yaml", "how: in-tension}]", "how: in-tension}]\n  - id: log-retention\n    title: Logs are kept\n    kind: retention",
		"controls/controls.yaml:22:9", "log-retention", `the control "log-retention" exists already`, "control-duplicate", "rename"},
	{"unknown control in a page", "content/security.md", `<Control id="log-retention"/>`, `<Control id="log-retenton"/>`,
		"content/security.md:10:14", "log-retenton", `the page names control "log-retenton", which does not exist`, "control-unknown", `did you mean "log-retention"?`},
	{"unknown evidence", "controls/controls.yaml", "evidence: [access-review]", "evidence: [acces-review]",
		"controls/controls.yaml:20:16", "acces-review", `control log-access needs evidence "acces-review", which does not exist`, "evidence-unknown", `did you mean "access-review"`},
	{"unknown requirement", "controls/controls.yaml", "{soc2: [CC7.2]}", "{soc2: [CC7.3]}",
		"controls/controls.yaml:14:25", "CC7.3", `control log-retention names requirement "CC7.3", which framework soc2 does not have`, "requirement-unknown", `did you mean "CC7.1"?`},
	{"malformed duration", "controls/controls.yaml", "retention: P90D", "retention: P90",
		"controls/controls.yaml:8:41", "P90", `parameter retention must be a duration, unstated or negotiable: "P90" is not an ISO 8601 duration such as P30D or PT8H: each unit follows a number`, "parameter-type", ""},
	{"missing unit", "controls/controls.yaml", "retention: P90D", "retention: 90",
		"controls/controls.yaml:8:41", "90", "parameter retention lacks its unit: write P90D for 90 days, P1Y for a year", "parameter-unit", ""},
	{"syntax of an assertion", "controls/controls.yaml", "g.retentionInDays >= days", "g.retentionInDays => days",
		"controls/controls.yaml:13:27", "=", `"=>" has no meaning here`, "assert-syntax", `write ">="`},
	{"unknown parameter in a statement", "controls/controls.yaml", "kept for {{ .retention }}.", "kept for {{ .retension }}.",
		"controls/controls.yaml:5:38", "retension", `control log-retention reads parameter "retension", which control log-retention does not have`, "parameter-unknown", `did you mean "retention"?`},
	{"broken link", "content/index.md", "(security.md#logs)", "(secure.md#logs)",
		"content/index.md:5:25", "secure.md#logs", `the link "secure.md#logs" leads nowhere: no page and no file of this portal has that address`, "link-broken", "security.md"},
	{"unclosed component", "content/security.md", "</Note>\n", "",
		"content/security.md:12:1", `<Note title="Access">`, "<Note> is not closed before the page ends", "tag-unclosed", "add </Note>"},
	{"misspelt audience", "content/security.md", "audience: public", "audience: pubic",
		"content/security.md:3:11", "pubic", `the audience "pubic" does not exist, expected one of public, nda, internal`, "audience-unknown", `did you mean "public"?`},
	{"digest that does not match", "evidence/log-groups.json", `"storedBytes": 1`, `"storedBytes": 2`,
		"evidence/log-groups.json.evidence.json:5:26", `"2c068914ad398c129429ab59683eb79c6bd54ed649adeb1abd8747ebf2876b01"`, "evidence/log-groups.json has the digest 009ab67485a7, the envelope says 2c068914ad39", "envelope-digest", "record the evidence again"},
}

// further are mistakes on which more of the site depends; their messages are
// held by the goldens.
var further = []mistake{
	{name: "catalog that does not parse", file: "controls/controls.yaml", old: "kind: retention", new: "kind: [retention",
		at: "controls/controls.yaml:4:11", marked: "[", code: "file-syntax"},
	{name: "id of a control", file: "controls/controls.yaml", old: "id: log-access", new: "id: Log Access",
		at: "controls/controls.yaml:16:9", marked: "Log Access", code: "value-invalid"},
	{name: "id of a control that all read", file: "controls/controls.yaml", old: "- id: log-retention", new: "- id: log_retention",
		at: "controls/controls.yaml:2:9", marked: "log_retention", code: "value-invalid"},
	{name: "misspelt parameter", file: "controls/controls.yaml", old: "retention: P90D", new: "retentoin: P90D",
		at: "controls/controls.yaml:8:30", marked: "retentoin", code: "parameter-unknown"},
	{name: "misspelt list of controls", file: "controls/controls.yaml", old: "controls:", new: "contrls:",
		at: "controls/controls.yaml:1:1", marked: "contrls", code: "key-unknown"},
	{name: "misspelt id key", file: "controls/controls.yaml", old: "- id: log-access", new: "- idd: log-access",
		at: "controls/controls.yaml:16:5", marked: "idd", code: "key-unknown"},
	{name: "schedule", file: "controls/controls.yaml", old: "schedule: P7D", new: "schedule: P7",
		at: "controls/controls.yaml:10:36", marked: "P7", code: "schedule-invalid"},
	{name: "misspelt scope value", file: "controls/controls.yaml", old: "{environment: production}", new: "{environment: prod}",
		at: "controls/controls.yaml:7:26", marked: "prod", code: "scope-value-unknown"},
	{name: "record that does not parse", file: "evidence/records/access-review.yaml", old: "signer: A. Keeper", new: "signer: [A. Keeper",
		at: "evidence/records/access-review.yaml:5:9", marked: "[", code: "file-syntax"},
	{name: "record without a signer", file: "evidence/records/access-review.yaml", old: "signer: A. Keeper\n", new: "",
		at: "evidence/records/access-review.yaml:1:1", marked: "kind", code: "key-missing"},
	{name: "envelope that does not parse", file: "evidence/log-groups.json.evidence.json", old: `"subject": [{`, new: `"subject": {`,
		at: "evidence/log-groups.json.evidence.json:6:4", marked: "]", code: "file-syntax"},
	{name: "time without a zone", file: "evidence/log-groups.json.evidence.json", old: "12:00:00Z", new: "12:00:00",
		at: "evidence/log-groups.json.evidence.json:8:33", marked: `"2026-11-20T12:00:00"`, code: "envelope-invalid"},
	{name: "evidence that is cut off", file: "evidence/log-groups.json", old: "}]}", new: "}",
		at: "evidence/log-groups.json.evidence.json:5:26", marked: `"2c068914ad398c129429ab59683eb79c6bd54ed649adeb1abd8747ebf2876b01"`, code: "envelope-digest"},
	{name: "framework that does not parse", file: "controls/frameworks/soc2.yaml", old: "title: Find changes}", new: "title: Find changes",
		at: "controls/frameworks/soc2.yaml:3:5", marked: "{", code: "file-syntax"},
	{name: "misspelt framework", file: "controls/controls.yaml", old: "frameworks: {soc2:", new: "frameworks: {soc:",
		at: "controls/controls.yaml:14:18", marked: "soc", code: "framework-unknown"},
	{name: "published framework", file: "candor.yaml", old: "frameworks: [soc2]", new: "frameworks: [soc3]",
		at: "candor.yaml:8:14", marked: "soc3", code: "framework-unknown"},
	{name: "answer's control", file: "controls/answers/logs.yaml", old: "[log-retention]", new: "[log-retenton]",
		at: "controls/answers/logs.yaml:4:16", marked: "log-retenton", code: "control-unknown"},
	{name: "front matter that does not parse", file: "content/security.md", old: "title: Security", new: "title: [Security",
		at: "content/security.md:2:8", marked: "[", code: "frontmatter-syntax"},
	{name: "front matter that is not closed", file: "content/security.md", old: "audience: public\n---", new: "audience: public\n",
		at: "content/security.md:1:1", marked: "---", code: "frontmatter-syntax"},
	{name: "front matter that starts with two hyphens", file: "content/security.md", old: "---\ntitle: Security", new: "--\ntitle: Security",
		at: "content/security.md:1:1", marked: "--", code: "frontmatter-syntax"},
	{name: "front matter behind a blank line", file: "content/security.md", old: "---\ntitle: Security", new: "\n---\ntitle: Security",
		at: "content/security.md:2:1", marked: "---", code: "frontmatter-syntax"},
	{name: "front matter without its first line", file: "content/security.md", old: "---\ntitle: Security", new: "title: Security",
		at: "content/security.md:1:1", marked: "title: Security", code: "frontmatter-syntax"},
	{name: "title that is a list", file: "content/security.md", old: "title: Security", new: "title: [Security]",
		at: "content/security.md:2:8", marked: "[Security]", code: "value-type"},
	{name: "misspelt menu link", file: "candor.yaml", old: "link: /security/", new: "link: /secrity/",
		at: "candor.yaml:10:29", marked: "/secrity/", code: "link-broken"},
	{name: "policy", file: "candor.yaml", old: "stale: warning", new: "stale: warn",
		at: "candor.yaml:7:100", marked: "warn", code: "value-unknown"},
	{name: "time zone", file: "candor.yaml", old: "title: Trust\n", new: "title: Trust\n  timezone: Europe/Berln\n",
		at: "candor.yaml:3:13", marked: "Europe/Berln", code: "value-unknown"},
	{name: "site file that does not parse", file: "candor.yaml", old: "scope: {", new: "scope: ",
		at: "candor.yaml:5:19", marked: ":", code: "file-syntax"},
	{name: "audience in candor.yaml", file: "candor.yaml", old: "content/: public", new: "content/: pubic",
		at: "candor.yaml:4:23", marked: "pubic", code: "audience-unknown"},
	{name: "misspelt base url", file: "candor.yaml", old: "https://trust", new: "https//trust",
		at: "candor.yaml:3:13", marked: "https//trust.example/", code: "value-invalid"},
	{name: "misspelt expression", file: "content/security.md", old: "{control.log-retention.retention}", new: "{control.log-retention.retension}",
		at: "content/security.md:8:20", marked: "control.log-retention.retension", code: "parameter-unknown"},
	{name: "misspelt prop", file: "content/security.md", old: `param="team"`, new: `param="teem"`,
		at: "content/security.md:14:23", marked: `<Value control="log-access" param="teem"/>`, code: "parameter-unknown"},
	{name: "misspelt anchor", file: "content/index.md", old: "#logs", new: "#log",
		at: "content/index.md:5:25", marked: "security.md#log", code: "anchor-broken"},
}

// found is a diagnostic as candor check --json prints it.
type found struct {
	Path      string
	Line      int
	Column    int
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
	Severity  string
	Code      string
	Message   string
	Hint      string
}

func TestMistakes(t *testing.T) {
	site, err := txtar.ParseFile("testdata/mistakes/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if code, list := check(t, written(t, site, mistake{})); code != 0 || len(list) != 0 {
		t.Fatalf("the good site: exit code %d, %+v", code, list)
	}
	for _, m := range slices.Concat(mistakes, further) {
		t.Run(m.name, func(t *testing.T) {
			dir := written(t, site, m)
			code, list := check(t, dir)
			if code != 1 || len(list) != 1 {
				t.Fatalf("exit code %d and %d diagnostics, want 1 and 1: %+v", code, len(list), list)
			}
			d := list[0]
			if at := fmt.Sprintf("%s:%d:%d", d.Path, d.Line, d.Column); at != m.at || d.Code != m.code || d.Severity != "error" {
				t.Errorf("%s: %s [%s], want an error %s at %s", at, d.Severity, d.Code, m.code, m.at)
			}
			if m.message != "" && (d.Message != m.message || m.hint == "" && d.Hint != "" || !strings.Contains(d.Hint, m.hint)) {
				t.Errorf("%s (%s), want %s (%s)", d.Message, d.Hint, m.message, m.hint)
			}
			if got := underlined(t, dir, d); got != m.marked {
				t.Errorf("underlined is %q, want %q", got, m.marked)
			}
		})
	}
}

// written writes the site with one mistake and returns its folder.
func written(t *testing.T, site *txtar.Archive, m mistake) string {
	t.Helper()
	dir, done := t.TempDir(), m.file == ""
	for _, f := range site.Files {
		text := string(f.Data)
		if f.Name == m.file {
			if strings.Count(text, m.old) != 1 {
				t.Fatalf("%s holds %q %d times, want once", f.Name, m.old, strings.Count(text, m.old))
			}
			text, done = strings.Replace(text, m.old, m.new, 1), true
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if !done {
		t.Fatalf("the site has no file %s", m.file)
	}
	return dir
}

// check runs candor check --json over a site.
func check(t *testing.T, dir string) (code int, list []found) {
	t.Helper()
	var out, messages bytes.Buffer
	code = cli.Run(context.Background(), cli.Process{
		Args:   []string{"check", "--json", "--dir", dir, "--as-of", "2026-11-21T12:00:00Z"},
		Stdin:  strings.NewReader(""),
		Stdout: &out,
		Stderr: &messages,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) },
	})
	if err := json.Unmarshal(out.Bytes(), &list); err != nil {
		t.Fatalf("%v: %s%s", err, out.String(), messages.String())
	}
	return code, list
}

// underlined returns the text of a diagnostic's place. Columns are code points.
func underlined(t *testing.T, dir string, d found) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(d.Path)))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if d.Line < 1 || d.EndLine != d.Line || d.Line > len(lines) {
		t.Fatalf("lines %d to %d of %d", d.Line, d.EndLine, len(lines))
	}
	line := []rune(lines[d.Line-1])
	if d.Column < 1 || d.EndColumn < d.Column || d.EndColumn > len(line)+1 {
		t.Fatalf("columns %d to %d of %d", d.Column, d.EndColumn, len(line))
	}
	return string(line[d.Column-1 : d.EndColumn-1])
}
