package build

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/export"
	"github.com/candor-site/candor/internal/fill"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
	"github.com/candor-site/candor/internal/workbook"
)

// library is a site in which every text of an answer says how long logs are
// kept. RETENTION stands for it, once.
var library = map[string]string{
	"candor.yaml": "site: {title: T, organization: O, base_url: \"https://t.example/\"}\n",
	"controls/logs.yaml": `
controls:
  - id: logs
    title: Logs are kept for a stated time
    kind: retention
    statement: Logs are kept for {{ .retention }}.
    parameters: {retention: RETENTION}
    evidence: [log-review]
  - {id: exports, title: Exports are planned, kind: retention, status: planned, parameters: {frequency: P7D}}
`,
	"controls/answers/logs.yaml": `
answers:
  - id: kept
    topic: log-retention
    question: How long are logs kept?
    controls: [logs]
    truth: none
    short: They are kept for {{ .retention }}.
    long: Every log is kept for {{ .retention }}, then deleted.
    list: "{{ .retention | list }}"
  - id: long-enough
    topic: log-retention
    question: Are logs kept for two months or longer?
    controls: [logs]
    where: [{parameter: retention, at-least: P60D}]
    short: They are kept for {{ control "logs" "retention" }}.
  - id: exported
    topic: audit-logging
    question: Can logs be exported?
    controls: [exports]
    short: Exports run {{ .frequency | every }}.
    compensating: Until then they are kept for {{ control "logs" "retention" }}.
`,
	"evidence/records/log-review.yaml": `
kind: attestation
id: log-review
title: How long logs are kept
statement: The settings of the store of logs were looked at.
signer: Ada
role: engineer
signed_at: "2026-11-02"
valid_until: "2027-11-02"
`,
}

