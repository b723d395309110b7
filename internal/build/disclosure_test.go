package build

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

// open is a site of which everybody may see everything.
const open = `
-- candor.yaml --
site: {title: Trust, organization: Example, base_url: "https://trust.example.com/portal/"}
audiences: {content/: public, content/nda/: nda, content/internal/: internal, controls/: public, controls/nda/: nda, controls/internal/: internal, controls/frameworks/internal/: internal, evidence/: internal}
scope: {cloud: [aws, gcp]}
-- content/index.md --
---
title: Home
tags: [logs]
---

Logs are kept for {control.logs.retention}. See [logs](security/logs.md).

<Include src="_parts/open.md" who="everybody"/>
-- content/_parts/open.md --
## A part

For {props.who}: {control.logs.retention}.
-- content/security/logs.md --
---
title: Logs
weight: 2
aliases: [/old/logs/]
---

## How long

<Control id="logs"/>

<Controls/>

<Exceptions/>

<Subprocessors/>

<Framework id="own"/>

<EvidenceTimeline id="groups"/>

<EvidenceTimeline control="short" days={30}/>

<Responsibility/>

<Documents/>

<Updates folder="/"/>

<Faq/>
-- content/documents/policy.pdf --
a policy
-- content/documents/policy.pdf.yaml --
title: Policy
-- content/documents/report.pdf.yaml --
title: Report
gated: /security/logs/
-- evidence/log.jsonl --
{"id": "groups", "sha256": "1111111111111111111111111111111111111111111111111111111111111111", "collected_at": "2026-11-10T12:00:00Z", "recorded_at": "2026-11-10T12:00:04Z", "verdict": "pass"}
-- controls/logs.yaml --
controls:
  - id: logs
    title: Logs are kept
    kind: retention
    parameters: {data: logs, retention: P90D, comparator: at-least}
    statement: Logs are kept for {{ .retention }}.
    evidence: [groups]
    assert: ev.groups.items.all(g, g.days >= days(p.retention))
    frameworks: {own: [A1]}
    questions: ["How long?"]
  - id: short
    title: Short logs are kept
    kind: retention
    parameters: {data: short logs, retention: P90D, comparator: at-least}
    evidence: [short-groups]
    assert: ev["short-groups"].items.all(g, g.days >= days(p.retention))
exceptions:
  - {id: short-gap, title: Short logs, waives: short, reason: New storage, owner: ops, opened: "2026-11-01", until: "2026-12-31", remediation: {action: Move, by: provider}}
subprocessors:
  - {id: cloud, name: Cloud, purpose: Hosting, data: [logs], places: [EU]}
answers:
  - {id: keep, topic: audit-logging, question: "How long?", controls: [logs], short: "{{ .retention }}"}
-- controls/frameworks/own.yaml --
framework: {id: own, title: Own rules, publisher: Example, version: "1"}
requirements:
  - {id: A1, title: Keep logs}
-- evidence/groups.json --
{"items": [{"days": 120, "name": "private-group-name"}]}
-- evidence/groups.json.evidence.json --
ENVELOPE groups
-- evidence/short-groups.json --
{"items": [{"days": 10}]}
-- evidence/short-groups.json.evidence.json --
ENVELOPE short-groups
`

