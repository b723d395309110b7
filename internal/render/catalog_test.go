package render

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
)

// shown renders one page with a body, in a portal with a history, documents
// and news, and returns the page and what was reported.
func shown(t *testing.T, body string) (checked, diag.List) {
	t.Helper()
	v := larkspur(t)
	v.Evidence[0].History = []disclose.Recording{
		{Collected: days(-200), Verdict: "pass", Examined: 3, FreshUntil: days(-190)},
		{Collected: days(-80), Verdict: "fail", Examined: -1, FreshUntil: days(-79)},
		{Collected: days(-45), Verdict: "pass", Examined: 60, FreshUntil: days(-40)},
		{Collected: days(-1), Verdict: "none", Examined: 61, FreshUntil: days(2)},
	}
	v.Controls[1].Responsibility = "shared"
	v.Documents = []*disclose.Document{
		{Title: "Policy", Folder: "documents", Tags: []string{"policy"}, Route: "/files/policy.txt", Name: "policy.txt", Size: 37, Digest: strings.Repeat("ab", 32), Audience: "public", Date: days(-30), ValidUntil: days(9), ValidEnds: days(10)},
		{Title: "Report", Folder: "documents/reports", Request: "mailto:ask@larkspur.example", Audience: "public", ValidUntil: days(-9), ValidEnds: days(-8)},
	}
	th := defaultTheme(t)
	v.Pages = append(v.Pages,
		write(t, th, &disclose.Page{Route: "/updates/old/", Title: "Old news", Source: "content/updates/old.md", Date: days(-30), Tags: []string{"scans"}}, "Text.\n"),
		write(t, th, &disclose.Page{Route: "/updates/new/", Title: "New news", Source: "content/updates/new.md", Date: days(-3), Description: "What is new."}, "Text.\n"),
		write(t, th, &disclose.Page{Route: "/updates/undated/", Title: "No date", Source: "content/updates/undated.md"}, "Text.\n"),
		write(t, th, &disclose.Page{Route: "/updates/", Title: "Updates", Source: "content/updates/index.md"}, "Text.\n"),
		write(t, th, &disclose.Page{Route: "/try/", Title: "Try", Source: "content/try.mdx"}, body+"\n"))
	files, list := rendered(t, v)
	c := check(t, files, "try/index.html")
	uniqueIDs(t, c)
	c.notIn("p p, p div, p table, p ul, p section, [style]")
	return c, list
}

func TestEvidenceTimeline(t *testing.T) {
	c, list := shown(t, `<EvidenceTimeline id="aws-ebs-snapshots"/>`)
	if len(list) > 0 {
		t.Error(list)
	}
	c.count(".timeline-lane", 1)
	c.attr(".timeline-head a", "href", "/evidence/aws-ebs-snapshots/")
	c.attr(".timeline-head .tag", "data-expires", "2026-11-23T12:00:00Z")
	c.attr("svg.timeline-chart", "role", "img")
	c.has("svg title", "Snapshots of volumes from 23 August 2026 to 21 November 2026")
	c.has("svg desc", "3 recordings: 1 Pass, 1 Fail, 1 without a verdict")
	c.count(".timeline-bar", 3)
	c.attr(".timeline-fail", "x", "111.11")
	c.attr(".timeline-fail", "width", "11.11")
	c.attr(".timeline-fail", "height", "40")
	c.attr(".timeline-none", "x", "988.88")
	c.count(".timeline-tick", 3)
	c.count(".timeline-table tbody tr", 3)
	c.attr(".timeline-table tbody tr:first-child time", "datetime", "2026-11-20T12:00:00Z")
	c.attr(".timeline-table tbody tr:first-child .tag", "data-until", "2026-11-23T12:00:00Z")
	c.has(".timeline-table tbody tr:nth-child(3) td", "Fail")
	c.has(".timeline-table tbody tr:nth-child(3) td", "not stated")

	c, _ = shown(t, `<EvidenceTimeline control="registry-backup" days={400}/>`)
	c.count(".timeline-table tbody tr", 4)
	c, _ = shown(t, `<EvidenceTimeline id="soc2-letter" days={7}/>`)
	c.has(".timeline-lane .muted", "No recording in this time.")
	c, _ = shown(t, `<EvidenceTimeline id="aws-ebs-snapshots" days={1}/>`)
	c.count(".timeline-table tbody tr", 1)
	c, _ = shown(t, `<EvidenceTimeline/>`)
	c.count(".timeline-lane", 4)
	c, _ = shown(t, `<EvidenceTimeline control="mfa"/>`)
	c.has(".muted", "No evidence is published here")
	c, _ = shown(t, `In words: <EvidenceTimeline id="aws-ebs-snapshots"/>, as seen.`)
	c.has("p", "Snapshots of volumes was recorded 3 times since 23 August 2026, as seen.")

	for body, want := range map[string]string{
		`<EvidenceTimeline id="aws-ebs-snapshots" days={0}/>`:   "the prop days is 0, expected a number of days from 1 to 3653",
		`<EvidenceTimeline id="aws-ebs-snapshots" days={-3}/>`:  "the prop days is -3",
		`<EvidenceTimeline id="aws-ebs-snapshot"/>`:             `there is no evidence "aws-ebs-snapshot" in this portal`,
		`<Faq topic="bakup"/>`:                                  `there is no answer about the topic "bakup" in this portal`,
		`<Faq ids={["backup-how-often", "backup-how-offen"]}/>`: `there is no answer "backup-how-offen" in this portal`,
	} {
		if _, list := shown(t, body); len(list) != 1 || !strings.Contains(list[0].Message, want) || list[0].Span.Position().Line != 1 {
			t.Errorf("%s: %v", body, list)
		}
	}
}

