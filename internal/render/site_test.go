package render

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

func TestHome(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	c := check(t, files, "index.html")
	c.has("h1", "Larkspur Trust Center")
	c.notIn(".hero .prose")
	c.has(".intro .prose strong", "its promises")
	c.attr(".intro .prose a", "href", "/security/service/")
	c.attr(".panel time", "datetime", "2026-11-21T12:00:00Z")
	c.has(".panel-count", "4 of 8 claims hold")
	c.count(".panel .bar rect", 5)
	c.attr(".panel .segment-satisfied", "width", "500")
	c.attr(".panel .segment-not-satisfied", "x", "500")
	c.attr(".panel .segment-satisfied", "data-fresh-times", "2026-11-22T12:00:00Z*1 2026-11-24T12:00:00Z*1 2027-03-21T12:00:00Z*1 2027-06-09T12:00:00Z*1")
	c.attr(".panel .bar", "aria-label", "4 satisfied, 1 not satisfied, 1 undetermined, 1 planned, 1 not applicable")
	c.has(".panel-note", "1 gap is recorded")
	c.count(".kind-card", 8)
	c.has(`section[aria-labelledby="home.certifications"] .ledger-title`, "ISO/IEC 27001 certificate")
	c.has(".grades li", "5 Measured")
	c.has(".reasons li", "1 Evidence is older than its period and grace")
	c.has(`section[aria-labelledby="home.subprocessors"] .section-more`, "All 2 subprocessors")
	c.has(`section[aria-labelledby="home.verify"] li`, "Read the claim")
	c.count(`section[aria-labelledby="home.verify"] ol > li`, 3)
	c.attr(".contact a", "href", "mailto:security@larkspur.example")
	c.attr(".contact a", "href", "/security/disclosure/")
	c.has(`section[aria-labelledby="home.read-on"] li`, "Service security")
}

func TestHomeWithoutAWrittenPage(t *testing.T) {
	v := larkspur(t)
	v.Pages = v.Pages[1:]
	files, _ := rendered(t, v)
	c := check(t, files, "index.html")
	c.has("h1", "Larkspur Trust Center")
	c.has(".lead", "What Larkspur Systems promises")
}

// A portal with nothing in it is still whole, and claims nothing.
func TestEmptyPortal(t *testing.T) {
	files, list := rendered(t, &disclose.View{Audience: "public", AsOf: asOf, Site: disclose.Site{Title: "Empty", BaseURL: "https://e.example/", BasePath: "/"}})
	if len(list) > 0 {
		t.Error(list)
	}
	for _, path := range pages(files) {
		c := check(t, files, path)
		c.count("h1", 1)
		c.notIn(".state-satisfied")
	}
	check(t, files, "index.html").has(".panel", "No control is published")
	if _, ok := files[".well-known/security.txt"]; ok {
		t.Error("security.txt without a contact")
	}
}

