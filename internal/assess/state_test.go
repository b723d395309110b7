package assess

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// claim makes a control that claims a retention of 90 days and asserts expr.
func claim(t *testing.T, expr string, change ...func(*trust.Control)) *trust.Control {
	t.Helper()
	v, err := parameter.Parse(parameter.Retention, "P90D")
	if err != nil {
		t.Fatal(err)
	}
	c := &trust.Control{
		ID: "logs", Title: "Logs are kept", Kind: "retention", Status: trust.InEffect, Responsibility: trust.Provider,
		Parameters: []trust.Parameter{{Name: "retention", Value: v}},
		Needs:      []trust.Need{{ID: "groups"}},
		Assert:     source.Text{Value: expr},
	}
	for _, f := range change {
		f(c)
	}
	return c
}

// file makes fresh machine evidence with a body.
func file(body any, change ...func(*trust.Evidence)) *trust.Evidence {
	e := &trust.Evidence{ID: "groups", Verdict: trust.VerdictNone, Body: body, Clocks: trust.Clocks{CollectedAt: noon.Add(-time.Hour)}}
	for _, f := range change {
		f(e)
	}
	return e
}

// groups is the body of an answer that lists log groups with a retention each.
func groups(days ...int64) any {
	list := []any{}
	for _, d := range days {
		list = append(list, map[string]any{"retentionInDays": d, "name": "secret-name"})
	}
	return map[string]any{"logGroups": list}
}

// judged builds a site of one control and judges it at noon.
func judged(t *testing.T, c *trust.Control, evidence []*trust.Evidence, exceptions ...*trust.Exception) (*site.Site, *trust.Assessment) {
	t.Helper()
	s := &site.Site{
		Config: &site.Config{
			Location:  time.UTC,
			Freshness: site.Freshness{Snapshot: period.Period{Days: 7}, Review: period.Period{Years: 1}, Grace: period.Grace{Percent: 25}, MaxAge: 2, Future: 5 * time.Minute, Exception: period.Period{Years: 1}},
			Scope:     map[string][]string{"cloud": {"aws", "gcp"}},
			Policy:    site.Policy{Default: map[string]site.Action{"contradicted": site.ActError, "expired": site.ActError, "missing": site.ActError, "stale": site.ActWarning}},
		},
		Catalog:  &trust.Catalog{Controls: []*trust.Control{c}, Exceptions: exceptions},
		Evidence: evidence,
		Rules:    map[string]*site.Rules{},
		Gaps:     map[string]*rule.Program{},
	}
	compile := func(text source.Text) *rule.Program {
		if text.Value == "" {
			return nil
		}
		p, list := rule.Compile(text)
		if list.HasErrors() {
			t.Fatal(list)
		}
		return p
	}
	s.Rules[c.ID] = &site.Rules{Assert: compile(c.Assert)}
	if c.Population.Path.Value != "" {
		p, list := rule.CompileList(c.Population.Path, c.Population.Where)
		if list.HasErrors() {
			t.Fatal(list)
		}
		s.Rules[c.ID].Population = p
	}
	for _, x := range exceptions {
		if p := compile(x.Assert); p != nil {
			s.Gaps[x.ID] = p
		}
	}
	return s, Controls(s, noon)
}

const longEnough = `ev.groups.logGroups.all(g, g.retentionInDays >= days(p.retention))`

