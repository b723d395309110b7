package config

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// full is a site file that uses every key.
const full = `
site:
  title: Larkspur Trust Center
  organization: Larkspur Systems
  description: How we keep your data safe
  base_url: https://Trust.larkspur.example/security
  language: pt-BR
  timezone: Europe/Berlin
  accent: "#1F6FEB"
  heading: {light: "#101820"}
  logo: {light: /images/logo.svg, dark: /images/logo-dark.svg, wordmark: true}
  favicon: /images/mark.svg
  edit: https://git.example/edit/main/{path}
contact:
  security: mailto:security@larkspur.example
  policy: /disclosure/
  encryption: https://larkspur.example/key.asc
  acknowledgments: https://larkspur.example/thanks
  languages: [en, de]
  expires: 2027-01-31
audiences:
  content/: public
  content/nda/: nda
  content/internal: internal
  controls/: public
  evidence/: internal
scope:
  product: [optimize, trace]
  cloud: [aws, gcp]
  plan: enterprise
freshness: {snapshot: P14D, review: P2Y, grace: PT6H, max_age: 3x, future: PT10M, conflict: PT2H, exception: P6M, fallback: [git], goal: 99.5%}
signers:
  - {id: ci, who: ci, key: keys/ci.pem, evidence: trivy-*}
  - {id: ada, who: person, identity: ada@larkspur.example, issuer: "https://accounts.example", controls: [review]}
sigstore: {trusted_root: keys/root.json}
events:
  release: {evidence: gh-releases, lead: P30D, lag: P7D}
  kubernetes-upgrade: eks-clusters
policy:
  contradicted: error
  stale: "off"
  due: warning
  kinds:
    scan: {stale: error}
lints: {link-vague: error, image-alt: note, link-bare: "off"}
spellings: {Larkspur Fleet: [LS Fleet, LarkspurFleet], DataDog: Datadog}
frameworks: [soc2, iso27001]
menu:
  - /security/
  - {title: Controls, link: /controls/}
kinds:
  - {id: asset-management, title: Asset management, doc: What is owned and by whom}
parameters:
  asset_count: count
theme: corporate
html: {frame_hosts: [www.youtube-nocookie.com]}
answers: {stale: mark}
lenient: true
`

func load(t *testing.T, text string) (*site.Config, diag.List) {
	t.Helper()
	return Load(source.NewFile(Name, []byte(text)))
}