// printed builds the site with logs that are kept so long, and returns its
// answers and all that is written: pages, documents, exports.
func printed(t *testing.T, retention string) (*reply.Library, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range library {
		put(t, dir, name, strings.ReplaceAll(text, "RETENTION", retention))
	}
	p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if list := p.Diagnostics.Without(diag.Note); len(list) > 0 {
		t.Fatal(list)
	}
	v, _ := p.View("public")
	files, _, err := p.Render(t.Context(), v)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range files {
		if slices.ContainsFunc([]string{".html", ".json", ".md", ".txt", ".csv", ".xml"}, func(ext string) bool { return strings.HasSuffix(f.Path, ext) }) {
			out.Write(f.Data)
		}
	}
	for _, name := range []string{"csv", "json", "md"} {
		format, err := export.ParseFormat(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := export.Answers(&out, v, format); err != nil {
			t.Fatal(err)
		}
	}
	return reply.New(v), out.String()
}

// TestNumbersOfAnswersComeFromTheCatalog changes one parameter, and finds the
// old value nowhere and the new one in every form of every answer, and where it
// makes a yes a no.
func TestNumbersOfAnswersComeFromTheCatalog(t *testing.T) {
	before, was := printed(t, "P73D")
	after, is := printed(t, "P41D")
	if strings.Contains(was, "41 days") || strings.Contains(is, "73 days") {
		t.Error("a value stands in what is written without standing in the catalog")
	}
	if n := strings.Count(was, "73 days"); n == 0 || n > strings.Count(is, "41 days") {
		t.Errorf("the value stands at %d places, and after the change at %d", n, strings.Count(is, "41 days"))
	}
	kept := after.Answer("kept")
	for form, want := range map[reply.Form]string{
		reply.Short: "They are kept for 41 days.", reply.Long: "Every log is kept for 41 days, then deleted.", reply.List: "41 days",
	} {
		if got := kept.Said(form); got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
	if got := after.Answer("exported").Said(reply.Short); got != "“Exports are planned” is planned and not in effect. Until then they are kept for 41 days." {
		t.Errorf("compensating: %q", got)
	}
	long, short := before.Answer("long-enough"), after.Answer("long-enough")
	if long.Truth != reply.Yes || short.Truth != reply.No || short.Because != "“Logs are kept for a stated time” says 41 days (retention), not at least 60 days." {
		t.Errorf("compared: %s, then %s (%s)", long.Truth, short.Truth, short.Because)
	}
}

// TestFilledWorkbookFollowsTheCatalog fills a workbook before and after one
// parameter changed: its cells say the number, and yes or no, that the catalog has.
func TestFilledWorkbookFollowsTheCatalog(t *testing.T) {
	var book bytes.Buffer
	err := workbook.Write(&book, []workbook.Sheet{{Name: "Review", Columns: []workbook.Column{{Title: "ID"}, {Title: "Question"}, {Title: "Answer"}, {Title: "Comments"}}, Rows: [][]string{
		{"1", "How long are logs kept?"}, {"2", "Are logs kept for at least two months?"}, {"3", "Can logs be exported?"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	for retention, want := range map[string][]string{
		"P73D": {"They are kept for 73 days.", "Yes. They are kept for 73 days.", "No. “Exports are planned” is planned and not in effect. Until then they are kept for 73 days."},
		"P41D": {"They are kept for 41 days.", "No. “Logs are kept for a stated time” says 41 days (retention), not at least 60 days.", "No. “Exports are planned” is planned and not in effect. Until then they are kept for 41 days."},
	} {
		lib, _ := printed(t, retention)
		q, err := questionnaire.Open(book.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := fill.Fill(q, respond.New(lib), fill.Never).Write(&out, book.Bytes()); err != nil {
			t.Fatal(err)
		}
		filled, err := questionnaire.Open(out.Bytes(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range filled.Sheets[0].Rows {
			if got := r.Answers[0].Holds; got != want[i] {
				t.Errorf("%s, row %d: %q, want %q", retention, i+1, got, want[i])
			}
		}
	}
}

// TestNumbersInAnswers: a number that is written into any text of an answer is
// found, whether a parameter has it, has another or none does.
func TestNumbersInAnswers(t *testing.T) {
	for _, key := range []string{"short", "long", "list", "compensating"} {
		for words, want := range map[string]diag.Code{
			"Logs are kept for 90 days.": diag.FactLiteral, "Logs are kept for 30 days.": diag.FactContradicted, "Backups are encrypted with AES-256.": diag.FactUnbound,
		} {
			dir := t.TempDir()
			for name, text := range library {
				put(t, dir, name, strings.ReplaceAll(text, "RETENTION", "P90D"))
			}
			text := "\n    short: Logs."
			if key == "short" {
				text = ""
			}
			put(t, dir, "controls/answers/logs.yaml", "answers:\n  - id: kept\n    topic: log-retention\n    question: How long are logs kept?\n    controls: [logs]"+text+"\n    "+key+": "+words+"\n")
			p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: 2})
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(p.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == want }) {
				t.Errorf("%s: %s: no %s in %v", key, words, want, p.Diagnostics)
			}
		}
	}
}

// TestStaleAnswers follows the policy for old evidence from candor.yaml to what
// is said.
func TestStaleAnswers(t *testing.T) {
	for policy, want := range map[string]string{
		"hold": "", "fail": "", "mark": "They are kept for 73 days. The evidence of “Logs are kept for a stated time” is past its date: it was collected on 2 November 2026.",
	} {
		dir := t.TempDir()
		for name, text := range library {
			put(t, dir, name, strings.ReplaceAll(text, "RETENTION", "P73D"))
		}
		put(t, dir, "candor.yaml", library["candor.yaml"]+"answers: {stale: "+policy+"}\npolicy: {expired: \"off\"}\n")
		p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf.AddDate(2, 0, 0), Workers: 2})
		if err != nil {
			t.Fatal(err)
		}
		v, _ := p.View("public")
		if got := reply.New(v).Answer("long-enough").Said(reply.Short); got != want {
			t.Errorf("%s: %q, want %q", policy, got, want)
		}
		mistake := slices.ContainsFunc(p.Diagnostics, func(d diag.Diagnostic) bool { return d.Code == diag.AnswerStale })
		if mistake != (policy == "fail") {
			t.Errorf("%s: %v", policy, p.Diagnostics)
		}
	}
}
