package assess

import (
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/trust"
)

// TestConditions judges a claim that passes by itself, beside a control that is
// its condition.
func TestConditions(t *testing.T) {
	long, short := []*trust.Evidence{file(groups(120))}, []*trust.Evidence{file(groups(30))}
	on := func(change ...func(*trust.Control)) *trust.Control {
		c := claim(t, `ev.more.logGroups.all(g, g.retentionInDays >= 90)`, change...)
		c.ID, c.Needs = "condition", []trust.Need{{ID: "more"}}
		c.Relates = []trust.Relates{{ID: "logs", How: trust.ConditionOf}}
		return c
	}
	more := func(body any, change ...func(*trust.Evidence)) *trust.Evidence {
		e := file(body, change...)
		e.ID = "more"
		return e
	}
	status := func(s trust.Status) func(*trust.Control) { return func(c *trust.Control) { c.Status = s } }
	scope := func(s trust.Scope) func(*trust.Control) { return func(c *trust.Control) { c.Scope = s } }
	for _, tt := range []struct {
		name     string
		control  *trust.Control // the condition
		more     []*trust.Evidence
		evidence []*trust.Evidence
		state    trust.State
		reason   trust.Reason
		detail   string
	}{
		{"met", on(), []*trust.Evidence{more(groups(90))}, long, trust.Satisfied, trust.ReasonPass, ""},
		{"contradicted", on(), []*trust.Evidence{more(groups(30))}, long, trust.Undetermined, trust.ReasonCondition, "which its evidence contradicts"},
		{"missing", on(), nil, long, trust.Undetermined, trust.ReasonCondition, "which is not determined"},
		{"stale", on(), []*trust.Evidence{more(groups(90), func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.AddDate(0, 0, -10) })}, long, trust.Undetermined, trust.ReasonCondition, "which is not determined"},
		{"planned", on(status(trust.Planned)), []*trust.Evidence{more(groups(90))}, long, trust.Undetermined, trust.ReasonCondition, "announced, not in effect"},
		{"not applicable", on(status(trust.NotApplicable)), []*trust.Evidence{more(groups(90))}, long, trust.Undetermined, trust.ReasonCondition, "declared not applicable"},
		{"a limitation", on(status(trust.Limitation)), []*trust.Evidence{more(groups(90))}, long, trust.Undetermined, trust.ReasonCondition, "a stated limitation"},
		{"a recorded gap", on(status(trust.Excepted)), []*trust.Evidence{more(groups(90))}, long, trust.Undetermined, trust.ReasonCondition, "a recorded gap"},
		{"a setting that is required", on(status(trust.RequiredSetting)), []*trust.Evidence{more(groups(90))}, long, trust.Satisfied, trust.ReasonPass, ""},
		{"in another scope", on(scope(trust.Scope{"cloud": {"gcp"}})), nil, long, trust.Satisfied, trust.ReasonPass, ""},
		{"a claim that is contradicted stays so", on(), nil, short, trust.NotSatisfied, trust.ReasonContradicted, "measured 30"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := claim(t, longEnough)
			if tt.name == "in another scope" {
				c.Scope = trust.Scope{"cloud": {"aws"}}
			}
			s, _ := judged(t, tt.control, append(tt.more, tt.evidence...))
			other, _ := judged(t, c, nil)
			s.Catalog.Controls = append(s.Catalog.Controls, c)
			s.Rules[c.ID] = other.Rules[c.ID]
			f := Controls(s, noon).Finding("logs")
			if f.State != tt.state || f.Reason != tt.reason || !strings.Contains(f.Detail, tt.detail) {
				t.Errorf("got %s (%s): %s; want %s (%s): %s", f.State, f.Reason, f.Detail, tt.state, tt.reason, tt.detail)
			}
			if f.Reason == trust.ReasonCondition && strings.Contains(f.Detail+f.Brief, "condition.") {
				t.Errorf("the detail names the condition: %s", f.Detail)
			}
		})
	}
}

// TestConditionsOfConditions follows conditions to the end, and comes back from
// a circle.
func TestConditionsOfConditions(t *testing.T) {
	chain := func(last trust.Status, back bool) *site.Site {
		a := claim(t, longEnough)
		b := claim(t, longEnough, func(c *trust.Control) { c.ID, c.Relates = "b", []trust.Relates{{ID: "logs", How: trust.ConditionOf}} })
		c := claim(t, longEnough, func(c *trust.Control) {
			c.ID, c.Status, c.Relates = "a", last, []trust.Relates{{ID: "b", How: trust.ConditionOf}}
		})
		if back {
			a.Relates = []trust.Relates{{ID: "a", How: trust.ConditionOf}}
		}
		s, _ := judged(t, a, []*trust.Evidence{file(groups(120), func(e *trust.Evidence) { e.Clocks.CollectedAt = noon.Add(-time.Hour) })})
		s.Catalog.Controls = []*trust.Control{c, b, a}
		s.Rules["a"], s.Rules["b"] = s.Rules["logs"], s.Rules["logs"]
		return s
	}
	for _, tt := range []struct {
		name  string
		site  *site.Site
		state trust.State
	}{
		{"all met", chain(trust.InEffect, false), trust.Satisfied},
		{"the last is planned", chain(trust.Planned, false), trust.Undetermined},
		{"a circle of what is met", chain(trust.InEffect, true), trust.Satisfied},
	} {
		if f := Controls(tt.site, noon).Finding("logs"); f.State != tt.state {
			t.Errorf("%s: got %s (%s)", tt.name, f.State, f.Detail)
		}
	}
	s := chain(trust.Planned, false)
	s.Config.Policy.Default["condition"] = site.ActWarning
	list := Promote(s, Controls(s, noon))
	want := "control b is undetermined: the claim holds on a condition, which is announced, not in effect: a"
	if len(list) != 2 || list[0].Code != diag.StateUndetermined || list[0].Message != want || !strings.Contains(list[0].Hint, "candor explain a") {
		t.Errorf("got %v", list)
	}
}