func TestLoadFull(t *testing.T) {
	cfg, list := load(t, full)
	if len(list) > 0 {
		t.Fatalf("diagnostics: %v", list)
	}
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"title", cfg.Title, "Larkspur Trust Center"},
		{"organization", cfg.Organization, "Larkspur Systems"},
		{"base URL", cfg.BaseURL, "https://trust.larkspur.example/security/"},
		{"base path", cfg.BasePath, "/security/"},
		{"language", cfg.Language, "pt-BR"},
		{"zone", cfg.Location.String(), "Europe/Berlin"},
		{"accent", cfg.Look.Colours[0].Light.Value, "#1f6feb"},
		{"accent in the dark", cfg.Look.Colours[0].Dark.Value, "#1f6feb"},
		{"heading", cfg.Look.Colours[1].Role + cfg.Look.Colours[1].Light.Value + cfg.Look.Colours[1].Dark.Value, "heading#101820"},
		{"logo", cfg.Look.Logo, site.Logo{Light: "/images/logo.svg", Dark: "/images/logo-dark.svg", Wordmark: true}},
		{"favicon", cfg.Look.Favicon, "/images/mark.svg"},
		{"edit", cfg.Look.Edit, "https://git.example/edit/main/{path}"},
		{"contact", cfg.Contact.Security, "mailto:security@larkspur.example"},
		{"policy route", cfg.Contact.Policy, "/disclosure/"},
		{"languages", fmt.Sprint(cfg.Contact.Languages), "[en de]"},
		{"expires", cfg.Contact.Expires.Format(time.RFC3339), "2027-01-31T00:00:00+01:00"},
		{"ladder", fmt.Sprint(cfg.Ladder), "[public nda internal]"},
		{"deep folder", cfg.AudienceOf("content/nda/soc2.md"), "nda"},
		{"folder without slash", cfg.AudienceOf("content/internal/x.md"), "internal"},
		{"folder", cfg.AudienceOf("content/internals.md"), "public"},
		{"elsewhere", cfg.AudienceOf("themes/x"), "internal"},
		{"scope", fmt.Sprint(cfg.Scope), "map[cloud:[aws gcp] plan:[enterprise] product:[optimize trace]]"},
		{"snapshot", cfg.Freshness.Snapshot, period.Period{Days: 14}},
		{"grace", cfg.Freshness.Grace.String(), "PT6H"},
		{"max age", cfg.Freshness.MaxAge, 3},
		{"future", cfg.Freshness.Future, 10 * time.Minute},
		{"conflict", cfg.Freshness.Conflict, 2 * time.Hour},
		{"exception", cfg.Freshness.Exception, period.Period{Months: 6}},
		{"fallback", fmt.Sprint(cfg.Freshness.ByName, cfg.Freshness.ByGit), "false true"},
		{"goal", cfg.Freshness.Goal, 9950},
		{"signers", fmt.Sprint(cfg.Signers[0].ID, cfg.Signers[0].Key.Value, cfg.Signers[0].Evidence, cfg.Signers[0].Person), "cikeys/ci.pem[trivy-*] false"},
		{"keyless signer", fmt.Sprint(cfg.Signers[1].Identity, cfg.Signers[1].Issuer, cfg.Signers[1].Controls[0].ID, cfg.Signers[1].Person), "ada@larkspur.examplehttps://accounts.examplereviewtrue"},
		{"trusted root", cfg.TrustedRoot.Value, "keys/root.json"},
		{"lead", cfg.Events["release"].Lead, period.Period{Days: 30}},
		{"feed", cfg.Events["kubernetes-upgrade"].Evidence, "eks-clusters"},
		{"policy", cfg.Policy.Action("backup", "contradicted"), site.ActError},
		{"policy default kept", cfg.Policy.Action("backup", "expired"), site.ActError},
		{"policy off", cfg.Policy.Action("backup", "stale"), site.ActOff},
		{"lint", cfg.Lints.Severity[diag.LinkVague], diag.Error},
		{"lint note", cfg.Lints.Severity[diag.ImageAlt], diag.Note},
		{"spelling", strings.Join(cfg.Spellings[0].Others, "|"), "LS Fleet|LarkspurFleet"},
		{"one other spelling", strings.Join(cfg.Spellings[1].Others, "|"), "Datadog"},
		{"lint off", cfg.Lints.Off[diag.LinkBare], true},
		{"policy by kind", cfg.Policy.Action("scan", "stale"), site.ActError},
		{"policy due", cfg.Policy.Action("scan", "due"), site.ActWarning},
		{"frameworks", fmt.Sprint(cfg.Frameworks), "[soc2 iso27001]"},
		{"menu", cfg.Menu[0].Link + cfg.Menu[0].Title + cfg.Menu[1].Title, "/security/Controls"},
		{"kinds", len(cfg.Kinds), 29},
		{"theme", cfg.Theme.Value, "corporate"},
		{"hosts", fmt.Sprint(cfg.FrameHosts), "[www.youtube-nocookie.com]"},
		{"answers", cfg.StaleAnswers, site.MarkStale},
		{"lenient", cfg.Lenient, true},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
	if typ, ok := cfg.Vocabulary.TypeOf("asset_count"); !ok || typ != "count" {
		t.Errorf("parameter asset_count: got %q, %v", typ, ok)
	}
}

const minimal = "site: {title: T, base_url: \"https://t.example\"}\n"

func TestDefaults(t *testing.T) {
	cfg, list := load(t, minimal)
	if len(list) > 0 {
		t.Fatalf("diagnostics: %v", list)
	}
	if cfg.BaseURL != "https://t.example/" || cfg.BasePath != "/" || cfg.Organization != "T" || cfg.Language != "en" || cfg.Location != time.UTC {
		t.Errorf("identity: %+v", cfg)
	}
	want := site.Freshness{
		Snapshot: period.Period{Days: 7}, Review: period.Period{Years: 1}, Grace: period.Grace{Percent: 25},
		MaxAge: 2, Future: 5 * time.Minute, Conflict: time.Hour, Exception: period.Period{Years: 1}, ByName: true, ByGit: true,
	}
	if cfg.Freshness != want {
		t.Errorf("freshness: %+v", cfg.Freshness)
	}
	for path, audience := range map[string]string{"content/a.md": "public", "controls/a.yaml": "public", "evidence/a.json": "internal"} {
		if got := cfg.AudienceOf(path); got != audience {
			t.Errorf("audience of %s: got %s, want %s", path, got, audience)
		}
	}
	for reason, action := range map[string]site.Action{
		"contradicted": site.ActError, "expired": site.ActError, "missing": site.ActError, "stale": site.ActWarning, "due": site.ActOff,
		"error": site.ActWarning, "undated": site.ActWarning, "future": site.ActWarning, "conflict": site.ActWarning, "verdict": site.ActOff,
	} {
		if got := cfg.Policy.Action("backup", reason); got != action {
			t.Errorf("policy for %s: got %s, want %s", reason, got, action)
		}
	}
}

