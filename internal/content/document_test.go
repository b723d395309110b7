package content

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestDocuments(t *testing.T) {
	set, list, err := Load(openTree(t, map[string]string{
		"content/documents/policy.pdf": "a", "content/documents/policy.pdf.yaml": "title: Security policy\ndescription: What we do\ndate: 2026-01-31\nvalid_until: 2027-01-31\ntags: [policy]\n",
		"content/documents/plain.PDF": "b", "content/documents/data.csv": "c", "content/documents/picture.png": dot, "content/documents/picture.png.yml": "title: Map\naudience: nda\n",
		"content/reports/soc2-report.pdf.yaml": "gated: mailto:trust@larkspur.example\n", "content/open.api.yaml": "x: 1\n", "content/nda/test.docx": "e",
	}), testConfig(), Options{AsOf: asOf})
	if err != nil || len(list) > 0 {
		t.Fatal(err, lines(list))
	}
	var got []string
	for _, d := range set.Documents {
		where := "on request at " + d.Request
		if d.Asset != nil {
			where = d.Asset.Route + " for " + d.Asset.Audience
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%s|%s", d.Folder, d.Title, d.Audience, d.Tags, d.ValidUntil.Format(time.DateOnly), where))
	}
	want := `documents|Map|nda|[]|0001-01-01|/documents/picture.png for nda
documents|Plain|public|[]|0001-01-01|/documents/plain.PDF for public
documents|Security policy|public|[policy]|2027-01-31|/documents/policy.pdf for public
nda|Test|nda|[]|0001-01-01|/nda/test.docx for nda
reports|Soc2 report|public|[]|0001-01-01|on request at mailto:trust@larkspur.example`
	if text := strings.Join(got, "\n"); text != want {
		t.Errorf("got\n%s\nwant\n%s", text, want)
	}
	if len(set.Assets) != 6 {
		t.Errorf("%d assets: sheets must not be published, other YAML files must", len(set.Assets))
	}
}

func TestSheetsThatAreWrong(t *testing.T) {
	for _, c := range []struct{ name, sheet, want string }{
		{"a.pdf", "titel: A\n", `a.pdf.yaml:1:1: error: the document has no key "titel" [key-unknown] (did you mean "title"?)`},
		{"a.pdf", "date: soon\n", `a.pdf.yaml:1:7: error: date: "soon" is not a date such as 2026-07-31 [value-invalid]`},
		{"a.pdf", "gated: /ask/\n", `a.pdf.yaml:1:8: error: a.pdf stands beside its sheet and is published, so nobody has to ask for it [value-invalid] (move the document to a folder of a closed audience, or remove gated)`},
		{"b.pdf", "title: A\n", `a.pdf.yaml:1:1: error: the file describes a.pdf, which is not there [file-unexpected] (put the document beside it, or say with gated how to ask for it)`},
		{"b.pdf", "gated: javascript:x\n", `a.pdf.yaml:1:8: error: gated is "javascript:x", expected where to ask: a route, https: or mailto: [value-invalid]`},
		{"a.pdf", "audience: pubic\n", `a.pdf.yaml:1:11: error: the audience "pubic" does not exist, expected one of public, nda, internal [audience-unknown] (did you mean "public"?)`},
		{"a.pdf", "valid_until: 2026-11-20\n", `a.pdf.yaml:1:14: warning: the document was valid until 20 November 2026, and it is 21 November 2026 [document-expired] (replace it, or take it out of the site)`},
	} {
		set, list, err := Load(openTree(t, map[string]string{"content/" + c.name: "x", "content/a.pdf.yaml": c.sheet}), testConfig(), Options{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(list); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.sheet, got, c.want)
		}
		if strings.Contains(c.sheet, "pubic") && set.Assets[0].Audience != "internal" {
			t.Errorf("a misspelt audience leaves the file open to %s", set.Assets[0].Audience)
		}
	}
}