// closed is what only narrower audiences may see. WORD and NUMBER stand for
// anything.
const closed = `
-- content/nda/report.md --
---
title: Report WORD
tags: [logs, WORD]
weight: 1
aliases: [/old/WORD/]
---

## Finding WORD

Kept NUMBER days. {control.nda-logs.retention} [home](../index.md) <!-- candor: allow fact-unbound: the number differs between the two sites on purpose -->

<Include src="_part.md" who="WORD"/>

<Include src="/_parts/open.md" who="WORD"/>

~~~go
var word = "WORD"
~~~
-- content/nda/_part.md --
### From a part WORD

{props.who} NUMBER
-- content/internal/_data.yaml --
WORD: NUMBER
text: WORD
-- content/internal/run-WORD.mdx --
---
title: Run book WORD
---
import data from './_data.yaml'

{data.text}

<Control id="inside-WORD"/>

<p style={{color: 'red'}}>NUMBER</p>
-- content/internal/WORD.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 NUMBER NUMBER"><title>WORD</title></svg>
-- controls/nda/more.yaml --
controls:
  - id: nda-logs
    title: More logs WORD
    kind: retention
    parameters: {data: WORD, retention: PNUMBERD, comparator: at-least}
    relates: [{id: logs, how: in-tension}]
    frameworks: {own: [A1]}
    evidence: [groups]
    assert: ev.groups.items.all(g, g.days >= 1) && c["inside-WORD2"].key_bits == NUMBER
  - id: inside-WORD2
    title: Second
    kind: key-management
    parameters: {key_bits: NUMBER}
exceptions:
  - {id: gap-WORD, title: WORD, waives: short, reason: WORD, owner: ops, opened: "2026-11-02", until: "2026-11-NUMBER", remediation: {action: WORD, by: provider}}
subprocessors:
  - {id: sub-WORD, name: WORD, purpose: WORD}
answers:
  - {id: answer-WORD, topic: audit-logging, question: "WORD?", controls: [logs], short: WORD}
-- controls/internal/inside.yaml --
controls:
  - id: inside-WORD
    title: Inside WORD
    kind: physical
    evidence: [inside-evidence]
    frameworks: {inner: [I1], own: [A1]}
-- controls/frameworks/internal/inner.yaml --
framework: {id: inner, title: Inner WORD, publisher: WORD, version: "2"}
requirements: [{id: I1, title: WORD}]
-- evidence/inside-evidence.json --
{"word": "WORD", "number": NUMBER}
-- evidence/inside-evidence.json.evidence.json --
ENVELOPE inside-evidence
-- evidence/unused-WORD.json --
{"word": "WORD"}
-- content/nda/audit-WORD.pdf --
not really a report WORD
-- content/nda/audit-WORD.pdf.yaml --
title: Audit WORD
tags: [WORD]
-- content/nda/other.pdf.yaml --
title: Other WORD
gated: mailto:WORD@example.com
-- content/nda/draft-WORD.md --
---
title: Draft WORD
draft: true
---
Text.
-- content/internal/gone-WORD.md --
---
expires: 2026-01-01
---
Text.
-- evidence/log.jsonl --
{"id": "groups", "sha256": "1111111111111111111111111111111111111111111111111111111111111111", "collected_at": "2026-11-10T12:00:00Z", "recorded_at": "2026-11-10T12:00:04Z", "verdict": "pass"}
{"id": "inside-evidence", "sha256": "1111111111111111111111111111111111111111111111111111111111111111", "collected_at": "2026-11-11T12:00:00Z", "recorded_at": "2026-11-11T12:00:04Z", "verdict": "fail"}
{"id": "groups", "sha256": "2222222222222222222222222222222222222222222222222222222222222222", "collected_at": "2026-11-12T12:00:00Z", "recorded_at": "2026-11-12T12:00:04Z", "verdict": "fail", "scope": {"account": ["WORD"]}}
{"id": "groups", "sha256": "3333333333333333333333333333333333333333333333333333333333333333", "collected_at": "2026-11-13T12:00:00Z", "recorded_at": "2026-11-13T12:00:04Z", "verdict": "fail", "scope": {"cloud": ["gcp"]}}
`

// leave lays the open files, and the closed ones with the given word and
// number, or none of them when word is "".
func leave(t *testing.T, word string, number int) string {
	t.Helper()
	archive := open
	if word != "" {
		archive += strings.NewReplacer("WORD", word, "NUMBER", fmt.Sprint(number)).Replace(closed)
	}
	dir := lay(t, archive)
	seal(t, dir)
	return dir
}

// seal writes the envelopes for which the archives leave a mark.
func seal(t *testing.T, dir string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "evidence", "*.evidence.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		id, marked := strings.CutPrefix(strings.TrimSpace(string(text)), "ENVELOPE ")
		if marked {
			envelope(t, strings.TrimSuffix(name, ".evidence.json"), id, "2026-11-19T12:00:00Z")
		}
	}
}

// TestNothingClosedChangesWhatIsOpen holds the promise of non-interference:
// replacing all that is not public, and deleting it, leaves every byte of the
// public portal as it was.
func TestNothingClosedChangesWhatIsOpen(t *testing.T) {
	first := build(t, leave(t, "alpha", 21), "public", 2).clean(t)
	replaced := build(t, leave(t, "zulu-zulu-zulu", 29), "public", 2).clean(t)
	deleted := build(t, leave(t, "", 0), "public", 2).clean(t)
	same(t, "replaced", first, replaced)
	same(t, "deleted", first, deleted)

	for _, audience := range []string{"nda", "internal"} {
		a, b := build(t, leave(t, "alpha", 21), audience, 2), build(t, leave(t, "zulu", 29), audience, 2)
		if fmt.Sprint(a.digests()) == fmt.Sprint(b.digests()) {
			t.Errorf("the audience %s sees none of what was replaced: the test would not notice a leak", audience)
		}
	}
}

// TestLarkspurWithoutWhatIsClosed deletes from the portal of this repository
// every closed page and control, and all evidence that no open control needs.
func TestLarkspurWithoutWhatIsClosed(t *testing.T) {
	dir := copyRepository(t)
	first := build(t, dir, "public", 2).clean(t)
	needed := map[string]bool{}
	for _, feed := range first.project.Config.Events {
		needed[feed.Evidence] = true
	}
	for _, e := range first.view.Evidence {
		needed[e.ID] = true
	}
	deleted := 0
	for _, e := range first.project.Site.Evidence {
		if needed[e.ID] {
			continue
		}
		deleted++
		for _, name := range []string{e.Path, e.Path + ".evidence.json"} {
			if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(name))); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, rule := range first.project.Config.Audiences {
		if rule.Audience == "public" || rule.Prefix == "evidence/" {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, filepath.FromSlash(rule.Prefix))); err != nil {
			t.Fatal(err)
		}
		deleted++
	}
	if deleted < 3 {
		t.Fatalf("only %d things are closed: the test would not notice a leak", deleted)
	}
	same(t, "deleted", first, build(t, dir, "public", 2).clean(t))
}

