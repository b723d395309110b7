package extent

import (
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

var asOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func axes(name string, values ...string) []disclose.Axis {
	return []disclose.Axis{{Name: name, Values: values}}
}

// view is a portal with a control for AWS, one for all clouds whose evidence is
// split, and one with values of its own on Azure.
func view() *disclose.View {
	v := &disclose.View{AsOf: asOf, Scopes: axes("cloud", "aws", "gcp", "azure")}
	v.Controls = []*disclose.Control{
		{ID: "aws-only", Title: "A", Kind: "k", State: "satisfied", Scope: axes("cloud", "aws"), FreshUntil: asOf.AddDate(0, 0, 2)},
		{ID: "split", Title: "B", Kind: "k", State: "not-satisfied", Reason: "excepted", FreshUntil: asOf.AddDate(0, 0, 1), PerScope: []disclose.ScopedState{
			{Scope: axes("cloud", "aws"), State: "satisfied", Reason: "pass"},
			{Scope: axes("cloud", "gcp"), State: "not-satisfied", Reason: "contradicted"},
			{Scope: axes("cloud", "gcp"), State: "satisfied", Reason: "pass"},
		}},
		{ID: "kept", Title: "C", Kind: "m", State: "undetermined", Parameters: []disclose.Parameter{{Name: "retention", Text: "30 days"}},
			Overrides: []disclose.Override{{Scope: append(axes("cloud", "azure"), axes("plan", "enterprise")...), Note: "longer", Parameters: []disclose.Parameter{{Name: "retention", Text: "1 year"}, {Name: "copies", Text: "2"}}}}},
	}
	v.Kinds = []*disclose.Kind{{ID: "k", Controls: []string{"aws-only", "split"}}, {ID: "m", Controls: []string{"kept"}}, {ID: "none"}}
	v.Evidence = []*disclose.Evidence{{Key: "a", Scope: axes("cloud", "aws"), Controls: []string{"aws-only"}}, {Key: "b", Controls: []string{"kept"}}, {Key: "c", Controls: nil}}
	v.Exceptions = []*disclose.Exception{{ID: "x", Control: "split", Scope: axes("cloud", "gcp")}, {ID: "y", Control: "aws-only"}}
	v.Subprocessors = []*disclose.Subprocessor{{ID: "everywhere"}, {ID: "google", Scope: axes("cloud", "gcp")}}
	return v
}

func TestPlace(t *testing.T) {
	v := view()
	aws, gcp, azure := Of(v, "cloud", "aws"), Of(v, "cloud", "gcp"), Of(v, "cloud", "azure")
	for _, tt := range []struct {
		p                           *Place
		total, own, everywhere, bad int
		evidence, exceptions, third int
	}{
		{aws, 3, 1, 2, 1, 2, 1, 1},
		{gcp, 2, 0, 2, 2, 1, 1, 2},
		{azure, 2, 0, 2, 2, 1, 0, 1},
	} {
		p := tt.p
		if p.Summary.Total != tt.total || p.Own != tt.own || p.Everywhere != tt.everywhere || len(p.Gaps) != tt.bad {
			t.Errorf("%s: %d controls, %d own, %d everywhere, %d gaps", p.Value, p.Summary.Total, p.Own, p.Everywhere, len(p.Gaps))
		}
		if len(p.Evidence) != tt.evidence || len(p.Exceptions) != tt.exceptions || len(p.Subprocessors) != tt.third {
			t.Errorf("%s: %d pieces, %d exceptions, %d third parties", p.Value, len(p.Evidence), len(p.Exceptions), len(p.Subprocessors))
		}
	}
	state := func(p *Place) (string, string) {
		h := p.Kinds[0].Controls[len(p.Kinds[0].Controls)-1]
		return h.State, h.Reason
	}
	if s, r := state(aws); s != "satisfied" || r != "pass" {
		t.Errorf("on AWS the split control is %s: %s", s, r)
	}
	if s, r := state(gcp); s != "not-satisfied" || r != "excepted" {
		t.Errorf("on GCP the split control is %s: %s", s, r)
	}
	if gcp.Gaps[0].ID != "split" {
		t.Error("the worst does not come first")
	}
	if h := aws.Holding(); len(h) != 2 || !h[1].Equal(asOf.AddDate(0, 0, 1)) {
		t.Errorf("holding %v", h)
	}
}

// A value of an override holds only where the override does.
func TestOverrides(t *testing.T) {
	kept := func(p *Place) Held { return p.Kinds[len(p.Kinds)-1].Controls[0] }
	if h := kept(Of(view(), "cloud", "aws")); h.Values != nil || h.Note != "" {
		t.Errorf("%+v", h.Values)
	}
	h := kept(Of(view(), "cloud", "azure"))
	if len(h.Values) != 2 || h.Values[0].Text != "1 year" || h.Values[0].Usual != "30 days" || h.Values[1].Usual != "" || h.Note != "longer" {
		t.Errorf("%+v", h)
	}
	if w := h.Values[0].Within; len(w) != 1 || w[0].Name != "plan" {
		t.Errorf("the rest of the scope of the override is lost: %v", w)
	}
}

func TestAxes(t *testing.T) {
	all := Axes(view())
	if len(all) != 1 || len(all[0].Places) != 3 || all[0].Everywhere != 2 || len(all[0].Kinds) != 2 {
		t.Fatalf("%+v", all)
	}
	row := all[0].Kinds[0]
	if row.Cells[0].Total != 2 || row.Cells[0].Worst() != "satisfied" || row.Cells[1].Worst() != "not-satisfied" || row.Cells[0].Count("satisfied") != 2 {
		t.Errorf("%+v", row.Cells)
	}
}