func TestControlPage(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	c := check(t, files, "controls/registry-backup/index.html")
	c.has("h1", "Registry volumes are snapshotted daily")
	c.has(".statement", "Every volume of the public pack registry is snapshotted every day.")
	c.attr(".verdict .badge", "data-fresh-until", "2026-11-22T12:00:00Z")
	c.attr(".verdict .badge", "data-reason", "pass")
	c.attr(".verdict .badge", "data-grade", "measured")
	c.has(".verdict-reason", "The check passes")
	c.has(".verdict-detail", "61 of 61 volumes")
	c.has(".verdict dd", "Measured")
	c.has("section[aria-labelledby=per-scope] th", "Account")
	c.has("section[aria-labelledby=per-scope] tr", "prod-us Satisfied Evidence is due and inside its grace period")
	c.has("section[aria-labelledby=measured] tr", "a snapshot at most 1 day old oldest is 7 hours old /Snapshots/12/StartTime yes")
	c.attr("section[aria-labelledby=evidence] a", "href", "/evidence/aws-ebs-snapshots/")
	c.has(".found-head", "Restore test Missing No verdict")
	c.has(".found dd", "3 hours before this page")
	c.has(".rule-points li", "ids of evidence aws-ebs-snapshots contains id")
	c.has("section[aria-labelledby=pages] .sub a", "Backups")
	c.has(".rule code", `v.id in ev["aws-ebs-snapshots"].ids`)
	c.has("section[aria-labelledby=values] div", "Frequency every day also read as: every working day")
	c.has("section[aria-labelledby=values] div", "Retention not stated")
	c.has("section[aria-labelledby=overrides] h3", "plan: enterprise")
	c.has("section[aria-labelledby=overrides]", "every hour")
	c.has("section[aria-labelledby=mappings] tr", "SOC 2 A1.2 Environment, backup and recovery Meets")
	c.has("section[aria-labelledby=relates] li", "Sets a bound for Recovery of the registry")
	c.has("section[aria-labelledby=questions] li", "How often are registry volumes backed up?")
	c.has(".answer", "Every volume of the registry is snapshotted every day.")
	c.attr("section[aria-labelledby=pages] a", "href", "/security/service/")
	c.has("section[aria-labelledby=remarks]", "key of their volume")
	c.has(".facts-side", "product: fleet; cloud: aws; environment: production")
	c.attr("link[rel=alternate]", "href", "/api/v1/controls/registry-backup.json")

	c = check(t, files, "controls/bucket-logging/index.html")
	c.has(".verdict .badge.state-not-satisfied", "Not satisfied")
	c.has("tr.fails", "no")
	c.attr("section[aria-labelledby=gaps] a", "href", "/exceptions/#legacy-bucket-logging")
	c.has("section[aria-labelledby=remarks] li", "The wording is vague")

	c = check(t, files, "controls/physical-audit/index.html")
	c.has("section[aria-labelledby=evidence]", "it is a statement")
	c.notIn("[data-fresh-until]")
}

func TestIndexes(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	c := check(t, files, "controls/index.html")
	c.count(".claim-list [data-filter]", 8)
	c.count(".kind-section", 8)
	c = check(t, files, "evidence/index.html")
	c.count(".by-tool tbody tr:not(.group)", 4)
	c.has(".by-tool tr", "Letter of the auditor Noor Haddad, head of security")
	c.count("section[aria-labelledby=attention] tbody tr", 1)
	c.has("section[aria-labelledby=attention] tr", "Image scan trivy 0.62.0 Expired Pass")
	c = check(t, files, "evidence/trivy-images/index.html")
	c.has(".tag", "Expired")
	c.notIn(".tag[data-expires]")
	c.has("dd", "2 with errors")
	c.has("section[aria-labelledby=problems]", "the vulnerability database was older than a day database-old")
	c.has("section[aria-labelledby=clocks]", "The document itself, at /CreatedAt")
	c.notIn("a[download]")
	check(t, files, "evidence/aws-s3-buckets/index.html").attr("a[download]", "href", "/files/policy.txt")
	c = check(t, files, "frameworks/soc2/index.html")
	c.has(".lead", "3 requirements; a control bears on 2. 1 is a gap.")
	c.has("tr.gap", "CC7.3 Judge events Gap: no control is mapped")
	c.has("tr", "CC7.2 Watch for anomalies1 not satisfied Every bucket keeps an access log Not satisfied Falls short")
	c.has(".callout-warning", "withdrawn on 16 November 2026. Its successor is soc2-2027.")
	c.count("tr.group", 2)
	c = check(t, files, "exceptions/index.html")
	c.has("tr", "One bucket keeps no access log terraform-state cloud: aws")
	c.has("tr", "by provider")
	c = check(t, files, "subprocessors/index.html")
	c.has("tr", "Mailroom Mailroom Inc. Delivery of service mail e-mail addresses United States standard contractual clauses")
	c.attr("a[rel~=nofollow]", "href", "https://aws.amazon.com/")
	check(t, files, "kinds/backup/index.html").has("tbody tr", "Registry volumes are snapshotted daily Every volume of the public pack registry is snapshotted every day. public pack registry every day not stated Satisfied")
}

