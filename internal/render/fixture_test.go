package render

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/asset"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/highlight"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

// asOf is when the fixture was judged.
var asOf = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// days is a time some days after the fixture was judged.
func days(n int) time.Time { return asOf.AddDate(0, 0, n) }

// write parses a page of the fixture. Mistakes of the page fail the test.
func write(t testing.TB, th *theme.Theme, p *disclose.Page, body string) *disclose.Page {
	t.Helper()
	f := source.NewFile(p.Source, []byte(body))
	doc, list := markup.Parse(f, 0, markup.Options{MDX: strings.HasSuffix(p.Source, ".mdx"), Components: th.Components(), Roots: []string{"control", "site", "page", "frontMatter", "toc"}, Front: p.Front})
	if list.HasErrors() {
		t.Fatal(list)
	}
	p.Doc = doc
	if p.LinkTitle == "" {
		p.LinkTitle = p.Title
	}
	return p
}

// defaultTheme loads the embedded theme.
func defaultTheme(t testing.TB) *theme.Theme {
	t.Helper()
	th, list, err := theme.Load(nil, source.Text{})
	if err != nil || len(list) > 0 {
		t.Fatal(list, err)
	}
	return th
}

// options bundles the assets of a theme.
func options(t testing.TB, th *theme.Theme, workers int) Options {
	t.Helper()
	bundles, list := asset.Bundle(th.Assets(), highlight.Styles())
	if len(list) > 0 {
		t.Fatal(list)
	}
	return Options{Workers: workers, Bundles: bundles}
}

// rendered renders a view with the default theme.
func rendered(t testing.TB, v *disclose.View) (map[string]artifact.File, diag.List) {
	t.Helper()
	th := defaultTheme(t)
	files, list := Site(v, th, options(t, th, 4))
	out := make(map[string]artifact.File, len(files))
	for _, f := range files {
		out[f.Path] = f
	}
	return out, list
}

// axes makes a scope of pairs of axis and value.
func axes(pairs ...string) []disclose.Axis {
	var out []disclose.Axis
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, disclose.Axis{Name: pairs[i], Values: strings.Split(pairs[i+1], ",")})
	}
	return out
}