func TestState(t *testing.T) {
	empty := map[string]any{"logGroups": []any{}}
	for _, tt := range []struct {
		name     string
		control  *trust.Control
		evidence []*trust.Evidence
		state    trust.State
		reason   trust.Reason
		grade    trust.Grade
		detail   string // must stand in the detail
	}{
		{"holds", claim(t, longEnough), []*trust.Evidence{file(groups(90, 120))}, trust.Satisfied, trust.ReasonPass, trust.Measured, ""},
		{"contradicted, with both numbers", claim(t, longEnough), []*trust.Evidence{file(groups(120, 30))}, trust.NotSatisfied, trust.ReasonContradicted, trust.Measured, "claimed retention 90 days, measured 30"},
		{"a missing key is an error", claim(t, `ev.groups.groups.all(g, g.days > 3)`), []*trust.Evidence{file(groups(90))}, trust.Undetermined, trust.ReasonError, trust.Measured, "ev.groups.groups"},
		{"all of nothing", claim(t, longEnough), []*trust.Evidence{file(empty)}, trust.NotSatisfied, trust.ReasonEmpty, trust.Measured, "empty"},
		{"all of nothing, allowed", claim(t, longEnough, func(c *trust.Control) { c.Population.EmptyPass = true }), []*trust.Evidence{file(empty)}, trust.Satisfied, trust.ReasonPass, trust.Measured, ""},
		{"empty population", claim(t, `true`, func(c *trust.Control) { c.Population.Path = source.Text{Value: "ev.groups.logGroups"} }), []*trust.Evidence{file(empty)}, trust.NotSatisfied, trust.ReasonEmpty, trust.Measured, "ev.groups.logGroups"},
		{"population filtered to nothing", claim(t, `true`, func(c *trust.Control) {
			c.Population = trust.Population{Path: source.Text{Value: "ev.groups.logGroups"}, Where: source.Text{Value: "it.retentionInDays > 1000"}}
		}), []*trust.Evidence{file(groups(90))}, trust.NotSatisfied, trust.ReasonEmpty, trust.Measured, ""},
		{"unreadable population", claim(t, `true`, func(c *trust.Control) { c.Population.Path = source.Text{Value: "ev.groups.none"} }), []*trust.Evidence{file(groups(90))}, trust.Undetermined, trust.ReasonError, trust.Measured, "population"},
		{"missing", claim(t, longEnough), nil, trust.Undetermined, trust.Reason(trust.Missing), trust.Asserted, `no evidence "groups"`},
		{"stale contradiction is undetermined", claim(t, longEnough), []*trust.Evidence{file(groups(30), func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.AddDate(0, 0, -10) })}, trust.Undetermined, trust.Reason(trust.Stale), trust.Measured, "stale"},
		{"planned never counts as met", claim(t, longEnough, func(c *trust.Control) { c.Status = trust.Planned }), []*trust.Evidence{file(groups(120))}, trust.StatePlanned, trust.ReasonDeclared, trust.Measured, ""},
		{"not applicable", claim(t, "", func(c *trust.Control) { c.Status, c.Needs = trust.NotApplicable, nil }), nil, trust.StateNotApplicable, trust.ReasonDeclared, trust.Asserted, ""},
		{"not applicable, but evidence says otherwise", claim(t, longEnough, func(c *trust.Control) { c.Status = trust.NotApplicable }), []*trust.Evidence{file(groups(3))}, trust.NotSatisfied, trust.ReasonContradicted, trust.Measured, ""},
		{"a recorded gap that is still there", claim(t, longEnough, func(c *trust.Control) { c.Status = trust.Excepted }), []*trust.Evidence{file(groups(120))}, trust.NotSatisfied, trust.ReasonExcepted, trust.Measured, "recorded gap"},
		{"a recorded gap that is gone", claim(t, longEnough, func(c *trust.Control) { c.Status = trust.Excepted }), []*trust.Evidence{file(groups(30))}, trust.Undetermined, trust.ReasonObsolete, trust.Measured, "no longer"},
		{"nothing behind it", claim(t, "", func(c *trust.Control) { c.Needs = nil }), nil, trust.Undetermined, trust.ReasonNoEvidence, trust.Asserted, "nothing stands behind"},
		{"a tool's pass without an assertion", claim(t, ""), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Verdict = trust.VerdictPass })}, trust.Satisfied, trust.ReasonPass, trust.Measured, ""},
		{"a tool's failure", claim(t, ""), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Verdict = trust.VerdictFail })}, trust.NotSatisfied, trust.ReasonVerdict, trust.Measured, "failed"},
		{"a tool that does not judge", claim(t, ""), []*trust.Evidence{file(nil)}, trust.Undetermined, trust.ReasonVerdict, trust.Asserted, "no verdict"},
		{"a warning is no pass", claim(t, ""), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Verdict = trust.VerdictWarn })}, trust.Undetermined, trust.ReasonVerdict, trust.Asserted, ""},
		{"a document", claim(t, ""), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Manual, e.Record = true, "document" })}, trust.Satisfied, trust.ReasonPass, trust.Documented, ""},
		{"an attestation", claim(t, ""), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Manual, e.Record = true, "attestation" })}, trust.Satisfied, trust.ReasonPass, trust.Attested, ""},
		{"a provider's certificate", claim(t, "", func(c *trust.Control) { c.Responsibility = trust.Inherited }), []*trust.Evidence{file(nil, func(e *trust.Evidence) { e.Manual, e.Record = true, "certificate" })}, trust.Satisfied, trust.ReasonPass, trust.GradeInherited, ""},
		{"drills under an assertion are documented", claim(t, longEnough), []*trust.Evidence{file(groups(90), func(e *trust.Evidence) { e.Manual, e.Record = true, "drill" })}, trust.Satisfied, trust.ReasonPass, trust.Documented, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, a := judged(t, tt.control, tt.evidence)
			f := a.Finding("logs")
			if f.State != tt.state || f.Reason != tt.reason {
				t.Errorf("got %s (%s: %s), want %s (%s)", f.State, f.Reason, f.Detail, tt.state, tt.reason)
			}
			if f.Grade != tt.grade {
				t.Errorf("grade is %s, want %s", f.Grade, tt.grade)
			}
			if !strings.Contains(f.Detail, tt.detail) {
				t.Errorf("detail is %q, want %q in it", f.Detail, tt.detail)
			}
		})
	}
}