func TestWrittenPage(t *testing.T) {
	files, _ := rendered(t, larkspur(t))
	c := check(t, files, "security/service/index.html")
	c.has("h1", "Service security of Larkspur")
	c.has("title", "Service security · Larkspur Trust Center")
	c.has(".prose p", "in Frankfurt is copied every day")
	c.attr(".toc a", "href", "#restores")
	c.has(".tree [aria-current=page]", "Service security")
	c.has(".crumbs", "Home Service security of Larkspur")
	c.has(".page-foot", "Last reviewed 11 November 2026")
	c.has(".page-foot", "Last changed 9 November 2026")
	c.has(".cited .control-row", "Staff sign in with a second factor")
	c.has(".value", "every day")
	c.attr(".status-link", "href", "/controls/mfa/")
	c.has(".control-card", "61 of 61 volumes")
	c.has("[aria-label='Table: Scans'] tr", "Container images are scanned each day vulnerabilities Trivy every day published images 12 November 2026 Undetermined")
	c.has("[aria-label='Table: Recovery objectives'] tr", "8 hours 2 hours ✓ 5 hours 12 minutes holds against recovery within 8 hours not known Satisfied")
	c.attr("figure img", "src", "/security/images/network.svg")
	c.count(".tab-pane", 2)
	c.has(".tab-pane .tab-title", "Azure")
	c.notIn(".tab-pane[hidden]")
	c.has(".callout-warning", "Mind the gap")
	c.has(".callout-info", "Read on")
	c.has(".include code", "Report to security@larkspur.example.")
	c.has(".download", "policy.txt, 37 bytes, SHA-256")
	c.has(".points li", "A The load balancer")
	c.has(".tip-text", "on a copy, each quarter")

	for _, old := range []string{"old/service/index.html", "legacy.html"} {
		c := check(t, files, old)
		c.attr("link[rel=canonical]", "href", "https://trust.larkspur.example/security/service/")
		c.attr("meta[http-equiv=refresh]", "content", "0; url=/security/service/")
	}
}

// A written page replaces the generated one at its route.
func TestWrittenPagesWin(t *testing.T) {
	v := larkspur(t)
	v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/subprocessors/", Title: "Who helps us", Source: "content/subprocessors.md"}, "Our own words.\n"))
	files, _ := rendered(t, v)
	check(t, files, "subprocessors/index.html").has("h1", "Who helps us")
}

// The layout shows the first title; further ones are demoted, in the text, in the
// contents and with their anchors. Readers see values, and ids hold none.
func TestSeveralTitlesAndBindings(t *testing.T) {
	v := larkspur(t)
	v.Pages = append(v.Pages, write(t, defaultTheme(t), &disclose.Page{Route: "/a/", Title: "Front title", Source: "content/a.mdx"},
		"# Copies {control.registry-backup.frequency}\n\n# Second\n\n<h1>Third</h1>\n\n## Kept {control.registry-backup.frequency}\n\nSee [it](#kept) and [that](#third).\n"))
	files, list := rendered(t, v)
	for _, d := range list {
		t.Error(d)
	}
	c := check(t, files, "a/index.html")
	c.count("h1", 1)
	c.has("h1", "Copies every day")
	c.has(".prose h2#second", "Second")
	c.has(".prose h2#third", "Third")
	c.has(".prose h2#kept", "Kept every day")
	for _, id := range []string{"second", "third", "kept"} {
		c.attr(".toc a", "href", "#"+id)
	}
	c.has(".toc a", "Kept every day")
}

func TestHiddenTitle(t *testing.T) {
	v := larkspur(t)
	th := defaultTheme(t)
	v.Pages = append(v.Pages,
		write(t, th, &disclose.Page{Route: "/a/", Title: "A", HideTitle: true, Source: "content/a.md"}, "# Own heading\n\nText.\n"),
		write(t, th, &disclose.Page{Route: "/b/", Title: "B", HideTitle: true, Source: "content/b.md"}, "Text.\n"))
	files, _ := rendered(t, v)
	a := check(t, files, "a/index.html")
	a.count("h1", 1)
	a.has(".prose h1", "Own heading")
	b := check(t, files, "b/index.html")
	b.count("h1", 1)
	b.has("h1.only-read", "B")
}

