package controls

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/trust"
)

var testScope = map[string][]string{"cloud": {"aws", "gcp"}, "environment": {"production"}, "plan": {"standard", "enterprise"}}

const full = `controls:
  - id: registry-backup
    title: Registry volumes are snapshotted daily
    kind: backup
    summary: Daily snapshots
    statement: Every volume of the {{ .resource }} is snapshotted {{ .frequency | every }}.
    owner: platform-team
    audience: nda
    scope: {cloud: [aws, gcp], environment: production}
    status: partial
    responsibility: shared
    method: document
    parameters:
      resource: public pack registry
      frequency: P1D
      retention: P90D
      comparator: at-least
      threshold: {op: ">", value: 500, unit: ms}
      within: PT5M
    inferred: frequency
    readings: {parameter: within, text: within a few minutes, alternatives: [PT3M, PT5M]}
    overrides:
      - {scope: {plan: enterprise}, parameters: {retention: negotiable, floor: P30D}, note: by contract}
    evidence:
      - plain
      - {id: from-parameter, tool: aws, shows: all, schedule: {from: frequency, grace: PT6H}, scope: {cloud: aws}}
      - {id: from-duration, schedule: {from: retention}}
      - {id: in-words, schedule: weekly}
      - {id: every, schedule: {every: P7D, grace: 10%}}
      - {id: before, schedule: {before: release}}
      - {id: after, schedule: {on: kubernetes-upgrade}}
      - {id: per, schedule: {per: release}}
      - {id: always, schedule: {continuous: PT1H}}
    freshness: {basis: claim, max_age: P1D, grace: 50%, why: daily}
    assert: size(ev.plain) > 0
    population: {path: ev.plain, where: it.ok, empty: pass}
    relates: [{id: recovery-point, how: constrains}]
    frameworks:
      soc2: [A1.2]
      pci: [{id: 10.10, degree: falls-short, note: too short}]
      iso27001: A.8.13
    questions: How often?
    flags: [vague, ambiguous]
    note: For us
    source: {claim: acme-1, file: page.txt, section: Backup, lines: [3, 1]}
`

func TestControl(t *testing.T) {
	catalog := loadFiles(t, testConfig(t, testScope), map[string][]byte{"controls/deep/backup.yml": []byte(full)})
	c := catalog.Control("registry-backup")
	if c == nil {
		t.Fatal("no control")
	}
	param := func(name string) parameter.Value {
		p, _ := c.Parameter(name)
		return p.Value
	}
	schedule := func(i int) string {
		s := c.Needs[i].Schedule
		if s == nil {
			return "none"
		}
		out := s.String()
		if s.Grace != nil {
			out += " grace " + s.Grace.String()
		}
		return strings.TrimSpace(out + " " + c.Needs[i].From)
	}
	for _, check := range []struct{ what, got, want string }{
		{"place", c.Span.Position().String(), "controls/deep/backup.yml:2:9"},
		{"texts", fmt.Sprint(c.Title, c.Kind, c.Summary, c.Owner, c.Note), "Registry volumes are snapshotted dailybackupDaily snapshotsplatform-teamFor us"},
		{"statement", c.Statement.Value, "Every volume of the {{ .resource }} is snapshotted {{ .frequency | every }}."},
		{"audience", c.Audience, "nda"},
		{"scope", c.Scope.String(), "cloud=aws,gcp environment=production"},
		{"words", fmt.Sprint(c.Status, c.Responsibility, c.Method), "partialshareddocument"},
		{"order", fmt.Sprint(parameterNames(c.Parameters)), "[resource frequency retention comparator threshold within]"},
		{"sense of a bound", string(param("retention").Sense), "at-least"},
		{"sense of a period", string(param("within").Sense), "at-least"},
		{"sense of its own", param("threshold").Op, ">"},
		{"inferred", fmt.Sprint(param("frequency").Inferred, param("retention").Inferred), "true false"},
		{"readings", fmt.Sprint(*param("within").Readings), "{within a few minutes [PT3M PT5M]}"},
		{"override", fmt.Sprint(c.Overrides[0].Scope, c.Overrides[0].Parameters[0].Value.Word, c.Overrides[0].Parameters[1].Value.Sense, c.Overrides[0].Note), "plan=enterprisenegotiableat-leastby contract"},
		{"need", fmt.Sprint(c.Needs[1].ID, c.Needs[1].Tool, c.Needs[1].Shows, c.Needs[1].Scope), "from-parameterawsallcloud=aws"},
		{"plain need", schedule(0), "none"},
		{"from a frequency", schedule(1), "P1D grace PT6H frequency"},
		{"from a duration", schedule(2), "P90D retention"},
		{"in words", schedule(3), "P1W"},
		{"every", schedule(4), "P7D grace 10%"},
		{"before", schedule(5), "before-release"},
		{"after", schedule(6), "on-kubernetes-upgrade"},
		{"per", schedule(7), "per-release"},
		{"continuous", c.Needs[8].Schedule.Period.String(), "PT1H"},
		{"limit", fmt.Sprint(c.Freshness.Basis, c.Freshness.MaxAge, c.Freshness.Grace, c.Freshness.Why), "claimP1D 50%daily"},
		{"assert", c.Assert.Span.Position().String() + c.Assert.Value, "controls/deep/backup.yml:35:13size(ev.plain) > 0"},
		{"population", fmt.Sprint(c.Population.Path, c.Population.Where, c.Population.EmptyPass), "ev.plain it.ok true"},
		{"relates", fmt.Sprint(c.Relates[0].ID, c.Relates[0].How), "recovery-pointconstrains"},
		{"mappings", mappings(c), "iso27001 A.8.13 supports|pci 10.10 falls-short too short|soc2 A1.2 supports"},
		{"questions", fmt.Sprint(c.Questions), "[How often?]"},
		{"flags", fmt.Sprint(c.Flags), "[vague ambiguous]"},
		{"origin", fmt.Sprint(c.Origin), "{acme-1 page.txt Backup [3 1]}"},
	} {
		if check.got != check.want {
			t.Errorf("%s: got %q, want %q", check.what, check.got, check.want)
		}
	}
	if want := (period.Period{Days: 1}); param("frequency").Schedule.Period != want {
		t.Errorf("frequency: got %v", param("frequency").Schedule)
	}
}

