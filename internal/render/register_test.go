package render

import (
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/artifact"
	"github.com/candor-site/candor/internal/disclose"
)

// registers renders a portal whose registers all have something to show.
func registers(t *testing.T, more ...*disclose.Page) map[string]artifact.File {
	t.Helper()
	v := larkspur(t)
	th := defaultTheme(t)
	v.Controls[1].Responsibility = "inherited"
	v.Controls[3].Responsibility, v.Controls[3].Status = "customer", "required-setting"
	v.Subprocessors = append(v.Subprocessors, &disclose.Subprocessor{ID: "soon", Name: "Soon", Since: days(20), Notice: days(-10), Places: []string{"Dublin"}})
	v.Exceptions = append(v.Exceptions, &disclose.Exception{ID: "late", Title: "Late gap", Control: "mfa", State: "overdue", Until: days(-3), Lapses: days(-2)})
	v.Documents = []*disclose.Document{
		{Title: "Policy", Folder: "documents", Tags: []string{"policy"}, Route: "/files/policy.txt", Name: "policy.txt", Size: 37, Digest: strings.Repeat("ab", 32), Audience: "public", Date: days(-30), ValidUntil: days(9), ValidEnds: days(10)},
		{Title: "Report", Folder: "documents/reports", Tags: []string{"policy", "report"}, Request: "mailto:ask@larkspur.example", Audience: "public", ValidUntil: days(-9), ValidEnds: days(-8)},
	}
	v.Pages = append(v.Pages,
		write(t, th, &disclose.Page{Route: "/updates/new/", Title: "New news", Source: "content/updates/new.md", Date: days(-3), Description: "What is new.", Tags: []string{"scans", "both ways"}}, "Text.\n"),
		write(t, th, &disclose.Page{Route: "/updates/old/", Title: "Old news", Source: "content/updates/old.md", Date: days(-400), Tags: []string{"scans"}}, "Text.\n"))
	v.Pages = append(v.Pages, more...)
	files, list := rendered(t, v)
	if len(list) > 0 {
		t.Error(list)
	}
	return files
}

func TestRegisters(t *testing.T) {
	files := registers(t)
	c := check(t, files, "scopes/index.html")
	c.attr("th a", "href", "/scopes/cloud/aws/")
	c.attr("td a.cell[data-state=not-satisfied]", "href", "/scopes/product/fleet/#kind.logging-audit")
	c.has("section[aria-labelledby='axis.cloud'] tr", "Backups 1 of 1 –none")

	c = check(t, files, "scopes/plan/enterprise/index.html")
	c.has(".crumbs", "Home Scopes enterprise")
	c.has("section[aria-labelledby='kind.backup'] li", "Frequency here: every hour (elsewhere every day)")
	c.has("section[aria-labelledby='kind.backup'] li", "everywhere")
	c.has("section[aria-labelledby='scope.gaps'] li", "Every bucket keeps an access log Not satisfied")
	c = check(t, files, "scopes/cloud/gcp/index.html")
	c.notIn("section[aria-labelledby='kind.backup']")
	c.attr(".toc [aria-current=page]", "href", "/scopes/cloud/gcp/")

	c = check(t, files, "responsibility/index.html")
	c.has("section[aria-labelledby='duty.yours'] h3", "Settings without which a claim does not hold")
	c.has("section[aria-labelledby='duty.yours'] li", "Every member of staff signs in with a phishing-resistant second factor.")
	c.has("section[aria-labelledby='duty.supplier'] li", "Container images are scanned each day")
	c.has("section[aria-labelledby='duty.matrix'] tr", "Authentication –none 1 –none –none")
	c.attr("section[aria-labelledby='duty.matrix'] th a", "href", "/scopes/product/fleet/")

	c = check(t, files, "scans/index.html")
	c.has("tr", "Container images are scanned each day Trivy every day published images Undetermined Evidence is older than its period and grace")
	c.has("td .tag", "13 November 2026")
	c.notIn("td .tag[data-until]") // it is over already: nothing is left to age
	c.has("td", "Stale tool: pass")
	c = check(t, files, "recovery/index.html")
	c.has("tr", "Recovery of the registry product: fleet 8 hours 2 hours ✓ 5 hours 12 minutes holds against recovery within 8 hours")

	c = check(t, files, "exceptions/index.html")
	c.has("tbody tr:first-child", "Late gap")
	c.count("tr.late", 1)
	c.has("tr#legacy-bucket-logging, tr:has(#legacy-bucket-logging)", "The risk is accepted by platform-team.")
	c.attr(".exception-overdue", "data-until", "2026-11-19T12:00:00Z")
	c.has(".figures li", "1 Past its latest date")

	c = check(t, files, "subprocessors/index.html")
	c.has("tbody tr.upcoming:first-child", "from 11 December 2026 announced 11 November 2026, 30 days' notice")
	c.has("dd", "Dublin (2)")
	c.attr("a[download]", "href", "/subprocessors/subprocessors.csv")
	if csv := string(files["subprocessors/subprocessors.csv"].Data); !strings.Contains(csv, `"soon","Soon"`) || !strings.Contains(csv, `"2026-12-11","2026-11-11"`) {
		t.Error(csv)
	}

	c = check(t, files, "documents/index.html")
	c.count("section[aria-labelledby^='folder.']", 2)
	c.has("dd", "2, 1 on request")
	c.has("dd", "policy (2), report (1)")
	c = check(t, files, "updates/index.html")
	c.has("h2", "2026")
	c.attr(".tags a", "href", "/updates/tags/scans/")
	c.count(".post", 2)
	c = check(t, files, "updates/tags/scans/index.html")
	c.has(".lead", "2 updates about scans.")
	c.attr(".tags [aria-current=page]", "href", "/updates/tags/scans/")
}