// TestTheNarrowerAudienceSeesOnlyItsOwn holds nda against internal.
func TestTheNarrowerAudienceSeesOnlyItsOwn(t *testing.T) {
	m := build(t, leave(t, "alpha", 21), "nda", 2)
	if m.view.Page("/nda/report/") == nil {
		t.Error("nda does not see its report")
	}
	for _, f := range m.files {
		for _, word := range []string{"Inside", "Inner", "Run book", "inside-evidence", "private-group-name"} {
			if strings.Contains(string(f.Data), word) {
				t.Errorf("%s holds %q", f.Path, word)
			}
		}
	}
}

// TestRawEvidenceStaysInside looks for text of the raw files in the open
// portal.
func TestRawEvidenceStaysInside(t *testing.T) {
	m := build(t, leave(t, "", 0), "public", 1)
	for _, f := range m.files {
		if strings.Contains(string(f.Data), "private-group-name") {
			t.Errorf("%s holds text of a raw evidence file", f.Path)
		}
	}
}

// TestOpenItemsMustNotNameClosedOnes plants each reference once.
func TestOpenItemsMustNotNameClosedOnes(t *testing.T) {
	for name, plant := range map[string]func(dir string){
		"page, component": func(dir string) { put(t, dir, "content/a.md", "# A\n\n<Control id=\"inside-alpha\"/>\n") },
		"page, list": func(dir string) {
			put(t, dir, "content/a.md", "# A\n\n<Responsibility ids={[\"logs\", \"inside-alpha\"]}/>\n")
		},
		"page, expression": func(dir string) { put(t, dir, "content/a.md", "# A\n\n{control.nda-logs.retention}\n") },
		"part":             func(dir string) { put(t, dir, "content/a.md", "# A\n\n<Include src=\"nda/_part.md\" who=\"x\"/>\n") },
		"data": func(dir string) {
			put(t, dir, "content/a.mdx", "import data from '@site/internal/_data.yaml'\n\n{data.text} {data.alpha}\n")
		},
		"part of a part, in its front matter": func(dir string) {
			put(t, dir, "content/a.md", "# A\n\n<Include src=\"_a.md\"/>\n")
			put(t, dir, "content/_a.md", "<Include src=\"_b.md\"/>\n")
			put(t, dir, "content/_b.md", "---\naudience: nda\n---\nwords\n")
		},
		"control in a part": func(dir string) {
			put(t, dir, "content/a.md", "# A\n\n<Include src=\"_a.md\"/>\n")
			put(t, dir, "content/_a.md", "{control.nda-logs.retention}\n")
		},
		"control given to a part": func(dir string) {
			put(t, dir, "content/a.mdx", "import A from './_a.md'\n\n<A x={control.nda-logs}/>\n")
			put(t, dir, "content/_a.md", "{props.x}\n")
		},
		"relation": func(dir string) {
			put(t, dir, "controls/a.yaml", "controls:\n  - {id: a, title: A, kind: other, relates: [{id: inside-alpha, how: depends-on}]}\n")
		},
		"condition": func(dir string) {
			put(t, dir, "controls/nda/a.yaml", "controls:\n  - {id: a, title: A, kind: other, relates: [{id: logs, how: condition-of}]}\n")
		},
		"sentence": func(dir string) {
			put(t, dir, "controls/a.yaml", "controls:\n  - {id: a, title: A, kind: other, statement: '{{ control \"nda-logs\" \"retention\" }}'}\n")
		},
		"assertion": func(dir string) {
			put(t, dir, "controls/a.yaml", "controls:\n  - {id: a, title: A, kind: other, evidence: [groups], assert: 'c[\"nda-logs\"].retention == ev.groups.x'}\n")
		},
		"framework": func(dir string) {
			put(t, dir, "controls/a.yaml", "controls:\n  - {id: a, title: A, kind: other, frameworks: {inner: [I1]}}\n")
		},
		"exception": func(dir string) {
			put(t, dir, "controls/a.yaml", "exceptions:\n  - {id: a, title: A, waives: inside-alpha, reason: R, owner: o, until: \"2026-12-01\", remediation: {action: x, by: provider}}\n")
		},
		"answer": func(dir string) {
			put(t, dir, "controls/a.yaml", "answers:\n  - {id: a, topic: backups, question: Q, controls: [inside-alpha], short: S}\n")
		},
		"menu": func(dir string) {
			put(t, dir, "candor.yaml", strings.Split(strings.Split(open, "-- candor.yaml --\n")[1], "-- content")[0]+"menu: [{title: R, link: /nda/report/}]\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := leave(t, "alpha", 21)
			plant(dir)
			m := build(t, dir, "public", 1)
			var leaks int
			for _, d := range m.list {
				if d.Code == diag.AudienceLeak && d.Severity == diag.Error {
					leaks++
				}
			}
			if leaks != 1 {
				t.Errorf("%d leaks reported, want 1: %v", leaks, m.list)
			}
		})
	}
}