func TestOtherAudiencesAreMarked(t *testing.T) {
	v := larkspur(t)
	v.Audience = "nda"
	files, _ := rendered(t, v)
	c := check(t, files, "controls/mfa/index.html")
	c.attr("meta[name=robots]", "content", "noindex")
	c.has("footer", "only for the audience “Readers under a non-disclosure agreement”")
	if got := string(files["robots.txt"].Data); got != "User-agent: *\nDisallow: /\n" {
		t.Errorf("robots.txt: %q", got)
	}
}

// The output does not depend on the number of workers.
func TestDeterminism(t *testing.T) {
	th := defaultTheme(t)
	one, first := Site(larkspur(t), th, options(t, th, 1))
	for _, workers := range []int{8, 3, 0} {
		again, list := Site(larkspur(t), th, options(t, th, workers))
		if len(again) != len(one) || len(list) != len(first) {
			t.Fatalf("%d workers: %d files, want %d", workers, len(again), len(one))
		}
		for i := range one {
			if one[i].Path != again[i].Path || !bytes.Equal(one[i].Data, again[i].Data) {
				t.Fatalf("%d workers: %s differs", workers, again[i].Path)
			}
		}
	}
	for i := 1; i < len(one); i++ {
		if one[i-1].Path >= one[i].Path {
			t.Errorf("%s stands before %s", one[i-1].Path, one[i].Path)
		}
	}
}

// vectors are texts that would run if anything let them through.
var vectors = []string{
	`"><script>alert(1)</script><xss>`,
	`'><img src=x onerror=alert(1)>`,
	`</title></textarea></style><svg onload=alert(1)>`,
	`javascript:alert(1)`,
	`{{.Site}}<iframe srcdoc="<script>alert(1)</script>">`,
	"\u202e--><a href=\"javascript:alert(1)\" onclick=alert(1)>\nContact: mailto:evil@x",
}

// poison appends a vector to every text of a value but what names addresses.
func poison(v reflect.Value, vector string, keep func(field string) bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			poison(v.Elem(), vector, keep)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return
		}
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Type().Field(i).IsExported() && name != "Doc" && !keep(name) {
				poison(v.Field(i), vector, keep)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			poison(v.Index(i), vector, keep)
		}
	case reflect.String:
		if v.CanSet() {
			v.SetString(v.String() + vector)
		}
	}
}

func TestNothingInAViewRuns(t *testing.T) {
	th := defaultTheme(t)
	opt := options(t, th, 4)
	addresses := map[string]bool{"Route": true, "Source": true, "BaseURL": true, "BasePath": true, "Aliases": true, "Layout": true}
	words := map[string]bool{"State": true, "Freshness": true, "Kind": true, "Name": true, "ID": true, "Key": true, "Controls": true, "Audience": true}
	for _, vector := range vectors {
		for _, all := range []bool{true, false} {
			v := larkspur(t)
			v.Menu = []disclose.Link{{Title: "Menu", URL: "/controls/"}}
			poison(reflect.ValueOf(v), vector, func(field string) bool {
				return addresses[field] || !all && words[field]
			})
			files, _ := Site(v, th, opt)
			n := 0
			for _, f := range files {
				if strings.HasSuffix(f.Path, ".html") {
					n++
					inert(t, check(t, byPath(files), f.Path))
				}
			}
			if n < 30 {
				t.Errorf("only %d pages", n)
			}
			if text := string(byPath(files)[".well-known/security.txt"].Data); strings.Contains(text, "\nContact: mailto:evil@x") {
				t.Errorf("a value starts another line of security.txt: %s", text)
			}
		}
	}
}