func cloud(name string, f *trust.Evidence) *trust.Evidence {
	f.Scope = trust.Scope{"cloud": {name}}
	return f
}

func TestEveryRequiredScopeCounts(t *testing.T) {
	both := func(c *trust.Control) { c.Scope = trust.Scope{"cloud": {"aws", "gcp"}} }
	for _, tt := range []struct {
		name     string
		control  *trust.Control
		evidence []*trust.Evidence
		state    trust.State
		scopes   int
	}{
		{"both hold", claim(t, longEnough, both), []*trust.Evidence{cloud("aws", file(groups(90))), cloud("gcp", file(groups(91)))}, trust.Satisfied, 2},
		{"one fails", claim(t, longEnough, both), []*trust.Evidence{cloud("aws", file(groups(90))), cloud("gcp", file(groups(9)))}, trust.NotSatisfied, 2},
		{"one is missing", claim(t, longEnough, both), []*trust.Evidence{cloud("aws", file(groups(90)))}, trust.Undetermined, 2},
		{"evidence of another scope is no evidence", claim(t, longEnough, func(c *trust.Control) { c.Scope = trust.Scope{"cloud": {"aws"}} }), []*trust.Evidence{cloud("gcp", file(groups(90)))}, trust.Undetermined, 0},
		{"evidence for all", claim(t, longEnough, both), []*trust.Evidence{file(groups(90))}, trust.Satisfied, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, a := judged(t, tt.control, tt.evidence)
			f := a.Finding("logs")
			if f.State != tt.state || len(f.PerScope) != tt.scopes {
				t.Errorf("got %s (%s) over %d scopes, want %s over %d", f.State, f.Detail, len(f.PerScope), tt.state, tt.scopes)
			}
		})
	}
}