func TestResponsibility(t *testing.T) {
	c, _ := shown(t, `<Responsibility ids={["mfa", "bucket-logging"]}/>`)
	c.count(".responsibility tbody tr:not(.group)", 2)
	c.attr(".responsibility th a", "href", "/controls/mfa/")
	c.in(".responsibility td .badge[data-state]")
	c, _ = shown(t, `<Responsibility who="shared"/>`)
	c.count(".responsibility tbody tr:not(.group)", 1)
	c.has(".responsibility td[data-label=You] strong", "act")
	c.has(".responsibility td[data-label='Larkspur Systems'] strong", "acts")
	c.has(".responsibility td[data-label='A supplier']", "no part")
	c, _ = shown(t, `<Responsibility framework="soc2"/>`)
	c.has(".responsibility th a", "Registry volumes are snapshotted daily")
	c, _ = shown(t, `<Responsibility who="customer"/>`)
	c.has(".muted", "No control of this portal matches.")
	c, _ = shown(t, `So: <Responsibility ids={["mfa"]}/>.`)
	c.notIn("main table")
}

func TestDocumentsComponent(t *testing.T) {
	c, _ := shown(t, `<Documents/>`)
	c.count("main tbody tr", 2)
	c.attr("main th a", "href", "/files/policy.txt")
	c.has("main td", "policy.txt, 37 bytes SHA-256 abababababababab…")
	c.has("main td", "Everybody")
	c.attr("main tbody tr:first-child .tag", "data-until", "2026-12-01T12:00:00Z")
	c.attr("main tbody tr:nth-child(2) td a", "href", "mailto:ask@larkspur.example")
	c.has("main tbody tr:nth-child(2) .tag", "12 November 2026 (over)")
	c.notIn("main tbody tr:nth-child(2) [data-until]")
	c, _ = shown(t, `<Documents folder="documents/reports/"/>`)
	c.count("main tbody tr", 1)
	c, _ = shown(t, `<Documents folder="doc"/>`)
	c.has(".muted", "No document is published here")
	c, _ = shown(t, `<Documents tags={["policy", "x"]}/>`)
	c.count("main tbody tr", 1)
	c, _ = shown(t, `Take <Documents/> home.`)
	c.has("p", "Take Policy, Report (on request) home.")
}

func TestUpdates(t *testing.T) {
	c, _ := shown(t, `<Updates/>`)
	c.count(".post", 3)
	c.has(".post:first-child .post-title", "New news")
	c.attr(".post:first-child time", "datetime", days(-3).Format(time.RFC3339))
	c.has(".post:nth-child(2) .post-date", "scans")
	c.has(".post:nth-child(3) .post-date", "not dated")
	c, _ = shown(t, `<Updates tags={["scans"]} limit={5}/>`)
	c.count(".post", 1)
	c, _ = shown(t, `<Updates limit={1}/>`)
	c.has(".post", "New news")
	c.count(".post", 1)
	c, _ = shown(t, `<Updates folder="news"/>`)
	c.has(".muted", "No update is published")
	c, _ = shown(t, `Lately: <Updates limit={1}/>.`)
	c.has("p", "Lately: New news (18 November 2026).")
}

func TestFaq(t *testing.T) {
	c, _ := shown(t, "<Faq topic=\"backups\"/>\n\n<Faq open>\n<Faq.Item question=\"Why, then?\">\n\nBecause **so**.\n\n</Faq.Item>\n<Faq.Item question=\"And?\" id=\"and\">\n\nNo more. See [why](#faq-why--then-).\n\n</Faq.Item>\n</Faq>")
	c.count("details.faq-item", 3)
	c.has("summary", "How often are backups made?")
	c.has("#faq-backup-how-often p", "Every volume of the registry is snapshotted every day.")
	c.attr("#faq-backup-how-often .badge", "data-fresh-until", "2026-11-22T12:00:00Z")
	c.attr("#faq-backup-how-often a", "href", "/controls/registry-backup/")
	c.has("#faq-why--then- strong", "so")
	c.attr("#faq-and a.faq-link", "href", "#faq-and")
	c, _ = shown(t, "Ask: <Faq ids={[\"backup-how-often\"]}/>")
	c.has("p", "Ask: How often are backups made? Yes. Every day.")
}

// The components of the catalog have a form for the middle of a sentence.
func TestInlineForms(t *testing.T) {
	c, list := shown(t, `See <Controls kind="logging-audit"/>, <Controls kind="backup" state="planned"/>, <Scans/>, <RecoveryObjectives/>, <Exceptions/>, <Exceptions control="mfa"/>, <Subprocessors/>, <Evidence id="soc2-letter"/> and <Framework id="soc2"/>.`)
	if len(list) > 0 {
		t.Error(list)
	}
	c.has(".prose p", "Not satisfied, none, ")
	c.has(".prose p", "One bucket keeps no access log, no recorded gap, Amazon Web Services, Mailroom, Letter of the auditor and")
	c.has(".prose p", "requirements have a control)")
	c.notIn(".prose p table")
}

func TestScopesOfRegisters(t *testing.T) {
	c, _ := shown(t, `<Exceptions scope={{cloud: 'gcp'}}/>`)
	c.has(".muted", "No exception is published")
	c, _ = shown(t, `<Exceptions scope={{cloud: ['aws', 'gcp']}}/>`)
	c.count("main tbody tr", 1)
	c, _ = shown(t, `<Subprocessors scope={{cloud: 'gcp'}}/>`)
	c.count("main tbody tr", 2)
}