// larkspur is a portal with at least one of everything.
func larkspur(t testing.TB) *disclose.View {
	v := &disclose.View{
		Audience: "public", AsOf: asOf,
		Site: disclose.Site{
			Title: "Larkspur Trust Center", Organization: "Larkspur Systems", BaseURL: "https://trust.larkspur.example/", BasePath: "/",
			Description: "What Larkspur Systems promises about the security of its products, and what today's evidence says about each promise.",
			Language:    "en", Timezone: "Europe/Berlin",
			Contact: disclose.Contact{Security: "mailto:security@larkspur.example", Policy: "/security/disclosure/", Languages: []string{"en", "de"}},
		},
		Scopes:     axes("product", "fleet", "cloud", "aws,gcp", "environment", "production", "plan", "enterprise"),
		Controls:   larkspurControls(),
		Evidence:   larkspurEvidence(),
		Frameworks: larkspurFrameworks(),
		Exceptions: []*disclose.Exception{{
			ID: "legacy-bucket-logging", Title: "One bucket keeps no access log", Control: "bucket-logging", ControlTitle: "Every bucket keeps an access log",
			Resource: "terraform-state", Reason: "The bucket holds build state only, and its reader cannot write logs.", Action: "Move the state to the new account",
			By: "provider", When: "first quarter of 2027", Owner: "platform-team", Accepted: true, Opened: days(-90), Until: days(60), State: "open",
			Trigger: "kubernetes-upgrade", Scope: axes("cloud", "aws"),
		}},
		Subprocessors: []*disclose.Subprocessor{
			{ID: "aws", Name: "Amazon Web Services", Entity: "Amazon Web Services EMEA SARL", Purpose: "Hosting of production systems", Data: []string{"customer content", "logs"}, Places: []string{"Frankfurt", "Dublin"}, Transfer: "none: data stays in the EU", URL: "https://aws.amazon.com/", Since: days(-1500), Controls: []string{"registry-backup"}},
			{ID: "mailroom", Name: "Mailroom", Entity: "Mailroom Inc.", Purpose: "Delivery of service mail", Data: []string{"e-mail addresses"}, Places: []string{"United States"}, Transfer: "standard contractual clauses", Since: days(-300), Notice: days(-340)},
		},
		Answers: []*disclose.Answer{{
			ID: "backup-how-often", Topic: "backups", Question: "How often are backups made?", Short: "Every day.", Long: "Every volume of the registry is snapshotted every day.",
			Controls: []string{"registry-backup"}, State: "satisfied", FreshUntil: days(2), Reviewed: days(-20), IDs: map[string][]string{"mvsp-3.0": {"4.4"}, "caiq-4.0": {"BCR-08.1"}},
		}},
		Assets: []*disclose.Asset{
			{Route: "/security/images/network.svg", Source: "content/security/images/network.svg", Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="80"><rect width="320" height="80" fill="#8ba3c4"/></svg>`)},
			{Route: "/files/policy.txt", Source: "content/files/policy.txt", Data: []byte("Report to security@larkspur.example.\n")},
		},
	}
	v.Kinds = kindsOf(v.Controls)
	v.Summary = summarise(v.Controls, nil)
	v.Pages = larkspurPages(t)
	return v
}

// larkspurControls are controls in every state.
func larkspurControls() []*disclose.Control {
	return []*disclose.Control{
		{
			ID: "bucket-logging", Title: "Every bucket keeps an access log", Kind: "logging-audit", KindTitle: "Logs and audit trails",
			Statement: "Every storage bucket keeps an access log.", Status: "partial", Responsibility: "provider", Method: "machine",
			State: "not-satisfied", Reason: "excepted", Grade: "measured", Detail: "1 of 14 buckets has no logging target.", FreshUntil: days(5),
			Comparisons: []disclose.Comparison{{Claimed: "every bucket has a logging target", Measured: "terraform-state has none", Path: "/Buckets/3/Logging", Holds: false}},
			Evidence:    []disclose.Observation{{ID: "aws-s3-buckets", Title: "Bucket configuration", Tool: "aws s3api", Freshness: "fresh", Outcome: "fail", Collected: days(-2), DueAt: days(5), Expires: days(12), Linked: true}},
			Assert:      `ev["aws-s3-buckets"].Buckets.all(b, has(b.Logging))`, Exceptions: []string{"legacy-bucket-logging"}, Flags: []string{"vague"},
			Mappings: []disclose.Mapping{{Framework: "soc2", FrameworkTitle: "SOC 2", Requirement: "CC7.2", Title: "Watch for anomalies", Degree: "falls-short", Note: "one bucket is left out"}},
		},
		{
			ID: "image-scan", Title: "Container images are scanned each day", Kind: "scan", KindTitle: "Automated scans",
			Statement: "Every published image is scanned for known vulnerabilities each day.", Status: "in-effect", State: "undetermined", Reason: "stale", Grade: "measured",
			Detail:     "The newest scan is 9 days old; the period is 1 day and the grace 6 hours.",
			Parameters: []disclose.Parameter{{Name: "tool", Text: "Trivy", Type: "id", Raw: "trivy"}, {Name: "category", Text: "vulnerabilities", Raw: "vulnerability"}, {Name: "frequency", Text: "every day", Raw: "P1D", Type: "frequency"}, {Name: "resource", Text: "published images", Raw: "published images"}},
			Evidence:   []disclose.Observation{{ID: "trivy-images", Title: "Image scan", Tool: "Trivy", Freshness: "stale", Outcome: "pass", Schedule: "daily", Collected: days(-9), DueAt: days(-8), Expires: days(-7), Linked: true}},
		},
		{
			ID: "iso27001", Title: "ISO/IEC 27001 certificate", Kind: "certification", KindTitle: "Certifications",
			Statement: "The management system is certified to ISO/IEC 27001:2022.", Status: "in-effect", State: "satisfied", Reason: "pass", Grade: "documented", FreshUntil: days(200),
		},
		{
			ID: "mfa", Title: "Staff sign in with a second factor", Kind: "authentication", KindTitle: "Authentication",
			Statement: "Every member of staff signs in with a phishing-resistant second factor.", Status: "in-effect", State: "satisfied", Reason: "pass", Grade: "measured", FreshUntil: days(3),
			Pages: []disclose.Link{{Title: "Service security", URL: "/security/service/"}},
		},
		{
			ID: "physical-audit", Title: "Offices are audited", Kind: "physical", KindTitle: "Offices and data centres", Statement: "Offices are audited each year.",
			Status: "planned", State: "planned", Reason: "declared", Grade: "asserted",
		},
		{
			ID: "pci", Title: "Card data", Kind: "data-handling", KindTitle: "Handling of data", Statement: "No card data is stored.", Status: "not-applicable", State: "not-applicable", Reason: "declared", Grade: "asserted",
		},
		{
			ID: "recovery", Title: "Recovery of the registry", Kind: "recovery-objective", KindTitle: "Recovery objectives", Statement: "The registry is back within 8 hours and loses at most 2 hours of work.",
			Status: "in-effect", State: "satisfied", Reason: "pass", Grade: "measured", FreshUntil: days(120), Scope: axes("product", "fleet"),
			Parameters:  []disclose.Parameter{{Name: "rto", Text: "8 hours", Raw: "PT8H", Type: "duration", Sense: "at-most"}, {Name: "rpo", Text: "2 hours", Raw: "PT2H", Type: "duration", Sense: "at-most"}},
			Comparisons: []disclose.Comparison{{Claimed: "recovery within 8 hours", Measured: "5 hours 12 minutes", Path: "/tests/0/measured_rto", Holds: true}},
		},
		{
			ID: "registry-backup", Title: "Registry volumes are snapshotted daily", Kind: "backup", KindTitle: "Backups",
			Statement: "Every volume of the public pack registry is snapshotted every day.", Summary: "Daily snapshots", Owner: "platform-team", Status: "in-effect",
			Responsibility: "provider", Method: "machine", Scope: axes("product", "fleet", "cloud", "aws", "environment", "production"),
			Parameters: []disclose.Parameter{
				{Name: "resource", Label: "resource", Text: "public pack registry", Raw: "public pack registry", Type: "text"},
				{Name: "frequency", Label: "frequency", Text: "every day", Raw: "P1D", Type: "frequency", Readings: []string{"every working day"}},
				{Name: "retention", Label: "retention", Unstated: true, Type: "retention"},
			},
			Overrides: []disclose.Override{{Scope: axes("plan", "enterprise"), Parameters: []disclose.Parameter{{Name: "frequency", Label: "frequency", Text: "every hour", Raw: "PT1H"}}, Note: "Enterprise plans are copied more often."}},
			Assert:    `ev["aws-ebs-volumes"].Volumes.all(v, v.id in ev["aws-ebs-snapshots"].ids)`, State: "satisfied", Reason: "pass", Detail: "61 of 61 volumes have a snapshot of the last day.", Grade: "measured",
			FreshUntil:  days(1),
			Comparisons: []disclose.Comparison{{Claimed: "a snapshot at most 1 day old", Measured: "oldest is 7 hours old", Path: "/Snapshots/12/StartTime", Holds: true}},
			PerScope:    []disclose.ScopedState{{Scope: axes("account", "prod-eu"), State: "satisfied", Reason: "pass"}, {Scope: axes("account", "prod-us"), State: "satisfied", Reason: "due"}},
			Evidence: []disclose.Observation{
				{ID: "aws-ebs-snapshots", Title: "Snapshots of volumes", Tool: "aws ec2 describe-snapshots", Format: "aws-ebs-snapshots", Shows: "one snapshot a volume and day", Schedule: "daily", Freshness: "fresh", Outcome: "pass", Collected: days(0).Add(-3 * time.Hour), DueAt: days(1), Expires: days(2), Linked: true},
				{ID: "dr-test", Title: "Restore test", Freshness: "missing", Outcome: "none", Detail: "no file has this id"},
			},
			Mappings: []disclose.Mapping{
				{Framework: "soc2", FrameworkTitle: "SOC 2", Requirement: "A1.2", Title: "Environment, backup and recovery", Degree: "meets"},
				{Framework: "iso27001", FrameworkTitle: "ISO/IEC 27001", Requirement: "A.8.13", Title: "Backup of information", Degree: "supports"},
			},
			Relates: []disclose.Relation{{ID: "recovery", Title: "Recovery of the registry", How: "constrains"}}, Questions: []string{"How often are registry volumes backed up?"},
			Pages: []disclose.Link{{Title: "Service security", URL: "/security/service/"}}, Answers: []string{"backup-how-often"}, Note: "Snapshots are encrypted with the key of their volume.", Source: "controls/backup.yaml",
		},
	}
}

// larkspurEvidence is evidence of machines and of people.
func larkspurEvidence() []*disclose.Evidence {
	return []*disclose.Evidence{
		{
			ID: "aws-ebs-snapshots", Key: "aws-ebs-snapshots", Title: "Snapshots of volumes", Tool: "aws-cli", ToolVersion: "2.31.0", Format: "aws-ebs-snapshots", Record: "snapshot",
			Digest: strings.Repeat("ab", 32), Size: 48213, Media: "application/json", Collected: days(0).Add(-3 * time.Hour), CollectedBy: "document:/CollectedAt", Precision: "second",
			Recorded: days(0).Add(-2 * time.Hour), Expires: days(2), Freshness: "fresh", Verdict: "none", Coverage: &disclose.Coverage{Examined: 61, Skipped: 1}, Scope: axes("cloud", "aws"),
			Target: "arn:aws:ec2:eu-central-1:123456789012:snapshot/*", Params: []disclose.Param{{Name: "snapshots", Text: "61", Raw: int64(61)}}, Controls: []string{"registry-backup"},
		},
		{
			ID: "aws-s3-buckets", Key: "aws-s3-buckets", Title: "Bucket configuration", Tool: "aws-cli", Format: "aws-s3-buckets", Digest: strings.Repeat("0c", 32), Size: 9000, Media: "application/json",
			Collected: days(-2), CollectedBy: "envelope", Expires: days(12), Freshness: "fresh", Verdict: "none", Controls: []string{"bucket-logging"}, Raw: "/files/policy.txt",
		},
		{
			ID: "soc2-letter", Key: "soc2-letter", Title: "Letter of the auditor", Manual: true, Attester: "Noor Haddad, head of security", Digest: strings.Repeat("9f", 32), Size: 1200000, Media: "application/pdf",
			Collected: days(-100), ValidUntil: days(265), Freshness: "", Verdict: "pass",
		},
		{
			ID: "trivy-images", Key: "trivy-images", Title: "Image scan", Tool: "trivy", ToolVersion: "0.62.0", Format: "trivy", Digest: strings.Repeat("77", 32), Size: 230000, Media: "application/json",
			Collected: days(-9), CollectedBy: "document:/CreatedAt", Knowledge: days(-10), Expires: days(-7), Freshness: "expired", Verdict: "pass", Coverage: &disclose.Coverage{Examined: 40, Errors: 2, Truncated: true},
			Problems: []disclose.Problem{{Code: "database-old", Message: "the vulnerability database was older than a day"}}, Controls: []string{"image-scan"},
		},
	}
}

// larkspurFrameworks are two frameworks with gaps.
func larkspurFrameworks() []*disclose.Framework {
	return []*disclose.Framework{
		{ID: "iso27001", Title: "ISO/IEC 27001", Publisher: "ISO", Version: "2022", URL: "https://www.iso.org/", Covered: 1, Requirements: []disclose.Requirement{
			{ID: "A.8.13", Title: "Backup of information", Group: "Technological controls", Controls: []disclose.RequirementControl{{ID: "registry-backup", Title: "Registry volumes are snapshotted daily", Degree: "supports", State: "satisfied", Reason: "pass"}}},
			{ID: "A.8.14", Title: "Redundancy of facilities", Group: "Technological controls"},
		}},
		{ID: "soc2", Title: "SOC 2", Publisher: "AICPA", Version: "2017", Covered: 2, Withdrawn: days(-5), Successor: "soc2-2027", Requirements: []disclose.Requirement{
			{ID: "A1.2", Title: "Environment, backup and recovery", Group: "Availability", Controls: []disclose.RequirementControl{{ID: "registry-backup", Title: "Registry volumes are snapshotted daily", Degree: "meets", State: "satisfied", Reason: "pass"}}},
			{ID: "CC7.2", Title: "Watch for anomalies", Group: "Common criteria", Controls: []disclose.RequirementControl{{ID: "bucket-logging", Title: "Every bucket keeps an access log", Degree: "falls-short", State: "not-satisfied", Reason: "excepted"}}},
			{ID: "CC7.3", Title: "Judge events", Group: "Common criteria"},
		}},
	}
}

// kindsOf groups controls by kind.
func kindsOf(controls []*disclose.Control) []*disclose.Kind {
	var out []*disclose.Kind
	byID := make(map[string]*disclose.Kind)
	for _, c := range controls {
		k := byID[c.Kind]
		if k == nil {
			k = &disclose.Kind{ID: c.Kind, Title: c.KindTitle, Doc: "What " + strings.ToLower(c.KindTitle) + " are about"}
			byID[c.Kind] = k
			out = append(out, k)
		}
		k.Controls = append(k.Controls, c.ID)
	}
	for _, k := range out {
		k.Summary = summarise(controls, func(c *disclose.Control) bool { return c.Kind == k.ID })
	}
	return out
}

// summarise counts the controls that a condition takes.
func summarise(controls []*disclose.Control, takes func(*disclose.Control) bool) disclose.Summary {
	var s disclose.Summary
	n := make(map[string]int)
	for _, c := range controls {
		if takes != nil && !takes(c) {
			continue
		}
		s.Total++
		n["state "+c.State]++
		n["grade "+c.Grade]++
		if c.State != "satisfied" {
			n["reason "+c.Reason]++
		}
		if c.Reason == "excepted" {
			s.Excepted++
		}
		if !c.FreshUntil.IsZero() && (s.FreshUntil.IsZero() || c.FreshUntil.Before(s.FreshUntil)) {
			s.FreshUntil = c.FreshUntil
		}
	}
	for _, name := range []string{"satisfied", "not-satisfied", "undetermined", "planned", "not-applicable"} {
		s.States = append(s.States, disclose.Count{Name: name, N: n["state "+name]})
	}
	for _, name := range []string{"measured", "documented", "attested", "inherited", "asserted"} {
		s.Grades = append(s.Grades, disclose.Count{Name: name, N: n["grade "+name]})
	}
	for _, name := range []string{"declared", "excepted", "stale"} {
		if n["reason "+name] > 0 {
			s.Reasons = append(s.Reasons, disclose.Count{Name: name, N: n["reason "+name]})
		}
	}
	return s
}

// larkspurPages are three written pages, sorted by route.
func larkspurPages(t testing.TB) []*disclose.Page {
	th := defaultTheme(t)
	return []*disclose.Page{
		write(t, th, &disclose.Page{Route: "/", Title: "Larkspur Trust Center", Source: "content/index.md"}, "Larkspur keeps **its promises** in the open. Read [how we run the service](security/service.mdx).\n"),
		write(t, th, &disclose.Page{Route: "/security/disclosure/", Title: "Disclosure of vulnerabilities", Source: "content/security/disclosure.md", Description: "How to report a problem.", Weight: 2, Modified: days(-40)},
			"# Disclosure of vulnerabilities\n\nWrite to us. See [backups](service.mdx#backups).\n"),
		write(t, th, &disclose.Page{
			Route: "/security/service/", Title: "Service security", Source: "content/security/service.mdx", Description: "How the service is run.", Weight: 1, Tags: []string{"service", "operations"},
			Aliases: []string{"/old/service", "/legacy.html"}, Modified: days(-12), Reviewed: days(-10), ReviewBy: days(170), Controls: []string{"mfa", "registry-backup"}, FreshUntil: days(1),
			Front: map[string]any{"region": "Frankfurt", "nested": map[string]any{"key": "deep"}},
		}, servicePage),
	}
}

// servicePage uses every component of the theme.
const servicePage = `# Service security of Larkspur

The registry in {frontMatter.region} is copied {control.registry-backup.frequency}; staff sign in as <Status control="mfa" /> says. See [all controls](/controls/), [backups](#backups) and [the policy](disclosure.md).

## Backups

Copies are made <Value control="registry-backup" param="frequency" />.

<Control id="registry-backup" />

<RecoveryObjectives />

### Restores

Restores are <Tooltip trigger="tested" tip="on a copy, each quarter">tested</Tooltip>.

## Scans

<Scans />

<Controls kind="logging-audit" view="table" />

<Controls ids={["mfa", "iso27001"]} view="cards" />

<Controls scope={{product: "fleet"}} />

## Networks

![The network](images/network.svg)

<Figure src="images/network.svg" alt="The network, again" caption="Private and public parts" />

<Tabs groupId="cloud">
<Tabs.TabPane tab="AWS" key="aws">

Runs in Frankfurt.

</Tabs.TabPane>
<TabItem label="Azure" value="azure">

Runs in Amsterdam.

</TabItem>
</Tabs>

<Warning title="Mind the gap">

One bucket has no log.

</Warning>

<InfoBox>

Read on.

</InfoBox>

<Details summary="More">

More words.

</Details>

<Include file="/files/policy.txt" />

<Download href="/files/policy.txt" title="Policy" />

<PointsOfInterest points={[{label: "A", description: "The load balancer"}]}>

![The network](images/network.svg)

</PointsOfInterest>

## Registers

<Evidence id="aws-ebs-snapshots" />

<Framework id="soc2" />

<Exceptions />

<Subprocessors />

` + "```json\n{\"a\": 1}\n```\n"

// Site renders every file of the portal but its manifest and returns them
// sorted by path, with the diagnostics of Plan.Write.
func Site(v *disclose.View, t *theme.Theme, opt Options) ([]artifact.File, diag.List) {
	files, list, err := Prepare(v, t, opt).Files(context.Background())
	if err != nil {
		panic("render: " + err.Error()) // that of a context which never ends
	}
	return files, list
}