// TestWhatAFormatReadsKeepsNoFilesApart joins two files whose formats name
// different kinds and accounts, which the site declares no axis for.
func TestWhatAFormatReadsKeepsNoFilesApart(t *testing.T) {
	c := claim(t, longEnough+` && ev.names.names.all(n, n != '')`, func(c *trust.Control) { c.Needs = append(c.Needs, trust.Need{ID: "names"}) })
	names := func(scope trust.Scope) *trust.Evidence {
		return file(map[string]any{"names": []any{"a"}}, func(e *trust.Evidence) { e.ID, e.Scope = "names", scope })
	}
	logs := func(days int64, scope trust.Scope) *trust.Evidence {
		return file(groups(days), func(e *trust.Evidence) { e.Scope = scope })
	}
	for _, tt := range []struct {
		name     string
		evidence []*trust.Evidence
		state    trust.State
	}{
		{"axes that differ by nature", []*trust.Evidence{logs(90, trust.Scope{"kind": {"LogGroup"}, "account": {"1"}}), names(trust.Scope{"kind": {"Name"}, "account": {"2"}})}, trust.Satisfied},
		{"an axis that is declared", []*trust.Evidence{logs(90, trust.Scope{"cloud": {"aws"}}), names(trust.Scope{"cloud": {"gcp"}})}, trust.Undetermined},
		{"an axis that evidence is split by", []*trust.Evidence{
			logs(90, trust.Scope{"region": {"eu"}}), logs(91, trust.Scope{"region": {"us"}}), names(trust.Scope{"region": {"eu"}}),
		}, trust.Undetermined},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, a := judged(t, c, tt.evidence)
			if f := a.Finding("logs"); f.State != tt.state {
				t.Errorf("got %s (%s), want %s", f.State, f.Detail, tt.state)
			}
		})
	}
}

func TestTheNewestPieceOfAScopeCounts(t *testing.T) {
	old := file(groups(3), func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.AddDate(0, 0, -2) })
	_, a := judged(t, claim(t, longEnough), []*trust.Evidence{old, file(groups(90))})
	if f := a.Finding("logs"); f.State != trust.Satisfied {
		t.Errorf("got %s (%s), want satisfied", f.State, f.Detail)
	}
}

func TestOverridesApplyWithinTheirScope(t *testing.T) {
	week, err := parameter.Parse(parameter.Retention, "P7D")
	if err != nil {
		t.Fatal(err)
	}
	c := claim(t, longEnough, func(c *trust.Control) {
		c.Scope = trust.Scope{"cloud": {"aws", "gcp"}}
		c.Overrides = []trust.Override{{Scope: trust.Scope{"cloud": {"gcp"}}, Parameters: []trust.Parameter{{Name: "retention", Value: week}}}}
	})
	_, a := judged(t, c, []*trust.Evidence{cloud("aws", file(groups(90))), cloud("gcp", file(groups(7)))})
	if f := a.Finding("logs"); f.State != trust.Satisfied {
		t.Errorf("got %s (%s), want satisfied: 7 days is what the override claims for gcp", f.State, f.Detail)
	}
}

func TestExceptions(t *testing.T) {
	day := func(n int) time.Time { return noon.Truncate(24*time.Hour).AddDate(0, 0, n) }
	for _, tt := range []struct {
		name   string
		days   int64
		x      *trust.Exception
		waived bool
		state  Gap
		code   diag.Code // of the diagnostics, "" for none
	}{
		{"current", 30, &trust.Exception{Until: day(10)}, true, Open, ""},
		{"on its last day", 30, &trust.Exception{Until: day(0)}, true, Open, ""},
		{"the day after", 30, &trust.Exception{Until: day(-1)}, false, Overdue, diag.StateContradicted},
		{"without a date, within the site's longest time", 30, &trust.Exception{Opened: day(-100)}, true, Open, ""},
		{"without a date, beyond it", 30, &trust.Exception{Opened: day(-400)}, false, Overdue, diag.StateContradicted},
		{"own longest time", 30, &trust.Exception{Opened: day(-100), AtLatest: period.Period{Days: 30}}, false, Overdue, diag.StateContradicted},
		{"the gap is gone", 120, &trust.Exception{Until: day(10)}, false, Closed, diag.ExceptionObsolete},
		{"its own assertion says that the gap is gone", 30, &trust.Exception{Until: day(10), Needs: []trust.Need{{ID: "groups"}}, Assert: source.Text{Value: "ev.groups.logGroups.exists(g, g.retentionInDays < 10)"}}, true, Closed, diag.ExceptionObsolete},
		{"another scope", 30, &trust.Exception{Until: day(10), Scope: trust.Scope{"cloud": {"gcp"}}}, false, Open, diag.StateContradicted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.x.ID, tt.x.Waives = "short", "logs"
			c := claim(t, longEnough, func(c *trust.Control) { c.Scope = trust.Scope{"cloud": {"aws"}} })
			s, a := judged(t, c, []*trust.Evidence{file(groups(tt.days))}, tt.x)
			if got := len(a.Finding("logs").Waivers) > 0; got != tt.waived {
				t.Errorf("waived is %t, want %t", got, tt.waived)
			}
			if got := Gap(a.Exceptions[0].State); got != tt.state {
				t.Errorf("exception is %s, want %s", got, tt.state)
			}
			var codes []string
			for _, d := range Promote(s, a) {
				if d.Severity == diag.Error {
					codes = append(codes, string(d.Code))
				}
				if met := strings.Contains(d.Hint, "is met"); met != (a.Finding("logs").State == trust.Satisfied) && d.Code == diag.ExceptionObsolete {
					t.Errorf("the control is %s, and the hint says %q", a.Finding("logs").State, d.Hint)
				}
			}
			if got := strings.Join(codes, " "); got != string(tt.code) {
				t.Errorf("errors are %q, want %q", got, tt.code)
			}
		})
	}
}