func mappings(c *trust.Control) string {
	var out []string
	for _, m := range c.Mappings {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", m.Framework, m.Requirement, m.Degree, m.Note)))
	}
	return strings.Join(out, "|")
}

func TestDefaults(t *testing.T) {
	catalog := loadFiles(t, testConfig(t, nil), map[string][]byte{"controls/a.yaml": []byte(`controls:
  - {id: b, title: B, kind: other}
  - {id: a, title: A, kind: other, assert: "true"}
  - {id: c, title: C, kind: other, evidence: [doc], freshness: {event: release}}
`)})
	var got []string
	for _, c := range catalog.Controls {
		got = append(got, fmt.Sprint(c.ID, " ", c.Status, " ", c.Responsibility, " ", c.Method, " ", c.Audience, " ", c.Freshness.Basis))
	}
	want := "a in-effect provider machine public |b in-effect provider attestation-only public |c in-effect provider document public event"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, "|"), want)
	}
}

func TestRegisters(t *testing.T) {
	cfg := testConfig(t, testScope)
	cfg.Location = time.FixedZone("x", 2*3600)
	catalog := loadFiles(t, cfg, map[string][]byte{
		"controls/rest.yaml": []byte(`exceptions:
  - id: gke-node-keys
    waives: disk-keys
    scope: {cloud: gcp}
    resource: GKE nodes
    reason: The feature is in beta
    remediation: {action: Switch to own keys, by: provider, when: feature-available}
    blocked_by: cloud
    accepted: true
    owner: ciso
    opened: 2026-01-31
    trigger: feature-available
    until: "2026-12-31"
    at_latest: P1Y
    evidence: [gcp-instances]
    assert: ev["gcp-instances"].exists(i, !i.encrypted)
    audience: internal
  - {id: open-ended, waives: x, reason: Because, opened: 2026-01-31}
subprocessors:
  - {id: acme-cloud, name: Acme Cloud, entity: Acme Inc., purpose: Hosting, data: [logs], places: Ireland, transfer: SCC, url: https://acme.example/security, since: 2020-01-01, notice: 2019-12-01, scope: {cloud: aws}, controls: [a, b]}
answers:
  - {id: backups, topic: backup, question: "How often?", controls: a, short: "{{ .c }}", long: More, owner: sales, reviewed: 2026-01-01, audience: nda}
`),
		"controls/frameworks/soc2.yaml": []byte(`framework: {id: soc2, title: Criteria, publisher: P, version: 2017, url: https://p.example/, withdrawn: 2030-01-01, successor: soc3}
requirements:
  - {id: A1.2, title: Backups, group: Availability}
  - {id: 6.10, title: Number}
`),
	})
	e, open := catalog.Exceptions[0], catalog.Exceptions[1]
	s, a, f := catalog.Subprocessors[0], catalog.Answers[0], catalog.Frameworks[0]
	for _, check := range []struct{ what, got, want string }{
		{"exception", fmt.Sprint(e.ID, e.Title, e.Waives, e.Scope, e.Resource, e.Reason, e.Remediation, e.BlockedBy, e.Accepted, e.Owner, e.Trigger, e.AtLatest, e.Needs[0].ID, e.Assert, e.Audience),
			"gke-node-keysThe feature is in betadisk-keys cloud=gcp GKE nodesThe feature is in beta {Switch to own keys provider feature-available}cloud true ciso feature-available P1Y gcp-instances ev[\"gcp-instances\"].exists(i, !i.encrypted) internal"},
		{"exception times", e.Opened.Format(time.RFC3339) + " " + e.Until.Format(time.RFC3339), "2026-01-31T00:00:00+02:00 2026-12-31T00:00:00+02:00"},
		{"exception places", e.UntilSpan.Position().String() + " " + open.UntilSpan.Position().String(), "controls/rest.yaml:13:12 controls/rest.yaml:18:58"},
		{"subprocessor", fmt.Sprint(s.ID, s.Name, s.Entity, s.Purpose, s.Data, s.Places, s.Transfer, s.URL, s.Since.Year(), s.Notice.Year(), s.Scope, s.Audience, len(s.Controls), s.Controls[1].ID),
			"acme-cloudAcme CloudAcme Inc.Hosting[logs] [Ireland]SCChttps://acme.example/security2020 2019 cloud=aws public2b"},
		{"answer", fmt.Sprint(a.ID, a.Topic, a.Question, a.Controls[0].ID, a.Short, a.Long, a.Owner, a.Reviewed.Year(), a.Audience), "backupsbackupHow often?a{{ .c }} Moresales2026nda"},
		{"framework", fmt.Sprint(f.ID, f.Title, f.Publisher, f.Version, f.URL, f.Withdrawn.Year(), f.Successor, f.Audience), "soc2CriteriaP2017https://p.example/2030soc3public"},
		{"requirements", fmt.Sprint(f.Requirements[0].ID, f.Requirements[0].Title, f.Requirements[0].Group, f.Requirements[1].ID), "A1.2BackupsAvailability6.10"},
	} {
		if strings.ReplaceAll(check.got, " ", "") != strings.ReplaceAll(check.want, " ", "") {
			t.Errorf("%s:\ngot  %q\nwant %q", check.what, check.got, check.want)
		}
	}
}

