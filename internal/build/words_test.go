package build

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

// vagueSeeds are the claims of the seeds that are flagged as vague, and how
// each is found: by a word at the line of the claim on its page, or, where the
// sentence has merely no number, by the flag in the catalog.
var vagueSeeds = map[string]string{
	"opsani-001": "word", "opsani-003": "flag", "opsani-006": "word", "opsani-009": "flag", "opsani-011": "word", "opsani-021": "word",
	"opsani-053": "word", "opsani-054": "word", "opsani-055": "word", "opsani-062": "word", "opsani-068": "word", "opsani-069": "word",
	"iopipe-002": "word", "iopipe-004": "word", "iopipe-011": "flag", "iopipe-034": "flag",
	"opta-compliance-001": "word", "opta-compliance-023": "word",
	"spectro-055": "word", "spectro-060": "word", "spectro-089": "word", "spectro-097": "flag", "spectro-111": "word", "spectro-113": "word",
	"spectro-115": "word", "spectro-149": "word", "spectro-150": "word",
}

// unstatedSeeds are the parameters of the seeds that are unstated.
var unstatedSeeds = []string{"iopipe-011 retention", "opsani-069 rto", "spectro-055 retention", "spectro-116 min_uptime", "spectro-117 frequency"}

// seedLints opens the site of the seeds, and returns its diagnostics by code,
// and which claims are on which line of which page.
func seedLints(t *testing.T) (map[diag.Code]diag.List, *Project) {
	t.Helper()
	dir, _ := seedSite(t)
	p, err := Open(context.Background(), Options{Dir: dir, AsOf: asOf, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	by := map[diag.Code]diag.List{}
	for _, d := range p.Diagnostics {
		by[d.Code] = append(by[d.Code], d)
	}
	return by, p
}

// seedLines returns on which lines of the pages of the seeds diagnostics stand,
// as "opsani:21": lines of the plain texts count as in the original, before
// they became pages with front matter of three lines.
func seedLines(list diag.List) map[string]diag.Diagnostic {
	out := map[string]diag.Diagnostic{}
	for _, d := range list {
		name, ok := strings.CutPrefix(d.Span.Path(), "content/")
		if !ok {
			continue
		}
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".mdx")
		line := d.Span.Position().Line
		if name != "opta-architecture" && name != "spectro-saas-controls" {
			line -= 2
		}
		out[fmt.Sprintf("%s:%d", strings.TrimSuffix(strings.TrimSuffix(name, "-saas-controls"), "-security"), line)] = d
	}
	return out
}

func TestVagueSeeds(t *testing.T) {
	by, p := seedLints(t)
	words, flags := seedLines(by[diag.WordingVague]), map[string]bool{}
	for _, d := range by[diag.ControlVague] {
		for _, c := range p.Site.Catalog.Controls {
			if strings.Contains(d.Message, "control "+c.ID+" ") {
				flags[c.Origin.Claim] = true
			}
		}
	}
	flagged := 0
	for _, c := range p.Site.Catalog.Controls {
		if !slices.Contains(c.Flags, "vague") {
			continue
		}
		flagged++
		claim := c.Origin.Claim
		prefix := claim[:strings.LastIndexByte(claim, '-')]
		found := "flag"
		for _, line := range c.Origin.Lines {
			if _, ok := words[fmt.Sprintf("%s:%d", prefix, line)]; ok {
				found = "word"
			}
		}
		if found != vagueSeeds[claim] {
			t.Errorf("%s (%v) is found by its %s, want %q", claim, c.Origin.Lines, found, vagueSeeds[claim])
		}
		if !flags[claim] {
			t.Errorf("%s is flagged as vague, and the catalog does not list it", claim)
		}
	}
	if flagged != 27 || len(vagueSeeds) != 27 {
		t.Errorf("%d claims are flagged as vague, want 27", flagged)
	}
	var unstated []string
	for _, d := range by[diag.ValueUnstated] {
		for _, c := range p.Site.Catalog.Controls {
			if rest, ok := strings.CutPrefix(d.Message, "control "+c.ID+" leaves its "); ok {
				unstated = append(unstated, c.Origin.Claim+" "+strings.TrimSuffix(rest, " unstated"))
			}
		}
	}
	slices.Sort(unstated)
	if !slices.Equal(unstated, unstatedSeeds) {
		t.Errorf("unstated are %q, want %q", unstated, unstatedSeeds)
	}
}

func TestAmbiguousSeeds(t *testing.T) {
	by, _ := seedLints(t)
	if _, ok := seedLines(by[diag.WordingAmbiguous])["opsani:151"]; !ok || len(by[diag.WordingAmbiguous]) != 1 {
		t.Errorf("bi-annually is not found, or not it alone: %v", by[diag.WordingAmbiguous])
	}
	var readings int
	for _, d := range by[diag.ControlVague] {
		if strings.Contains(d.Message, `"bi-annually"`) || strings.Contains(d.Message, `"within a few minutes"`) {
			readings++
		}
	}
	if readings != 2 {
		t.Errorf("the catalog lists %d phrases with several readings, want 2: %v", readings, by[diag.ControlVague])
	}
}

// TestUndatedSeeds holds the lint to section 12 of format-features.md.
func TestUndatedSeeds(t *testing.T) {
	by, _ := seedLints(t)
	lines := seedLines(by[diag.WordingUndated])
	for _, want := range []string{
		"opta-architecture:16", "opta-architecture:23", "opta-architecture:26", "opta-architecture:35", "opta-architecture:55", "opta-architecture:59",
		"opta-architecture:66", "opta-architecture:111", "opta-architecture:120", "opta-compliance:76", "opta-compliance:77",
	} {
		if _, ok := lines[want]; !ok {
			t.Errorf("nothing is reported at %s", want)
		}
	}
	for line, words := range map[string]string{"opta-architecture:23": "once a story for VPN support is planned out", "opta-architecture:55": "once VPN feature is added"} {
		if d := lines[line]; !strings.Contains(d.Message, words) {
			t.Errorf("%s does not name %q: %s", line, words, d.Message)
		}
	}
}

// TestStandardSeeds finds by name each standard of the seeds that was withdrawn
// or superseded: six that passed, one that will, and two of which editions
// passed and which the claim names without an edition.
func TestStandardSeeds(t *testing.T) {
	by, _ := seedLints(t)
	for _, want := range []struct {
		code diag.Code
		page string
		says string
	}{
		{diag.StandardWithdrawn, "content/opsani-security.md", `"SSAE16" was superseded on 1 May 2017`},
		{diag.StandardWithdrawn, "content/opsani-security.md", `"PCI DSS v3.2" was withdrawn on 31 December 2018`},
		{diag.StandardWithdrawn, "content/opsani-security.md", `"Privacy Shield" was withdrawn on 16 July 2020`},
		{diag.StandardWithdrawn, "content/spectro-saas-controls.mdx", `"A1:2017, OWASP Top 10 2017" was superseded on 24 September 2021`},
		{diag.StandardWithdrawn, "content/opta-architecture.md", `"EKS cluster version is 1.18" reached the end of its support on 31 March 2022`},
		{diag.StandardWithdrawn, "content/opta-architecture.md", `"SSL" was withdrawn in June 2015`},
		{diag.StandardWithdrawn, "content/iopipe-security.md", `"SSL" was withdrawn in June 2015`},
		{diag.StandardEnding, "content/opta-architecture.md", `"Helm V3" will reach the end of its support on 10 February 2027`},
		{diag.StandardUndated, "content/opsani-security.md", `"ISO 27001" names no edition, and that of 2013 was withdrawn on 31 October 2025`},
		{diag.StandardUndated, "content/opsani-security.md", `"ISO 27018" names no edition, and that of 2019 was superseded in August 2025`},
	} {
		if !slices.ContainsFunc(by[want.code], func(d diag.Diagnostic) bool {
			return d.Span.Path() == want.page && strings.HasPrefix(d.Message, want.says)
		}) {
			t.Errorf("%s: no %s says %s: %v", want.page, want.code, want.says, by[want.code])
		}
	}
	pages := 0
	for _, d := range by[diag.StandardWithdrawn] {
		if strings.HasPrefix(d.Span.Path(), "content/") {
			pages++
		}
	}
	if pages != 7 {
		t.Errorf("%d standards are reported on pages, want 7: %v", pages, by[diag.StandardWithdrawn])
	}
	// The five claims that the seeds flag as superseded.
	for _, id := range []string{"SSAE16", "Privacy Shield", "OWASP Top 10", "EKS 1.18"} {
		if !slices.ContainsFunc(by[diag.ControlSuperseded], func(d diag.Diagnostic) bool { return strings.Contains(d.Message, id) }) {
			t.Errorf("no control is listed that rests on %s: %v", id, by[diag.ControlSuperseded])
		}
	}
	if len(by[diag.ControlSuperseded]) != 5 {
		t.Errorf("%d controls rest on what has passed, want 5", len(by[diag.ControlSuperseded]))
	}
}

// TestSpellingSeeds finds the names that the seeds write in several ways.
func TestSpellingSeeds(t *testing.T) {
	by, _ := seedLints(t)
	for _, want := range []string{
		`"IOPipe" is written "IOpipe" 14 times`, `"Saas" is written "SaaS"`, `"Mongo Atlas DB" is one of several spellings of MongoDB Atlas`,
		`"AtlasDB" is one of several spellings of MongoDB Atlas`, `"MongoDB atlas" is one of several spellings of MongoDB Atlas`,
		`"workernode" is written "worker node"`, `"Source code" is written "Source Code"`, `"DataDog" is written "Datadog"`,
	} {
		if !slices.ContainsFunc(by[diag.NameSpelling], func(d diag.Diagnostic) bool { return strings.HasPrefix(d.Message, want) }) {
			t.Errorf("nothing says %s: %v", want, by[diag.NameSpelling])
		}
	}
}

// TestImageSeeds finds the twelve images of the seeds, whose words say nothing.
func TestImageSeeds(t *testing.T) {
	by, _ := seedLints(t)
	count := map[string]int{}
	for _, d := range by[diag.ImageAlt] {
		count[d.Span.Path()]++
	}
	if count["content/spectro-saas-controls.mdx"] != 10 || count["content/opta-architecture.md"] != 2 || len(by[diag.ImageAlt]) != 12 {
		t.Errorf("%v, want 10 and 2: %v", count, by[diag.ImageAlt])
	}
}