func TestPolicy(t *testing.T) {
	stale := file(groups(90), func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.AddDate(0, 0, -10) })
	s, a := judged(t, claim(t, longEnough), []*trust.Evidence{stale})
	list := Promote(s, a)
	if len(list) != 1 || list[0].Code != diag.StateStale || list[0].Severity != diag.Warning {
		t.Fatalf("got %v, want one warning state-stale", list)
	}
	s.Config.Policy.ByKind = map[string]map[string]site.Action{"retention": {"stale": site.ActOff}}
	if list := Promote(s, a); len(list) != 0 {
		t.Errorf("got %v, want nothing: the policy of the kind is off", list)
	}
	s, a = judged(t, claim(t, longEnough), []*trust.Evidence{file(groups(30))})
	if list := Promote(s, a); len(list) != 1 || !strings.Contains(list[0].Message, "90 days") || !strings.Contains(list[0].Message, "30") {
		t.Errorf("got %v, want one error with both numbers", list)
	}
}

func TestBriefHoldsNoTextOfTheEvidence(t *testing.T) {
	c := claim(t, `ev.groups.logGroups.all(g, g.name == p.retention)`)
	_, a := judged(t, c, []*trust.Evidence{file(groups(30))})
	f := a.Finding("logs")
	if !strings.Contains(f.Detail, "secret-name") {
		t.Errorf("detail %q does not say what was measured", f.Detail)
	}
	if f.Brief == "" || strings.Contains(f.Brief, "secret-name") {
		t.Errorf("brief is %q", f.Brief)
	}
}

// TestOfASatisfiedClaimOnlyWhatHoldsIsShown: a value that a filter passed over is
// no measurement that speaks against the claim.
func TestOfASatisfiedClaimOnlyWhatHoldsIsShown(t *testing.T) {
	expr := `ev.groups.logGroups.filter(g, g.retentionInDays >= days(p.retention)).all(g, g.name != "")`
	_, a := judged(t, claim(t, expr), []*trust.Evidence{file(groups(90, 7))})
	if f := a.Finding("logs"); f.State != trust.Satisfied || len(f.Comparisons) > 0 {
		t.Errorf("%s with %+v", f.State, f.Comparisons)
	}
	_, a = judged(t, claim(t, `ev.groups.logGroups.all(g, g.retentionInDays >= days(p.retention))`), []*trust.Evidence{file(groups(90, 7))})
	if f := a.Finding("logs"); f.State != trust.NotSatisfied || len(f.Comparisons) == 0 || f.Comparisons[0].Holds {
		t.Errorf("%s with %+v", f.State, f.Comparisons)
	}
}
