package build

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/trust"
)

// TestSeedRelations holds what is said of the relations between the claims of
// the seeds: the contradictions that catalog-needs.md lists, each with the
// values that clash, and nothing else that is wrong.
func TestSeedRelations(t *testing.T) {
	dir, _ := seedSite(t)
	m := build(t, dir, "public", 2)
	title := func(id string) string {
		c := m.project.Site.Catalog.Control(id)
		if c == nil {
			t.Fatalf("there is no claim %s", id)
		}
		return strings.TrimSuffix(c.Title, ".")
	}
	for _, c := range []struct {
		a, b string
		says []string // values; none: the titles of both
	}{
		{"opsani-013", "opsani-021", nil},
		{"opsani-077", "opsani-079", nil},
		{"opta-architecture-012", "opta-compliance-014", nil},
		{"spectro-003", "spectro-098", []string{"US East, US East 2 and West 2", "AWS East, AWS Central and AWS West"}},
		{"spectro-012", "spectro-014", []string{"no ports", "6443"}},
		{"spectro-067", "spectro-091", []string{"integration, stage and production", "development, integration, stage and production"}},
		{"spectro-079", "spectro-131", nil},
		// Not in the list of catalog-needs.md, and said by the inventory: whoever
		// keeps passwords keeps personal data.
		{"opsani-077", "opsani-021", nil},
	} {
		if c.says == nil {
			c.says = []string{title(c.a), title(c.b)}
		}
		i := slices.IndexFunc(m.list, func(d diag.Diagnostic) bool {
			return d.Code == diag.ClaimContradicts && strings.HasPrefix(d.Message, "control "+c.a+" contradicts control "+c.b+",")
		})
		if i < 0 {
			t.Errorf("that %s and %s contradict each other is not reported", c.a, c.b)
			continue
		}
		d := m.list[i]
		for _, value := range c.says {
			if !strings.Contains(d.Message, value) {
				t.Errorf("%s does not say %q", d.Message, value)
			}
		}
		if len(d.Related) != 1 || d.Related[0].Span.IsZero() || d.Severity != diag.Error {
			t.Errorf("%v: it is no error, or lacks the second place", d)
		}
		m.list = slices.Delete(m.list, i, i+1)
	}
	var rest []string
	for _, d := range m.list {
		if relational(d.Code) {
			rest = append(rest, string(d.Code)+": "+d.Message)
		}
	}
	want := []string{
		// The claim says that the frequency of backups keeps the recovery point.
		"relation-broken: control spectro-064 does not fit control spectro-105: the backup interval of 1 day is longer than the recovery point of 2 hours",
		// One scan by one tool, told as three.
		"restatement-differs: control spectro-142 restates control spectro-129, but says otherwise: category: quality in spectro-142, security in spectro-129",
		"relation-tension: control spectro-064 is in tension with control spectro-107: the backup interval of 1 day is longer than the recovery point of 2 hours",
	}
	slices.Sort(rest)
	slices.Sort(want)
	if !slices.Equal(rest, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(rest, "\n"), strings.Join(want, "\n"))
	}
	held := 0
	for _, r := range m.project.Assessment.Relations {
		if r.Verdict == trust.RelationHolds {
			held++
		}
	}
	if n := len(m.project.Assessment.Relations); n != 30 || held != 9 {
		t.Errorf("%d of %d relations hold, want 9 of 30", held, n)
	}
}

// relational reports whether a code is about relations between controls.
func relational(code diag.Code) bool {
	switch code {
	case diag.ClaimContradicts, diag.RelationBroken, diag.RelationCycle, diag.RelationEmpty, diag.RelationObsolete, diag.RelationTension,
		diag.RelationUnchecked, diag.RestatementDiffers, diag.OverrideVoid, diag.ConditionUnmet:
		return true
	}
	return false
}

// TestSeedShortfalls holds the claims of the seeds against the numbers of the
// frameworks: what falls short according to catalog-needs.md, and nothing else.
func TestSeedShortfalls(t *testing.T) {
	dir, _ := seedSite(t)
	p, err := Open(t.Context(), Options{Dir: dir, AsOf: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC), Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range p.Diagnostics {
		if d.Code == diag.FrameworkShortfall || d.Code == diag.FrameworkDegree {
			got = append(got, d.Message)
		}
	}
	slices.Sort(got)
	want := []string{
		"control opsani-057 falls short of pci 10.5.1: the retention of 180 days, and at least 12 months is asked for",
		`control spectro-145 speaks of "penetration test" and is of the kind scan, which does not do what pci 11.4.3 asks for: a control of the kind test-exercise`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
