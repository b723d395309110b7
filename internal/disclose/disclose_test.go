package disclose

import (
	"reflect"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

func parsed(t *testing.T, typ parameter.Type, raw any) parameter.Value {
	t.Helper()
	v, err := parameter.Parse(typ, raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// world is a site with an open and a closed control, each with evidence, and
// what was found of them.
func world(t *testing.T) (*site.Site, *trust.Assessment) {
	t.Helper()
	inferred := parsed(t, parameter.Int, int64(7))
	inferred.Inferred = true
	logs := &trust.Control{
		ID: "logs", Title: "Logs", Kind: "retention", Audience: "public", Status: trust.InEffect,
		Statement:  source.Text{Value: "Kept for {{ .retention }}."},
		Parameters: []trust.Parameter{{Name: "retention", Value: parsed(t, parameter.Retention, "P90D")}, {Name: "items", Value: inferred}},
	}
	keys := &trust.Control{ID: "keys", Title: "Keys", Kind: "key-management", Audience: "internal", Status: trust.InEffect}
	until := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	groups := &trust.Evidence{
		ID: "groups", Audience: "internal", Target: "secret-host", Attester: &trust.Attester{Name: "Ada", Role: "engineer"},
		Scope:  trust.Scope{"cloud": {"aws"}, "account": {"111122223333"}},
		Params: map[string]any{"days": int64(30)}, Problems: []trust.Problem{{Code: "c", Message: "about secret-host"}},
	}
	s := &site.Site{
		Config: &site.Config{
			File: source.NewFile("candor.yaml", nil), Location: time.UTC, Ladder: []string{"public", "nda", "internal"},
			Scope: map[string][]string{"cloud": {"aws"}},
			Kinds: []site.Kind{{ID: "retention", Title: "Retention"}, {ID: "key-management", Title: "Keys"}},
		},
		Catalog: &trust.Catalog{
			Controls:   []*trust.Control{keys, logs},
			Exceptions: []*trust.Exception{{ID: "gap", Waives: "logs", Audience: "nda", Until: until}},
		},
		Evidence: []*trust.Evidence{groups},
	}
	later := until.AddDate(0, 1, 0)
	return s, &trust.Assessment{
		Findings: []*trust.Finding{
			{Control: "keys", State: trust.Satisfied, Reason: trust.ReasonPass, Grade: trust.Attested},
			{
				Control: "logs", State: trust.NotSatisfied, Reason: trust.ReasonContradicted, Grade: trust.Measured, FreshUntil: later,
				Detail: `measured "secret-host"`, Brief: "the evidence does not bear the claim out",
				Comparisons:  []trust.Comparison{{Claimed: "a", Measured: `"secret-host"`, Textual: true}, {Claimed: "b", Measured: "30"}},
				Waivers:      []trust.Waiver{{Exception: "gap", Until: until}},
				Observations: []*trust.Observation{{Need: "groups", Evidence: groups, Freshness: trust.Fresh, Outcome: trust.None}},
			},
		},
		Exceptions: []trust.ExceptionState{{ID: "gap", State: "open", Until: until}},
	}
}

func view(t *testing.T, audience string) *View {
	t.Helper()
	s, a := world(t)
	v, list := To(s, a, audience)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return v
}

func TestCountsAreOfTheView(t *testing.T) {
	for audience, want := range map[string]int{"public": 1, "nda": 1, "internal": 2} {
		v := view(t, audience)
		if v.Summary.Total != want || len(v.Controls) != want || len(v.Kinds) != want {
			t.Errorf("%s sees %d controls of %d kinds, counted %d; want %d", audience, len(v.Controls), len(v.Kinds), v.Summary.Total, want)
		}
	}
}

func TestAHiddenExceptionExcusesNothing(t *testing.T) {
	open, closed := view(t, "public").Control("logs"), view(t, "nda").Control("logs")
	if open.Reason != "contradicted" || len(open.Exceptions) != 0 {
		t.Errorf("public sees reason %s and exceptions %v, want contradicted without any", open.Reason, open.Exceptions)
	}
	if closed.Reason != "excepted" || len(closed.Exceptions) != 1 {
		t.Errorf("nda sees reason %s and exceptions %v, want excepted by one", closed.Reason, closed.Exceptions)
	}
	if !closed.FreshUntil.Before(open.FreshUntil) {
		t.Errorf("the state under an exception holds until %s, without it until %s", closed.FreshUntil, open.FreshUntil)
	}
}

func TestWhatTheRawFileHoldsIsForItsAudience(t *testing.T) {
	open, closed := view(t, "public"), view(t, "internal")
	if c := open.Control("logs"); c.Detail != "the evidence does not bear the claim out" || len(c.Comparisons) != 1 {
		t.Errorf("public reads %q with %d comparisons", c.Detail, len(c.Comparisons))
	}
	if c := closed.Control("logs"); len(c.Comparisons) != 2 {
		t.Errorf("internal sees %d comparisons, want 2", len(c.Comparisons))
	}
	e := open.Evidence[0]
	if e.Target != "" || len(e.Params) != 0 || len(e.Problems) != 0 || len(e.Scope) != 1 || e.Attester != "engineer" {
		t.Errorf("public sees target %q, params %v, problems %v, scope %v, attester %q", e.Target, e.Params, e.Problems, e.Scope, e.Attester)
	}
	e = closed.Evidence[0]
	if e.Target == "" || len(e.Params) != 1 || len(e.Problems) != 1 || len(e.Scope) != 2 || e.Attester != "Ada, engineer" {
		t.Errorf("internal sees target %q, params %v, problems %v, scope %v, attester %q", e.Target, e.Params, e.Problems, e.Scope, e.Attester)
	}
}

func TestInferredValuesAreNoClaims(t *testing.T) {
	c := view(t, "internal").Control("logs")
	if len(c.Parameters) != 1 || c.Parameters[0].Name != "retention" {
		t.Errorf("parameters are %v, want the retention only", c.Parameters)
	}
	if c.Statement != "Kept for 90 days." {
		t.Errorf("statement is %q", c.Statement)
	}
}

func TestAnUnknownAudienceSeesNothing(t *testing.T) {
	s, a := world(t)
	if v, list := To(s, a, "pubic"); v != nil || len(list) != 1 || list[0].Code != diag.AudienceUnknown {
		t.Errorf("got %v, %v", v, list)
	}
}

func TestDatesStayTheirDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	s, a := world(t)
	s.Config.Location = berlin
	s.Catalog.Exceptions[0].Until = time.Date(2026, 12, 18, 0, 0, 0, 0, berlin)
	s.Evidence[0].Clocks = trust.Clocks{CollectedAt: time.Date(2026, 6, 30, 0, 0, 0, 0, berlin), Precision: "day"}
	v, list := To(s, a, "internal")
	if len(list) > 0 {
		t.Fatal(list)
	}
	if got := v.Exceptions[0].Until.Format(time.RFC3339); got != "2026-12-18T00:00:00Z" {
		t.Errorf("the exception is shown until %s", got)
	}
	if got := v.Evidence[0].Collected.Format(time.RFC3339); got != "2026-06-30T00:00:00Z" {
		t.Errorf("the evidence is shown as collected at %s", got)
	}
}

// TestAbout holds a view of one id to the whole view, with answers and without.
func TestAbout(t *testing.T) {
	for _, answers := range [][]*trust.Answer{nil, {{ID: "a", Controls: []trust.Reference{{ID: "logs"}}}}} {
		s, a := world(t)
		s.Catalog.Answers = answers
		for _, audience := range s.Config.Ladder {
			whole := Now(s, a, audience)
			for _, id := range []string{"logs", "keys", "groups", "none"} {
				some := About(s, a, audience, id)
				if got, want := some.Control(id), whole.Control(id); !reflect.DeepEqual(got, want) {
					t.Errorf("%s for %s: %+v, want %+v", id, audience, got, want)
				}
				if got, want := some.EvidenceOf(id), whole.EvidenceOf(id); !reflect.DeepEqual(got, want) {
					t.Errorf("%s for %s: %+v, want %+v", id, audience, got, want)
				}
				if other := some.Control("logs"); answers == nil && id != "logs" && other != nil && len(other.Evidence) > 0 {
					t.Errorf("the view of %s for %s says what was observed of logs", id, audience)
				}
			}
		}
	}
}