// lines formats diagnostics as line:column: severity: message [code] hint.
func lines(list diag.List) string {
	var out []string
	for _, d := range list {
		line := strings.TrimPrefix(d.Error(), "controls/")
		if d.Hint != "" {
			line += " (" + d.Hint + ")"
		}
		for _, rel := range d.Related {
			line += " <" + strings.TrimPrefix(rel.Span.Position().String(), "controls/") + ">"
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

// one starts a control that lacks nothing.
const one = "controls:\n  - {id: a, title: A, kind: other, "

// mistakes are one of each kind, and what must be said about it where.
var mistakes = []struct{ name, text, want string }{
	{"unknown key on top", "control: []\n", `a.yaml:1:1: error: the document has no key "control" [key-unknown] (did you mean "controls"?)`},
	{"unknown key", one + "asert: x}\n", `a.yaml:2:36: error: item 1 of "controls" has no key "asert" [key-unknown] (did you mean "assert"?)`},
	{"missing title", "controls:\n  - {id: a, kind: other}\n", `a.yaml:2:6: error: item 1 of "controls" lacks the key "title" [key-missing] (add the key "title")`},
	{"blank title", "controls:\n  - {id: a, title: ' ', kind: other}\n", `a.yaml:2:20: error: the title is blank [value-invalid]`},
	{"id", "controls:\n  - {id: Registry_Backup, title: A, kind: other}\n",
		`a.yaml:2:10: error: the control id "Registry_Backup" is not small letters, digits and hyphens [value-invalid] (write registry-backup)`},
	{"id twice", "controls:\n  - {id: a, title: A, kind: other}\n  - {id: a, title: B, kind: other}\n",
		`a.yaml:3:10: error: the control "a" exists already [control-duplicate] (rename one of the two) <a.yaml:2:10>`},
	{"kind", "controls:\n  - {id: a, title: A, kind: backups}\n", `a.yaml:2:29: error: the kind "backups" does not exist [kind-unknown] (did you mean "backup"?)`},
	{"status", one + "status: in-efect}\n",
		`a.yaml:2:44: error: "status" is "in-efect", expected in-effect, optional, required-setting, conditional, partial, exception, limitation, not-applicable or planned [value-unknown] (did you mean "in-effect"?)`},
	{"flag", one + "flags: [vag]}\n", `a.yaml:2:44: error: item 1 of "flags" is "vag", expected vague, ambiguous, garbled, superseded or framework-gap [value-unknown]`},
	{"scope axis", one + "scope: {clod: aws}}\n", `a.yaml:2:44: error: the scope axis "clod" does not exist [scope-unknown] (did you mean "cloud"?)`},
	{"scope value", one + "scope: {cloud: [aws, azur]}}\n", `a.yaml:2:57: error: the scope axis cloud has no value "azur" [scope-value-unknown] (use aws or gcp, or declare it in candor.yaml under scope)`},
	{"parameter", one + "parameters: {frequncy: P1D}}\n", `a.yaml:2:49: error: the parameter "frequncy" does not exist [parameter-unknown] (did you mean "frequency"?)`},
	{"parameter type", one + "parameters: {retention: 90 days}}\n",
		`a.yaml:2:60: error: parameter retention … [parameter-type]`},
	{"parameter word", one + "parameters: {direction: ingres}}\n",
		`a.yaml:2:60: error: parameter direction must be ingress, egress, both or outbound-initiated, not "ingres" [parameter-type] (did you mean "ingress"?)`},
	{"parameter number", one + "parameters: {version: 1.20}}\n",
		`a.yaml:2:58: error: parameter version … [parameter-type]`},
	{"parameter unit", one + "parameters: {threshold: {op: '>', value: 500}}}\n",
		`a.yaml:2:60: error: parameter threshold … [parameter-unit]`},
	{"parameter null", one + "parameters: {resource: }}\n", `a.yaml:2:58: error: parameter resource … [parameter-type]`},
	{"inferred", one + "parameters: {rto: PT8H}, inferred: [rpo]}\n",
		`a.yaml:2:72: error: inferred names the parameter "rpo", which the control lacks [parameter-unknown] (did you mean "rto"?)`},
	{"readings", one + "parameters: {rto: PT8H}, readings: {parameter: rto, text: soon, alternatives: [x]}}\n",
		`a.yaml:2:115: error: parameter rto … [parameter-type]`},
	{"override", one + "overrides: [{scope: {plan: pro}, parameters: {rtoo: PT8H}}]}\n",
		`a.yaml:2:63: error: the scope axis plan has no value "pro" [scope-value-unknown] (use standard or enterprise, or declare it in candor.yaml under scope)
a.yaml:2:82: error: the parameter "rtoo" does not exist [parameter-unknown] (did you mean "rto"?)`},
	{"evidence id", one + "evidence: [a b]}\n", `a.yaml:2:47: error: the evidence id "a b" is not letters, digits, hyphens, underscores and dots [value-invalid]`},
	{"evidence key", one + "evidence: [{id: x, schedul: daily}]}\n",
		`a.yaml:2:55: error: "evidence" has no key "schedul" [key-unknown] (did you mean "schedule"?)`},
	{"schedule", one + "evidence: [{id: x, schedule: biweekly}]}\n",
		`a.yaml:2:65: error: "biweekly" is not a schedule: write P2W for every 2 weeks [schedule-invalid]`},
	{"schedule of two", one + "evidence: [{id: x, schedule: {every: P1D, per: release}}]}\n",
		`a.yaml:2:65: error: the schedule has 2 of the keys from, every, per, after, before, for_each and continuous, expected one [schedule-invalid] (write {every: P7D}, {from: PARAMETER}, {per: EVENT}, {after: EVENT}, {before: EVENT} or {for_each: EVENT})`},
	{"schedule every event", one + "evidence: [{id: x, schedule: {every: per-release}}]}\n",
		`a.yaml:2:73: error: "per-release" is not a period such as P7D or daily [schedule-invalid]`},
	{"schedule event", one + "evidence: [{id: x, schedule: {before: Release}}]}\n",
		`a.yaml:2:74: error: "before-Release" is not a schedule such as daily, P7D, per-release, on-kubernetes-upgrade or as-needed [schedule-invalid]`},
	{"schedule from", one + "parameters: {frequency: P1D}, evidence: [{id: x, schedule: {from: frequence}}]}\n",
		`a.yaml:2:102: error: from names the parameter "frequence", which the control lacks [parameter-unknown] (did you mean "frequency"?)`},
	{"schedule from text", one + "parameters: {resource: x}, evidence: [{id: x, schedule: {from: resource}}]}\n",
		`a.yaml:2:99: error: the parameter resource is of type id, expected a frequency or a duration [schedule-invalid] (name a parameter that holds a period)`},
	{"schedule grace", one + "evidence: [{id: x, schedule: {every: P1D, grace: 6h}}]}\n",
		`a.yaml:2:85: error: grace: "6h" is neither a share such as 25% nor an ISO 8601 duration such as PT6H [schedule-invalid]`},
	{"freshness without event", one + "freshness: {basis: event}}\n", `a.yaml:2:47: error: freshness has the basis event and names none [key-missing] (add the key "event")`},
	{"freshness with two bases", one + "freshness: {basis: review, event: release}}\n",
		`a.yaml:2:70: error: freshness names an event, and its basis is review [schedule-invalid] (write basis: event, or remove the event)`},
	{"freshness without reason", one + "freshness: {basis: none}}\n", `a.yaml:2:47: error: freshness has the basis none without a reason [key-missing] (add the key "why")`},
	{"freshness age", one + "freshness: {max_age: P0D}}\n", `a.yaml:2:57: error: max_age is no time at all [value-invalid]`},
	{"requirement twice", one + "frameworks: {soc2: [A1.2, A1.2]}}\n",
		`a.yaml:2:62: error: the requirement A1.2 of soc2 stands twice [value-invalid] (remove one of the two) <a.yaml:2:56>`},
	{"degree", one + "frameworks: {soc2: [{id: A1.2, degree: meet}]}}\n",
		`a.yaml:2:75: error: "degree" is "meet", expected meets, supports or falls-short [value-unknown] (did you mean "meets"?)`},
	{"relation", one + "relates: [{id: b, how: contradict}]}\n",
		`a.yaml:2:59: error: "how" is "contradict", expected contradicts, restates, overrides, condition-of, constrains, constrained-by, bounded-by, depends-on or in-tension [value-unknown] (did you mean "contradicts"?)`},
	{"audience", one + "audience: publc}\n", `a.yaml:2:46: error: the audience "publc" does not exist, expected public, nda or internal [audience-unknown] (did you mean "public"?)`},
	{"exception without end", "exceptions:\n  - {id: e, waives: a, reason: r}\n",
		`a.yaml:2:10: error: the exception e has neither until nor opened, so it would never end [key-missing] (add the key "until" with its last date, or "opened")`},
	{"exception backwards", "exceptions:\n  - {id: e, waives: a, reason: r, opened: 2026-02-01, until: 2026-01-01}\n",
		`a.yaml:2:62: error: the exception e ends before it was opened [value-invalid] <a.yaml:2:43>`},
	{"exception date", "exceptions:\n  - {id: e, waives: a, reason: r, until: 2026-02-30}\n", `a.yaml:2:42: error: until: "2026-02-30" is not a date such as 2026-07-31 [value-invalid]`},
	{"exception twice", "exceptions:\n  - {id: e, waives: a, reason: r, until: 2026-02-03}\n  - {id: e, waives: a, reason: r, until: 2026-02-03}\n",
		`a.yaml:3:10: error: the exception "e" exists already [exception-duplicate] (rename one of the two) <a.yaml:2:10>`},
	{"subprocessor url", "subprocessors:\n  - {id: s, name: S, purpose: p, url: s.example}\n",
		`a.yaml:2:39: error: url is "s.example", expected an address such as https://example.com/ [subprocessor-invalid]`},
	{"subprocessor twice", "subprocessors:\n  - {id: s, name: S, purpose: p}\n  - {id: s, name: S, purpose: p}\n",
		`a.yaml:3:10: error: the subprocessor "s" exists already [subprocessor-invalid] (rename one of the two) <a.yaml:2:10>`},
	{"answer twice", "answers:\n  - {id: s, short: S}\n  - {id: s, short: S}\n", `a.yaml:3:10: error: the answer "s" exists already [answer-duplicate] (rename one of the two) <a.yaml:2:10>`},
	{"framework elsewhere", "framework: {id: f, title: F}\n", `a.yaml:1:1: error: a framework stands outside controls/frameworks/ [file-unexpected] (move the file to controls/frameworks/)`},
	{"requirements alone", "requirements: [{id: a, title: b}]\n", `a.yaml:1:1: error: requirements stand without a framework [key-missing] (add the key "framework" with its id and title)`},
	{"several", "controls:\n  - {id: a, title: A, kind: x, status: y}\nanswers:\n  - {id: B, short: s}\n",
		`a.yaml:2:29: error: the kind "x" does not exist [kind-unknown] (declare it in candor.yaml under kinds)
a.yaml:2:40: error: "status" is "y", expected in-effect, optional, required-setting, conditional, partial, exception, limitation, not-applicable or planned [value-unknown]
a.yaml:4:10: error: the answer id "B" is not small letters, digits and hyphens [value-invalid] (write b)`},
	{"empty", "\n", `a.yaml:1:1: warning: the file holds nothing [file-unexpected] (remove it)`},
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			_, list, err := Load(openTree(t, map[string][]byte{"controls/a.yaml": []byte(c.text)}), testConfig(t, testScope))
			if err != nil {
				t.Fatal(err)
			}
			// The words between are those of package parameter.
			start, end, elided := strings.Cut(c.want, " … ")
			got := lines(list)
			if got != c.want && !(elided && strings.HasPrefix(got, start+" ") && strings.HasSuffix(got, " "+end)) {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestMistakesAcrossFiles(t *testing.T) {
	cfg := testConfig(t, nil)
	cfg.Audiences[0].Audience = "nda" // controls/
	tree := openTree(t, map[string][]byte{
		"controls/a.yaml":            []byte("controls: [{id: same, title: A, kind: other, audience: public}]\n"),
		"controls/sub/b.yaml":        []byte("controls: [{id: same, title: B, kind: other, audience: internal}]\n"),
		"controls/notes.txt":         []byte("x"),
		"controls/frameworks/f.yaml": []byte("framework: {id: f, title: F}\nrequirements: [{id: 1, title: x}, {id: 1, title: y}]\nanswers: []\n"),
		"controls/frameworks/g.yaml": []byte("framework: {id: f, title: G}\n"),
	})
	catalog, list, err := Load(tree, cfg)
	if err != nil {
		t.Fatal(err)
	}
	want := `a.yaml:1:56: error: the audience public is more open than nda, that of the folder [audience-loosens] (move the item to a folder that is open to public)
frameworks/f.yaml:2:40: error: the requirement "1" exists already [requirement-duplicate] (rename one of the two) <frameworks/f.yaml:2:21>
frameworks/f.yaml:3:1: error: answers stands in the file of a framework [file-unexpected] (move it to a file of its own)
frameworks/g.yaml:1:17: error: the framework "f" exists already [framework-duplicate] (rename one of the two) <frameworks/f.yaml:1:17>
notes.txt:1:1: warning: the folder controls holds YAML files, and this is none [file-unexpected] (move the file, or end its name with .yaml)
sub/b.yaml:1:17: error: the control "same" exists already [control-duplicate] (rename one of the two) <a.yaml:1:17>`
	if got := lines(list); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if c := catalog.Control("same"); c.Title != "A" || c.Audience != "nda" {
		t.Errorf("the first of two counts, at the audience of its folder: got %q for %s", c.Title, c.Audience)
	}
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "controls"), 0o755); err != nil {
		t.Fatal(err)
	}
	tree := openTree(t, map[string][]byte{"controls/big.yaml": make([]byte, 2<<20)})
	_, list, err := Load(tree, testConfig(t, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := "big.yaml:1:1: error: the file is larger than the limit of 1 MiB [file-unreadable] (split the file, or take it out of the site)"
	if got := lines(list); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	empty := openTree(t, nil)
	if catalog, list, err := Load(empty, testConfig(t, nil)); err != nil || len(list) > 0 || len(catalog.Controls) > 0 {
		t.Errorf("a site without controls: %v, %v", list, err)
	}
}