// A framework says what is a gap, and every requirement in a glance.
func TestFrameworkSheet(t *testing.T) {
	files := registers(t)
	c := check(t, files, "frameworks/soc2/index.html")
	c.count(".heat .cell", 3)
	c.attr(".cell[data-state=gap]", "href", "#requirement.CC7.3")
	c.attr(".cell[data-state=satisfied]", "data-fresh-until", "2026-11-22T12:00:00Z")
	c.has(".legend-item", "Gap, no control 1")
	c.has(".heat tr", "Common criteria 1 of 2")
	c.attr(".shares .segment-satisfied", "data-fresh-times", "2026-11-22T12:00:00Z*1")
	c.in("tr[id='requirement.A1.2'] .mark[data-fresh-until]")
	c = check(t, files, "frameworks/index.html")
	c.has(".crosswalk tr", "Registry volumes are snapshotted daily Satisfied A.8.13 A1.2 Meets")
	c.attr(".crosswalk td a", "href", "/frameworks/soc2/#requirement.CC7.2")
	c.has("section[aria-labelledby='crosswalk.kinds'] tfoot", "With a control 1 of 2 2 of 3")
	c.has(".card-foot[data-fresh-count]", "1 of 3 with every control satisfied")
	c.has(".muted", "6 controls bear on no framework and are left out.")
}

// A written page replaces a register, or stands in it when it asks for its
// layout.
func TestWrittenRegister(t *testing.T) {
	th := defaultTheme(t)
	files := registers(t,
		write(t, th, &disclose.Page{Route: "/scans/", Title: "Our scans", Source: "content/scans.md"}, "Words only.\n"),
		write(t, th, &disclose.Page{Route: "/responsibility/", Title: "You and we", Source: "content/responsibility.md", Layout: "responsibility", Description: "Who does what."}, "Read this **first**.\n"))
	c := check(t, files, "scans/index.html")
	c.has(".prose", "Words only.")
	c.notIn("main table")
	c = check(t, files, "responsibility/index.html")
	c.has("h1", "You and we")
	c.has(".prose strong", "first")
	c.in("section[aria-labelledby='duty.yours']")
	c.attr("link[rel=alternate][type='application/json']", "href", "/api/v1/responsibility.json")
}

// A portal with nothing in its registers makes no page of them, and nothing
// leads to those that always stand.
func TestEmptyRegisters(t *testing.T) {
	v := larkspur(t)
	v.Exceptions, v.Subprocessors, v.Frameworks, v.Evidence, v.Scopes, v.Answers = nil, nil, nil, nil, nil, nil
	v.Controls = v.Controls[3:4]
	v.Controls[0].Pages = nil
	v.Kinds, v.Pages, v.Assets, v.Summary = kindsOf(v.Controls), nil, nil, summarise(v.Controls, nil)
	v.Site.Contact = disclose.Contact{}
	files, _ := rendered(t, v)
	for _, path := range []string{"scopes", "responsibility", "scans", "recovery", "documents", "updates"} {
		if _, ok := files[path+"/index.html"]; ok {
			t.Errorf("%s has nothing to show, and a page", path)
		}
		if _, ok := files["api/v1/"+path+".json"]; ok {
			t.Errorf("%s has nothing to show, and a document", path)
		}
	}
	for _, path := range pages(files) {
		for _, empty := range []string{"/exceptions/", "/subprocessors/", "/frameworks/", "/evidence/"} {
			if !strings.HasPrefix("/"+path, empty) {
				check(t, files, path).notIn("a[href='" + empty + "']")
			}
		}
	}
	if sitemap := string(files["sitemap.xml"].Data); strings.Contains(sitemap, "/subprocessors/") || !strings.Contains(sitemap, "/controls/") {
		t.Error(sitemap)
	}
}