func TestOtherLadder(t *testing.T) {
	cfg, list := load(t, minimal+"audience_order: [all, customers, staff]\naudiences: {content/deep/: customers}\n")
	if len(list) > 0 {
		t.Fatalf("diagnostics: %v", list)
	}
	got := cfg.AudienceOf("content/a.md") + " " + cfg.AudienceOf("content/deep/a.md") + " " + cfg.AudienceOf("evidence/a.json")
	if got != "all customers staff" {
		t.Errorf("audiences: %s", got)
	}
}

const head = "site:\n  title: T\n  base_url: https://t.example/\n"

// mistakes are one of each kind, and what must be said about it where.
var mistakes = []struct {
	name, text string
	want       []string
}{
	{"no base url", "site:\n  title: T\n", []string{`2:3: error: "site" lacks the key "base_url" [key-missing]`}},
	{"unknown key", head + "audience: {}\n", []string{`4:1: error: the document has no key "audience" [key-unknown] did you mean "audiences"?`}},
	{"blank title", "site: {title: ' ', base_url: 'https://t.example'}\n", []string{`1:15: error: the title is blank [value-invalid]`}},
	{"relative base url", "site: {title: T, base_url: trust.example}\n",
		[]string{`1:28: error: base_url is "trust.example", expected an address such as https://trust.example.com/ [value-invalid] write the whole address, with https:// and the host`}},
	{"scheme", "site: {title: T, base_url: 'ftp://t.example'}\n", []string{`1:28: error: base_url has the scheme "ftp", expected https or http [value-invalid]`}},
	{"query", "site: {title: T, base_url: 'https://t.example/?a=b'}\n", []string{`1:28: error: base_url has a user, a query or a fragment, expected only a host and a path [value-invalid]`}},
	{"dotted path", "site: {title: T, base_url: 'https://t.example/a/../b'}\n", []string{`1:28: error: base_url has the path "/a/../b", expected one without empty or dotted segments [value-invalid]`}},
	{"zone", head + "  timezone: Europe/Berln\n",
		[]string{`4:13: error: the time zone "Europe/Berln" does not exist, expected an IANA name such as Europe/Berlin or UTC [value-unknown] did you mean "Europe/Berlin"?`}},
	{"local zone", head + "  timezone: Local\n", []string{`4:13: error: the time zone "Local" does not exist, expected an IANA name such as Europe/Berlin or UTC [value-unknown]`}},
	{"language", head + "  language: english language\n", []string{`4:13: error: the language is "english language", expected a BCP 47 tag such as en or pt-BR [value-invalid]`}},
	{"heading", head + "  heading: {light: blue}\n", []string{`4:20: error: heading is "blue", expected a colour such as "#1f6feb" [value-invalid]`}},
	{"logo", head + "  logo: https://other.example/logo.svg\n", []string{`4:9: error: site.logo is "https://other.example/logo.svg", expected the route of a picture of the site [value-invalid] put the picture below content/ and write its route, such as /images/logo.svg`}},
	{"edit", head + "  edit: https://git.example/edit/main/\n", []string{`4:9: error: site.edit is "https://git.example/edit/main/", expected an address with {path} in it [value-invalid] write such as https://github.com/example/trust/edit/main/{path}`}},
	{"edit scheme", head + "  edit: \"javascript:{path}\"\n", []string{`4:9: error: site.edit is "javascript:{path}", expected an address with {path} in it [value-invalid] write such as https://github.com/example/trust/edit/main/{path}`}},
	{"accent", head + "  accent: blue\n", []string{`4:11: error: accent is "blue", expected a colour such as "#1f6feb" [value-invalid]`}},
	{"bare mail", head + "contact: {security: a@b.example}\n", []string{`4:21: error: contact.security is a bare mail address, expected a URI [value-invalid] write mailto:a@b.example`}},
	{"foreign scheme", head + "contact: {security: 'javascript:alert(1)'}\n", []string{`4:21: error: contact.security is "javascript:alert(1)", expected https:, mailto: or tel: [value-invalid]`}},
	{"contact date", head + "contact: {security: 'mailto:a@b.example', expires: soon}\n", []string{`4:52: error: contact.expires is "soon", expected a date such as 2026-07-31 [value-invalid]`}},
	{"audience", head + "audiences:\n  content/nda/: ndaa\n",
		[]string{`5:17: error: the audience "ndaa" does not exist, expected public, nda or internal [audience-unknown] did you mean "nda"?`}},
	{"folder", head + "audiences:\n  contents/: nda\n",
		[]string{`5:3: error: the folder "contents/" lies in none of content/, controls/ and evidence/ [value-unknown] did you mean "content/"?`}},
	{"folder outside", head + "audiences:\n  content/../evidence/: nda\n",
		[]string{`5:3: error: the folder "content/../evidence/" is not a path below the site such as content/nda/ [value-invalid] write the folder with slashes, without wildcards`}},
	{"folder twice", head + "audiences:\n  content/a: nda\n  content/a/: nda\n", []string{`6:3: error: the folder content/a/ has two audiences [key-duplicate]`}},
	{"ladder twice", head + "audience_order: [a, a]\n", []string{`4:21: error: the audience "a" stands twice [value-invalid]`}},
	{"scope twice", head + "scope: {cloud: [aws, aws]}\n", []string{`4:22: error: the axis cloud has the value "aws" twice [value-invalid]`}},
	{"axis", head + "scope: {Cloud: [aws]}\n", []string{`4:9: error: the axis "Cloud" is not a name of small letters, digits and hyphens [value-invalid]`}},
	{"period", head + "freshness: {snapshot: 7 days}\n", []string{`4:23: error: freshness.snapshot: "7 days" is not an ISO 8601 duration such as P30D or PT8H [value-invalid]`}},
	{"zero period", head + "freshness: {review: P0D}\n", []string{`4:21: error: freshness.review is no time at all [value-invalid]`}},
	{"grace", head + "freshness: {grace: 25}\n", []string{`4:20: error: freshness.grace: "25" is neither a share such as 25% nor an ISO 8601 duration such as PT6H [value-invalid]`}},
	{"max age", head + "freshness: {max_age: 2}\n", []string{`4:22: error: freshness.max_age is "2", expected a number of periods from 1x to 100x [value-invalid] write 2x for twice the period`}},
	{"goal", head + "freshness: {goal: 0.99}\n", []string{`4:19: error: freshness.goal is "0.99", expected a share above 0% and up to 100% [value-invalid] write 99% or 99.5%`}},
	{"fallback", head + "freshness: {fallback: [mtime]}\n", []string{`4:24: error: item 1 of "fallback" is "mtime", expected file-name or git [value-unknown]`}},
	{"signer twice", head + "signers: [{id: a, who: ci, key: k}, {id: a, who: ci, key: k}]\n", []string{`4:42: error: the signer "a" stands twice [value-invalid]`}},
	{"signer without a key", head + "signers: [{id: a, who: ci}]\n", []string{`4:16: error: the signer a has no key [key-missing]`}},
	{"signer with both", head + "signers: [{id: a, who: ci, key: k, identity: i, issuer: s}]\n", []string{`4:33: error: the signer a has a key and an identity [value-invalid] make two signers of it`}},
	{"signer without an issuer", head + "signers: [{id: a, who: ci, identity: i}]\n",
		[]string{`4:16: error: the signer a needs both identity and issuer: a name is worth as much as who vouches for it [key-missing]`}},
	{"signer without a root", head + "signers: [{id: a, who: ci, identity: i, issuer: s}]\n",
		[]string{`4:16: error: the signer a is verified against a trusted root, and there is none [key-missing]`}},
	{"signer of a kind", head + "signers: [{id: a, who: robot, key: k}]\n", []string{`4:24: error: "who" is "robot", expected ci or person [value-unknown]`}},
	{"signer's evidence", head + "signers: [{id: a, who: ci, key: k, evidence: ['[']}]\n", []string{`4:47: error: the pattern "[" is malformed [value-invalid]`}},
	{"freshness key", head + "freshness: {snapshots: P7D}\n", []string{`4:13: error: "freshness" has no key "snapshots" [key-unknown] did you mean "snapshot"?`}},
	{"event name", head + "events: {Release: gh}\n", []string{`4:10: error: the event "Release" is not a name of small letters, digits and hyphens [value-invalid]`}},
	{"event without evidence", head + "events: {release: {lead: P1D}}\n", []string{`4:20: error: "event" lacks the key "evidence" [key-missing]`}},
	{"policy state", head + "policy: {contradict: error}\n",
		[]string{`4:10: error: policy names the state "contradict", which does not exist [key-unknown] did you mean "contradicted"?`}},
	{"policy action", head + "policy: {stale: warn}\n",
		[]string{`4:17: error: the action of stale is "warn", expected error, warning or off [value-unknown] did you mean "warning"?`}},
	{"policy kind", head + "policy: {kinds: {scans: {stale: error}}}\n",
		[]string{`4:18: error: policy names the kind "scans", which does not exist [kind-unknown] did you mean "scan"?`}},
	{"policy state by kind", head + "policy: {kinds: {scan: {stal: error}}}\n",
		[]string{`4:25: error: policy names the state "stal", which does not exist [key-unknown] did you mean "stale"?`}},
	{"lint", head + "lints: {link-vage: error}\n", []string{`4:9: error: lints names "link-vage", which does not exist [key-unknown] did you mean "link-vague"?`}},
	{"lint weight", head + "lints: {link-vague: warn}\n",
		[]string{`4:21: error: the weight of link-vague is "warn", expected error, warning, note or off [value-unknown] did you mean "warning"?`}},
	{"no lint", head + "lints: {link-broken: note}\n",
		[]string{`4:9: error: lints names "link-broken", which is no lint: a link leads nowhere, and no site is right with that [key-unknown] remove it, and mend what the diagnostic reports`}},
	{"policy, not a lint", head + "lints: {state-stale: note}\n",
		[]string{`4:9: error: lints names "state-stale", which is no lint: what the state of a control does to the build stands under policy [key-unknown] remove it, and see policy`}},
	{"spelling of itself", head + "spellings: {SaaS: [SaaS]}\n", []string{`4:20: error: "SaaS" is no other spelling of SaaS [value-invalid]`}},
	{"lints as a list", head + "lints: [link-vague]\n", []string{`4:8: error: expected a mapping from codes of lints to error, warning, note or off, found a list [value-type]`}},
	{"framework twice", head + "frameworks: [soc2, soc2]\n", []string{`4:20: error: the framework "soc2" stands twice [value-invalid]`}},
	{"menu link", head + "menu: [security]\n", []string{`4:8: error: the link of a menu entry is "security", expected a route such as /security/, https:, http: or mailto: [value-invalid]`}},
	{"kind exists", head + "kinds: [{id: scan, title: Scan}]\n", []string{`4:14: error: every site has the kind "scan" already [value-invalid] remove the entry`}},
	{"parameter type", head + "parameters: {assets: counts}\n", []string{`4:22: error: the parameter type "counts" does not exist [value-unknown] did you mean "count"?`}},
	{"parameter retyped", head + "parameters: {frequency: text}\n", []string{`4:14: error: parameter frequency is of type frequency already and cannot become text [value-invalid]`}},
	{"theme", head + "theme: ../x\n", []string{`4:8: error: the theme "../x" holds the character '/', expected default or plain, or a folder below themes [value-invalid]`}},
	{"frame host", head + "html: {frame_hosts: ['https://x.example/']}\n",
		[]string{`4:22: error: the frame host "https://x.example/" is not a host such as www.example.com [value-invalid] write the host alone, without scheme and path`}},
	{"all at once", "site:\n  titel: T\n  base_url: x\npolicy: {stal: error}\n", []string{
		`2:3: error: "site" has no key "titel" [key-unknown] did you mean "title"?`,
		`3:13: error: base_url is "x", expected an address such as https://trust.example.com/ [value-invalid] write the whole address, with https:// and the host`,
		`4:10: error: policy names the state "stal", which does not exist [key-unknown] did you mean "stale"?`,
	}},
}

func TestMistakes(t *testing.T) {
	for _, c := range mistakes {
		t.Run(c.name, func(t *testing.T) {
			cfg, list := load(t, c.text)
			if cfg == nil {
				t.Fatal("no config")
			}
			if got := lines(list); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// lines formats diagnostics as line:column: severity: message [code] hint; the
// hints of missing keys are those of package decode and are left out.
func lines(list diag.List) []string {
	var out []string
	for _, d := range list {
		line := strings.TrimPrefix(d.Error(), Name+":")
		if d.Hint != "" && d.Code != diag.KeyMissing {
			line += " " + d.Hint
		}
		out = append(out, line)
	}
	return out
}

func TestNothingReadable(t *testing.T) {
	cfg, list := load(t, "site: [")
	if cfg != nil || !list.HasErrors() {
		t.Errorf("got %v, %v", cfg, list)
	}
}

func TestPolicyShapeNamesEveryState(t *testing.T) {
	raw, err := Schema()
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range reasons() {
		if !strings.Contains(string(raw), fmt.Sprintf("%q: {", reason)) {
			t.Errorf("the schema lacks the state %s", reason)
		}
	}
}
